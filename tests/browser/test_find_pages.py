"""The pages by which a resident finds things, in a browser: accessible, valid, and they fit."""

import pytest

from committee.models import Term
from meetings.models import MinuteSeries
from tests.conftest import LONG_AGO
from tests.meetings import printed_minutes
from tests.staging import staged

pytestmark = pytest.mark.browser


@staged
def made(site, safeguarding, clerk, proper_officer, year):
    MinuteSeries.objects.create(committee=safeguarding, year=year, first_number=37)
    made = printed_minutes.make(safeguarding, clerk)
    made.publish()
    for attendee in made.attendees.values():
        if attendee.person and attendee.capacity == "member":
            Term.objects.get_or_create(person=attendee.person, defaults={"since": LONG_AGO})
    return made


def test_the_pages_by_which_a_resident_finds_things_are_accessible_and_fit(site, made, look_at):
    voter = made.attendees["Perry"].person
    paths = ("", "decisions/", "calendar/?month=2022-01", "councillors/?by=group")
    for path in (*paths, f"councillors/{voter.slug}/"):
        assert look_at(f"{site}/{path}").ok

"""Pages of minutes and recordings, and by which things are found: accessible, valid, and they fit."""

import pytest
from django.urls import reverse

from committee.models import Term
from meetings.models import MinuteSeries
from tests.conftest import LONG_AGO
from tests.meetings import printed_minutes, recorded
from tests.staging import staged

pytestmark = pytest.mark.browser
AT = "committees/safeguarding/2022-01-10/"


@staged
def made(site, safeguarding, clerk, proper_officer, member, year):
    """Minutes and decisions of a meeting, among whom all tests here ask for: so they are made but once."""
    MinuteSeries.objects.create(committee=safeguarding, year=year, first_number=37)
    made = printed_minutes.make(safeguarding, clerk)
    made.publish("decisions")
    made.publish()
    return made


def test_minutes_are_accessible_and_fit(page, site, made, clerk, sign_in, look_at):
    sign_in(page, clerk)
    public = (AT, AT + "minutes/", AT + "minutes/39/", AT + "decisions/")
    for path in (*public, "desk/minutes-settings/", "desk/minutes-settings/2021-22/"):
        look_at(f"{site}/{path}")


def test_members_minutes_and_the_lists_that_lead_to_them_are_accessible_and_fit(
    page, site, made, member, sign_in, look_at
):
    made.publish(printed=True)
    sign_in(page, member)
    own = ("members/", "members/safeguarding/2022-01-10/", "members/safeguarding/2022-01-10/minutes/")
    for path in (*own, "committees/safeguarding/minutes/"):
        look_at(f"{site}/{path}")


def test_the_pages_by_which_a_resident_finds_things_are_accessible_and_fit(site, made, look_at):
    for attendee in made.attendees.values():
        if attendee.person and attendee.capacity == "member":
            Term.objects.get_or_create(person=attendee.person, defaults={"since": LONG_AGO})
    voter = made.attendees["Perry"].person
    paths = ("", "decisions/", "calendar/?month=2022-01", "councillors/?by=group", f"councillors/{voter.slug}/")
    for path in paths:
        assert look_at(f"{site}/{path}").ok


def test_what_the_public_and_the_desk_see_of_a_recording_is_accessible_and_fits(
    page, site, minuted, clerk, sign_in, look_at
):
    row = recorded.captioned(minuted, clerk)
    meeting = [minuted.meeting.committee.slug, minuted.meeting.slug]
    desk = [reverse(f"desk:recording-{act}", args=[*meeting, row.pk]) for act in ("correct", "captions")]
    for path in (row.page, reverse("desk:recordings", args=meeting), *desk):
        if path.startswith("/desk/") and not page.context.cookies():
            sign_in(page, clerk)
        look_at(site + path)

"""The pages by which a resident finds things, in a browser: accessible, valid, they fit, and a councillor is found."""

import pytest
from playwright.sync_api import expect

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
    paths = ("", "decisions/", "committees/safeguarding/", "calendar/?month=2022-01", "councillors/?by=group")
    for path in (*paths, f"councillors/{voter.slug}/"):
        assert look_at(f"{site}/{path}").ok


def test_a_resident_finds_a_councillor_and_what_was_decided(site, made, sized_page):
    page, voter = sized_page, made.attendees["Perry"].person
    page.goto(f"{site}/")
    page.get_by_role("link", name="Find your councillor").click()
    page.get_by_label("Find a councillor").fill(voter.surname)
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name=voter.printed_name).click()
    expect(page.get_by_role("heading", level=1, name=voter.printed_name)).to_be_visible()
    expect(page.locator("#votes ~ ul").get_by_text("the closure be deferred")).to_be_visible()

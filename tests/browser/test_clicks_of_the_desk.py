"""What a clerk's small acts cost: seats, a meeting removed, a cancellation undone, things found: see `clicks.py`."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from committee.models import Term
from meetings.actions import verbs as actions
from meetings.calendar import verbs as calendar
from meetings.models import Meeting
from tests.browser.acts import on
from tests.browser.clicks import story
from tests.conftest import LONG_AGO, person
from tests.meetings import asking
from tests.staging import staged

pytestmark = pytest.mark.browser
DAY, BEFORE = dt.date(2022, 4, 21), dt.date(2022, 3, 1)
ELECTED = ("Able", "Baker", "Carter", "Dyer", "Eaton", "Fisher", "Glover", "Hunt", "Ironside", "Joiner")


def test_ten_members_are_appointed(site, page: Page, sign_in, administrator, safeguarding):
    for surname in ELECTED:
        Term.objects.create(person=person("Alex", surname), since=LONG_AGO)
    with on(BEFORE, 9), story(page, "Appoint ten members to a committee"):
        sign_in(page, administrator)
        page.goto(f"{site}/register/committees/safeguarding/")
        page.get_by_role("link", name="Appoint several people").click()
        for row, surname in enumerate(ELECTED, start=1):
            page.get_by_label(f"Person of row {row}", exact=True).select_option(label=f"{surname}, Alex")
        page.get_by_role("button", name="Appoint these people").click()
        expect(page.locator("#main-content").get_by_text("10 people sit on the committee.")).to_be_visible()
    assert safeguarding.seats.count() == len(ELECTED)


def test_a_meeting_entered_by_mistake_is_removed(site, page: Page, sign_in, clerk, safeguarding):
    calendar.schedule(safeguarding, DAY, by=clerk)
    with on(BEFORE, 9), story(page, "Remove a meeting that was entered by mistake"):
        sign_in(page, clerk)
        page.goto(f"{site}/desk/meetings/safeguarding/{DAY}/")
        page.get_by_role("link", name="Remove meeting").click()
        page.locator("main form button[type=submit]").click()
        expect(page.locator("#main-content").get_by_text("is removed.")).to_be_visible()
    assert not Meeting.objects.exists()


def test_a_cancellation_is_undone(site, page: Page, sign_in, clerk, safeguarding):
    meeting = calendar.schedule(safeguarding, DAY, by=clerk)
    calendar.cancel(meeting, reason="No business.", at=asking.AT, by=clerk)
    with on(BEFORE, 9), story(page, "Undo the cancellation of a meeting"):
        sign_in(page, clerk)
        page.goto(f"{site}/desk/meetings/safeguarding/{DAY}/")
        page.get_by_role("link", name="Undo the cancellation").click()
        page.get_by_label(re.compile("^Why")).fill("There is business after all.")
        page.get_by_role("button", name=re.compile("Undo|after all")).click()
        expect(page.locator("#main-content").get_by_text("The meeting will be held after all.")).to_be_visible()
    meeting.refresh_from_db()
    assert not meeting.is_cancelled


@staged
def business(site, safeguarding, clerk, officer, chairman, vice_chairman, member, year):
    """Four meetings, and forty things that committees asked for."""
    for month in (9, 11):
        calendar.schedule(safeguarding, dt.date(2021, month, 8), by=clerk)
    calendar.schedule(safeguarding, DAY, by=clerk)
    minutes = asking.held(safeguarding, asking.TENTH, clerk)
    asking.attended(minutes, chairman.person)
    minute = asking.minute(minutes, 39, "Young carers")
    for number in range(1, 41):
        text = "the training plan be shared" if number == 33 else f"the figures of district {number} be sent"
        actions.open_action(asking.limb(minute, text, number, asked_of=officer.person), at=asking.AT, by=clerk)


def test_a_meeting_a_person_and_an_action_are_found(site, page: Page, sign_in, clerk, business):
    found = {
        "safeguarding 21 april": "Safeguarding.*21 April 2022",
        "vice": "Vice",
        "training plan": "training plan",
    }
    with on(BEFORE, 9), story(page, "Find a meeting, a person and an action by name"):
        sign_in(page, clerk)
        page.goto(f"{site}/desk/")
        for words, name in found.items():
            page.get_by_role("searchbox", name="Find").fill(words)
            page.get_by_role("button", name="Find", exact=True).click()
            page.get_by_role("link", name=re.compile(name)).first.click()
            expect(page.get_by_role("heading", level=1)).not_to_contain_text("Find")

"""What small acts cost on the desk, of minutes, of an officer and a resident: see `clicks.py`."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from committee.models import Term
from committee.search import index
from meetings.actions import verbs as actions
from meetings.calendar import verbs as calendar
from meetings.models import Action, Meeting, Resolution
from tests.browser.acts import MOST, Desk, on
from tests.browser.clicks import story
from tests.conftest import LONG_AGO, person
from tests.meetings import asking
from tests.meetings import minuted as worlds
from tests.meetings.packs.making import pdf_of
from tests.meetings.world import moment
from tests.staging import staged
from workprogramme.models import ProgrammeItem

pytestmark = pytest.mark.browser
NEXT, BEFORE = dt.date(2022, 4, 21), dt.date(2022, 3, 1)
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
    calendar.schedule(safeguarding, NEXT, by=clerk)
    with on(BEFORE, 9), story(page, "Remove a meeting that was entered by mistake"):
        sign_in(page, clerk)
        page.goto(f"{site}/desk/meetings/safeguarding/{NEXT}/")
        page.get_by_role("link", name="Remove meeting").click()
        page.locator("main form button[type=submit]").click()
        expect(page.locator("#main-content").get_by_text("is removed.")).to_be_visible()
    assert not Meeting.objects.exists()


def test_a_cancellation_is_undone(site, page: Page, sign_in, clerk, safeguarding):
    meeting = calendar.schedule(safeguarding, NEXT, by=clerk)
    calendar.cancel(meeting, reason="No business.", at=asking.AT, by=clerk)
    with on(BEFORE, 9), story(page, "Undo the cancellation of a meeting"):
        sign_in(page, clerk)
        page.goto(f"{site}/desk/meetings/safeguarding/{NEXT}/")
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
    calendar.schedule(safeguarding, NEXT, by=clerk)
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


@staged
def written_minutes(site, cast, safeguarding, year, clerk):
    """Minutes of 10 January 2022 ready to be published, and the next meeting in the calendar."""
    minutes = worlds.taken(safeguarding, clerk, exempt=False)
    calendar.schedule(safeguarding, NEXT, by=clerk)
    return minutes


def test_draft_minutes_are_published_and_confirmed(site, page: Page, sign_in, clerk, written_minutes):
    with story(page, "Publish draft minutes, and confirm them at the next meeting"):
        with on(dt.date(2022, 1, 12), 9):
            sign_in(page, clerk)
            page.goto(f"{site}/desk/meetings/safeguarding/2022-01-10/minutes/write-up/")
            page.get_by_role("button", name="Check and publish").click()
            page.get_by_role("button", name="Publish the draft minutes").click(timeout=MOST)
            expect(page.get_by_role("heading", name="Draft minutes published")).to_be_visible()
        worlds.in_the_room(written_minutes.meeting.committee.meetings.get(date=NEXT), clerk, worlds.IN_APRIL)
        with on(NEXT, 10, 5):
            sign_in(page, clerk)
            desk = Desk(page, site, NEXT)
            page.goto(desk.room)
            desk.item("Minutes of")
            page.get_by_role("link", name=re.compile("^Confirm the minutes of")).click()
            page.get_by_role("button", name="Record that they are confirmed").click(timeout=MOST)
            expect(page.get_by_text("signs them").first).to_be_visible()
    assert Resolution.objects.filter(minute__minutes__meeting__date=NEXT).exists()


def test_an_officer_sends_a_paper(site, page: Page, sign_in, officer, published):
    with on(dt.date(2022, 4, 14), 9), story(page, "An officer sends the report that was asked for"):
        sign_in(page, officer)
        page.goto(f"{site}/officers/")
        card = page.locator(".council-card", has_text="Fostering report")
        file = {"name": "fostering.pdf", "mimeType": "application/pdf", "buffer": pdf_of(2, "Fostering")}
        card.locator("input[type=file]").set_input_files(file)
        card.get_by_role("button", name="Send the paper").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    published.owed_paper.refresh_from_db()
    assert published.owed_paper.file


def test_a_clerk_accepts_an_outcome(site, page: Page, sign_in, clerk, considered):
    considered.publish()
    with on(dt.date(2022, 1, 20), 9), story(page, "Accept the outcome offered from the minutes"):
        sign_in(page, clerk)
        page.goto(f"{site}/desk/")
        page.get_by_role("link", name="1 outcome to write").click()
        page.get_by_role("button", name="Accept").first.click()
        expect(page.get_by_text("Accepted").first).to_be_visible()
    assert ProgrammeItem.objects.get(pk=considered.item.pk).has_outcome


def test_a_resident_finds_an_answer(site, page: Page, clerk, considered):
    considered.publish()
    actions.answer(Action.objects.get(), text="There are 412 young carers.", at=moment(2022, 2, 14, 9), by=clerk)
    for _ in index.INDEX.rebuild():
        pass
    with on(dt.date(2022, 3, 1), 9), story(page, "A resident finds whether something was answered"):
        page.goto(f"{site}/")
        page.get_by_role("searchbox").fill("figures on young carers")
        page.get_by_role("button", name="Search").click()
        expect(page.locator(".search-results")).to_contain_text("There are 412 young carers.")

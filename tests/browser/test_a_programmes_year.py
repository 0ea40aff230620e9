"""A suggestion of a resident lives through a year, by the pages alone, until it is looked back on; time is given."""

import datetime as dt
import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from committee.models import MunicipalYear
from meetings.calendar import verbs as calendar
from meetings.models import Action
from tests.browser.acts import Acts, Desk, each, on
from tests.browser.conftest import DESKTOP, PHONE
from tests.staging import staged

pytestmark = pytest.mark.browser
TITLE = "Waiting times for carers"
ASKED = "waiting times in each district be sent to members"
PLAN = "a plan to shorten waiting be sent to members"
BRIEF = "how long carers wait in each district"
JULY, SEPTEMBER = dt.date(2021, 7, 6), dt.date(2021, 9, 14)
RESIDENT = "rosa@resident.example"  # found nowhere that is public
PROGRAMME = "/work-programme/safeguarding/2021-22/"


@staged
def a_year(site, safeguarding, cast, clerk):
    """Two meetings in the calendar, and the year after entered."""
    for day in (JULY, SEPTEMBER):
        calendar.schedule(safeguarding, day, by=clerk)
    MunicipalYear.objects.create(is_draft=False, starts=dt.date(2022, 5, 19), ends=dt.date(2023, 5, 17))


def suggest(page: Page, site: str, looked_at) -> None:
    """Suggest something on the public page as a resident, and get a letter."""
    acts = Acts(page)
    with on(dt.date(2021, 6, 1), 9):
        page.goto(f"{site}/work-programme/safeguarding/suggest/")
        looked_at(page, "Suggest something to look at")
    with on(dt.date(2021, 6, 1), 9, 5):
        page.get_by_label("What should the committee look at?").fill(TITLE)
        page.get_by_label("Why does it matter, and what could be better?").fill("Carers wait for months.")
        page.get_by_role("textbox", name="Your name").fill("Rosa Resident")
        page.get_by_role("textbox", name="Your email address").fill(RESIDENT)
        mail.outbox.clear()
        acts.press("Send suggestion")
        looked_at(page, "We have received your suggestion")
    assert [message.to for message in mail.outbox] == [[RESIDENT]]


def weigh(page: Page, site: str, looked_at) -> None:
    """Weigh it by the committee's questions as the scrutiny officer, take it up and publish the programme."""
    acts = Acts(page)
    with on(dt.date(2021, 6, 8), 10):
        page.goto(f"{site}/desk/work-programme/safeguarding/suggestions/")
        looked_at(page, "Suggestions")
        acts.follow(TITLE)
        for group in each(page.get_by_role("group").filter(has=page.get_by_role("radio")), 5):
            group.get_by_role("radio", name=re.compile("^Yes")).check()
        acts.press("Save scores")
        looked_at(page, TITLE)
        expect(page.locator("main")).to_contain_text("score 12 of 15")
        acts.follow("Accept suggestion")
        page.get_by_label("Purpose").select_option(label="Performance")
        acts.press("Accept suggestion")
        page.goto(f"{site}/desk{PROGRAMME}")
        looked_at(page, "Work programme 2021/22")
        acts.follow("Publish the programme")
        acts.press("Publish")
        expect(page.locator("main")).to_contain_text("Published on")


def schedule(page: Page, site: str, looked_at) -> None:
    """Name the officer who leads it, put it to July, and move it to September with the reason."""
    acts = Acts(page)
    with on(dt.date(2021, 6, 10), 10):
        page.goto(f"{site}/desk{PROGRAMME}")
        acts.follow(TITLE)
        acts.follow("Edit item")
        row = page.get_by_role("row").filter(has=page.get_by_role("combobox")).first
        row.get_by_role("combobox").first.select_option(label="Lead Officer")
        row.get_by_role("combobox").nth(1).select_option(label="Officer, Olive")
        acts.press("Save")
        move(acts, "6 July 2021", "")
    with on(dt.date(2021, 6, 20), 10):
        move(acts, "14 September 2021", "The figures are late")
        looked_at(page, TITLE)
        expect(page.locator("main")).to_contain_text("The figures are late")


def move(acts: Acts, day: str, reason: str) -> None:
    """By the form, as somebody does who drags nothing."""
    page = acts.page
    acts.follow(re.compile("^(Move|Schedule) item$"))
    page.get_by_role("radio", name=re.compile(day)).check()
    if reason:
        page.get_by_label("Why?").fill(reason)
    acts.press(re.compile("^(Move|Schedule) item$"))
    if page.get_by_role("heading", level=1).inner_text() != TITLE:
        acts.follow(TITLE)


def commission(page: Page, site: str, looked_at) -> None:
    """Put it on the agenda with what the paper must cover; the officer reads that with the request."""
    acts = Acts(page)
    with on(dt.date(2021, 7, 1), 10):
        acts.follow("Add to the agenda")
        page.get_by_label("What must the paper cover?").fill(f"{BRIEF}\nwhat is done about it")
        page.get_by_label("By when?").fill("2021-08-31")
        acts.press("Add to the agenda")
        looked_at(page, TITLE)
        expect(page.locator("main")).to_contain_text("On the agenda")


def minute(page: Page, site: str, looked_at) -> None:
    """Minute what was resolved as the clerk; the outcome is offered from it before anybody has typed one."""
    desk = Desk(page, site, SEPTEMBER)
    with on(SEPTEMBER, 9, 50):
        page.goto(desk.meeting)
        desk.follow("Minute the meeting")
        desk.press("Open meeting")
        page.get_by_role("button", name="Mark everyone else present").click()
        expect(page.get_by_role("complementary", name="Attendance")).to_contain_text("3 who may vote")
        desk.follow("Record who presides")
        desk.choose("Who presides?", "Chair, Charles")
        desk.press("Record who presides")
    with on(SEPTEMBER, 10):
        desk.press("Start meeting")
        desk.item(TITLE)
        desk.press("Start this item")
        desk.follow("Motion")
        desk.limb(1, "the work to shorten waiting be welcomed", "endorsed")
        asking = desk.limb(2, ASKED, "information")
        asking.get_by_label(re.compile("^Action for")).select_option(label="Officer, Olive")
        asking.get_by_label("By when").fill("2021-10-15")
        desk.press("Agreed without a vote")
    with on(SEPTEMBER, 11):
        desk.press(re.compile("^(Next|End this) item$"))
        desk.follow("End meeting")
        desk.press("Record end of meeting")
    with on(dt.date(2021, 9, 20), 10):
        page.goto(f"{desk.room}write-up/")
        desk.follow("Check and publish")
        desk.press("Publish the draft minutes")
        looked_at(page, "Draft minutes published")


def ask(page: Page, site: str, looked_at) -> str:
    """Ask the lead officer for the outcome as scrutiny officer; return the address in the email."""
    acts = Acts(page)
    with on(dt.date(2021, 9, 21), 10):
        page.goto(f"{site}/desk{PROGRAMME}")
        acts.follow(TITLE)
        acts.follow("Write outcome")
        looked_at(page, f"Outcome: {TITLE}")
        expect(page.get_by_label("Outcome")).to_have_value(re.compile(ASKED))
        mail.outbox.clear()
        acts.press("Ask Olive Officer to write the outcome")
    (message,) = mail.outbox
    assert message.to == ["olive@borsetshire.example"]
    return re.search(r"/officers/outcomes/\d+/", message.body)[0]


def accept(page: Page, site: str, path: str, looked_at) -> None:
    """Follow the link on a phone as the officer, sign in, and accept what is offered as it is."""
    acts = Acts(page)
    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    with on(dt.date(2021, 9, 22), 8):
        page.goto(f"{site}{path}")
        page.get_by_label("Email").fill("olive@borsetshire.example")
        page.get_by_role("textbox", name="Password").fill("a long enough password")
        acts.press(re.compile("^Sign in"))
        looked_at(page, TITLE)
        expect(page.locator("main")).to_contain_text("the work to shorten waiting be welcomed")
        acts.press("Accept and publish")
        looked_at(page, "Thank you")
    page.set_viewport_size(DESKTOP)


def ask_for_more(page: Page, site: str, looked_at) -> None:
    """Ask for a plan in the outcome, and let the committee look again twelve months on."""
    acts = Acts(page)
    with on(dt.date(2021, 9, 23), 9):
        page.goto(f"{site}/desk{PROGRAMME}")
        acts.follow(TITLE)
        acts.follow("Add an action or a follow-up")
        page.get_by_label("What is the action?").fill(PLAN)
        acts.choose("Who owns it?", "Officer, Olive")
        page.get_by_label("By when?").fill("2021-12-01")
        page.get_by_label("When will the committee look at it again?").fill("2022-09-14")
        looked_at(page, "Add an action or a follow-up")
        acts.press("Add action or follow-up")
        looked_at(page, TITLE)


def roll(page: Page, site: str, looked_at) -> None:
    """Roll the programme forward into the next year."""
    acts = Acts(page)
    with on(dt.date(2022, 5, 10), 9):
        page.goto(f"{site}/desk{PROGRAMME}roll-forward/")
        looked_at(page, "Carry forward")
        expect(page.locator("main")).to_contain_text(TITLE)
        acts.press("Carry forward")
        page.goto(f"{site}/desk/work-programme/safeguarding/2022-23/publish/")
        acts.press("Publish")


def look_back(page: Page, site: str, looked_at) -> None:
    """Twelve months on the planner says that it is to be looked back on."""
    acts = Acts(page)
    with on(dt.date(2022, 9, 1), 9):
        page.goto(f"{site}/desk/work-programme/safeguarding/2022-23/")
        acts.follow(re.compile("^Look-back"))
        looked_at(page, "Work programme 2022/23")
        expect(page.locator("main")).to_contain_text(TITLE)


def read(page: Page, site: str, looked_at) -> None:
    """Read the whole story as a resident, and nothing of who suggested it."""
    page.context.clear_cookies()
    with on(dt.date(2022, 9, 2), 9):
        page.goto(f"{site}{PROGRAMME}")
        looked_at(page, "Work programme 2021/22")
        held = page.locator("details.programme-held", has=page.get_by_role("link", name=TITLE, include_hidden=True))
        held.locator("summary").first.click()
        held.get_by_role("link", name=TITLE).first.click()
        looked_at(page, TITLE)
        for words in (
            "The figures are late",
            "Considered",
            ASKED,
            PLAN,
            "Outcome recorded",
            "days later",
        ):
            expect(page.locator("main")).to_contain_text(words)
        html = page.content()
        assert RESIDENT not in html
        assert "Rosa" not in html
        for ending in (".csv", ".ics"):
            said = page.context.request.get(f"{site}{PROGRAMME.rstrip('/')}{ending}").text()
            assert TITLE in said.replace("\r\n ", "")
            assert RESIDENT not in said


def test_a_suggestion_lives_through_a_year(a_year, site, page: Page, cast, sign_in, looked_at, settings):
    settings.SESSION_COOKIE_AGE = 500 * 24 * 3600  # nobody is idle for the days that it leaves out
    suggest(page, site, looked_at)
    with on(dt.date(2021, 6, 8), 9):
        sign_in(page, cast["scrutiny officer"])
    weigh(page, site, looked_at)
    schedule(page, site, looked_at)
    with on(dt.date(2021, 7, 1), 9):
        sign_in(page, cast["scrutiny officer"])
    commission(page, site, looked_at)
    with on(SEPTEMBER, 9):
        sign_in(page, cast["clerk"])
    minute(page, site, looked_at)
    with on(dt.date(2021, 9, 21), 9):
        sign_in(page, cast["scrutiny officer"])
    path = ask(page, site, looked_at)
    accept(page, site, path, looked_at)
    with on(dt.date(2021, 9, 23), 8):
        sign_in(page, cast["scrutiny officer"])
    ask_for_more(page, site, looked_at)
    asked = Action.objects.filter(owner=cast["officer"].person).order_by("due_on")
    assert [one.text for one in asked] == [ASKED, PLAN]
    with on(dt.date(2022, 5, 10), 8):
        sign_in(page, cast["scrutiny officer"])
    roll(page, site, looked_at)
    with on(dt.date(2022, 9, 1), 8):
        sign_in(page, cast["scrutiny officer"])
    look_back(page, site, looked_at)
    read(page, site, looked_at)

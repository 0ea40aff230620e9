"""A suggestion of a resident lives through a year, by the pages alone, until it is looked back on; time is given."""

import datetime as dt
import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from committee.models import MunicipalYear
from meetings.procedure import calendar
from tests.browser.acts import Acts, on
from workprogramme.models import ProgrammeItem

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_request_at_a_time")]
TITLE = "Waiting times for carers"
BRIEF = "how long carers wait in each district"
JULY, SEPTEMBER = dt.date(2021, 7, 6), dt.date(2021, 9, 14)
RESIDENT = "rosa@resident.example"  # found nowhere that is public
PROGRAMME = "/work-programme/safeguarding/2021-22/"


@pytest.fixture
def a_year(site, safeguarding, cast, clerk):
    """Two meetings in the calendar, and the year after entered."""
    for day in (JULY, SEPTEMBER):
        calendar.schedule(safeguarding, day, by=clerk)
    MunicipalYear.objects.create(starts=dt.date(2022, 5, 19), ends=dt.date(2023, 5, 17))


def suggest(page: Page, site: str, looked_at) -> None:
    """A resident suggests something on the public page and is written to."""
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
        acts.press("Send your suggestion")
        looked_at(page, "Your suggestion has arrived")
    assert [message.to for message in mail.outbox] == [[RESIDENT]]


def weigh(page: Page, site: str, looked_at) -> None:
    """The scrutiny officer weighs it by the committee's questions, takes it up and publishes the programme."""
    acts = Acts(page)
    with on(dt.date(2021, 6, 8), 10):
        page.goto(f"{site}/desk/work-programme/safeguarding/suggestions/")
        looked_at(page, "Suggestions")
        acts.follow(TITLE)
        for group in page.get_by_role("group").filter(has=page.get_by_role("radio")).all():
            group.get_by_role("radio", name="Much", exact=True).check()
        acts.press("Record the points")
        looked_at(page, TITLE)
        expect(page.locator("main")).to_contain_text("10 of 15 points")
        acts.follow("Take it up")
        page.get_by_label("What it is looked at for").select_option(label="Performance")
        acts.press("Take it up")
        page.goto(f"{site}/desk{PROGRAMME}")
        looked_at(page, "Work programme 2021/22")
        acts.follow("Publish the programme")
        acts.press("Publish")
        expect(page.locator("main")).to_contain_text("Everybody has been able to read it")


def schedule(page: Page, site: str, looked_at) -> None:
    """It is led by an officer, put to July, and moved to September with the reason."""
    acts = Acts(page)
    with on(dt.date(2021, 6, 10), 10):
        page.goto(f"{site}/desk{PROGRAMME}")
        acts.follow(TITLE)
        acts.follow("Change its words")
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
    acts.follow(re.compile("^(Move it|Put it to a meeting|Schedule it)"))
    page.get_by_role("radio", name=re.compile(day)).check()
    if reason:
        page.get_by_label("Why?").fill(reason)
    acts.press(re.compile("^(Move it|Put it to this meeting)$"))
    if page.get_by_role("heading", level=1).inner_text() != TITLE:
        acts.follow(TITLE)


def commission(page: Page, site: str, looked_at) -> None:
    """It goes on the agenda with what the paper must cover; the officer reads that with the request."""
    acts = Acts(page)
    with on(dt.date(2021, 7, 1), 10):
        acts.follow("Put it on the agenda")
        page.get_by_label("What must the paper cover?").fill(f"{BRIEF}\nwhat is done about it")
        page.get_by_label("By when?").fill("2021-08-31")
        acts.press("Put it on the agenda")
        looked_at(page, TITLE)
        expect(page.locator("main")).to_contain_text("On the agenda")


def test_a_suggestion_lives_through_a_year(a_year, site, page: Page, cast, sign_in, looked_at):
    suggest(page, site, looked_at)
    with on(dt.date(2021, 6, 8), 9):
        sign_in(page, cast["scrutiny officer"])
    weigh(page, site, looked_at)
    schedule(page, site, looked_at)
    with on(dt.date(2021, 7, 1), 9):
        sign_in(page, cast["scrutiny officer"])
    commission(page, site, looked_at)
    item = ProgrammeItem.objects.get(title=TITLE)
    assert item.meeting.date == SEPTEMBER

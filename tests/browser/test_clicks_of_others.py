"""What it costs to send a paper as its officer, to accept an outcome, to find an answer: see `clicks.py`."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from committee.search import index
from meetings.actions import verbs as actions
from meetings.models import Action
from tests.browser.acts import on
from tests.browser.clicks import story
from tests.meetings.packs.making import pdf_of
from tests.meetings.world import moment
from workprogramme.models import ProgrammeItem

pytestmark = pytest.mark.browser


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
    for _ in index.rebuild():
        pass
    with on(dt.date(2022, 3, 1), 9), story(page, "A resident finds whether something was answered"):
        page.goto(f"{site}/")
        page.get_by_role("searchbox").fill("figures on young carers")
        page.get_by_role("button", name="Search").click()
        expect(page.locator(".search-results")).to_contain_text("There are 412 young carers.")

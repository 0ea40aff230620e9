"""A Word file dropped on an agenda reaches its item, and the clerk accepts the PDF made of it."""

import base64
import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import Paper, PaperState
from tests.browser.acts import MOST
from tests.browser.test_clicks_of_agendas import DROP
from tests.meetings.packs.intake.office import making
from tests.uploads import check_all

pytestmark = pytest.mark.browser


def test_a_word_file_dropped_on_an_agenda_is_looked_at_and_accepted(
    site, page: Page, safeguarding, proper_officer, sign_in, clerk, looked_at
):
    meeting = calendar.schedule(safeguarding, timezone.localdate() + dt.timedelta(days=28), by=clerk)
    item = agenda.add_item(meeting, title="Young carers", by=clerk)
    sign_in(page, clerk)
    where = ["safeguarding", meeting.slug]
    page.goto(site + reverse("desk:meeting", args=where))
    word = base64.b64encode(making.word("Carers under 18.")).decode()
    with page.expect_navigation(timeout=MOST):
        page.evaluate(DROP, ["[data-drop-files]", [(f"Item {item.number} - Young carers.docx", word)]])
    # The tests have no workers: files are checked before the next page comes.
    page.get_by_role("button", name="Add 1 file to the agenda").click(timeout=MOST)
    expect(page.locator("#main-content").get_by_text("1 file added.")).to_be_visible()
    check_all()
    paper = Paper.objects.get(item__meeting=meeting)
    assert (paper.item.title, paper.state) == ("Young carers", PaperState.RECEIVED)
    page.goto(site + reverse("desk:paper-checks", args=[*where, paper.pk]))
    looked_at(page, "Check the PDF")
    page.get_by_role("button", name="Accept this PDF").click()
    expect(page.locator("#main-content").get_by_text("is accepted.")).to_be_visible()

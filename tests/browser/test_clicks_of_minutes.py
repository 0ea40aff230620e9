"""What it costs to publish draft minutes and to have them confirmed at the next meeting: see `clicks.py`."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from meetings.calendar import verbs as calendar
from meetings.models import Resolution
from tests.browser.acts import MOST, Desk, on
from tests.browser.clicks import story
from tests.meetings import minuted as worlds
from tests.staging import staged

pytestmark = pytest.mark.browser
NEXT = dt.date(2022, 4, 21)


@staged
def written(site, cast, safeguarding, year, clerk):
    """Minutes of 10 January 2022 ready to be published, and the next meeting in the calendar."""
    minutes = worlds.taken(safeguarding, clerk, exempt=False)
    calendar.schedule(safeguarding, NEXT, by=clerk)
    return minutes


def test_draft_minutes_are_published_and_confirmed(site, page: Page, sign_in, clerk, written):
    with story(page, "Publish draft minutes, and confirm them at the next meeting"):
        with on(dt.date(2022, 1, 12), 9):
            sign_in(page, clerk)
            page.goto(f"{site}/desk/meetings/safeguarding/2022-01-10/minutes/write-up/")
            page.get_by_role("button", name="Check and publish").click()
            page.get_by_role("button", name="Publish the draft minutes").click(timeout=MOST)
            expect(page.get_by_role("heading", name="Draft minutes published")).to_be_visible()
        worlds.in_the_room(written.meeting.committee.meetings.get(date=NEXT), clerk, worlds.IN_APRIL)
        with on(NEXT, 10, 5):
            sign_in(page, clerk)
            desk = Desk(page, site, NEXT)
            page.goto(desk.room)
            desk.item("Minutes of")
            page.get_by_role("link", name=re.compile("^Confirm the minutes of")).click()
            page.get_by_role("button", name="Record that they are confirmed").click(timeout=MOST)
            expect(page.get_by_text("signs them").first).to_be_visible()
    assert Resolution.objects.filter(minute__minutes__meeting__date=NEXT).exists()

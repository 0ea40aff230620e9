"""The readers' pages in a browser: nothing for axe or the HTML checker to object to, at a desk and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from meetings.models import make_slug
from tests.meetings import world as worlds
from tests.staging import staged

pytestmark = pytest.mark.browser
MEETING = "committees/safeguarding/2022-04-21/"


@staged
def world(site, safeguarding, clerk, proper_officer, officer, chairman, vice_chairman, other_member):
    return worlds.make(safeguarding, clerk, officer)


def test_what_the_public_read_is_accessible_and_fits(site, world, look_at):
    move = world.moved.moves.get()
    moved = make_slug(move.old_date, move.old_sequence)
    for path in (
        "",
        "committees/",
        "committees/?q=nothing",
        "committees/safeguarding/",
        "calendar/",
        MEETING,
        MEETING + "items/4/",
        MEETING + "p/4/",
        MEETING + "p/?page=99",
        MEETING + "versions/1/",
        MEETING + "notice/",
        MEETING + "certificate/",
        f"committees/safeguarding/{world.coming.slug}/",
        f"committees/safeguarding/{world.moved.slug}/",
        f"committees/safeguarding/{world.cancelled.slug}/",
        f"committees/safeguarding/{world.informal.slug}/",
        f"committees/safeguarding/{moved}/",
    ):
        look_at(f"{site}/{path}")


def test_what_members_read_is_accessible_and_fits(page, site, world, sign_in, chairman, other_member, look_at):
    sign_in(page, chairman)
    papers = ("safeguarding/2022-04-21/", "safeguarding/2022-04-21/p/7/")
    for path in ("", *papers, f"safeguarding/{world.coming.slug}/"):
        look_at(f"{site}/members/{path}")
    sign_in(page, other_member)  # of another committee
    for path in ("", papers[0]):
        look_at(f"{site}/members/{path}")


def test_a_member_makes_a_calendar_link(page, site, world, sign_in, other_member, look_at, look_here):
    sign_in(page, other_member)
    look_at(f"{site}/members/calendar/")
    with page.expect_navigation() as made:
        page.get_by_role("button", name="Make a calendar link").click()
    expect(page.get_by_label("Your calendar link")).to_have_value(re.compile("/calendar/own/"))
    look_here(page, html=made.value.text())

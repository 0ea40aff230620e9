"""The readers' pages in a browser: nothing for axe or the HTML checker to object to, at a desk and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from meetings.models import Paper, make_slug
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


def test_a_member_makes_a_calendar_link(
    site, world, sized_page, sign_in, other_member, accessible, fits_the_width, html_is_valid
):
    sign_in(sized_page, other_member)
    sized_page.goto(f"{site}/members/calendar/")
    html_is_valid(sized_page)
    with sized_page.expect_navigation() as made:
        sized_page.get_by_role("button", name="Make a calendar link").click()
    expect(sized_page.get_by_label("Your calendar link")).to_have_value(re.compile("/calendar/own/"))
    accessible(sized_page)
    fits_the_width(sized_page)
    html_is_valid(sized_page, made.value.text())


def test_an_officer_sends_a_paper_on_a_phone(
    site, world, sized_page, sign_in, officer, accessible, fits_the_width, html_is_valid
):
    sign_in(sized_page, officer)
    sized_page.goto(f"{site}/officers/")
    accessible(sized_page)
    html_is_valid(sized_page)
    sized_page.get_by_role("link", name="Fostering report").click()
    expect(sized_page.get_by_role("button", name="Send the paper")).to_be_visible()
    accessible(sized_page)
    fits_the_width(sized_page)
    html_is_valid(sized_page)
    sized_page.get_by_role("button", name="Send the paper").click()
    expect(sized_page.get_by_role("link", name="choose the file to send.")).to_be_visible()
    accessible(sized_page)
    upload = {"name": "report.pdf", "mimeType": "application/pdf", "buffer": worlds.pdf_of(2)}
    sized_page.locator("input[type=file]").set_input_files(upload)
    sized_page.get_by_role("button", name="Send the paper").click()
    expect(sized_page.get_by_role("heading", name="Thank you")).to_be_visible()
    accessible(sized_page)
    fits_the_width(sized_page)
    html_is_valid(sized_page)
    assert Paper.objects.get(pk=world.owed_paper.pk).state == "received"

"""The readers' pages in a browser: nothing for axe or the HTML checker to object to, at a desk and on a phone."""

import pytest

from meetings.models import Paper
from tests.meetings import world as worlds
from tests.staging import staged

pytestmark = pytest.mark.browser
MEETING = "committees/safeguarding/2022-04-21/"


@staged
def world(site, safeguarding, clerk, proper_officer, officer, chairman, vice_chairman, other_member):
    return worlds.make(safeguarding, clerk, officer)


def test_what_the_public_read_is_accessible_and_fits(
    sized_page, site, world, accessible, fits_the_width, html_is_valid
):
    moved = world.moved.moves.get().old_slug
    for path in (
        "",
        "committees/",
        "committees/?q=nothing",
        "committees/safeguarding/",
        "calendar/",
        "calendar/?year=2021-22&committee=nobody",
        MEETING,
        MEETING + "items/4/",
        MEETING + "items/6/",
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
        sized_page.goto(f"{site}/{path}")
        accessible(sized_page)
        fits_the_width(sized_page)
        html_is_valid(sized_page)


def test_what_members_read_is_accessible_and_fits(
    sized_page, site, world, sign_in, chairman, other_member, accessible, fits_the_width, html_is_valid
):
    for reader in (chairman, other_member):
        sign_in(sized_page, reader)
        papers = ("safeguarding/2022-04-21/", "safeguarding/2022-04-21/p/7/")
        for path in ("", *papers, f"safeguarding/{world.coming.slug}/"):
            sized_page.goto(f"{site}/members/{path}")
            accessible(sized_page)
            fits_the_width(sized_page)
            html_is_valid(sized_page)
    sized_page.goto(f"{site}/members/calendar/")
    html_is_valid(sized_page)
    with sized_page.expect_navigation() as made:
        sized_page.get_by_role("button", name="Make a calendar link").click()
    assert "/calendar/own/" in sized_page.get_by_label("Your calendar link").input_value()
    accessible(sized_page)
    fits_the_width(sized_page)
    html_is_valid(sized_page, made.value.text())


def test_an_officer_sends_a_paper_on_a_phone(
    sized_page, site, world, sign_in, officer, accessible, fits_the_width, html_is_valid
):
    sign_in(sized_page, officer)
    sized_page.goto(f"{site}/officers/")
    accessible(sized_page)
    html_is_valid(sized_page)
    sized_page.get_by_role("link", name="Fostering report").click()
    accessible(sized_page)
    fits_the_width(sized_page)
    html_is_valid(sized_page)
    sized_page.get_by_role("button", name="Send the paper").click()
    sized_page.get_by_role("link", name="choose the file to send.").wait_for()
    accessible(sized_page)
    upload = {"name": "report.pdf", "mimeType": "application/pdf", "buffer": worlds.pdf_of(2)}
    sized_page.locator("input[type=file]").set_input_files(upload)
    sized_page.get_by_role("button", name="Send the paper").click()
    sized_page.get_by_role("heading", name="Thank you").wait_for()
    accessible(sized_page)
    fits_the_width(sized_page)
    html_is_valid(sized_page)
    assert Paper.objects.get(pk=world.owed_paper.pk).state == "received"

"""The search in a browser: from a misspelt word to the page of a paper, narrowed on the way, accessible all along."""

import pytest
from playwright.sync_api import expect

from committee.search import index
from tests.meetings import printed_minutes
from tests.staging import staged

pytestmark = pytest.mark.browser


@staged
def searched(site, safeguarding, clerk, proper_officer, year):
    """Publish minutes and index them."""
    made = printed_minutes.make(safeguarding, clerk)
    made.publish("decisions")
    made.publish()
    for _ in index.INDEX.rebuild():
        pass
    return made


def test_a_resident_finds_a_decision_and_the_desk_says_what_means_the_same(
    page, site, searched, clerk, sign_in, look_here
):
    page.goto(f"{site}/search/")
    look_here(page)
    box = page.get_by_role("searchbox")
    box.fill("covdi")
    box.press("Enter")
    page.get_by_role("link", name="covid").click()
    expect(page.locator("mark").first).to_have_text("Covid")
    look_here(page)
    page.goto(f"{site}/search/?q=covid&kind=decision")
    expect(page.get_by_text("Type: Decisions")).to_be_visible()
    look_here(page)
    page.locator(".search-results a").first.click()
    expect(page.get_by_text("Covid-positive").first).to_be_visible()
    sign_in(page, clerk)
    page.goto(f"{site}/desk/search/")
    page.get_by_role("textbox", name="Term", exact=True).fill("Covid")
    page.get_by_label("Means the same as").fill("coronavirus")
    page.get_by_role("button", name="Add these terms").click()
    expect(page.get_by_role("cell", name="coronavirus", exact=True)).to_be_visible()
    look_here(page)

"""What it costs a clerk to make an agenda, change it, publish it, and add a supplement: see `clicks.py`."""

import base64
import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from meetings.agendas import publishing, verbs
from meetings.calendar import verbs as calendar
from meetings.models import Edition, Paper, PaperState
from meetings.packs.builds import build
from tests.browser.acts import MOST, on, settled
from tests.browser.clicks import story
from tests.meetings.minutes.world import DAY, PUBLISHED, _report
from tests.meetings.packs.making import pdf_of
from tests.staging import staged
from tests.uploads import check_all

pytestmark = pytest.mark.browser
ISSUED = dt.date(2022, 4, 11)
TITLES = (
    "Young carers",
    "Fostering",
    "Budget monitoring",
    "School places",
    "Adoption",
    "Care leavers",
    "Libraries",
    "Early help",
)
DROP = """([where, files]) => {
  const data = new DataTransfer()
  for (const [name, bytes] of files)
    data.items.add(new File([Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0))], name))
  const zone = document.querySelector(where)
  for (const name of ["dragover", "drop"])
    zone.dispatchEvent(new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }))
}"""


@pytest.fixture
def meeting(site, safeguarding, proper_officer, chairman, vice_chairman, member, clerk):
    """Return a meeting with its usual items and no business."""
    return calendar.schedule(safeguarding, DAY, by=clerk)


@staged
def business(site, safeguarding, proper_officer, chairman, vice_chairman, member, clerk):
    """Return a meeting with three items of business, each with its report."""
    meeting = calendar.schedule(safeguarding, DAY, by=clerk)
    for title in TITLES[:3]:
        _report(verbs.add_item(meeting, title=title, by=clerk), f"{title} report", clerk)
    return meeting


@staged
def issued(business, clerk):
    """Its agenda published."""
    for edition in (Edition.PUBLIC, Edition.MEMBERS):
        build.build(business, edition, at=PUBLISHED)
    publishing.publish_agenda(business, at=PUBLISHED, by=clerk)
    return business


def agenda_of(site: str) -> str:
    return f"{site}/desk/meetings/safeguarding/{DAY}/"


def drop(page: Page, names: list[str]) -> None:
    """Drop PDFs of these names on the page."""
    files = [(name, base64.b64encode(pdf_of(1, f"About {name}")).decode()) for name in names]
    with page.expect_navigation(timeout=MOST):
        page.evaluate(DROP, ["[data-drop-files]", files])


def test_an_agenda_of_eight_items_with_papers(site, page: Page, sign_in, clerk, meeting, looked_at):
    with on(ISSUED, 9), story(page, "Make an agenda of eight items, each with its paper"):
        sign_in(page, clerk)
        page.goto(agenda_of(site))
        for title in TITLES:
            page.locator("#add-1 form").get_by_label("Title", exact=True).fill(title)
            page.locator("#add-1 form").get_by_role("button", name="Add item").click()
            expect(page.locator(".desk-item", has_text=title)).to_be_visible()
            settled(page)
        drop(page, [f"{title} report.pdf" for title in TITLES])
        looked_at(page, "Match files to items")
        page.get_by_role("button", name="Add 8 files to the agenda").click(timeout=MOST)
        expect(page.locator("#main-content").get_by_text("8 files added.")).to_be_visible()
    check_all()
    papers = Paper.objects.filter(item__meeting=meeting, state=PaperState.RECEIVED)
    assert sorted(papers.values_list("item__title", flat=True)) == sorted(TITLES)


def test_an_item_is_moved_another_renamed_a_third_removed(site, page: Page, sign_in, clerk, meeting):
    made = {title: verbs.add_item(meeting, title=title, by=clerk) for title in TITLES}
    with on(ISSUED, 9), story(page, "Move an item, rename another, remove a third"):
        sign_in(page, clerk)
        page.goto(agenda_of(site))
        page.locator(f"#up-{made['Fostering'].pk}").click()
        expect(page.locator(".desk-item", has_text="Fostering")).to_contain_text("4.")
        settled(page)
        renamed = page.locator(f"#item-{made['Adoption'].pk}")
        renamed.get_by_role("link", name=re.compile("^Edit")).click()
        renamed.get_by_label("Title", exact=True).fill("Adoption and kinship")
        renamed.get_by_role("button", name="Save item").click()
        expect(page.get_by_role("heading", name="Adoption and kinship")).to_be_visible()
        settled(page)
        removed = page.locator(f"#item-{made['Libraries'].pk}")
        removed.locator("summary").click()
        removed.get_by_role("button", name=re.compile("^Remove")).click()
        expect(removed).to_have_count(0)
    left = list(meeting.items.filter(kind="business").order_by("position").values_list("title", flat=True))
    assert left[:2] == ["Fostering", "Young carers"] and "Adoption and kinship" in left and "Libraries" not in left


def test_an_agenda_is_checked_and_published_without_packs(site, page: Page, sign_in, clerk, business):
    with on(ISSUED, 9), story(page, "Check and publish an agenda whose packs are missing"):
        sign_in(page, clerk)
        page.goto(agenda_of(site))
        # The tests have no workers: packs are built before the next page comes.
        page.get_by_role("button", name="Check and publish").click(timeout=MOST)
        page.get_by_role("button", name="Publish agenda").click(timeout=MOST)
        expect(page.get_by_role("heading", name="Agenda published")).to_be_visible()
    assert business.versions.count() == 1


def test_a_paper_that_came_late_goes_out_in_a_supplement(site, page: Page, sign_in, clerk, issued, looked_at):
    with on(dt.date(2022, 4, 14), 9), story(page, "Publish a late paper in a supplement"):
        sign_in(page, clerk)
        page.goto(agenda_of(site))
        drop(page, ["Young carers late figures.pdf"])
        page.get_by_role("button", name="Add 1 file to the agenda").click(timeout=MOST)
        expect(page.locator("#main-content").get_by_text("1 file added.")).to_be_visible()
        looked_at(page, "Publish supplement")
        page.get_by_label(re.compile("[Rr]eason|[Ww]hy")).first.fill("The figures came in on 13 April.")
        page.get_by_role("button", name=re.compile("^Publish")).click(timeout=MOST)
        expect(page.get_by_role("heading", level=1)).to_contain_text("ublished")
    assert issued.versions.count() == 2

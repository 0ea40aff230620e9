"""
A clerk's month, through the pages alone: from the calendar to the day before the meeting; time is given.

A Part Two item, an item added in time and one out of time, a paper taken down and put back.
"""

import datetime as dt
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from meetings.models import Access, ItemKind, Paper, StandingItem
from tests.browser.acts import MOST, Desk, on
from tests.meetings.packs.making import pdf_of

pytestmark = pytest.mark.browser
DAY = dt.date(2022, 4, 21)
SECRET = "quillbramble"  # stands in the exempt paper alone
STANDING = {
    ItemKind.APOLOGIES: "Apologies",
    ItemKind.DECLARATIONS: "Declarations of Interest",
    ItemKind.MINUTES: "Minutes of the previous meeting",
    ItemKind.EXCLUSION: "Exclusion of the Public",
}


@pytest.fixture
def committee(site, safeguarding, proper_officer, chairman, vice_chairman, member):
    """Return a committee with its standing items and its people."""
    for position, (kind, title) in enumerate(STANDING.items(), start=1):
        StandingItem.objects.create(committee=safeguarding, position=position, kind=kind, title=title)
    return safeguarding


def april(day: int, hour: int = 10, minute: int = 0):
    """Set the clock to that time of a day in April 2022."""
    return on(dt.date(2022, 4, day), hour, minute)


def row(desk: Desk, title: str) -> Locator:
    """Return the row of an item on the builder."""
    desk.page.goto(desk.meeting)
    return desk.page.locator(".desk-item", has_text=title)


def options(desk: Desk, title: str) -> Locator:
    """Open the menu of an item on the builder."""
    found = row(desk, title)
    found.locator(".desk-menu > summary").click()
    return found


def add_item(desk: Desk, title: str, *, part: int = 1) -> None:
    """Add an item to the agenda."""
    desk.page.goto(f"{desk.meeting}items/new/?part={part}")
    desk.page.get_by_label("Title", exact=True).fill(title)
    desk.press("Add item")


def upload(desk: Desk, title: str, words: str) -> None:
    """Upload a PDF to an item."""
    options(desk, title).get_by_role("link", name=re.compile("^Upload")).first.click()
    file = {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": pdf_of(2, words)}
    desk.page.locator("main input[type=file]").set_input_files(file)
    desk.send()


def build(desk: Desk) -> None:
    """Build each pack."""
    for edition in ("Public edition", "Members’ edition", "Draft for preview"):
        desk.page.goto(desk.meeting)
        desk.page.get_by_role("button", name=re.compile(f"Build.*{edition}")).click(timeout=MOST)
        panel = desk.page.locator(".desk-pack", has_text=edition)
        expect(panel.get_by_text("Current", exact=True)).to_be_visible()


def prepare(desk: Desk, site: str, looked_at) -> None:
    """Draft an agenda with an open item and an exempt one, whose paper stops publication until it has grounds."""
    page = desk.page
    page.goto(f"{site}/desk/meetings/new/")
    page.get_by_label("Committee").select_option(label="Safeguarding Overview and Scrutiny Committee")
    page.get_by_label("Date", exact=True).fill(str(DAY))
    desk.send()
    expect(page).to_have_url(desk.meeting)
    add_item(desk, "Young Carers")
    add_item(desk, "Fostering contract", part=2)
    upload(desk, "Young Carers", "Words of the carers")
    upload(desk, "Fostering contract", SECRET)
    paper = Paper.objects.get(item__title="Fostering contract")
    assert paper.access == Access.WITHHELD
    looked_at(page, "Safeguarding")
    page.goto(f"{desk.meeting}preflight/")
    expect(page.locator("main")).to_contain_text("It cannot be published yet")
    looked_at(page, "Check before publishing")
    page.goto(f"{desk.meeting}papers/{paper.pk}/")
    page.get_by_label("Exempt", exact=True).check()
    page.get_by_label(re.compile(r"^3\.")).check()
    page.get_by_label(re.compile("^Why is it more in the public interest")).fill(
        "Bidders would not bid again if it were known."
    )
    page.get_by_label(re.compile("^The paper contains nothing that has to be registered")).check()
    page.get_by_label(re.compile("^The paper is not about development")).check()
    desk.press("Save paper")
    expect(row(desk, "Fostering contract")).to_contain_text("Exempt")
    expect(row(desk, "Young Carers")).to_contain_text("Open")
    build(desk)
    page.goto(f"{desk.meeting}preview/")
    looked_at(page, "Send draft for preview")


def publish(desk: Desk, looked_at) -> None:
    """Publish the agenda on the last lawful day but four."""
    page = desk.page
    page.goto(desk.meeting)
    desk.press("Check and publish")
    expect(page.get_by_role("button", name="Publish agenda")).to_be_visible(timeout=MOST)
    looked_at(page, "Publish agenda")
    desk.press("Publish agenda")
    looked_at(page, "Agenda published")


def add_in_time(desk: Desk, looked_at) -> None:
    """Add an item while lawful notice can still be given: no ruling is asked for."""
    add_item(desk, "Foster carers week")
    upload(desk, "Foster carers week", "A week for foster carers")
    options(desk, "Foster carers week").get_by_role("link", name=re.compile("[Pp]ublish")).first.click()
    looked_at(desk.page, "Add item")
    desk.press("Publish item")


def add_late(desk: Desk, looked_at) -> None:
    """Add an item too late for lawful notice: it needs the Chairman's ruling, with its circumstances."""
    page = desk.page
    add_item(desk, "School transport")
    options(desk, "School transport").get_by_role("link", name=re.compile("rgen|ruling", re.IGNORECASE)).first.click()
    looked_at(page, "Ruling of urgency")
    desk.choose("Who rules", "Chair, Charles")
    page.get_by_label(re.compile("ircumstances")).fill(
        "The operator gave notice on 14 April, and the routes end before the next meeting."
    )
    desk.send()
    desk.press("Publish urgent item")


def read(page: Page, site: str) -> None:
    """Read every item as a resident, and not a word of the exempt paper."""
    page.context.clear_cookies()
    page.goto(f"{site}/committees/safeguarding/{DAY}/")
    main = page.locator("main")
    for words in ("Young Carers", "Fostering contract", "Foster carers week", "School transport", "paragraph 3"):
        expect(main).to_contain_text(words)
    expect(main).not_to_contain_text("Nil")
    assert SECRET not in page.content()


def take_down(desk: Desk, site: str, looked_at) -> None:
    """Hide a published paper at once; its address says that it was removed, and not what it was."""
    page, paper = desk.page, Paper.objects.get(item__title="Young Carers")
    public = f"{site}/committees/safeguarding/{DAY}/"
    file = f"{public}papers/{paper.file_id}/paper.pdf"
    assert page.context.request.get(file).ok
    page.goto(f"{desk.meeting}papers/{paper.pk}/")
    desk.follow("Take down")
    looked_at(page, "Take down what was published unlawfully")
    page.get_by_label("Personal information").check()
    page.get_by_label("What is wrong with it?").fill("It names a young carer.")
    desk.press("Take it down now")
    looked_at(page, "Paper 1 of item")
    answer = page.context.request.get(file)
    assert answer.status == 410
    assert "personal information" in answer.text()
    expect(page.locator("main")).to_contain_text("proper officer")


def put_back(desk: Desk, site: str, looked_at) -> None:
    """Undo it as the proper officer, who finds it waiting: it was nobody's name."""
    page, paper = desk.page, Paper.objects.get(item__title="Young Carers")
    page.goto(f"{site}/desk/takedowns/")
    looked_at(page, "Takedowns")
    page.get_by_role("link", name=re.compile("^Paper 1 of item")).first.click()
    desk.follow(re.compile("[Uu]ndo"))
    page.get_by_label("Why may it be published?").fill("The name is that of the author.")
    desk.press("Publish it again")
    assert page.context.request.get(f"{site}/committees/safeguarding/{DAY}/papers/{paper.file_id}/paper.pdf").ok


def test_a_clerks_month(site, page: Page, committee, year, cast, sign_in, looked_at):
    clerk = cast["clerk"]
    desk = Desk(page, site, DAY)
    with april(1):
        sign_in(page, clerk)
        prepare(desk, site, looked_at)
    with april(5):
        sign_in(page, clerk)  # a session ends after twelve idle hours
        publish(desk, looked_at)
    with april(8):
        sign_in(page, clerk)
        add_in_time(desk, looked_at)
    with april(19):
        sign_in(page, clerk)
        add_late(desk, looked_at)
        read(page, site)
    with april(20):
        sign_in(page, clerk)
        take_down(desk, site, looked_at)
        sign_in(page, cast["proper officer"])
        put_back(desk, site, looked_at)

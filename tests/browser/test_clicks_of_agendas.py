"""Clicks of agendas, the room and small acts (see `clicks.py`); the room told apart in the reader's own colours."""

import base64
import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from committee.models import Term
from committee.search import index
from meetings.actions import verbs as actions
from meetings.agendas import publishing, verbs
from meetings.calendar import verbs as calendar
from meetings.models import Action, Edition, Meeting, Paper, PaperState, Resolution
from meetings.packs.builds import build
from tests.browser.acts import MOST, Desk, each, on, settled
from tests.browser.clicks import story
from tests.browser.heard import Recorder
from tests.browser.room_world import ten
from tests.conftest import LONG_AGO, person
from tests.meetings import asking
from tests.meetings import minuted as worlds
from tests.meetings.minutes.world import DAY, PUBLISHED, _report
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import moment
from tests.staging import staged
from tests.uploads import check_all
from workprogramme.models import ProgrammeItem

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


NEXT, BEFORE = dt.date(2022, 4, 21), dt.date(2022, 3, 1)
ELECTED = ("Able", "Baker", "Carter", "Dyer", "Eaton", "Fisher", "Glover", "Hunt", "Ironside", "Joiner")


def test_ten_members_are_appointed(site, page: Page, sign_in, administrator, safeguarding):
    for surname in ELECTED:
        Term.objects.create(person=person("Alex", surname), since=LONG_AGO)
    with on(BEFORE, 9), story(page, "Appoint ten members to a committee"):
        sign_in(page, administrator)
        page.goto(f"{site}/register/committees/safeguarding/")
        page.get_by_role("link", name="Appoint several people").click()
        for row, surname in enumerate(ELECTED, start=1):
            page.get_by_label(f"Person of row {row}", exact=True).select_option(label=f"{surname}, Alex")
        page.get_by_role("button", name="Appoint these people").click()
        expect(page.locator("#main-content").get_by_text("10 people sit on the committee.")).to_be_visible()
    assert safeguarding.seats.count() == len(ELECTED)


def test_a_meeting_entered_by_mistake_is_removed(site, page: Page, sign_in, clerk, safeguarding):
    calendar.schedule(safeguarding, NEXT, by=clerk)
    with on(BEFORE, 9), story(page, "Remove a meeting that was entered by mistake"):
        sign_in(page, clerk)
        page.goto(f"{site}/desk/meetings/safeguarding/{NEXT}/")
        page.get_by_role("link", name="Remove meeting").click()
        page.locator("main form button[type=submit]").click()
        expect(page.locator("#main-content").get_by_text("is removed.")).to_be_visible()
    assert not Meeting.objects.exists()


def test_a_cancellation_is_undone(site, page: Page, sign_in, clerk, safeguarding):
    meeting = calendar.schedule(safeguarding, NEXT, by=clerk)
    calendar.cancel(meeting, reason="No business.", at=asking.AT, by=clerk)
    with on(BEFORE, 9), story(page, "Undo the cancellation of a meeting"):
        sign_in(page, clerk)
        page.goto(f"{site}/desk/meetings/safeguarding/{NEXT}/")
        page.get_by_role("link", name="Undo the cancellation").click()
        page.get_by_label(re.compile("^Why")).fill("There is business after all.")
        page.get_by_role("button", name=re.compile("Undo|after all")).click()
        expect(page.locator("#main-content").get_by_text("The meeting will be held after all.")).to_be_visible()
    meeting.refresh_from_db()
    assert not meeting.is_cancelled


@staged
def committee_business(site, safeguarding, clerk, officer, chairman, vice_chairman, member, year):
    """Four meetings, and forty things that committees asked for."""
    for month in (9, 11):
        calendar.schedule(safeguarding, dt.date(2021, month, 8), by=clerk)
    calendar.schedule(safeguarding, NEXT, by=clerk)
    minutes = asking.held(safeguarding, asking.TENTH, clerk)
    asking.attended(minutes, chairman.person)
    minute = asking.minute(minutes, 39, "Young carers")
    for number in range(1, 41):
        text = "the training plan be shared" if number == 33 else f"the figures of district {number} be sent"
        actions.open_action(asking.limb(minute, text, number, asked_of=officer.person), at=asking.AT, by=clerk)


def test_a_meeting_a_person_and_an_action_are_found(site, page: Page, sign_in, clerk, committee_business):
    found = {"safeguarding 21 april": "Safeguarding.*21 April 2022", "vice": "Vice", "training plan": "training plan"}
    with on(BEFORE, 9), story(page, "Find a meeting, a person and an action by name"):
        sign_in(page, clerk)
        page.goto(f"{site}/desk/")
        for words, name in found.items():
            page.get_by_role("searchbox", name="Find").fill(words)
            page.get_by_role("button", name="Find", exact=True).click()
            page.get_by_role("link", name=re.compile(name)).first.click()
            expect(page.get_by_role("heading", level=1)).not_to_contain_text("Find")


@staged
def written_minutes(site, cast, safeguarding, year, clerk):
    """Minutes of 10 January 2022 ready to be published, and the next meeting in the calendar."""
    minutes = worlds.taken(safeguarding, clerk, exempt=False)
    calendar.schedule(safeguarding, NEXT, by=clerk)
    return minutes


def test_draft_minutes_are_published_and_confirmed(site, page: Page, sign_in, clerk, written_minutes):
    with story(page, "Publish draft minutes, and confirm them at the next meeting"):
        with on(dt.date(2022, 1, 12), 9):
            sign_in(page, clerk)
            page.goto(f"{site}/desk/meetings/safeguarding/2022-01-10/minutes/write-up/")
            page.get_by_role("button", name="Check and publish").click()
            page.get_by_role("button", name="Publish the draft minutes").click(timeout=MOST)
            expect(page.get_by_role("heading", name="Draft minutes published")).to_be_visible()
        worlds.in_the_room(written_minutes.meeting.committee.meetings.get(date=NEXT), clerk, worlds.IN_APRIL)
        with on(NEXT, 10, 5):
            sign_in(page, clerk)
            desk = Desk(page, site, NEXT)
            page.goto(desk.room)
            desk.item("Minutes of")
            page.get_by_role("link", name=re.compile("^Confirm the minutes of")).click()
            page.get_by_role("button", name="Record that they are confirmed").click(timeout=MOST)
            expect(page.get_by_text("signs them").first).to_be_visible()
    assert Resolution.objects.filter(minute__minutes__meeting__date=NEXT).exists()


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
    for _ in index.INDEX.rebuild():
        pass
    with on(dt.date(2022, 3, 1), 9), story(page, "A resident finds whether something was answered"):
        page.goto(f"{site}/")
        page.get_by_role("searchbox").fill("figures on young carers")
        page.get_by_role("button", name="Search").click()
        expect(page.locator(".search-results")).to_contain_text("There are 412 young carers.")


LAPTOP = {"width": 1366, "height": 768}
SAVED = re.compile(r"Saved \d\d:\d\d:\d\d")


def above_the_fold(page: Page, people: int, *names: str) -> None:
    """Check that these buttons are seen without scrolling, as is everybody on the list, who are so many."""
    for name in names:
        expect(page.get_by_role("button", name=name, exact=True)).to_be_in_viewport(ratio=1)
    for row in each(page.locator(".room-person"), people):
        expect(row).to_be_in_viewport(ratio=1)


def minute(page: Page, desk: Desk, cast, looked_at, heard: Recorder) -> None:
    """From attendance through an interest, a motion amended and a recorded vote to the end, and what is heard of it."""
    said = page.locator("#room-said")
    with on(DAY, 9, 50):
        page.goto(desk.room)
        desk.press("Open meeting")
        above_the_fold(page, 10, "Mark everyone else present")
        desk.somebody("Ned Newman", "Apologies")
        desk.everybody()
        expect(said).to_have_text(SAVED)
        heard.announced(r"Saved 09:50:\d\d \d+ who may vote, quorum \d")
        desk.follow("Add a substitute")
        looked_at(page, "Add a substitute")
        desk.choose("Substitute", "Substitute, Sue")
        desk.choose("In place of", "Newman, Ned")
        desk.press("Add substitute")
        expect(page.locator("#people")).to_contain_text("for Ned Newman")
    with on(DAY, 10):
        expect(page.get_by_label("Presiding")).to_have_value(str(cast["chairman"].person_id))
        desk.press("Start meeting")
        expect(page.locator("#people")).to_contain_text("Charles Chair")
        desk.item("Alpha")
        above_the_fold(page, 11, "Agree as recommended", "Agree and go to next item")
        for title in ("Bravo", "Charlie", "Delta"):
            desk.press("Agree and go to next item")
            expect(page.get_by_role("heading", level=1)).to_contain_text(title)
            expect(page.get_by_role("heading", level=1)).to_be_focused()
    with on(DAY, 10, 20):
        desk.follow("Declare an interest")
        desk.choose("Who declares it?", "Mary Member")
        desk.choose("What kind of interest?", "pecuniary")
        page.get_by_label("Nature of the interest").fill("She is paid by a fostering agency.")
        page.get_by_role("group", name="Is it a sensitive interest?").get_by_label("No").check()
        page.get_by_label("Leaves the room now").check()
        desk.press("Record interest")
        expect(page.locator(".room-declared")).to_contain_text("left the room")
    with on(DAY, 10, 35):
        desk.follow("Motion or resolution")
        desk.choose("Moved by", "Vera Vice")
        desk.choose("Seconded by", "Nora North")
        desk.press("Save motion")
        desk.follow("Amendment")
        page.get_by_role("group", name="Part (a)", exact=True).get_by_label("That").fill(
            "the report be noted with thanks"
        )
        desk.choose("Moved by", "Peter Parish")
        desk.press("Agreed without a vote")
        motion = page.locator(".room-resolution:not(.room-resolution--amendment)")
        expect(motion).to_contain_text("noted with thanks")
        desk.follow("Recorded vote", motion)
        above_the_fold(page, 11, "All for", "All against", "Record vote")
        expect(page.get_by_role("radio", checked=True)).to_have_count(0)
        page.get_by_role("button", name="All for").click()
        heard.announced(r"^\d+ votes for are filled in$")
        page.get_by_role("radio", name=re.compile("Nora North.*: Against")).check()
        desk.press("Record vote")
        expect(motion).to_contain_text("Nora North")
        heard.announced(r"^Carried, \d+ for, 1 against\. Saved 10:35:")
        assert heard.focused()[0] == "H1"
    with on(DAY, 11):
        desk.follow("End meeting")
        desk.press("Record end of meeting")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Minutes")


def test_a_whole_meeting_takes_21_presses_and_5_loads(site, page: Page, safeguarding, year, cast, sign_in, looked_at):
    ten(safeguarding, cast["clerk"])
    sign_in(page, cast["clerk"])
    page.set_viewport_size(LAPTOP)
    with story(page, "Minute a whole meeting of ten, in the room") as counts:
        minute(page, Desk(page, site, DAY), cast, looked_at, Recorder(page))
    assert len(counts.presses) <= 21
    assert len(counts.loads) <= 5


# Standalone links: those that are all of what their line says.
LOW = """[...document.querySelectorAll("main a")].filter((link) => {
    const { height, width } = link.getBoundingClientRect()
    return link.checkVisibility() && width > 2 && height < 24
}).map((link) => `${link.innerText} (${link.getBoundingClientRect().height})`)"""


def style(page: Page, selector: str, name: str) -> str:
    return page.locator(selector).first.evaluate(f"(part) => getComputedStyle(part).{name}")


def test_the_room_tells_its_buttons_apart_and_stands_in_the_order_of_tab(
    site, page, safeguarding, year, cast, sign_in, accessible, fits_the_width
):
    ten(safeguarding, cast["clerk"])
    sign_in(page, cast["clerk"])
    desk = Desk(page, site, DAY)
    with on(DAY, 10):
        page.goto(desk.room)
        desk.press("Open meeting")
        desk.everybody()
        desk.press("Start meeting")
        desk.item("Alpha")
        desk.press("Start this item")
        expect(page.get_by_role("button", name="Save now")).to_be_visible()
        assert page.evaluate(LOW) == []
        page.get_by_role("textbox", name="What is minuted").focus()
        assert page.get_by_role("textbox", name="What is minuted").get_attribute("aria-describedby") is None
        page.get_by_role("button", name="Bold").click()
        page.emulate_media(forced_colors="active", color_scheme="dark")
        states = ("pressed=false", "pressed=true", "disabled=true")
        plain, pressed, disabled = (f".minute-editor__bar button[aria-{state}]" for state in states)
        assert style(page, pressed, "backgroundColor") != style(page, plain, "backgroundColor")
        assert style(page, disabled, "color") != style(page, plain, "color")
        page.emulate_media(forced_colors="none", color_scheme="light")
        page.set_viewport_size({"width": 320, "height": 800})
        page.reload()
        items, work, people = (
            page.locator(f"#{name}").bounding_box() for name in ("room-items", "room-work", "people")
        )
        assert items and work and people and items["y"] < work["y"] < people["y"]
        expect(page.get_by_role("link", name="2. Bravo")).to_be_hidden()
        page.get_by_role("heading", name="Items").click()
        expect(page.locator("#room-items a").first).to_be_visible()
        accessible(page)
        fits_the_width(page)
        page.goto(f"{desk.room}people/presiding/")
        fits_the_width(page)

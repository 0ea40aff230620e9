"""The room in a browser: a meeting of ten in 21 presses and 5 loads; told apart in the reader's own colours."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import Desk, each, on
from tests.browser.clicks import story
from tests.browser.heard import Recorder
from tests.browser.room_world import ten
from tests.meetings.minutes.world import DAY

pytestmark = pytest.mark.browser
LAPTOP = {"width": 1366, "height": 768}
SAVED = re.compile(r"Saved \d\d:\d\d:\d\d")


def above_the_fold(page: Page, people: int, *names: str) -> None:
    """Check that these buttons are seen without scrolling, as is everybody on the list, who are so many."""
    for name in names:
        expect(page.get_by_role("button", name=name, exact=True)).to_be_in_viewport(ratio=1)
    for person in each(page.locator(".room-person"), people):
        expect(person).to_be_in_viewport(ratio=1)


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
        desk.follow("Motion")
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

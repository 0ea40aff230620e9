"""Pages in the reader's own colours, and at the width of a small phone: what tells things apart is still seen."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import Desk, on
from tests.browser.room_world import ten
from tests.meetings.minutes.world import DAY

pytestmark = pytest.mark.browser
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

"""What everybody does on a page: press, follow, choose, at a given time; for tests that walk a whole story."""

import datetime as dt
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import time_machine
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

MOST = 180_000  # milliseconds: publishing and signing print, before the next page comes


@contextmanager
def on(day: dt.date, hour: int, minute: int = 0) -> Iterator[None]:
    """Set the server's clock to that time in London, running; the browser's clock is unchanged."""
    with time_machine.travel(timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute))), tick=True):
        yield


def until(says: Callable[[], object], seconds: float = 60) -> None:
    """Wait until that is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if says():
            return
        time.sleep(0.1)
    assert says()


def each(locator: Locator, count: int) -> list[Locator]:
    """Each of so many elements, once all of them are there: Playwright's own `all` takes what there is by now."""
    expect(locator).to_have_count(count)
    return locator.all()


def settled(page: Page) -> None:
    """Wait until htmx has put in what it asked for: a button pressed sooner would load a page of its own."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)


class Acts:
    """Acts on whatever page is open."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, name: str | re.Pattern[str], within: Locator | None = None) -> None:
        """Press a button, the first of that name, which loads a page that says nothing against it."""
        where = within or self.page.locator("main")
        with self.page.expect_navigation(timeout=MOST):
            where.get_by_role("button", name=name).first.click(timeout=MOST)
        settled(self.page)
        expect(self.page.locator(".govuk-error-summary")).to_have_count(0)

    def follow(self, name: str | re.Pattern[str], within: Locator | None = None) -> None:
        """Follow a link, the first of that name, whether it looks like one or like a button."""
        where = within or self.page.locator("main")
        looks = [where.get_by_role(role, name=name, exact=True) for role in ("link", "button")]
        with self.page.expect_navigation():
            looks[0].or_(looks[1]).first.click()
        settled(self.page)

    def choose(self, label: str, option: str) -> None:
        """Choose in a list by the some of an option's words."""
        field = self.page.get_by_label(re.compile(f"^{re.escape(label)}"))
        field.select_option(field.locator("option", has_text=option).first.get_attribute("value"))


class Desk(Acts):
    """What a clerk does on the pages of one meeting's minutes."""

    def __init__(self, page: Page, site: str, day: dt.date) -> None:
        super().__init__(page)
        self.meeting = f"{site}/desk/meetings/safeguarding/{day}/"
        self.room = f"{self.meeting}minutes/"

    def everybody(self) -> None:
        """All who are expected are here; with scripts only the list of people is loaded."""
        self.page.get_by_role("button", name="Mark everyone else present").click()
        expect(self.page.get_by_role("button", name="Not here Peter Parish")).to_be_visible()
        settled(self.page)

    def item(self, title: str) -> None:
        """Go to an item of the room by the list at its left."""
        self.follow(re.compile(title), self.page.get_by_role("navigation", name="Items"))
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(title)

    def somebody(self, name: str, act: str) -> None:
        """Press a button beside somebody in the list of who is here."""
        self.page.get_by_role("button", name=f"{act} {name}", exact=True).click()
        expect(self.page.get_by_role("button", name=f"{act} {name}", exact=True)).to_have_count(0)
        settled(self.page)

    def write(self, words: str, *, instead_of: str = "") -> None:
        """Write into the editor, in place of what is there, and wait until it has saved."""
        expect(self.page.get_by_role("button", name="Save now")).to_be_visible()
        box = self.page.get_by_role("textbox", name=re.compile("^What (is minuted|the public may read instead)$"))
        expect(box).to_have_text(instead_of)
        box.fill(words)  # at once: what is saved in the middle of typing would be told as saved too
        expect(box).to_have_text(words)
        with self.page.expect_response(lambda answer: "html=" in (answer.request.post_data or "")):
            self.page.get_by_role("button", name="Save now").click()
        expect(self.page.locator("[data-line]")).to_have_text(re.compile(r"^Saved \d\d:\d\d:\d\d$"))

    def limb(self, number: int, text: str, kind: str = "noted") -> Locator:
        """Write a limb of a motion; its fieldset."""
        letters = "abcdefgh"
        row = self.page.get_by_role("group", name=f"Part ({letters[number - 1]})", exact=True, include_hidden=True)
        if not row.is_visible():
            self.page.get_by_text("Add parts").click()
        row.get_by_label("That").fill(text)
        row.get_by_label("Type").select_option(kind)
        return row

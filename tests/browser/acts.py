"""What everybody does on a page: press, follow, choose, at a given time; for tests that walk a whole story."""

import datetime as dt
import re
from contextlib import contextmanager

import time_machine
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect


@contextmanager
def on(day: dt.date, hour: int, minute: int = 0):
    """That time in London, for the server; the browser's clock goes on."""
    with time_machine.travel(timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute))), tick=True):
        yield


class Acts:
    """Acts on whatever page is open."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, name: str, within: Locator | None = None) -> None:
        """Press a button, the first of that name, which loads a page that says nothing against it."""
        where = within or self.page.locator("main")
        with self.page.expect_navigation(timeout=30_000):  # publishing and signing print
            where.get_by_role("button", name=name).first.click()
        expect(self.page.locator(".govuk-error-summary")).to_have_count(0)

    def follow(self, name: str | re.Pattern, within: Locator | None = None) -> None:
        """Follow a link, the first of that name, whether it looks like one or like a button."""
        where = within or self.page.locator("main")
        looks = [where.get_by_role(role, name=name, exact=True) for role in ("link", "button")]
        with self.page.expect_navigation():
            looks[0].or_(looks[1]).first.click()

    def choose(self, label: str, option: str) -> None:
        """Choose in a list by the some of an option's words."""
        field = self.page.get_by_label(re.compile(f"^{re.escape(label)}"))
        field.select_option(field.locator("option", has_text=option).first.get_attribute("value"))

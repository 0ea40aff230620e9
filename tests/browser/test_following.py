"""A resident follows a committee without JavaScript: asks, confirms from the mailbox, is told, and stops."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from playwright.sync_api import Page, expect

from committee.following import delivery
from committee.forms.from_anybody import QUICKEST
from committee.models import Follower, HowOften
from tests.committee.following.news import correct

pytestmark = pytest.mark.browser


def link_in(message: str, end: str) -> str:
    """Return the path of the link that ends with `end`."""
    found = re.search(rf"https?://[^/]+(/\S*{end})", message)
    assert found, message
    return found[1]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_resident_follows_a_committee_and_stops(
    browser, browser_context_args, site, published, accessible, fits_the_width, html_is_valid, scripts
):
    context = browser.new_context(**browser_context_args, java_script_enabled=scripts)
    page: Page = context.new_page()

    def look() -> None:
        if scripts:
            accessible(page)
            fits_the_width(page)
            html_is_valid(page)

    page.goto(f"{site}/committees/safeguarding/")
    with time_machine.travel(dt.timedelta(seconds=-2 * QUICKEST)):  # what is sent sooner is asked for again
        page.get_by_role("link", name="Follow by email").click()
        expect(page.get_by_label("Your email address")).to_be_visible()
    look()
    page.get_by_label("Your email address").fill("rosa@resident.example")
    page.get_by_label("Straight away").check()
    page.get_by_role("button", name="Follow").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your email")
    look()
    page.goto(site + link_in(mail.outbox[-1].body, "/confirm/"))
    look()
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What you follow")
    look()
    correct("safeguarding")
    assert list(delivery.deliver(HowOften.AT_ONCE)) == [True]
    page.goto(site + link_in(mail.outbox[-1].body, "/stop/"))
    expect(page.get_by_role("button", name="Stop these emails")).to_be_visible()
    look()
    page.get_by_role("button", name="Stop these emails").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Emails stopped")
    look()
    assert not Follower.objects.exists()

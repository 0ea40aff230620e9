"""A resident follows a committee: asks, confirms from the mailbox, is told, and stops."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from playwright.sync_api import expect

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


def test_a_resident_follows_a_committee_and_stops(page, site, published, look_here):
    page.goto(f"{site}/committees/safeguarding/")
    with time_machine.travel(dt.timedelta(seconds=-2 * QUICKEST)):  # what is sent sooner is asked for again
        page.get_by_role("link", name="Follow by email").click()
        expect(page.get_by_label("Your email address")).to_be_visible()
    look_here(page)
    page.get_by_label("Your email address").fill("rosa@resident.example")
    page.get_by_label("Straight away").check()
    page.get_by_role("button", name="Follow").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your email")
    look_here(page)
    page.goto(site + link_in(mail.outbox[-1].body, "/confirm/"))
    look_here(page)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What you follow")
    look_here(page)
    correct("safeguarding")
    assert list(delivery.deliver(HowOften.AT_ONCE)) == [True]
    page.goto(site + link_in(mail.outbox[-1].body, "/stop/"))
    expect(page.get_by_role("button", name="Stop these emails")).to_be_visible()
    look_here(page)
    page.get_by_role("button", name="Stop these emails").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Emails stopped")
    look_here(page)
    assert not Follower.objects.exists()

"""A first-time visitor of the demonstration is walked from its banner to the page, and does one of five things."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from committee.portal.demo import load
from committee.portal.demo.papers import Desk
from meetings.models import AgendaItem

pytestmark = pytest.mark.browser


@pytest.fixture
def demonstration(transactional_db, one_request_at_a_time, settings, live_server):
    """Load the council, its people and the next meeting's agenda, enough for the clerk's first task."""
    settings.DEMO = True
    settings.ROOT_URLCONF = "committee.portal.demo.urls"
    with Desk() as desk:
        loader = load._Loader(timezone.localdate(), desk)
        for step in (loader._council, loader._people, loader._calendar, loader._meeting_to_come):
            step()
    return live_server.url


def test_a_visitor_signs_in_as_the_clerk_and_adds_an_item_to_an_agenda(page, demonstration, accessible):
    page.goto(f"{demonstration}/committees/")
    page.get_by_role("link", name="Five things to try").click()
    expect(page.get_by_role("heading", name="Five things to try", exact=True)).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Sign in for a clerk’s work").click()
    page.get_by_label("Email").fill("clerk@demo.example")
    page.get_by_label("Password", exact=True).fill("a demonstration only")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("You are signed in as")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Add an item to an agenda").click()
    page.get_by_label("Title", exact=True).fill("School Transport: who Walks and who Rides")
    page.get_by_role("button", name="Add").first.click()
    expect(page.get_by_text("School Transport: who Walks and who Rides").first).to_be_visible()
    assert AgendaItem.objects.filter(title__startswith="School Transport").exists()

"""A resident in a browser: follows a committee, suggests something, finds a decision."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from committee.following import delivery
from committee.forms.from_anybody import QUICKEST
from committee.models import Follower, HowOften, MunicipalYear
from committee.search import index
from tests.committee.following.news import correct
from tests.meetings import printed_minutes
from tests.staging import staged
from tests.workprogramme import suggested
from workprogramme.models import ProgrammeItem
from workprogramme.programmes.verbs import open_programme
from workprogramme.suggestions import weighing

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


PUBLIC = "work-programme/safeguarding/suggest/"
DESK = "desk/work-programme/safeguarding/suggestions/"


@staged
def this_year(site, safeguarding, clerk):
    today = timezone.localdate()
    year = MunicipalYear.objects.create(
        is_draft=False, starts=today.replace(day=1, month=1), ends=today.replace(day=31, month=12)
    )
    open_programme(safeguarding, year, at=timezone.now(), by=clerk)
    return year


def test_a_resident_suggests_something_and_gets_a_reference(page, site, this_year, looked_at):
    page.goto(f"{site}/committees/safeguarding/")
    with time_machine.travel(dt.timedelta(seconds=-2 * QUICKEST)):
        page.get_by_role("link", name="Suggest something").click()
        expect(page.get_by_label("Your email address")).to_be_visible()
    page.get_by_label("What should the committee look at?").fill("Waiting times for young carers")
    page.get_by_label("Why does it matter").fill("It took eight months.")
    page.get_by_label("Your email address").fill("rosa@people.example")
    page.get_by_role("button", name="Send suggestion").click()
    looked_at(page, "We have received your suggestion")
    reference = ProgrammeItem.objects.get().suggester.reference
    expect(page.get_by_text(reference)).to_be_visible()
    assert reference in mail.outbox[0].body


def test_pages_of_suggestions_are_accessible_and_fit(page, site, this_year, safeguarding, scrutiny, sign_in, look_at):
    waiting, weighed, other = (suggested.make(safeguarding, title=f"A suggestion, number {n}") for n in range(3))
    questions = safeguarding.weighing_questions.filter(is_active=True)
    for item, points in ((weighed, 3), (other, 1)):
        when = {"on": timezone.localdate(), "at": timezone.now(), "by": scrutiny}
        weighing.score(item, dict.fromkeys(questions, (points, "A study says so")), **when)
    acts = [f"{DESK}{waiting.pk}/{act}/" for act in ("take-up", "turn-down", "merge")]
    desk = [DESK, f"{DESK}?show=declined", f"{DESK}{waiting.pk}/", f"{DESK}{weighed.pk}/", *acts]
    for path in (PUBLIC, "work-programme/safeguarding/suggested/", "privacy/"):
        look_at(f"{site}/{path}")
    sign_in(page, scrutiny)
    for path in (*desk, f"{DESK}new/", f"{DESK}questions/"):
        look_at(f"{site}/{path}")


@staged
def searched(site, safeguarding, clerk, proper_officer, year):
    """Publish minutes and index them."""
    made = printed_minutes.make(safeguarding, clerk)
    made.publish("decisions")
    made.publish()
    for _ in index.INDEX.rebuild():
        pass
    return made


def test_a_resident_finds_a_decision_and_the_desk_says_what_means_the_same(
    page, site, searched, clerk, sign_in, look_here
):
    page.goto(f"{site}/search/")
    look_here(page)
    box = page.get_by_role("searchbox")
    box.fill("covdi")
    box.press("Enter")
    page.get_by_role("link", name="covid").click()
    expect(page.locator("mark").first).to_have_text("Covid")
    look_here(page)
    page.goto(f"{site}/search/?q=covid&kind=decision")
    expect(page.get_by_text("Type: Decisions")).to_be_visible()
    look_here(page)
    page.locator(".search-results a").first.click()
    expect(page.get_by_text("Covid-positive").first).to_be_visible()
    sign_in(page, clerk)
    page.goto(f"{site}/desk/search/")
    page.get_by_role("textbox", name="Term", exact=True).fill("Covid")
    page.get_by_label("Means the same as").fill("coronavirus")
    page.get_by_role("button", name="Add these terms").click()
    expect(page.get_by_role("cell", name="coronavirus", exact=True)).to_be_visible()
    look_here(page)

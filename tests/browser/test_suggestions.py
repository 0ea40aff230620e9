"""A suggestion in a browser: made by a resident; its pages are accessible, valid, and they fit."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from committee.forms.from_anybody import QUICKEST
from committee.models import MunicipalYear
from tests.staging import staged
from tests.workprogramme import suggested
from workprogramme.models import ProgrammeItem
from workprogramme.programmes.verbs import open_programme
from workprogramme.suggestions import weighing

pytestmark = pytest.mark.browser
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

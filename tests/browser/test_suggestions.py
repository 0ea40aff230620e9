"""The pages of suggestions in a browser: accessible, valid, and they fit."""

import pytest
from django.utils import timezone

from committee.models import MunicipalYear
from tests.staging import staged
from tests.workprogramme import suggested
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

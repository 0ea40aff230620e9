"""Suggestions that nobody has decided on, when their programme is rolled forward."""

import datetime as dt

import pytest
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.models import AuditEntry
from tests.meetings.agendas.test_public_pages import words
from tests.staging import staged
from tests.workprogramme import suggested
from tests.workprogramme.suggested import SUGGESTER
from tests.workprogramme.world import AT, ON
from workprogramme.history.story import story
from workprogramme.items import scheduling
from workprogramme.models import ItemState, Origin, ProgrammeItem, Suggester
from workprogramme.programmes import rolling
from workprogramme.programmes import verbs as programmes
from workprogramme.suggestions import verbs as suggestions
from workprogramme.suggestions import weighing

pytestmark = pytest.mark.django_db
ROLLED_ON = dt.date(2022, 4, 25)
ROLL = "/desk/work-programme/safeguarding/2021-22/roll-forward/"


@staged
def waiting(world, safeguarding, clerk):
    """Two suggestions: one weighed, one not yet."""
    weighed, new = (suggested.make(safeguarding, title=title) for title in ("Speeding", "Flooding"))
    questions = safeguarding.weighing_questions.filter(is_active=True)
    weighing.score(weighed, dict.fromkeys(questions, (2, "Often")), on=ON, at=AT, by=clerk)
    return weighed, new


def roll(world, year, by, *along: ProgrammeItem):
    return rolling.roll_forward(world.programme, year, suggestions=along, on=ROLLED_ON, at=AT, by=by)


def test_one_comes_along_with_its_points_its_steps_its_origin_and_its_maker(world, waiting, next_year, clerk):
    before = Suggester.objects.get(item=waiting[0])
    new = roll(world, next_year, clerk, *waiting)
    now = ProgrammeItem.objects.get(pk=waiting[0].pk)
    assert (now.programme, now.state, now.origin) == (new, ItemState.WEIGHED, Origin.RESIDENT)
    assert now.scores.count() == 5
    assert [move.to_state for move in now.moves.all()] == ["suggested", "weighed", "weighed"]
    assert [step.word for step in story(now, public=False)][1:3] == ["Scored", "Carried forward"]
    kept = Suggester.objects.get(item=now)
    assert (kept.pk, kept.name, kept.forget_on) == (before.pk, before.name, before.forget_on)
    assert not world.programme.items.proposed().exists()


def test_who_made_it_is_forgotten_when_they_were_told_and_wherever_it_stands(world, waiting, next_year, clerk):
    due = Suggester.objects.get(item=waiting[0]).forget_on
    roll(world, next_year, clerk, *waiting)
    assert suggestions.forget(due - dt.timedelta(days=1)) == 0
    assert suggestions.forget(due) == 2
    assert not Suggester.objects.exclude(name="", email="").exists()


def test_nothing_of_it_is_public_after_both_programmes_are(world, waiting, next_year, clerk, client):
    new = roll(world, next_year, clerk, *waiting)
    programmes.publish_programme(new, at=AT, by=clerk)
    for programme in (world.programme, new):
        answer = client.get(f"/work-programme/safeguarding/{programme.year.slug}/")
        assert answer.status_code == 200
        assert b"Speeding" not in answer.content and b"Flooding" not in answer.content
        path = reverse("public:programme-item", args=["safeguarding", programme.year.slug, waiting[0].pk])
        assert client.get(path).status_code == 404
    told = AuditEntry.objects.filter(did="carried forward", subject=str(world.programme)).get()
    assert told.facts["suggestions"] == 2 and "Speeding" not in str(told.facts)


def test_what_is_not_named_stays_and_so_does_what_was_settled_meanwhile(world, waiting, next_year, clerk):
    scheduling.decline(waiting[1], reason="Done Elsewhere", on=ON, at=AT, by=clerk)
    new = roll(world, next_year, clerk, waiting[1])
    assert not new.items.filter(pk__in=[one.pk for one in waiting]).exists()
    assert rolling.what_comes_along(world.programme, next_year).suggestions == [waiting[0]]
    assert roll(world, next_year, clerk, waiting[0]) == new
    assert new.items.filter(pk=waiting[0].pk).exists()


def test_one_who_still_has_it_open_in_the_old_year_does_not_bring_it_back(world, waiting, next_year, clerk):
    stale = ProgrammeItem.objects.select_related("programme__committee", "programme__year").get(pk=waiting[0].pk)
    new = roll(world, next_year, clerk, *waiting)
    with pytest.raises(Refused, match="now in the work programme of 2022/23"):
        scheduling.decline(stale, reason="No need", on=ROLLED_ON, at=AT, by=clerk)
    now = ProgrammeItem.objects.get(pk=stale.pk)
    assert (now.programme, now.state) == (new, ItemState.WEIGHED)
    taken = suggestions.take_up(now, on=dt.date(2022, 6, 1), at=AT, by=clerk)
    assert (taken.programme, taken.state) == (new, ItemState.TBC)


def test_the_page_offers_them_ticked_best_first_and_says_what_was_left(world, waiting, next_year, scrutiny, client):
    client.force_login(scrutiny)
    page = client.get(ROLL)
    form = page.context["form"]
    assert form["suggestions"].value() == [waiting[0].pk, waiting[1].pk]
    said = words(page)
    assert "Scored: 10 of 15" in said and "Not scored yet" in said and SUGGESTER not in said
    answer = client.post(ROLL, {"year": next_year.pk, "suggestions": [waiting[0].pk]}, follow=True)
    assert "Left in 2021/22: “Flooding”." in words(answer)
    assert [item.title for item in world.programme.items.proposed()] == ["Flooding"]
    listed = words(client.get("/desk/work-programme/safeguarding/suggestions/"))
    assert "Speeding" in listed and "Flooding" in listed

"""The desk's pages of suggestions: the list, one with its points, what is done with it, the questions."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from tests.staging import staged
from tests.workprogramme import suggested
from tests.workprogramme.suggested import SUGGESTER
from tests.workprogramme.world import AT, ON
from workprogramme.models import ItemState, Origin, ProgrammeItem, Suggester
from workprogramme.suggestions import weighing

pytestmark = pytest.mark.django_db
LIST = reverse("desk:programme-suggestions", args=["safeguarding"])


@staged
def item(world):
    return suggested.make(world.programme.committee)


@pytest.fixture
def planner(client, scrutiny):
    client.force_login(scrutiny)
    return client


def page(name, item):
    return reverse(f"desk:programme-suggestion{name}", args=["safeguarding", item.pk])


def points(item, number="3"):
    asked = item.programme.committee.weighing_questions.filter(is_active=True)
    return {f"points_{question.pk}": number for question in asked}


def test_the_best_score_comes_first_and_what_is_not_weighed_last(planner, safeguarding, world, clerk):
    low, _, high = (suggested.make(safeguarding, title=title) for title in ("Low", "None", "High"))
    questions = safeguarding.weighing_questions.filter(is_active=True)
    for one, number in ((low, 1), (high, 3)):
        weighing.score(one, dict.fromkeys(questions, (number, "")), on=ON, at=AT, by=clerk)
    html = planner.get(LIST).content.decode()
    body = html.partition("<tbody")[2]
    assert body.index("High") < body.index("Low") < body.index("None")
    assert "15 of 15" in body and "5 of 15" in body


def test_points_that_somebody_gave_meanwhile_are_not_overwritten_unseen(planner, item, clerk):
    """First where nobody had weighed it, then where both began from the same points."""
    for before, theirs in ((None, 1), (1, 0)):
        began = planner.get(page("", item)).context["form"]["began_from"].value()
        questions = item.programme.committee.weighing_questions.filter(is_active=True)
        weighing.score(item, dict.fromkeys(questions, (theirs, "Theirs.")), on=ON, at=AT, by=clerk)
        mine = points(item, "3") | {"began_from": began}
        answer = planner.post(page("", item), mine)
        said = answer.content.decode()
        assert answer.status_code == 422, before
        assert "Carol Clerk has changed this since you opened this page" in said and "Theirs." in said
        assert {score.points for score in item.scores.all()} == {theirs}
    mine["began_from"] = answer.context["form"]["began_from"].value()
    assert planner.post(page("", item), mine).status_code == 302
    assert {score.points for score in item.scores.all()} == {3}


def test_it_is_taken_up_in_words_that_the_desk_has_changed(planner, item, world, this_year):
    said = {"title": "Nesting places", "details": "How many there are.", "purpose": "update"}
    assert planner.post(page("-take-up", item), said).status_code == 302
    item.refresh_from_db()
    assert (item.state, item.title, item.details) == (ItemState.TBC, "Nesting places", "How many there are.")


def test_who_made_it_is_forgotten_at_their_wish(planner, item):
    assert SUGGESTER in planner.get(page("", item)).content.decode()
    planner.post(page("-forget", item))
    html = planner.get(page("", item)).content.decode()
    assert SUGGESTER not in html and SUGGESTER.lower() not in html
    assert "Deleted on" in html


def test_an_acknowledgement_that_failed_is_shown_and_sent_again(planner, item):
    Suggester.objects.filter(item=item).update(failure="The email could not be sent (OSError).")
    assert "could not be sent" in planner.get(page("", item)).content.decode()
    planner.post(page("-acknowledge", item))
    assert len(mail.outbox) == 1


def test_a_suggestion_made_elsewhere_is_recorded_with_where_it_comes_from(planner, world, this_year):
    said = {"title": "Buses", "details": "", "origin": Origin.TRIANGULATION, "origin_words": "3 August Triangulation"}
    planner.post(reverse("desk:programme-suggestion-new", args=["safeguarding"]), said)
    item = ProgrammeItem.objects.get(title="Buses")
    assert (item.state, item.origin, item.origin_words) == (
        ItemState.SUGGESTED,
        Origin.TRIANGULATION,
        "3 August Triangulation",
    )
    assert item.origin_on == timezone.localdate()
    assert not mail.outbox


def test_the_questions_are_changed_in_one_form(planner, world, safeguarding):
    url = reverse("desk:programme-weighing-questions", args=["safeguarding"])
    rows = {"rows-TOTAL_FORMS": "3", "rows-INITIAL_FORMS": "0", "rows-0-title": "Cost", "rows-0-text": "Is it dear?"}
    rows |= {"rows-0-position": "2", "rows-1-title": "Reach", "rows-1-text": "Whom?", "rows-1-position": "1"}
    assert planner.post(url, {**rows, "rows-2-title": "Time"}).status_code == 422
    assert planner.post(url, rows).status_code == 302
    assert list(safeguarding.weighing_questions.values_list("label", flat=True)) == ["Reach", "Cost"]


def test_an_item_that_nobody_suggested_and_one_of_another_committee_have_no_such_page(planner, world, planning, item):
    assert planner.get(page("", world.scheduled)).status_code == 404
    assert planner.get(reverse("desk:programme-suggestion", args=["planning", item.pk])).status_code == 404

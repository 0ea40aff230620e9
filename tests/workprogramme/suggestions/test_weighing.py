"""The questions a committee asks of suggestions, and the points these get."""

import pytest

from committee.acts.refusal import Refused
from tests.workprogramme.world import AT, ON
from workprogramme.models import ItemState, Origin, Score
from workprogramme.suggestions import verbs as suggestions
from workprogramme.suggestions import weighing
from workprogramme.suggestions.weighing import USUAL, QuestionDraft

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(safeguarding, year):
    return suggestions.suggest(safeguarding, title="Buses", details="", origin=Origin.MEMBER, on=ON, at=AT)


def asked(committee):
    return list(committee.weighing_questions.filter(is_active=True))


def answers(committee, points=2):
    return dict.fromkeys(asked(committee), (points, ""))


def test_a_committee_that_has_set_no_questions_asks_the_usual_five(item, safeguarding):
    assert [question.label for question in asked(safeguarding)] == [draft.label for draft in USUAL]


def test_questions_are_changed_and_the_points_they_gave_stay(item, safeguarding, clerk):
    weighing.score(item, answers(safeguarding), at=AT, on=ON, by=clerk)
    weighing.ask_questions(
        safeguarding, [QuestionDraft("Cost", "Is it dear?"), QuestionDraft("extent", "How many?")], by=clerk
    )
    assert [(one.label, one.position) for one in asked(safeguarding)] == [("Cost", 1), ("extent", 2)]
    assert Score.objects.count() == 5
    assert safeguarding.weighing_questions.count() == 6


@pytest.mark.parametrize(
    ("drafts", "said"),
    [([], "one question"), ([QuestionDraft("Cost", "a"), QuestionDraft("cost ", "b")], "twice"),
     ([QuestionDraft("", "What?")], "Enter the label")],
)  # fmt: skip
def test_no_question_a_question_twice_and_one_without_a_label_are_refused(item, safeguarding, clerk, drafts, said):
    with pytest.raises(Refused, match=said):
        weighing.ask_questions(safeguarding, drafts, by=clerk)
    assert len(asked(safeguarding)) == 5


def test_a_suggestion_is_weighed_once_and_its_points_can_be_put_right(item, safeguarding, clerk):
    weighing.score(item, answers(safeguarding), at=AT, on=ON, by=clerk)
    weighing.score(item, answers(safeguarding, 3), at=AT, on=ON, by=clerk)
    item.refresh_from_db()
    assert item.state == ItemState.WEIGHED
    assert [one.points for one in item.scores.all()] == [3] * 5
    assert item.moves.filter(to_state=ItemState.WEIGHED).count() == 1


def test_every_question_is_answered_with_nought_to_three(item, safeguarding, planning, clerk):
    all_of_them = answers(safeguarding)
    some = dict(list(all_of_them.items())[1:])
    with pytest.raises(Refused, match="Public interest"):
        weighing.score(item, some, at=AT, on=ON, by=clerk)
    (other, *_) = weighing.ask_questions(planning, by=clerk)
    with pytest.raises(Refused, match="have been changed"):
        weighing.score(item, {**all_of_them, other: (1, "")}, at=AT, on=ON, by=clerk)
    with pytest.raises(Refused):
        weighing.score(item, answers(safeguarding, 4), at=AT, on=ON, by=clerk)
    item.refresh_from_db()
    assert item.state == ItemState.SUGGESTED
    assert not Score.objects.exists()


def test_what_has_been_settled_is_not_weighed_any_more(item, safeguarding, clerk):
    suggestions.take_up(item, on=ON, at=AT, by=clerk)
    with pytest.raises(Refused, match="settled"):
        weighing.score(item, answers(safeguarding), at=AT, on=ON, by=clerk)

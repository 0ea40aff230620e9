"""A review goes from step to step, and nobody unsays one."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from committee.refusal import Refused
from reviews.models import ALLOWED, ONWARD, PATH, REASONED, Review, ReviewStep, State
from reviews.steps import verbs
from reviews.steps.next_states import next_states
from reviews.steps.story import story
from tests.reviews.world import ON

DAY = dt.timedelta(days=1)
WHY = "The committee asked for it."


def noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), dt.UTC)


def take(review: Review, to_state: str, by, *, on: dt.date = ON, reason: str = "") -> ReviewStep:
    return verbs.take_step(review, to_state, on=on, reason=reason, at=noon(on), by=by)


@pytest.mark.both_databases("triggers: the steps of a review")
def test_a_review_goes_the_whole_way_and_tells_the_days_between(review, scrutiny):
    for number, state in enumerate(PATH[1:], 1):
        take(review.review, state, scrutiny, on=ON + 10 * number * DAY)
    now = Review.objects.get(pk=review.review.pk)
    assert now.state == State.CLOSED
    told = story(now, public=False)
    assert [one.word for one in told] == ["Suggested", "Proposed", *(state.label for state in PATH[1:])]
    assert [one.days for one in told] == [None, 16, *[10] * 11]


@pytest.mark.parametrize("before", list(State))
def test_only_the_steps_there_are_can_be_taken(review, scrutiny, before):
    bring_to(review.review, before, scrutiny)
    now = Review.objects.get(pk=review.review.pk)
    allowed = next_states(now)
    for after in State:
        if after not in allowed:
            with pytest.raises(Refused, match="from there it cannot go to"):
                take(now, after, scrutiny, reason=WHY)
    assert allowed, "every state has a way out"


def bring_to(review: Review, wanted: State, by) -> None:
    """By the path where the state is on it, else aside from scoping."""
    way = PATH[1 : PATH.index(wanted) + 1] if wanted in PATH else (State.SCOPING, wanted)
    for state in way:
        take(review, state, by, reason=WHY)


def test_a_pause_ends_where_it_began_or_for_good(review, scrutiny):
    bring_to(review.review, State.EVIDENCE, scrutiny)
    take(review.review, State.PAUSED, scrutiny, reason=WHY)
    assert set(next_states(Review.objects.get(pk=review.review.pk))) == {State.EVIDENCE, State.ABANDONED}


@pytest.mark.parametrize(("before", "after"), sorted(REASONED))
def test_a_step_back_or_aside_says_why(review, scrutiny, before, after):
    bring_to(review.review, before, scrutiny)
    if after not in next_states(Review.objects.get(pk=review.review.pk)):
        pytest.skip("another way round a pause")
    with pytest.raises(Refused, match="why the review goes there"):
        take(review.review, after, scrutiny)
    take(review.review, after, scrutiny, reason=WHY)


def test_no_step_is_to_come_or_before_the_last(review, scrutiny):
    with pytest.raises(Refused, match="still to come"):
        verbs.take_step(review.review, State.SCOPING, on=ON + DAY, at=noon(ON), by=scrutiny)
    take(review.review, State.SCOPING, scrutiny, on=ON + DAY)
    with pytest.raises(Refused, match="the next step is not before that"):
        take(review.review, State.SCOPE_AGREED, scrutiny, on=ON)


def test_a_reason_is_put_right_and_the_step_stays(review, scrutiny):
    step = take(review.review, State.SCOPING, scrutiny, reason="The comittee agreed.")
    verbs.correct_reason(step, reason="The committee agreed.", by=scrutiny)
    assert ReviewStep.objects.get().reason == "The committee agreed."


@pytest.mark.both_databases("triggers: rows that the database refuses to change")
@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE reviews_reviewstep SET to_state = 'agreed', from_state = 'scoping'", "append-only"),
        ("UPDATE reviews_reviewstep SET reason = ''", "append-only"),
        ("DELETE FROM reviews_reviewstep", "append-only"),
        ("UPDATE reviews_review SET state = 'closed'", "where its last step led"),
        (
            'INSERT INTO reviews_reviewstep (review_id, number, from_state, to_state, "on", reason, recorded_at) '
            "SELECT id, 2, 'drafting', 'reported', '2021-07-01', '', '2021-07-01' FROM reviews_review",
            "begins where the one before led",
        ),
        (
            'INSERT INTO reviews_reviewstep (review_id, number, from_state, to_state, "on", reason, recorded_at) '
            "SELECT id, 3, 'scoping', 'agreed', '2021-07-01', '', '2021-07-01' FROM reviews_review",
            "begins where the one before led",
        ),
    ],
)
def test_the_database_itself_keeps_the_steps(review, scrutiny, sql, says):
    take(review.review, State.SCOPING, scrutiny)
    with pytest.raises(DatabaseError, match=says), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.both_databases("constraints: pairs of states")
def test_the_database_knows_the_steps_there_are(review, scrutiny):
    never = next((State.PROPOSED, after) for after in State if (State.PROPOSED, after) not in ALLOWED)
    row = ReviewStep(
        review=review.review, number=1, from_state=never[0], to_state=never[1], on=ON, reason=WHY, recorded_at=noon(ON)
    )
    with pytest.raises(DatabaseError, match="a_review_takes_the_steps_there_are"), transaction.atomic():
        row.save()


def test_the_picture_in_the_docs_shows_the_steps_onward():
    page = (Path(__file__).parents[2] / "docs" / "reviews.md").read_text("utf-8")
    lines = [line.split(" --> ") for line in page.splitlines() if " --> " in line]
    assert {(before.strip(), after.strip()) for before, after in lines} == set(ONWARD)
    for state in State:
        assert f'state "{state.label}" as {state.value}' in page

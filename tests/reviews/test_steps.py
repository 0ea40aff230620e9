"""A review goes from step to step, and nobody unsays one."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from committee.acts.refusal import Refused
from reviews.answers import response_verbs as responses
from reviews.findings import recommendation_verbs as recommendations
from reviews.models import ALLOWED, ONWARD, PATH, REASONED, RESUMED, Addressee, Review, ReviewStep, State
from reviews.proposing import verbs as proposing
from reviews.steps import endorsement_verbs as endorsement
from reviews.steps import verbs
from reviews.steps.conditions import next_states
from reviews.steps.story import story
from tests.reviews import stepping
from tests.reviews.world import ON
from workprogramme.history.story import story as history
from workprogramme.models import Programme, ProgrammeItem

DAY = dt.timedelta(days=1)
WHY = "The committee asked for it."


def noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), dt.UTC)


def take(review: Review, to_state: str, by, *, on: dt.date = ON, reason: str = "") -> ReviewStep:
    return stepping.take_step(review, to_state, on=on, reason=reason, at=noon(on), by=by)


@pytest.mark.both_databases("triggers: the steps of a review")
def test_a_review_goes_the_whole_way_and_tells_the_days_between(review, scrutiny):
    for number, state in enumerate(PATH[1:], 1):
        on = ON + 10 * number * DAY
        come_about(review, state, scrutiny, on)
        if Review.objects.get(pk=review.review.pk).state != state:
            take(review.review, state, scrutiny, on=on, reason=WHY)
    now = Review.objects.get(pk=review.review.pk)
    assert now.state == State.CLOSED
    told = story(now, public=False)
    assert [one.word for one in told] == ["Suggested", "Proposed", *(state.label for state in PATH[1:])]
    assert [one.days for one in told] == [None, 16, *[10] * 11]


def test_the_item_that_it_grew_from_tells_of_it_once_it_is_published(review, scrutiny):
    bring_to(review, State.RESPONDED, scrutiny)
    item = ProgrammeItem.objects.select_related("programme").get(pk=review.tied.item_id)

    def told(*, public: bool) -> set[str]:
        return {step.word for step in history(item, public=public)}

    assert not any("eview" in word for word in told(public=False))
    proposing.publish_review(Review.objects.get(pk=review.review.pk), at=noon(ON), by=scrutiny)
    assert {"Review proposed", "Review: responded", "Recommendation 1 answered"} <= told(public=False)
    Programme.objects.filter(pk=item.programme_id).update(published_at=noon(ON))
    assert "Recommendation 1 answered" in told(public=True)
    Addressee.objects.filter(recommendation__review=review.review).update(is_drafted=True)
    assert "Recommendation 1 answered" not in told(public=True)


@pytest.mark.parametrize("before", [State.PROPOSED, State.REPORTED, State.PAUSED])
def test_only_the_steps_there_are_can_be_taken(review, scrutiny, before):
    bring_to(review, before, scrutiny)
    now = Review.objects.get(pk=review.review.pk)
    for after in set(State) - set(next_states(now)):
        with pytest.raises(Refused, match="and cannot move to"):
            take(now, after, scrutiny, reason=WHY)


def test_every_state_has_a_way_out():
    assert {before for before, _ in ALLOWED} == set(State)


def come_about(world, state: State, by, on: dt.date) -> None:
    """Bring a review to a state by decisions, a notice, an answer."""
    review = Review.objects.get(pk=world.review.pk)
    if state == State.DRAFTING:
        row = recommendations.add_recommendation(review, text="Ask every pupil.", by=by)
        recommendations.name_addressee(row, kind="executive", name="Cabinet Member", by=by)
    addressees = Addressee.objects.filter(recommendation__review=review)
    if state == State.ENDORSED:
        for parent in review.parents.all():
            endorsement.record_decision(parent, decision="endorsed", on=on, proof="Minute book", at=noon(on), by=by)
    if state == State.WITH_EXECUTIVE:
        told = {"recipient": "The Leader", "served_on": on, "served_by": "hand", "report_on": ON, "proof": "A copy"}
        responses.serve_notice(review, list(addressees), **told, at=noon(on), by=by)
    if state == State.RESPONDED:
        told = {"answer": "accepted", "action": "Schools ask.", "received_on": on}
        responses.record_response(addressees.get(), **told, at=noon(on), by=by)


def bring_to(world, wanted: State, by) -> None:
    """By the path where the state is on it, else aside from scoping."""
    way = PATH[1 : PATH.index(wanted) + 1] if wanted in PATH else (State.SCOPING, wanted)
    for state in way:
        come_about(world, state, by, ON)
        if Review.objects.get(pk=world.review.pk).state != state:
            take(world.review, state, by, reason=WHY)


def test_a_pause_ends_where_it_began_or_for_good(review, scrutiny):
    bring_to(review, State.EVIDENCE, scrutiny)
    take(review.review, State.PAUSED, scrutiny, reason=WHY)
    assert set(next_states(Review.objects.get(pk=review.review.pk))) == {State.EVIDENCE, State.ABANDONED}


@pytest.mark.parametrize("after", [State.SCOPE_AGREED, State.PAUSED, State.ABANDONED])
def test_a_step_back_or_aside_says_why(review, scrutiny, after):
    bring_to(review, State.EVIDENCE, scrutiny)
    assert (State.EVIDENCE, after) in REASONED - RESUMED
    with pytest.raises(Refused, match="why the review goes there"):
        take(review.review, after, scrutiny)
    take(review.review, after, scrutiny, reason=WHY)


def test_no_step_is_to_come_or_before_the_last_or_the_proposal(review, scrutiny):
    with pytest.raises(Refused, match="in the future"):
        verbs.take_step(review.review, State.SCOPING, on=ON + DAY, at=noon(ON), by=scrutiny)
    with pytest.raises(Refused, match="was proposed on Thursday 17 June 2021, so no step can be before then"):
        take(review.review, State.SCOPING, scrutiny, on=ON - DAY)
    step = take(review.review, State.SCOPING, scrutiny, on=ON + DAY)
    with pytest.raises(Refused, match="the next step cannot be before then"):
        take(review.review, State.SCOPE_AGREED, scrutiny, on=ON, reason=WHY)
    with pytest.raises(Refused, match="was proposed on"):
        verbs.correct_day(step, on=ON - DAY, at=noon(ON + DAY), by=scrutiny)


STEP = (
    'INSERT INTO reviews_reviewstep (review_id, number, from_state, to_state, "on", reason, recorded_at) '
    "SELECT id, {}, '2021-07-01', '', '2021-07-01' FROM reviews_review"
)


@pytest.mark.both_databases("triggers: rows that the database refuses to change")
@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE reviews_reviewstep SET to_state = 'agreed', from_state = 'scoping'", "append-only"),
        ("UPDATE reviews_reviewstep SET reason = ''", "append-only"),
        ("DELETE FROM reviews_reviewstep", "append-only"),
        ("UPDATE reviews_review SET state = 'closed'", "where its last step led"),
        (STEP.format("2, 'drafting', 'reported'"), "begins where the one before led"),
        (STEP.format("3, 'scoping', 'agreed'"), "begins where the one before led"),
    ],
)
def test_the_database_itself_keeps_the_steps(review, scrutiny, sql, says):
    take(review.review, State.SCOPING, scrutiny, reason=WHY)
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
    picture = page.partition("```mermaid")[2].partition("```")[0]
    lines = [line.split(" --> ") for line in picture.splitlines() if " --> " in line]
    assert {(before.strip(), after.strip()) for before, after in lines} == set(ONWARD)
    for state in State:
        assert f'state "{state.label}" as {state.value}' in page


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        (State.SCOPE_AGREED, "Record on the Scope page which committees agreed it"),
        (State.ENDORSED, "Record what each committee decided"),
        (State.WITH_EXECUTIVE, "Record the notice"),
        (State.RESPONDED, "Record every answer"),
    ],
)
def test_what_a_state_stands_for_is_recorded_before_it(review, scrutiny, wanted, text):
    bring_to(review, PATH[PATH.index(wanted) - 1], scrutiny)
    with pytest.raises(Refused, match=text):
        take(review.review, wanted, scrutiny)


def test_what_is_set_aside_stands_where_it_stood(review, scrutiny):
    bring_to(review, State.EVIDENCE, scrutiny)
    take(review.review, State.ABANDONED, scrutiny, reason=WHY)
    now = Review.objects.get(pk=review.review.pk)
    assert (now.stands_at, now.is_before_report) == (State.EVIDENCE, True)
    take(now, State.EVIDENCE, scrutiny, reason=WHY)
    assert Review.objects.get(pk=now.pk).state == State.EVIDENCE


def test_a_wrong_day_of_a_step_is_put_right_between_its_neighbours(review, scrutiny):
    first = take(review.review, State.SCOPING, scrutiny, on=ON + 5 * DAY)
    take(review.review, State.SCOPE_AGREED, scrutiny, on=ON + 9 * DAY, reason=WHY)
    with pytest.raises(Refused, match="this one cannot be after then"):
        verbs.correct_day(first, on=ON + 10 * DAY, at=noon(ON + 20 * DAY), by=scrutiny)
    with pytest.raises(Refused, match="in the future"):
        verbs.correct_day(first, on=ON + 21 * DAY, at=noon(ON + 20 * DAY), by=scrutiny)
    assert verbs.correct_day(first, on=ON, at=noon(ON + 20 * DAY), by=scrutiny).on == ON

"""The way of a review from step to step, and its path at a glance with the clock."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from committee.acts.refusal import Refused
from reviews.answers import response_verbs as responses
from reviews.findings import recommendation_verbs as recommendations
from reviews.findings.recommendation_status import standing
from reviews.models import PATH, Addressee, Review, ReviewStep, State
from reviews.overview.next_acts import next_acts, unanswered
from reviews.overview.path import path
from reviews.proposing import verbs as proposing
from reviews.steps import endorsement_verbs as endorsement
from reviews.steps import verbs
from reviews.steps import verbs as steps
from reviews.steps.conditions import next_states
from reviews.steps.story import story
from tests.reviews import stepping
from tests.reviews.reported import ANSWERED, AT, REPORT, SERVED
from tests.reviews.world import ON
from workprogramme.history.story import story as history
from workprogramme.models import Programme, ProgrammeItem

DAY = dt.timedelta(days=1)
WHY = "The committee asked for it."


def noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), dt.UTC)


def take(review: Review, to_state: str, by, *, on: dt.date = ON, reason: str = "") -> ReviewStep:
    return stepping.take_step(review, to_state, on=on, reason=reason, at=noon(on), by=by)


MISSING = {
    State.SCOPE_AGREED: "Record on the Scope page which committees agreed it",
    State.ENDORSED: "Record what each committee decided",
    State.WITH_EXECUTIVE: "Record the notice",
    State.RESPONDED: "Record every answer",
}


@pytest.mark.both_databases("triggers: the steps of a review")
def test_a_review_goes_the_whole_way_as_what_its_states_stand_for_is_recorded(review, scrutiny):
    for number, state in enumerate(PATH[1:], 1):
        on = ON + 10 * number * DAY
        if state in MISSING:
            with pytest.raises(Refused, match=MISSING[state]):
                take(review.review, state, scrutiny, on=on)
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
    for state in PATH[1 : PATH.index(wanted) + 1]:
        come_about(world, state, by, ON)
        if Review.objects.get(pk=world.review.pk).state != state:
            take(world.review, state, by, reason=WHY)


def test_only_the_steps_there_are_can_be_taken_and_back_or_aside_only_with_a_reason(review, scrutiny):
    for after in set(State) - set(next_states(review.review)):
        with pytest.raises(Refused, match="and cannot move to"):
            take(review.review, after, scrutiny, reason=WHY)
    bring_to(review, State.EVIDENCE, scrutiny)
    for after in (State.SCOPE_AGREED, State.PAUSED, State.ABANDONED):
        with pytest.raises(Refused, match="why the review goes there"):
            take(review.review, after, scrutiny)
    take(review.review, State.PAUSED, scrutiny, reason=WHY)
    assert set(next_states(Review.objects.get(pk=review.review.pk))) == {State.EVIDENCE, State.ABANDONED}
    take(review.review, State.ABANDONED, scrutiny, reason=WHY)
    now = Review.objects.get(pk=review.review.pk)
    assert (now.stands_at, now.is_before_report) == (State.EVIDENCE, True)
    assert take(now, State.EVIDENCE, scrutiny, reason=WHY).to_state == State.EVIDENCE


def test_no_step_is_to_come_or_before_the_last_or_the_proposal(review, scrutiny):
    with pytest.raises(Refused, match="in the future"):
        verbs.take_step(review.review, State.SCOPING, on=ON + DAY, at=noon(ON), by=scrutiny)
    with pytest.raises(Refused, match="was proposed on Thursday 17 June 2021, so no step can be before then"):
        take(review.review, State.SCOPING, scrutiny, on=ON - DAY)
    step = take(review.review, State.SCOPING, scrutiny, on=ON + 5 * DAY)
    with pytest.raises(Refused, match="the next step cannot be before then"):
        take(review.review, State.SCOPE_AGREED, scrutiny, on=ON, reason=WHY)
    take(review.review, State.SCOPE_AGREED, scrutiny, on=ON + 9 * DAY, reason=WHY)
    for days, text in ((-1, "was proposed on"), (10, "this one cannot be after then"), (21, "in the future")):
        with pytest.raises(Refused, match=text):
            verbs.correct_day(step, on=ON + days * DAY, at=noon(ON + 20 * DAY), by=scrutiny)
    assert verbs.correct_day(step, on=ON, at=noon(ON + 20 * DAY), by=scrutiny).on == ON


STEP = (
    'INSERT INTO reviews_reviewstep (review_id, number, from_state, to_state, "on", reason, recorded_at) '
    "SELECT id, {}, '2021-07-01', '', '2021-07-01' FROM reviews_review"
)


@pytest.mark.both_databases("triggers: rows that the database refuses to change")
def test_the_database_itself_keeps_the_steps(review, scrutiny):
    take(review.review, State.SCOPING, scrutiny, reason=WHY)
    for sql, text in (
        ("UPDATE reviews_reviewstep SET to_state = 'agreed', from_state = 'scoping'", "append-only"),
        ("UPDATE reviews_reviewstep SET reason = ''", "append-only"),
        ("DELETE FROM reviews_reviewstep", "append-only"),
        ("UPDATE reviews_review SET state = 'closed'", "where its last step led"),
        (STEP.format("2, 'drafting', 'reported'"), "begins where the one before led"),
        (STEP.format("3, 'scoping', 'agreed'"), "begins where the one before led"),
        (STEP.format("2, 'scoping', 'closed'"), "a_review_takes_the_steps_there_are"),
    ):
        with pytest.raises(DatabaseError, match=text), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


LATER = dt.date(2021, 12, 25)


def texts(review: Review, on: dt.date = REPORT) -> list[str]:
    now = Review.objects.with_facts().get(pk=review.pk)
    recommended = standing(now.recommendations.with_answers(), on)
    return [act.text for act in next_acts(now, now.parents.prefetch_related("endorsements"), recommended)]


def stages(review: Review, on: dt.date) -> dict[str, tuple[str, str]]:
    now = Review.objects.with_facts().get(pk=review.pk)
    recommended = standing(now.recommendations.with_answers(), on)
    return {stage.word: (stage.where, stage.text) for stage in path(now, recommended, on)}


def test_the_path_says_how_long_a_review_has_stood_where_it_stands_and_what_is_next(review, scrutiny):
    told = stages(review.review, dt.date(2021, 6, 20))
    assert told["Proposed"] == ("here", "Proposed since 17 June 2021") and told["Scope"] == ("ahead", "")
    assert texts(review.review) == ["Start scoping: record the step"]
    given_by = {"at": AT, "by": scrutiny}
    steps.take_step(review.review, State.SCOPING, on=dt.date(2021, 7, 1), **given_by)
    committees = [parent.committee.name for parent in (review.prosperous, review.safeguarding)]
    assert texts(review.review) == [f"Record when the {name} agreed the scope" for name in committees]
    steps.take_step(review.review, State.PAUSED, on=dt.date(2021, 7, 2), reason="Waits for Ofsted.", **given_by)
    told = stages(review.review, dt.date(2021, 8, 1))
    assert told["Proposed"] == ("behind", "") and told["Scope"] == ("here", "Paused")
    for state in (State.SCOPING, State.SCOPE_AGREED, State.EVIDENCE, State.DRAFTING):
        steps.take_step(review.review, state, on=REPORT, reason="The panel has begun.", **given_by)
    assert texts(review.review)[0] == "Add the first recommendation"


def test_the_path_shows_the_clock_of_the_council_once_the_notice_is_received(reported, scrutiny):
    review = reported.review
    assert texts(review) == ["Serve the notice on the executive and record it"]
    notice = responses.serve_notice(review, [reported.cabinet], **SERVED, by=scrutiny)
    assert texts(review) == [
        "Record when The Leader received the notice: the two months start then",
        "Choose who writes the answer of Cabinet Member for Education to recommendation 1",
    ]
    assert stages(review, LATER)["Response"] == ("here", "With the executive since 14 September 2021")
    responses.record_receipt(notice, received_on=REPORT, proof="Read receipt", at=AT, by=scrutiny)
    assert stages(review, LATER)["Response"] == ("here", "Answer due 13 November 2021, 42 days late")

    def owing() -> list[tuple[str, str, str]]:
        rows = unanswered(Review.objects.get(pk=review.pk), standing(review.recommendations.with_answers(), LATER))
        return [(row.who, row.what, row.late) for row in rows]

    late = ("Cabinet Member for Education", "recommendation 1", "42 days late")
    assert owing()[0] == late
    responses.record_response(reported.cabinet, **ANSWERED, by=scrutiny)
    assert stages(review, REPORT)["Response"] == ("here", "Responded") and late not in owing()

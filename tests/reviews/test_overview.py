"""A review at a glance: its path with the clock, what is next, and who has not answered."""

import datetime as dt

import pytest

from committee.models import User
from reviews.answers import response_verbs as responses
from reviews.findings.recommendation_status import RecommendationStatus, standing
from reviews.models import Review, State
from reviews.overview.next_acts import NextAct, next_acts, unanswered
from reviews.overview.path import path
from reviews.steps import verbs as steps
from tests.reviews.reported import ANSWERED, AT, REPORT, SERVED, Reported
from tests.reviews.world import World

pytestmark = pytest.mark.django_db
RECEIVED = REPORT
LATER = dt.date(2021, 12, 25)


def asked(review: Review, on: dt.date) -> list[RecommendationStatus]:
    return standing(review.recommendations.with_answers(), on)


def texts(review: Review, on: dt.date = REPORT) -> list[str]:
    now = Review.objects.with_facts().get(pk=review.pk)
    acts: list[NextAct] = next_acts(now, now.parents.prefetch_related("endorsements"), asked(now, on))
    return [act.text for act in acts]


def stages(review: Review, on: dt.date) -> dict[str, tuple[str, str]]:
    now = Review.objects.with_facts().get(pk=review.pk)
    return {stage.word: (stage.where, stage.text) for stage in path(now, asked(now, on), on)}


def test_the_path_says_how_long_a_review_has_stood_where_it_stands(review: World, scrutiny: User) -> None:
    told = stages(review.review, dt.date(2021, 6, 20))
    assert told["Proposed"] == ("here", "Proposed since 17 June 2021") and told["Scope"] == ("ahead", "")
    steps.take_step(review.review, State.SCOPING, on=dt.date(2021, 7, 1), at=AT, by=scrutiny)
    steps.take_step(review.review, State.PAUSED, on=dt.date(2021, 7, 2), at=AT, reason="Waits for Ofsted.", by=scrutiny)
    told = stages(review.review, dt.date(2021, 8, 1))
    assert told["Proposed"] == ("behind", "") and told["Scope"] == ("here", "Paused")


def test_the_path_shows_the_clock_of_the_council_once_the_notice_is_received(
    reported: Reported, scrutiny: User
) -> None:
    assert texts(reported.review) == ["Serve the notice on the executive and record it"]
    notice = responses.serve_notice(reported.review, [reported.cabinet], **SERVED, by=scrutiny)
    assert texts(reported.review) == [
        "Record when The Leader received the notice: the two months start then",
        "Choose who writes the answer of Cabinet Member for Education to recommendation 1",
    ]
    assert stages(reported.review, LATER)["Response"] == ("here", "With the executive since 14 September 2021")
    responses.record_receipt(notice, received_on=RECEIVED, proof="Read receipt", at=AT, by=scrutiny)
    assert stages(reported.review, LATER)["Response"] == ("here", "Answer due 13 November 2021, 42 days late")
    first = unanswered(Review.objects.get(pk=reported.review.pk), asked(reported.review, LATER))[0]
    assert (first.who, first.what, first.late) == (
        "Cabinet Member for Education", "recommendation 1", "42 days late",
    )  # fmt: skip
    responses.record_response(reported.cabinet, **ANSWERED, by=scrutiny)
    assert stages(reported.review, REPORT)["Response"] == ("here", "Responded")
    still = [debt.who for debt in unanswered(reported.review, asked(reported.review, LATER))]
    assert "Cabinet Member for Education" not in still


def test_what_is_next_names_the_committees_that_have_not_agreed_the_scope(review: World, scrutiny: User) -> None:
    assert texts(review.review) == ["Start scoping: record the step"]
    steps.take_step(review.review, State.SCOPING, on=REPORT, at=AT, by=scrutiny)
    committees = [parent.committee.name for parent in (review.prosperous, review.safeguarding)]
    assert texts(review.review) == [f"Record when the {name} agreed the scope" for name in committees]
    for state in (State.SCOPE_AGREED, State.EVIDENCE, State.DRAFTING):
        steps.take_step(review.review, state, on=REPORT, at=AT, reason="The panel has begun.", by=scrutiny)
    assert texts(review.review)[0] == "Add the first recommendation"

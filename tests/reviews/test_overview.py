"""A review at a glance: its path with the clock, what is next, what waits for scrutiny officers, and what is late."""

import datetime as dt

from reviews.answers import response_verbs as responses
from reviews.findings.recommendation_status import standing
from reviews.models import Review, State
from reviews.overview.next_acts import next_acts, unanswered
from reviews.overview.path import path
from reviews.steps import verbs as steps
from tests.reviews.reported import ANSWERED, AT, REPORT, SERVED

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

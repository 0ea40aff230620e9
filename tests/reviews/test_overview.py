"""A review at a glance: its path with the clock, what is next, what waits for scrutiny officers, and what is late."""

import datetime as dt

import time_machine
from django.urls import reverse

from reviews.answers import progress_verbs as progress
from reviews.answers import response_verbs as responses
from reviews.findings.recommendation_status import standing
from reviews.models import Review, State
from reviews.overview.next_acts import next_acts, unanswered, waiting_acts
from reviews.overview.path import path
from reviews.proposing.verbs import publish_review
from reviews.steps import verbs as steps
from tests.reviews import given
from tests.reviews.reported import ANSWERED, AT, REPORT, SERVED

LATER = dt.date(2021, 12, 25)
PROMISED = dt.date(2022, 3, 31)


def texts(review: Review, on: dt.date = REPORT) -> list[str]:
    now = Review.objects.with_facts().get(pk=review.pk)
    recommended = standing(now.recommendations.with_answers(), on)
    return [act.text for act in next_acts(now, now.parents.prefetch_related("endorsements"), recommended)]


def waiting(on: dt.date) -> list[str]:
    return [act.text for _, act in waiting_acts(on)]


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


def test_a_promise_whose_date_has_passed_is_late_everywhere_until_it_is_reported_done(reported, scrutiny, client):
    publish_review(reported.review, at=AT, by=scrutiny)
    responses.record_response(reported.police, **ANSWERED | {"target_on": PROMISED}, by=scrutiny)
    late = PROMISED + dt.timedelta(days=20)
    at = dt.datetime.combine(late, dt.time(9), tzinfo=dt.UTC)

    def days_overdue(on: dt.date) -> int:
        recommendations = reported.review.recommendations.public().with_told_answers()
        return max(one.days_overdue for status in standing(recommendations, on) for one in status.addressees)

    assert (days_overdue(PROMISED), days_overdue(late)) == (0, 20)
    assert any("its date has passed for recommendation 1" in text for text in waiting(late))
    register, review = reverse("public:recommendations"), reverse("public:review", args=[reported.review.slug])
    with time_machine.travel(at, tick=False):
        for page in (f"{review}recommendations/1/", f"{register}?show=overdue", review):
            text = client.get(page).content.decode()
            assert "Progress late" in text and "Thursday 31 March 2022, 20 days late" in text
        client.force_login(scrutiny)
        assert "its date has passed" in client.get(reverse("desk:scrutiny-front")).content.decode()
        rows = client.get(reverse("public:recommendations-json")).json()["recommendations"]
    assert {row["progress_days_late"] for row in rows if row["made_to"] == "Borsetshire Police"} == {20}
    progress.report_progress(reported.police, status="done", evidence="All ask.", on=late, at=at, by=scrutiny)
    assert days_overdue(late) == 20, "nobody reads the report yet"
    assert any("Publish the progress" in text for text in waiting(late))
    progress.publish_progress(reported.review, at=at, by=scrutiny)
    assert days_overdue(late) == 0 and not any("date has passed" in text for text in waiting(late))


def test_new_answers_to_a_call_wait_for_the_scrutiny_officer(review, scrutiny):
    call = given.call(review.review, scrutiny)
    given.answer(call)
    given.answer(call, is_suspect=True)
    told = waiting(REPORT)
    assert "Read the new answers to the call for evidence" in told
    assert "Decide about answers that are set aside as suspect" in told

"""What waits in reviews for the scrutiny officer, and a promise that is late."""

import datetime as dt

import time_machine
from django.urls import reverse

from reviews.answers import progress_verbs as progress
from reviews.answers import response_verbs as responses
from reviews.findings.recommendation_status import standing
from reviews.overview.next_acts import waiting_acts
from reviews.proposing.verbs import publish_review
from tests.reviews import given
from tests.reviews.reported import ANSWERED, AT, REPORT

PROMISED = dt.date(2022, 3, 31)


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), tzinfo=dt.UTC)


def texts(on: dt.date) -> list[str]:
    return [f"{act.actor}: {act.text}" for _, act in waiting_acts(on)]


def test_a_promise_whose_date_has_passed_is_late_everywhere_until_it_is_reported_done(reported, scrutiny, client):
    publish_review(reported.review, at=AT, by=scrutiny)
    told = ANSWERED | {"target_on": PROMISED}
    responses.record_response(reported.police, **told, by=scrutiny)
    late = PROMISED + dt.timedelta(days=20)

    def days_overdue(on):
        recommendations = reported.review.recommendations.public().with_told_answers()
        return [one.days_overdue for status in standing(recommendations, on) for one in status.addressees]

    assert max(days_overdue(PROMISED)) == 0 and max(days_overdue(late)) == 20
    assert any("its date has passed for recommendation 1" in text for text in texts(late))
    register = reverse("public:recommendations")
    public = reverse("public:recommendation", args=[reported.review.slug, 1])
    with time_machine.travel(at(late), tick=False):
        for page in (public, f"{register}?show=overdue", reverse("public:review", args=[reported.review.slug])):
            page = client.get(page).content.decode()
            assert "Progress late" in page and "Thursday 31 March 2022, 20 days late" in page
        client.force_login(scrutiny)
        assert "Progress late" in client.get(reverse("desk:review", args=[reported.review.slug])).content.decode()
        assert "its date has passed" in client.get(reverse("desk:scrutiny-front")).content.decode()
        row = client.get(reverse("public:recommendations-json")).json()["recommendations"]
    assert {one["progress_days_late"] for one in row if one["made_to"] == "Borsetshire Police"} == {20}
    progress.report_progress(reported.police, status="done", evidence="All ask.", on=late, at=at(late), by=scrutiny)
    assert max(days_overdue(late)) == 20, "nobody reads the report yet"
    assert any("Publish the progress" in text for text in texts(late))
    progress.publish_progress(reported.review, at=at(late), by=scrutiny)
    assert max(days_overdue(late)) == 0 and not any("date has passed" in text for text in texts(late))


def test_new_answers_to_a_call_wait_for_the_scrutiny_officer(review, scrutiny):
    call = given.call(review.review, scrutiny)
    given.answer(call)
    given.answer(call, is_suspect=True)
    told = [act.text for _, act in waiting_acts(REPORT)]
    assert "Read the new answers to the call for evidence" in told
    assert "Decide about answers that are set aside as suspect" in told

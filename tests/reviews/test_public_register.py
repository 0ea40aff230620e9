"""The public register of recommendations, and answers that are overdue in the work programme (R39)."""

import csv
import datetime as dt
import io

import pytest
import time_machine

from committee.acts.verbs import PORTAL
from committee.models import Portfolio, User
from reviews.answers import progress_verbs as progress
from reviews.answers import response_verbs as responses
from reviews.answers.on_programme import tell_overdue
from reviews.daily import tell_overdue_answers
from reviews.models import Addressee, Recommendation, State
from reviews.overview import register, register_figures
from reviews.overview.register import Filters
from reviews.proposing import parent_verbs as parents
from reviews.proposing import verbs as proposing
from reviews.steps import verbs as steps
from tests.reviews.reported import ANSWERED, AT, REPORT, SERVED, serve
from workprogramme.models import Note

LATER = dt.datetime(2022, 1, 10, 9, tzinfo=dt.UTC)


@pytest.fixture
def public(reported, scrutiny):
    """Return the reported review, published, with the notice received."""
    return serve(reported, scrutiny)


def test_nothing_is_shown_before_it_is_handed_down(review, scrutiny, client):
    proposing.publish_review(review.review, at=AT, by=scrutiny)
    Recommendation.objects.create(review=review.review, number=1, text="Ask every pupil.")
    slug = review.review.slug
    assert client.get(f"/reviews/{slug}/recommendations/1/").status_code == 404
    for path in (f"/reviews/{slug}/", "/recommendations/", "/recommendations/recommendations.csv"):
        assert "Ask every pupil" not in client.get(path).content.decode()


@time_machine.travel(LATER, tick=False)
def test_csv_and_json_say_the_same(public, scrutiny, client):
    responses.record_response(public.police, **ANSWERED | {"action": "=HYPERLINK(1)"}, by=scrutiny)
    rows = client.get("/recommendations.json").json()["recommendations"]
    text = client.get("/recommendations/recommendations.csv").content.decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text)))
    said = [{name: "" if value is None else str(value) for name, value in row.items()} for row in rows]
    assert [{name: value.removeprefix("'") for name, value in row.items()} for row in table] == said
    assert [row["action"] for row in table] == ["", "'=HYPERLINK(1)", ""]
    assert [row["days_to_answer"] for row in table] == ["", "0", ""]
    assert (rows[0]["due"], rows[0]["days_late"], rows[2]["due"]) == ("2021-11-13", 58, None)
    slug = public.review.slug
    for path in (f"/reviews/{slug}/", f"/reviews/{slug}/recommendations/1/", "/recommendations/?show=late"):
        assert "Due Saturday 13 November 2021, 58 days late." in client.get(path).content.decode()


def test_it_is_narrowed_by_committee_and_answer(public, scrutiny, client):
    responses.record_response(public.own, **ANSWERED, by=scrutiny)

    def numbers(query: str) -> list[int]:
        found = client.get(f"/recommendations.json?{query}").json()["recommendations"]
        return sorted({row["number"] for row in found})

    education = Portfolio.objects.create(name="Education")
    Addressee.objects.filter(pk=public.cabinet.pk).update(portfolio=education)
    for query, shown in {
        "committee=safeguarding": [1, 2], "committee=planning": [], "year=2021-22": [1, 2], "year=2020-21": [],
        "show=answered": [2], "show=open": [1], "answer=accepted": [2], "answer=rejected": [],
        f"portfolio={education.pk}": [1], "portfolio=0&answer=nonsense": [],
    }.items():  # fmt: skip
        assert numbers(query) == shown, query
    assert register.choices()["year"] == [("2021-22", "2021/22")]


def test_figures_tell_what_was_answered_and_how_long_it_took(public, scrutiny, client):
    responses.record_response(public.police, **ANSWERED, by=scrutiny)
    late = {"received_on": LATER.date(), "at": LATER}
    responses.record_response(public.cabinet, answer="rejected", reasons="It costs too much.", **late, by=scrutiny)
    counted = register_figures.count(register.recommendations(Filters(), on=LATER.date()))
    (line,) = counted.total.lines
    assert [part.count for part in line.segments] == [1, 0, 1, 1]  # accepted, in part, rejected, not yet
    assert (line.asked, line.days) == (3, 59)  # 0 days of the police and 118 of the Cabinet Member
    assert [number for _, number in counted.bands] == [1, 0, 1, 0, 0]
    judged = {"status": "done", "on": LATER.date(), "at": LATER}
    progress.judge_progress(public.police, **judged, by=scrutiny)
    shown = register.recommendations(Filters(show="done"), on=LATER.date())
    assert (register_figures.count(shown).total.done, len(shown)) == (1, 1)
    assert [row["committee_says"] for row in register.as_rows(shown)] == [None, "Done"]
    page = client.get("/recommendations/").content.decode()
    assert "All: accepted 1, accepted in part 0, rejected 1, not answered yet 1" in page


def test_three_hundred_take_no_more_queries(public, client, django_assert_max_num_queries):
    rows = Recommendation.objects.bulk_create(
        Recommendation(review=public.review, number=number, text=f"Do {number}.", handed_down_at=AT)
        for number in range(3, 303)
    )
    Addressee.objects.bulk_create(Addressee(recommendation=row, kind="other", name="The county") for row in rows)
    with django_assert_max_num_queries(9):
        page = client.get("/recommendations/").content.decode()
    assert page.count("recommendation ") >= 300


DUE = dt.date(2021, 11, 13)


def test_it_is_said_from_the_day_after_until_the_answer_is_in(public, scrutiny):
    assert tell_overdue(public.review, on=DUE, by=PORTAL) is False
    assert [done.text for done in tell_overdue_answers(at=LATER)] == ["Young carers in schools: an answer is overdue."]
    note = Note.objects.standing().get()
    assert (note.committee, note.rule, note.since) == (public.review.monitored_by, "R39", DUE + dt.timedelta(days=1))
    assert "recommendation 1" in note.text and "was due on Saturday 13 November 2021" in note.text
    responses.record_response(public.cabinet, **ANSWERED | {"received_on": LATER.date(), "at": LATER}, by=scrutiny)
    assert not Note.objects.standing().exists()


def test_it_moves_with_whoever_monitors_and_stays_though_the_review_is_abandoned(public, scrutiny):
    tell_overdue(public.review, on=LATER.date(), by=PORTAL)
    other = public.review.parents.exclude(committee=public.review.monitored_by).get()
    parents.choose_monitor(other, by=scrutiny)
    assert len(list(tell_overdue_answers(at=LATER))) == 1
    assert Note.objects.standing().get().committee == other.committee
    why = "The county was divided."
    steps.take_step(public.review, State.ABANDONED, on=LATER.date(), reason=why, at=LATER, by=scrutiny)
    assert len(list(tell_overdue_answers(at=LATER))) == 1
    assert Note.objects.standing().exists(), "LGA 2000 s.9FE: the executive answers all the same"


def test_nothing_is_said_of_a_review_that_is_not_public(reported, scrutiny):
    notice = responses.serve_notice(reported.review, [reported.cabinet], **SERVED, by=scrutiny)
    responses.record_receipt(notice, received_on=REPORT, proof="By email", at=AT, by=scrutiny)
    assert tell_overdue(reported.review, on=LATER.date(), by=PORTAL) is False


def test_the_police_are_not_of_the_council(public, scrutiny: User):
    responses.record_response(public.cabinet, **ANSWERED, by=scrutiny)
    assert tell_overdue(public.review, on=LATER.date(), by=PORTAL) is False

"""Progress on recommendations, none of it unsaid; their public register, and answers that are overdue (R39)."""

import csv
import datetime as dt
import io
import re

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError, transaction
from django.urls import reverse
from lxml import html

from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from committee.models import Council, Portfolio, User
from committee.timers.daily import Done, NotDone
from reviews.agenda_papers import answer_papers
from reviews.answers import progress_verbs as progress
from reviews.answers import response_verbs as responses
from reviews.answers import sign_off_verbs as sign_off
from reviews.answers.on_programme import tell_overdue
from reviews.daily import ask_officers_for_progress, plan_look_backs, tell_overdue_answers
from reviews.findings.recommendation_status import new_date, progress_of, progress_to_report, standing
from reviews.models import Addressee, LookBack, ProgressEntry, Recommendation, State
from reviews.overview import register, register_figures
from reviews.overview.next_acts import waiting_acts
from reviews.overview.register import Filters
from reviews.proposing import parent_verbs as parents
from reviews.proposing import verbs as proposing
from reviews.steps import verbs as steps
from tests.reviews.reported import ANSWERED, AT, REPORT, SERVED, serve
from tests.reviews.two_minutes import seconds
from workprogramme.models import Note

LATER = dt.datetime(2022, 3, 14, 9, tzinfo=dt.UTC)
POISON = "quixotry"


@pytest.fixture
def accepted(reported, officer, scrutiny):
    """Recommendation 1 is accepted by the Cabinet Member; Olive reports on it. The review is public."""
    proposing.publish_review(reported.review, at=AT, by=scrutiny)
    responses.serve_notice(reported.review, [reported.cabinet], **SERVED, by=scrutiny)
    sign_off.name_writer(reported.cabinet, writer=officer.person, at=AT, by=scrutiny)
    responses.record_response(reported.cabinet, **ANSWERED, by=scrutiny)
    responses.record_response(
        reported.own, **ANSWERED | {"answer": "rejected", "reasons": "We do it.", "action": ""}, by=scrutiny
    )
    return reported


@time_machine.travel(LATER, tick=False)
def test_officer_and_committee_stand_side_by_side_and_nothing_is_public_before_the_desk_says_so(
    accepted, scrutiny, by_officer
):
    page = reverse("officers:review-progress", args=[accepted.cabinet.draft.pk])
    for missing in ({"status": "not_needed"}, {"status": "at_risk"}, {}):
        assert by_officer.post(page, missing).status_code == 422
    not_asked = {"expected_on_month": "soon", "expected_on_year": "2022"}  # a new date, of what is late alone
    typed = not_asked | {"status": "on_track", "evidence": "Nine schools ask."}
    thanks = by_officer.post(page, typed, follow=True).text
    assert ProgressEntry.objects.get().expected_on is None
    for words in ("Your report has been sent", "Ask every pupil who cares", "On track", "Nine schools ask."):
        assert words in thanks
    assert "Nine schools ask.</textarea>" in by_officer.get(page).text
    by_officer.post(page, {"status": "on_track", "evidence": f"Ten schools ask ({POISON})."})
    public = f"/reviews/{accepted.review.slug}/recommendations/1/"
    by_officer.logout()
    assert POISON not in by_officer.get(public).text
    told = {"evidence": "Only ten of ninety.", "on": dt.date(2022, 3, 10), "at": LATER, "by": scrutiny}
    progress.judge_progress(accepted.cabinet, status="at_risk", **told)
    progress.publish_progress(accepted.review, at=LATER, by=scrutiny)
    register = by_officer.get("/recommendations.json").json()["recommendations"]
    assert (register[0]["officer_says"], register[0]["committee_says"]) == ("On track", "At risk")
    shown = by_officer.get(public).text
    assert POISON in shown and "Nine schools" not in shown and shown.index("On track") < shown.index("At risk")


@time_machine.travel(LATER, tick=False)
def test_a_new_date_of_what_is_late_stands_beside_the_day_first_promised(accepted, scrutiny, by_officer):
    promised = {"reason": "It was misheard.", "target_on": dt.date(2022, 3, 31), "at": LATER, "by": scrutiny}
    responses.correct_response(accepted.cabinet.response, **promised)
    page = reverse("officers:review-progress", args=[accepted.cabinet.draft.pk])
    late = {"status": "off_track", "evidence": "The form is late.", "expected_on_year": "2022"}
    assert "Enter March 2022 or a later month." in by_officer.post(page, late | {"expected_on_month": "2"}).text
    assert by_officer.post(page, late | {"expected_on_month": "june"}).status_code == 302
    assert ProgressEntry.objects.get().expected_on == dt.date(2022, 6, 30)
    public = f"/reviews/{accepted.review.slug}/recommendations/1/"
    by_officer.logout()
    assert "New date" not in by_officer.get(public).text, "not before the desk publishes it"
    progress.publish_progress(accepted.review, at=LATER, by=scrutiny)
    shown = by_officer.get(public).text
    assert "the end of June 2022" in shown and "Thursday 31 March 2022" in shown
    row = by_officer.get("/recommendations.json").json()["recommendations"][0]
    assert (row["target"], row["new_date_expected"]) == ("2022-03-31", "2022-06-30")
    printed = repr(answer_papers.progress_paper(accepted.review, LATER.date()))
    assert "31 Mar 2022; new date expected: 30 Jun 2022" in printed


def test_a_new_date_stands_until_it_is_not_late_any_more_and_is_asked_about_on_its_day(accepted, officer, scrutiny):
    responses.correct_response(
        accepted.cabinet.response, reason="It was misheard.", target_on=dt.date(2022, 3, 1), at=LATER, by=scrutiny
    )
    may = dt.datetime(2022, 5, 31, 9, tzinfo=dt.UTC)

    def report(at: dt.datetime, **said: object) -> dt.date | None:
        told = {"evidence": "Ten schools ask.", "on": at.date(), "at": at, "by": officer}
        progress.report_progress(accepted.cabinet, **told | said)
        return progress_of(accepted.review, at.date(), public=False)[0].expected_on

    assert report(LATER, status="off_track", expected_on=may.date()) == may.date()
    progress.judge_progress(accepted.cabinet, status="on_track", on=LATER.date(), at=LATER, by=scrutiny)
    progress.publish_progress(accepted.review, at=LATER, by=scrutiny)
    assert asked(may - dt.timedelta(days=1)) == []
    assert asked(may) == [officer.email]
    assert "done by 1 March 2022. Your new date was the end of May 2022." in mail.outbox[0].body
    assert report(may, status="at_risk") == may.date()
    assert new_date([ProgressEntry(side="committee", status="done"), *accepted.cabinet.progress.all()]) is None
    assert report(may, status="on_track") is None
    assert report(may, status="at_risk") is None
    with pytest.raises(Refused, match="only for what is at risk or off track"):
        report(may, status="on_track", expected_on=may.date())
    with pytest.raises(Refused, match="new date has passed"):
        report(may, status="at_risk", expected_on=LATER.date())


def test_progress_is_of_what_was_accepted_and_of_no_day_to_come(accepted, scrutiny):
    said = {"status": "on_track", "at": LATER, "by": scrutiny}
    with pytest.raises(Refused, match="has not accepted"):
        progress.report_progress(accepted.own, on=LATER.date(), **said)
    with pytest.raises(Refused, match="in the future"):
        progress.report_progress(accepted.cabinet, on=LATER.date() + dt.timedelta(days=1), **said)
    with pytest.raises(Refused, match="not accepted by that day"):
        progress.report_progress(accepted.cabinet, on=REPORT - dt.timedelta(days=1), **said)
    with pytest.raises(Refused, match="why it is no longer needed"):
        progress.judge_progress(accepted.cabinet, on=LATER.date(), **said | {"status": "not_needed"})


def test_a_status_of_a_day_is_what_was_said_by_then(accepted, scrutiny):
    for on, status in ((REPORT, "not_started"), (LATER.date(), "done")):
        progress.judge_progress(accepted.cabinet, status=status, on=on, at=LATER, by=scrutiny)

    def word(on: dt.date) -> str:
        return progress_of(accepted.review, on, public=True)[0].committee.get_status_display()

    assert (word(REPORT), word(LATER.date())) == ("Not started", "Done")


@pytest.mark.both_databases("triggers: rows that the database refuses to change")
def test_the_database_itself_keeps_what_was_published(accepted, scrutiny):
    progress.report_progress(accepted.cabinet, status="done", on=REPORT, at=LATER, by=scrutiny)
    progress.publish_progress(accepted.review, at=LATER, by=scrutiny)
    assert ProgressEntry.objects.public().count() == 1
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ProgressEntry.objects.update(published_at=None)


def test_the_look_back_comes_onto_the_programme_by_itself_and_once(accepted):
    item = LookBack.objects.get().item
    assert (item.wanted_on, item.programme.committee) == (dt.date(2022, 9, 14), accepted.review.monitored_by)
    assert list(plan_look_backs(at=LATER)) == [] and LookBack.objects.count() == 1


def test_the_timer_plans_a_look_back_once_the_review_is_public(reported, scrutiny):
    responses.serve_notice(reported.review, [reported.cabinet], **SERVED, by=scrutiny)
    responses.record_response(reported.cabinet, **ANSWERED, by=scrutiny)
    assert not LookBack.objects.exists()
    proposing.publish_review(reported.review, at=AT, by=scrutiny)
    told = [done.text for done in plan_look_backs(at=LATER)]
    assert told == ["Young carers in schools: the look-back is on the work programme."]


def asked(at: dt.datetime) -> list[str]:
    mail.outbox.clear()
    assert all(isinstance(done, Done) for done in ask_officers_for_progress(at=at))
    return [sent.to[0] for sent in mail.outbox]


def test_an_officer_is_emailed_twice_a_year_to_report_in_two_minutes(accepted, officer, scrutiny, client, by_officer):
    half, year = (dt.datetime(2022, month, 20, 9, tzinfo=dt.UTC) for month in (3, 9))
    assert asked(AT + dt.timedelta(days=100)) == []
    assert asked(half) == [officer.email]
    [sent] = mail.outbox
    assert sent.subject == "Please report progress on recommendation 1 of the review “Young carers in schools”"
    assert "Ask every pupil who cares for someone." in sent.body
    assert "You said it would be done by" not in sent.body, "no day was given"
    assert sent.reply_to == [Council.current().email]
    address = re.search(r"/officers/recommendations/\S+", sent.body)[0]
    sign_in = client.get(address, follow=True).content
    assert seconds(sent.body, sign_in, by_officer.get(address).content, late=True) < 120, "with a new date"
    assert asked(half) == asked(half + dt.timedelta(days=30)) == [], "once in half a year"
    assert asked(year) == [officer.email]
    by_then = dt.datetime(2022, 12, 1, 9, tzinfo=dt.UTC)
    responses.correct_response(
        accepted.cabinet.response, reason="It was misheard.", target_on=by_then.date(), at=year, by=scrutiny
    )
    assert asked(by_then - dt.timedelta(days=1)) == []
    assert asked(by_then) == [officer.email], "on the day by which it is to be done"
    assert "You said it would be done by 1 December 2022." in mail.outbox[0].body
    progress.report_progress(accepted.cabinet, status="done", evidence="All ask.", on=year.date(), at=year, by=officer)
    assert asked(year + dt.timedelta(days=400)) == [], "it is done"


def test_what_is_reported_as_done_can_be_found_and_changed_until_it_is_published(accepted, officer, scrutiny):
    told = {"status": "done", "evidence": "All ask.", "on": LATER.date(), "at": LATER}
    progress.report_progress(accepted.cabinet, **told, by=officer)
    (waits,) = progress_to_report(officer, LATER.date())
    assert waits.waiting
    progress.publish_progress(accepted.review, at=LATER, by=scrutiny)
    assert progress_to_report(officer, LATER.date()) == []


def test_where_the_mail_server_fails_it_is_asked_again_the_next_day(accepted, officer, monkeypatch):
    half = dt.datetime(2022, 3, 20, 9, tzinfo=dt.UTC)
    with monkeypatch.context() as broken:
        broken.setattr("reviews.answers.progress_verbs.write_to", lambda *about, **words: False)
        assert [isinstance(done, NotDone) for done in ask_officers_for_progress(at=half)] == [True]
    assert asked(half + dt.timedelta(days=1)) == [officer.email]


@time_machine.travel(LATER, tick=False)
def test_a_report_from_a_second_tab_replaces_the_first_only_knowingly(accepted, by_officer):
    page = reverse("officers:review-progress", args=[accepted.cabinet.draft.pk])
    opened = {
        "began_from": html.fromstring(by_officer.get(page).content).get_element_by_id("id_began_from").get("value")
    }
    first = {"status": "at_risk", "evidence": "Nine schools ask."}
    second = {"status": "on_track", "evidence": "Ten schools ask."}
    assert by_officer.post(page, opened | first).status_code == 302
    refused = by_officer.post(page, opened | second)
    assert refused.status_code == 422
    assert "You sent another report after you opened this page, perhaps in another tab." in refused.text
    assert "Ten schools ask.</textarea>" in refused.text and "Nine schools ask." in refused.text
    again = html.fromstring(refused.content).get_element_by_id("id_began_from").get("value")
    assert by_officer.post(page, second | {"began_from": again}).status_code == 302


@time_machine.travel(LATER, tick=False)
def test_what_was_typed_of_progress_that_is_not_accepted_any_more_is_shown_back(accepted, scrutiny, by_officer):
    page = reverse("officers:review-progress", args=[accepted.cabinet.draft.pk])
    said = {"answer": "rejected", "action": "", "reasons": "It is done already."}
    responses.correct_response(accepted.cabinet.response, reason="It was misheard.", **said, at=LATER, by=scrutiny)
    sent, opened = by_officer.post(page, {"status": "done", "evidence": "Nine schools ask."}), by_officer.get(page)
    assert (sent.status_code, opened.status_code) == (422, 410) and "Nine schools ask." in sent.text
    assert "no longer accepted" in sent.text and "no longer accepted" in opened.text


def test_a_promise_whose_date_has_passed_is_late_everywhere_until_it_is_reported_done(reported, scrutiny, client):
    proposing.publish_review(reported.review, at=AT, by=scrutiny)
    promised = dt.date(2022, 3, 31)
    responses.record_response(reported.police, **ANSWERED | {"target_on": promised}, by=scrutiny)
    late = dt.datetime(2022, 4, 20, 9, tzinfo=dt.UTC)

    def days_overdue(on: dt.date) -> int:
        recommendations = reported.review.recommendations.public().with_told_answers()
        return max(one.days_overdue for status in standing(recommendations, on) for one in status.addressees)

    def waits(words: str) -> bool:
        return any(words in act.text for _, act in waiting_acts(late.date()))

    assert (days_overdue(promised), days_overdue(late.date())) == (0, 20)
    assert waits("its date has passed for recommendation 1")
    slug = reported.review.slug
    with time_machine.travel(late, tick=False):
        for page in (f"/reviews/{slug}/recommendations/1/", "/recommendations/?show=overdue", f"/reviews/{slug}/"):
            shown = client.get(page).text
            assert "Progress late" in shown and "Thursday 31 March 2022, 20 days late" in shown
        rows = client.get("/recommendations.json").json()["recommendations"]
    assert {row["progress_days_late"] for row in rows if row["made_to"] == "Borsetshire Police"} == {20}
    done = {"status": "done", "evidence": "All ask.", "on": late.date()}
    progress.report_progress(reported.police, **done, at=late, by=scrutiny)
    assert days_overdue(late.date()) == 20 and waits("Publish the progress"), "nobody reads the report yet"
    progress.publish_progress(reported.review, at=late, by=scrutiny)
    assert days_overdue(late.date()) == 0 and not waits("date has passed")


AFTER = dt.datetime(2022, 1, 10, 9, tzinfo=dt.UTC)


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


@time_machine.travel(AFTER, tick=False)
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
        "committee=safeguarding": [1, 2], "committee=planning": [], "year=2021-22": [1, 2],
        "show=answered": [2], "show=open": [1], "answer=accepted": [2], "answer=rejected": [],
        f"portfolio={education.pk}": [1],
    }.items():  # fmt: skip
        assert numbers(query) == shown, query
    for name in ("committee", "portfolio", "year", "answer"):
        refused = client.get(f"/recommendations.json?{name}=0")
        assert refused.status_code == 404 and refused.json()["detail"] == f"There is no such {name}."
    page = client.get("/recommendations/?committee=nonsense")
    assert page.status_code == 404 and "There is no such committee." in page.content.decode()
    assert register.choices()["year"] == [("2021-22", "2021/22")]


def test_figures_tell_what_was_answered_and_how_long_it_took(public, scrutiny, client):
    responses.record_response(public.police, **ANSWERED, by=scrutiny)
    late = {"received_on": AFTER.date(), "at": AFTER}
    responses.record_response(public.cabinet, answer="rejected", reasons="It costs too much.", **late, by=scrutiny)
    counted = register_figures.count(register.recommendations(Filters(), on=AFTER.date()))
    (line,) = counted.total.lines
    assert [part.count for part in line.segments] == [1, 0, 1, 1]  # accepted, in part, rejected, not yet
    assert (line.asked, line.days) == (3, 59)  # 0 days of the police and 118 of the Cabinet Member
    assert [number for _, number in counted.bands] == [1, 0, 1, 0, 0]
    judged = {"status": "done", "on": AFTER.date(), "at": AFTER}
    progress.judge_progress(public.police, **judged, by=scrutiny)
    shown = register.recommendations(Filters(show="done"), on=AFTER.date())
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
    assert [done.text for done in tell_overdue_answers(at=AFTER)] == ["Young carers in schools: an answer is overdue."]
    note = Note.objects.standing().get()
    assert (note.committee, note.rule, note.since) == (public.review.monitored_by, "R39", DUE + dt.timedelta(days=1))
    assert "recommendation 1" in note.text and "was due on Saturday 13 November 2021" in note.text
    responses.record_response(public.cabinet, **ANSWERED | {"received_on": AFTER.date(), "at": AFTER}, by=scrutiny)
    assert not Note.objects.standing().exists()


def test_it_moves_with_whoever_monitors_and_stays_though_the_review_is_abandoned(public, scrutiny):
    tell_overdue(public.review, on=AFTER.date(), by=PORTAL)
    other = public.review.parents.exclude(committee=public.review.monitored_by).get()
    parents.choose_monitor(other, by=scrutiny)
    assert len(list(tell_overdue_answers(at=AFTER))) == 1
    assert Note.objects.standing().get().committee == other.committee
    why = "The county was divided."
    steps.take_step(public.review, State.ABANDONED, on=AFTER.date(), reason=why, at=AFTER, by=scrutiny)
    assert len(list(tell_overdue_answers(at=AFTER))) == 1
    assert Note.objects.standing().exists(), "LGA 2000 s.9FE: the executive answers all the same"


def test_nothing_is_said_of_a_review_that_is_not_public(reported, scrutiny):
    notice = responses.serve_notice(reported.review, [reported.cabinet], **SERVED, by=scrutiny)
    responses.record_receipt(notice, received_on=REPORT, proof="By email", at=AT, by=scrutiny)
    assert tell_overdue(reported.review, on=AFTER.date(), by=PORTAL) is False


def test_the_police_are_not_of_the_council(public, scrutiny: User):
    responses.record_response(public.cabinet, **ANSWERED, by=scrutiny)
    assert tell_overdue(public.review, on=AFTER.date(), by=PORTAL) is False

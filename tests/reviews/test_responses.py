"""Notices and answers: accepted, in part or rejected, each within its time (R38, R43, SI 2013/218 reg 22(7))."""

import datetime as dt

import pytest

from committee.acts import audit
from committee.acts.refusal import Refused
from reviews.answers import response_verbs as verbs
from reviews.deadlines import clock, due_on
from reviews.findings import recommendation_verbs as recommendations
from reviews.models import Addressee, AddresseeKind, Answer, Notice, Response, Review, State
from tests.answers import refused
from tests.reviews.reported import ANSWERED, AT, REPORT, SERVED


def state_of(review: Review) -> str:
    return Review.objects.get(pk=review.pk).state


def test_a_notice_brings_an_endorsed_review_to_the_executive_and_the_last_answer_back(reported, scrutiny):
    verbs.serve_notice(reported.review, [reported.cabinet], **SERVED, by=scrutiny)
    assert state_of(reported.review) == State.WITH_EXECUTIVE
    other = recommendations.name_addressee(reported.second, kind=AddresseeKind.COUNCIL, name="The council", by=scrutiny)
    verbs.record_response(reported.cabinet, **ANSWERED, by=scrutiny)
    assert state_of(reported.review) == State.WITH_EXECUTIVE
    verbs.record_response(other, **ANSWERED, by=scrutiny)
    assert state_of(reported.review) == State.RESPONDED


def test_a_notice_is_for_one_kind_once_and_not_for_a_committee_of_the_review(reported, scrutiny):
    def serve(*addressees):
        return verbs.serve_notice(reported.review, addressees, **SERVED, by=scrutiny)

    for addressees, text in (
        ([], "Choose who"),
        ([reported.cabinet, reported.police], "addressees of one type"),
        ([reported.own], "so no notice is served"),
    ):
        with pytest.raises(Refused, match=text):
            serve(*addressees)
    serve(reported.police)
    with pytest.raises(Refused, match="was served on Borsetshire Police for recommendation 1 already"):
        serve(reported.police)
    assert state_of(reported.review) == State.ENDORSED


def test_no_notice_before_the_endorsement(review, scrutiny):
    row = recommendations.add_recommendation(review.review, text="Do it.", by=scrutiny)
    to = recommendations.name_addressee(row, kind=AddresseeKind.EXECUTIVE, name="The Leader", by=scrutiny)
    with pytest.raises(Refused, match="not endorsed yet"):
        verbs.serve_notice(review.review, [to], **SERVED, by=scrutiny)
    with pytest.raises(Refused, match="no one can have answered"):
        verbs.record_response(to, **ANSWERED, by=scrutiny)


def test_a_receipt_is_neither_to_come_nor_before_the_service(reported, scrutiny):
    notice = verbs.serve_notice(reported.review, [reported.cabinet], **SERVED, by=scrutiny)
    for day, text in ((REPORT + dt.timedelta(days=1), "in the future"), (dt.date(2021, 9, 1), "before it is served")):
        with pytest.raises(Refused, match=text):
            verbs.record_receipt(notice, received_on=day, proof="By email", at=AT, by=scrutiny)
    assert verbs.record_receipt(notice, received_on=REPORT, proof="By email", at=AT, by=scrutiny).proof == "By email"


def test_the_days_of_a_notice_are_put_right_without_removing_it(reported, scrutiny):
    notice = verbs.serve_notice(reported.review, [reported.cabinet], **SERVED, by=scrutiny)
    verbs.record_receipt(notice, received_on=REPORT, proof="By email", at=AT, by=scrutiny)
    later = dt.datetime(2021, 9, 20, 9, tzinfo=dt.UTC)
    for days, text in (
        ({"served_on": dt.date(2021, 9, 21), "report_on": REPORT}, "in the future"),
        ({"served_on": dt.date(2021, 9, 15), "report_on": REPORT}, "not received before it is served"),
        ({"served_on": REPORT, "report_on": dt.date(2021, 9, 15)}, "before the date of the report"),
    ):
        with pytest.raises(Refused, match=text):
            verbs.correct_notice(notice, **days, at=later, by=scrutiny)
    right = {"served_on": dt.date(2021, 9, 13), "report_on": dt.date(2021, 9, 10), "at": later, "by": scrutiny}
    with pytest.raises(Refused, match="shows the new dates"):
        verbs.correct_notice(notice, **right)
    put_right = verbs.correct_notice(notice, **right, proof_of_dates="The copy that was served")
    assert (put_right.served_on, put_right.received_on) == (dt.date(2021, 9, 13), REPORT)


def test_an_answer_is_one_of_three_with_what_belongs_to_it(reported, scrutiny):
    for said, text in (
        ({"answer": Answer.REJECTED, "action": ""}, "Enter why it is not accepted in full"),
        ({"answer": Answer.IN_PART}, "Enter why it is not accepted in full"),
        ({"action": " "}, "Enter what will be done"),
        ({"answer": "noted"}, "Ask the writer which one they mean"),
        ({"received_on": dt.date(2021, 9, 15)}, "in the future"),
        ({"received_on": dt.date(2021, 9, 13)}, "report was issued on Tuesday 14 September 2021"),
        ({"target_on": dt.date(2020, 1, 1)}, "before the answer was received"),
    ):
        with pytest.raises(Refused, match=text):
            verbs.record_response(reported.cabinet, **{**ANSWERED, **said}, by=scrutiny)


def test_an_answer_is_recorded_once_and_put_right(reported, scrutiny):
    made = verbs.record_response(reported.cabinet, **ANSWERED, by=scrutiny)
    with pytest.raises(Refused, match="Correct that instead"):
        verbs.record_response(reported.cabinet, **ANSWERED, by=scrutiny)
    changed = {"answer": Answer.REJECTED, "reasons": "Schools do it.", "at": AT, "by": scrutiny}
    with pytest.raises(Refused, match="why it is corrected"):
        verbs.correct_response(made, reason="", **changed)
    assert verbs.correct_response(made, reason="It was misheard.", **changed).answer == Answer.REJECTED
    with pytest.raises(Refused, match="was asked or has answered already"):
        recommendations.remove_addressee(reported.cabinet, reason="It was named by mistake.", by=scrutiny)
    with pytest.raises(Refused, match="why it is not made to them"):
        recommendations.remove_addressee(reported.police, reason=" ", by=scrutiny)


def test_what_was_recorded_by_mistake_is_removed_with_its_reason(reported, scrutiny):
    notice = verbs.serve_notice(reported.review, [reported.cabinet], **SERVED, by=scrutiny)
    made = verbs.record_response(reported.cabinet, **ANSWERED, by=scrutiny)
    with pytest.raises(Refused, match="why it is removed"):
        verbs.remove_response(made, reason="", at=AT, by=scrutiny)
    verbs.remove_response(made, reason="Another addressee answered.", at=AT, by=scrutiny)
    verbs.remove_notice(notice, reason="It was served on someone else.", at=AT, by=scrutiny)
    notice = verbs.serve_notice(reported.review, [reported.cabinet], **SERVED, by=scrutiny)
    verbs.record_receipt(notice, received_on=REPORT, proof="By email", at=AT, by=scrutiny)
    with refused("R38", "so an answer is due"):
        verbs.remove_notice(notice, reason="The Leader minds it.", at=AT, by=scrutiny)


def test_no_answer_comes_before_its_notice(reported, scrutiny):
    later = SERVED | {"served_on": REPORT + dt.timedelta(days=1), "at": AT + dt.timedelta(days=1)}
    verbs.serve_notice(reported.review, [reported.cabinet], **later, by=scrutiny)
    with pytest.raises(Refused, match="the answer cannot be before then"):
        verbs.record_response(reported.cabinet, **ANSWERED, by=scrutiny)


def test_r38_a_receipt_that_is_dated_otherwise_than_today_or_anew_has_its_proof(reported, scrutiny):
    notice = verbs.serve_notice(reported.review, [reported.cabinet], **SERVED, by=scrutiny)
    later = AT + dt.timedelta(days=3)
    with pytest.raises(Refused, match="which letter, email or receipt"):
        verbs.record_receipt(notice, received_on=REPORT, at=later, by=scrutiny)
    verbs.record_receipt(notice, received_on=REPORT, proof="Email of the Leader", at=later, by=scrutiny)
    with pytest.raises(Refused, match="the new date"):
        verbs.record_receipt(notice, received_on=later.date(), proof="Email of the Leader", at=later, by=scrutiny)
    assert verbs.record_receipt(notice, received_on=REPORT, at=later, by=scrutiny).proof == "Email of the Leader"


def test_r43_a_notice_and_an_answer_that_are_dated_otherwise_than_today_have_their_proof(reported, scrutiny):
    later = AT + dt.timedelta(days=3)
    served, unproven = {**SERVED, "at": later}, "which letter, email or receipt shows the date"
    with pytest.raises(Refused, match=unproven):
        verbs.serve_notice(reported.review, [reported.police], **served, by=scrutiny)
    dates = {"served_on": later.date(), "report_on": REPORT - dt.timedelta(days=1)}
    with pytest.raises(Refused, match=unproven):  # 28 days run from the date that the report bears
        verbs.serve_notice(reported.review, [reported.police], **served | dates, by=scrutiny)
    verbs.serve_notice(reported.review, [reported.police], **served | {"served_on": later.date()}, by=scrutiny)
    next_day = later.date() + dt.timedelta(days=1)
    answered = {**ANSWERED, "received_on": next_day, "at": later + dt.timedelta(days=2), "by": scrutiny}
    with pytest.raises(Refused, match=unproven):
        verbs.record_response(reported.police, **answered)
    made = verbs.record_response(reported.police, **answered, proof="Letter of the Chief Constable")
    assert audit.trail_of(reported.review).first().facts["proof"] == "Letter of the Chief Constable"
    moved = {"received_on": later.date(), "reason": "It came earlier."}
    with pytest.raises(Refused, match=unproven):
        verbs.correct_response(made, **moved, at=answered["at"], by=scrutiny)


PUBLISHED = dt.date(2022, 4, 21)
EXECUTIVE, COUNCIL, CRIME, HEALTH, COMMITTEE, OTHER = AddresseeKind


def notice(served: dt.date, received: dt.date | None = None, report: dt.date | None = None) -> Notice:
    return Notice(served_on=served, received_on=received, report_on=PUBLISHED, report_received_on=report)


@pytest.mark.parametrize(
    ("kind", "served", "received", "report", "due"),
    [
        (EXECUTIVE, (2022, 4, 21), (2022, 4, 21), (2022, 6, 1), (2022, 7, 31)),  # the later of the two
        (COUNCIL, (2022, 6, 1), (2022, 6, 1), (2022, 4, 21), (2022, 7, 31)),
        (EXECUTIVE, (2022, 4, 21), None, None, None),  # nothing begins before it is received
        (CRIME, (2022, 5, 2), None, None, (2022, 5, 19)),  # from the date of the report
        (HEALTH, (2022, 5, 2), None, None, (2022, 5, 30)),  # from the request
        (COMMITTEE, (2022, 4, 21), (2022, 4, 21), None, None),
        (OTHER, (2022, 4, 21), (2022, 4, 21), None, None),
    ],
)
def test_each_kind_has_a_time_of_its_own(kind, served, received, report, due):
    asked = notice(*(dt.date(*day) if day else None for day in (served, received, report)))
    assert due_on(kind, asked) == (dt.date(*due) if due else None)
    assert due_on(kind, None) is None


def addressee(asked: Notice, answered: dt.date | None = None) -> Addressee:
    found = Addressee(kind=EXECUTIVE, name="Cabinet Member", notice=asked)
    if answered:
        Response(addressee=found, answer=Answer.IN_PART, received_on=answered)
    return found


def test_r38_an_answer_is_late_from_the_day_after_its_two_months_and_stays_so():
    """When two months end that begin with a day: `tests/law/test_response.py`."""
    asked = notice(PUBLISHED, PUBLISHED)
    for day, word, text, late in (
        (20, "Not answered yet", "Due Monday 20 June 2022.", 0),
        (21, "Late", "Due Monday 20 June 2022, 1 day late.", 1),
    ):
        said = clock(addressee(asked), dt.date(2022, 6, day))
        assert (said.word, said.text, said.days_late) == (word, text, late)
    said = clock(addressee(asked, answered=dt.date(2023, 2, 16)), dt.date(2026, 1, 1))
    assert (said.word, said.days_late) == ("Accepted in part", 241)

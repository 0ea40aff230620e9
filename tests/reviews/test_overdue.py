"""An answer that is overdue is said with the work programme of the committee that monitors, until it is in (R39)."""

import datetime as dt

import pytest

from committee.acts.verbs import PORTAL
from committee.models import User
from reviews.answers import response_verbs as responses
from reviews.answers.on_programme import tell_overdue
from reviews.daily import tell_overdue_answers
from reviews.models import State
from reviews.proposing import parent_verbs as parents
from reviews.steps import verbs as steps
from tests.reviews.reported import ANSWERED, AT, REPORT, SERVED, serve
from workprogramme.models import Note

DUE = dt.date(2021, 11, 13)
LATER = dt.datetime(2022, 1, 10, 9, tzinfo=dt.UTC)


@pytest.fixture
def asked(reported, scrutiny):
    """Return the reported review, published, with the notice received."""
    return serve(reported, scrutiny)


def test_it_is_said_from_the_day_after_until_the_answer_is_in(asked, scrutiny):
    assert tell_overdue(asked.review, on=DUE, by=PORTAL) is False
    assert [done.text for done in tell_overdue_answers(at=LATER)] == ["Young carers in schools: an answer is overdue."]
    note = Note.objects.standing().get()
    assert (note.committee, note.rule, note.since) == (asked.review.monitored_by, "R39", DUE + dt.timedelta(days=1))
    assert "recommendation 1" in note.text and "was due on Saturday 13 November 2021" in note.text
    responses.record_response(asked.cabinet, **ANSWERED | {"received_on": LATER.date(), "at": LATER}, by=scrutiny)
    assert not Note.objects.standing().exists()


def test_it_moves_with_whoever_monitors_and_stays_though_the_review_is_abandoned(asked, scrutiny):
    tell_overdue(asked.review, on=LATER.date(), by=PORTAL)
    other = asked.review.parents.exclude(committee=asked.review.monitored_by).get()
    parents.choose_monitor(other, by=scrutiny)
    assert len(list(tell_overdue_answers(at=LATER))) == 1
    assert Note.objects.standing().get().committee == other.committee
    why = "The county was divided."
    steps.take_step(asked.review, State.ABANDONED, on=LATER.date(), reason=why, at=LATER, by=scrutiny)
    assert len(list(tell_overdue_answers(at=LATER))) == 1
    assert Note.objects.standing().exists(), "LGA 2000 s.9FE: the executive answers all the same"


def test_nothing_is_said_of_a_review_that_is_not_public(reported, scrutiny):
    notice = responses.serve_notice(reported.review, [reported.cabinet], **SERVED, by=scrutiny)
    responses.record_receipt(notice, received_on=REPORT, proof="By email", at=AT, by=scrutiny)
    assert tell_overdue(reported.review, on=LATER.date(), by=PORTAL) is False


def test_the_police_are_not_of_the_council(asked, scrutiny: User):
    responses.record_response(asked.cabinet, **ANSWERED, by=scrutiny)
    assert tell_overdue(asked.review, on=LATER.date(), by=PORTAL) is False

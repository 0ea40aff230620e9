"""From when a key decision may be taken, and until when a committee can influence it."""

import pytest

from committee.law import executive, response
from committee.law.executive import Influence

from .dates import ORDINARY, closed, day

ROWS = [
    pytest.param("2022-06-15", "2022-05-17", False, id="2022-calendar"),
    pytest.param("2022-06-15", "2022-05-03", True, id="2022-working"),
    pytest.param("2026-12-16", "2026-11-17", False, id="2026-calendar"),
    pytest.param("2026-12-16", "2026-11-05", True, id="2026-working"),
]


@pytest.mark.parametrize(("decision", "last", "working"), ROWS)
def test_notice_on_the_last_day_is_in_time_and_a_day_later_is_not(decision, last, working):
    notice, late = day(last), response.nth_working_day_after(day(last), 1, ORDINARY)
    assert response.key_decision_notice_by(day(decision), ORDINARY, working=working) == notice
    assert executive.decision_from(notice, ORDINARY, working=working) <= day(decision)
    assert executive.decision_from(late, ORDINARY, working=working) > day(decision)
    assert executive.why_notice_is_short(notice, day(decision), ORDINARY, working=working) == ""
    assert executive.clear_days_of_notice(notice, day(decision), ORDINARY, working=working) == 28


def test_short_notice_says_how_many_days_it_gives_and_when_the_last_day_was():
    said = executive.why_notice_is_short(day("2022-05-18"), day("2022-06-15"), ORDINARY)
    assert said == (
        "Notice on Wednesday 18 May 2022 gives 27 of the 28 clear days needed before Wednesday 15 June 2022: "
        "the last day for it was Tuesday 17 May 2022."
    )


def test_a_closure_of_the_council_puts_a_decision_off_by_working_days_only():
    shut = closed(["2022-05-20"])
    assert executive.decision_from(day("2022-05-17"), shut) == day("2022-06-15")
    before = executive.decision_from(day("2022-05-03"), ORDINARY, working=True)
    assert executive.decision_from(day("2022-05-03"), shut, working=True) > before


@pytest.mark.parametrize(
    ("meeting", "stands"),
    [
        ("2022-05-17", Influence.IN_TIME),
        ("2022-05-18", Influence.CLOSE),
        ("2022-06-14", Influence.CLOSE),
        ("2022-06-15", Influence.LATE),
        ("2022-07-01", Influence.LATE),
        ("2022-07-02", Influence.AFTER),
    ],
)
def test_a_committee_influences_a_decision_only_before_it_is_taken(meeting, stands):
    assert executive.influence(day(meeting), day("2022-06-15"), day("2022-07-01"), ORDINARY) is stands


def test_by_working_days_the_last_meeting_with_time_for_another_notice_is_earlier():
    on = {"earliest": day("2022-06-15"), "latest": day("2022-06-15"), "days": ORDINARY, "working": True}
    assert executive.influence(day("2022-05-03"), **on) is Influence.IN_TIME
    assert executive.influence(day("2022-05-04"), **on) is Influence.CLOSE

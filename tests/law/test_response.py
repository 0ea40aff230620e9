"""Response clocks, call-in, retention beyond the vectors, receipt of a complaint (DPA 2018 s.164A; R61)."""

import datetime as dt

import pytest

from committee.law import response, retention
from committee.law.response import acknowledge_by

from .dates import ORDINARY, closed, day


@pytest.mark.parametrize(("request_on", "due"), [("2022-04-11", "2022-04-27"), ("2026-12-18", "2027-01-06")])
def test_a_scrutiny_members_document_request_is_due_in_ten_clear_days(request_on, due):
    assert response.documents_due(day(request_on), ORDINARY) == day(due)


def test_a_decision_under_the_general_exception_may_be_taken_after_five_clear_days():
    assert response.general_exception_from(day("2022-04-11"), ORDINARY) == day("2022-04-21")


def test_the_executive_response_runs_from_the_later_of_report_and_notice():
    assert response.due(day("2022-04-21"), day("2022-03-01")) == day("2022-06-20")
    assert response.due(day("2022-03-01"), day("2022-04-21")) == day("2022-06-20")
    assert response.due(day("2022-04-21")) == day("2022-06-20")


def test_no_working_days_after_a_day_cannot_be_asked_for():
    with pytest.raises(ValueError, match="At least one working day"):
        response.nth_working_day_after(day("2022-04-11"), 0, ORDINARY)


def test_a_background_paper_may_be_removed_only_when_its_years_have_expired():
    found = retention.may_remove_background(day("2022-04-21"), on=day("2026-04-20"))
    assert (found.rule, found.blocks) == ("R22", True)
    assert retention.may_remove_background(day("2022-04-21"), on=day("2026-04-21")) is None


@pytest.mark.parametrize(
    ("published", "working_days", "last"),
    [
        ("2022-04-11", 5, "2022-04-20"),  # Good Friday and Easter Monday do not count
        ("2022-04-22", 5, "2022-04-29"),
        ("2022-04-23", 5, "2022-04-29"),  # published on a Saturday: counted from the Monday
        ("2026-12-22", 3, "2026-12-29"),
        ("2022-04-22", 1, "2022-04-25"),
    ],
)
def test_a_decision_can_be_called_in_until_the_end_of_the_last_working_day(published, working_days, last):
    assert response.call_in_until(day(published), working_days, ORDINARY) == day(last)


def test_a_closure_of_the_council_lengthens_both_clocks_of_a_call_in():
    shut = closed(["2022-04-27"])
    assert response.call_in_until(day("2022-04-22"), 5, shut) == day("2022-05-03")
    assert response.call_in_met_by(day("2022-04-25"), 10, shut) == day("2022-05-11")
    assert response.call_in_met_by(day("2022-04-25"), 10, ORDINARY) == day("2022-05-10")


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (dt.date(2026, 7, 1), dt.date(2026, 7, 30)),
        (dt.date(2026, 11, 26), dt.date(2026, 12, 25)),
        (dt.date(2027, 2, 1), dt.date(2027, 3, 2)),
        (dt.date(2028, 2, 1), dt.date(2028, 3, 1)),
    ],
)
def test_thirty_days_begin_with_the_day_of_receipt(received, last):
    assert acknowledge_by(received) == last

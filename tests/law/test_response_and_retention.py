"""Response clocks and retention floors beyond the vectors."""

import pytest

from committee.law import response, retention

from .dates import ORDINARY, day


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

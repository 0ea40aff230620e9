"""Call-in by the constitution's days, and what councillors may refer."""

import pytest

from committee.law import scrutiny
from committee.law.scrutiny import Matter

from .dates import ORDINARY, closed, day


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
    assert scrutiny.call_in_until(day(published), working_days, ORDINARY) == day(last)


def test_a_closure_of_the_council_lengthens_both_clocks_of_a_call_in():
    shut = closed(["2022-04-27"])
    assert scrutiny.call_in_until(day("2022-04-22"), 5, shut) == day("2022-05-03")
    assert scrutiny.call_in_met_by(day("2022-04-25"), 10, shut) == day("2022-05-11")
    assert scrutiny.call_in_met_by(day("2022-04-25"), 10, ORDINARY) == day("2022-05-10")


def test_a_call_in_period_of_no_days_cannot_be_asked_for():
    with pytest.raises(ValueError, match="At least one working day"):
        scrutiny.call_in_until(day("2022-04-22"), 0, ORDINARY)


@pytest.mark.parametrize("matter", [Matter.PLANNING, Matter.LICENSING, Matter.APPEAL])
def test_an_excluded_matter_is_taken_up_only_where_a_function_fails_systemically(matter):
    found = scrutiny.refuse_reference(matter, systemic=False)
    assert (found.rule, found.blocks) == ("R47", True)
    assert "fails systemically" in found.text
    assert scrutiny.refuse_reference(matter, systemic=True) is None


@pytest.mark.parametrize("matter", [Matter.VEXATIOUS, Matter.CRIME])
def test_neither_vexation_nor_crime_becomes_a_call_for_action_by_alleging_failure(matter):
    for systemic in (False, True):
        assert scrutiny.refuse_reference(matter, systemic=systemic).rule == "R47"


def test_crime_and_disorder_is_sent_the_way_that_the_law_gives_it():
    assert "crime and disorder committee" in scrutiny.refuse_reference("crime", systemic=False).text


def test_any_other_matter_may_be_referred():
    assert scrutiny.refuse_reference(Matter.NONE, systemic=False) is None


@pytest.mark.parametrize("matter", list(Matter))
def test_the_exclusions_do_not_bind_the_committees_own_members(matter):
    assert scrutiny.refuse_reference(matter, systemic=False, own_member=True) is None

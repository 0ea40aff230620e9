"""Call-in by the constitution's days."""

import pytest

from committee.law import response

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
    assert response.call_in_until(day(published), working_days, ORDINARY) == day(last)


def test_a_closure_of_the_council_lengthens_both_clocks_of_a_call_in():
    shut = closed(["2022-04-27"])
    assert response.call_in_until(day("2022-04-22"), 5, shut) == day("2022-05-03")
    assert response.call_in_met_by(day("2022-04-25"), 10, shut) == day("2022-05-11")
    assert response.call_in_met_by(day("2022-04-25"), 10, ORDINARY) == day("2022-05-10")

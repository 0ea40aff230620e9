"""The six-month rule (LGA 1972 s.85, R36)."""

import pytest

from committee.law.attendance import Approval, Stage, clock
from tests.law.dates import day


@pytest.mark.parametrize(
    ("last", "ends"),
    [("2022-01-10", "2022-07-10"), ("2022-08-31", "2023-02-28"), ("2021-11-30", "2022-05-30")],
)
def test_six_months_from_the_last_attendance_end_on_the_same_day_number_or_the_months_last(last, ends):
    assert clock(day(last)).ends == day(ends)


@pytest.mark.parametrize(
    ("on", "stage"),
    [
        ("2022-05-09", Stage.FINE),
        ("2022-05-10", Stage.WARNED),
        ("2022-06-09", Stage.WARNED),
        ("2022-06-10", Stage.ALERTED),
        ("2022-07-10", Stage.ALERTED),
        ("2022-07-11", Stage.EXPIRED),
    ],
)
def test_r36_warns_at_four_months_and_alerts_at_five(on, stage):
    assert clock(day("2022-01-10")).stage(day(on)) is stage


def test_an_approval_in_time_carries_the_seat_to_its_own_end_and_the_warnings_with_it():
    runs = clock(day("2022-01-10"), [Approval(day("2022-06-01"), day("2022-11-30"))])
    assert (runs.ends, runs.approved_until) == (day("2022-11-30"), day("2022-11-30"))
    assert (runs.warns, runs.alerts) == (day("2022-09-30"), day("2022-10-30"))
    assert runs.stage(day("2022-07-11")) is Stage.FINE


def test_an_approval_on_the_last_day_counts_and_one_after_it_does_not():
    given = [Approval(day("2022-07-10"), day("2022-09-30"))]
    assert clock(day("2022-01-10"), given).ends == day("2022-09-30")
    late = [Approval(day("2022-07-11"), day("2022-09-30"))]
    assert clock(day("2022-01-10"), late).ends == day("2022-07-10")


def test_a_second_approval_must_come_before_the_first_has_ended():
    first, second = Approval(day("2022-06-01"), day("2022-08-31")), Approval(day("2022-08-31"), day("2022-12-31"))
    assert clock(day("2022-01-10"), [second, first]).ends == day("2022-12-31")
    late = Approval(day("2022-09-01"), day("2022-12-31"))
    assert clock(day("2022-01-10"), [first, late]).ends == day("2022-08-31")


def test_an_approval_that_ends_before_the_six_months_changes_nothing():
    runs = clock(day("2022-01-10"), [Approval(day("2022-02-01"), day("2022-05-01"))])
    assert (runs.ends, runs.warns, runs.approved_until) == (day("2022-07-10"), day("2022-05-10"), None)


def test_the_finding_is_r36_and_says_the_last_day():
    runs = clock(day("2022-01-10"))
    assert runs.finding(day("2022-03-01"), "Ann") is None
    found = runs.finding(day("2022-06-12"), "Ann")
    assert (found.rule, found.blocks, found.source) == ("R36", False, "LGA 1972 s.85")
    assert "by Sunday 10 July 2022" in found.text
    assert "has ceased to be a member" in runs.finding(day("2022-07-11"), "Ann").text

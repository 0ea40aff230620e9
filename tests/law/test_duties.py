"""Duties that come round: R42, SI 2009/942 reg 4."""

from datetime import date

import pytest

from committee.law.duties import Kept, stands

LAST = date(2021, 9, 14)


@pytest.mark.parametrize(
    ("last", "planned", "on", "kept"),
    [
        (LAST, None, date(2022, 7, 14), Kept.IN_TIME),  # ten months to the day
        (LAST, None, date(2022, 7, 15), Kept.DUE),
        (LAST, date(2022, 9, 14), date(2022, 8, 1), Kept.PLANNED),  # the last day of twelve months
        (LAST, date(2022, 9, 15), date(2022, 8, 1), Kept.DUE),  # planned, but a day late
        (LAST, date(2022, 9, 15), date(2022, 7, 1), Kept.IN_TIME),
        (LAST, None, date(2022, 9, 14), Kept.DUE),
        (LAST, date(2022, 10, 1), date(2022, 9, 15), Kept.MISSED),
        (None, None, date(2022, 1, 1), Kept.DUE),
        (None, date(2022, 2, 1), date(2022, 1, 1), Kept.DUE),  # planned, but never done
    ],
)
def test_it_warns_from_month_ten_unless_planned_in_time(last, planned, on, kept):
    assert stands(last, planned, on).kept is kept


def test_a_period_of_months_ends_with_a_shorter_month():
    assert stands(date(2022, 2, 28), None, date(2022, 3, 1), every_months=1).due_on == date(2022, 3, 28)
    assert stands(date(2022, 1, 31), None, date(2022, 2, 1), every_months=1).due_on == date(2022, 2, 28)


@pytest.mark.parametrize(
    ("last", "planned", "on", "words"),
    [
        (LAST, None, date(2022, 8, 1), "on Tuesday 14 September 2021, next by Wednesday 14 September 2022."),
        (LAST, None, date(2022, 10, 1), "should have been considered again by Wednesday 14 September 2022."),
        (None, None, LAST, "No formal meeting on this is recorded or planned."),
    ],
)
def test_how_it_stands_is_a_sentence(last, planned, on, words):
    assert stands(last, planned, on).words.endswith(words)

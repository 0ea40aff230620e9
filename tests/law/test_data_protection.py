"""The thirty days in which receipt of a complaint is acknowledged (DPA 2018 s.164A; R61)."""

import datetime as dt

import pytest

from committee.law.response import acknowledge_by


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

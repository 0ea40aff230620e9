"""Every vector that was worked by hand, in the file they came in."""

import pytest

from committee.law import clear_days, periods, response, retention
from committee.law.clear_days import bank_holidays, calendar_clear, count, window

from .dates import ORDINARY, VECTORS, closed, day

LAST_LAWFUL = [pytest.param(vector, id=vector["id"]) for vector in VECTORS["last_lawful"]]
COUNTS = [pytest.param(vector, id=f"{vector['published']}-{vector['meeting']}") for vector in VECTORS["counts"]]
PERIODS = {
    "two_months_beginning_with": response.due,
    "six_years_beginning_with": retention.record_kept_until,
    "four_years_beginning_with": retention.background_kept_until,
    "days28_from": response.crime_and_disorder_due,
    "days28_beginning_with": response.interest_notified_by,
    "six_months_from": lambda last_attendance: periods.months_from(last_attendance, 6),
}
PERIOD_ROWS = [
    pytest.param(kind, start, end, id=f"{kind}-{start}")
    for kind, rows in VECTORS["periods"].items()
    for start, end in rows.items()
]


def test_the_weekday_bank_holidays_are_those_typed_by_hand():
    typed = VECTORS["bank_holidays"]
    years = {int(text[:4]) for text in typed}
    assert years == {1990, *range(2019, 2029)}
    assert [on.isoformat() for on in bank_holidays(years) if on.weekday() < 5] == typed


@pytest.mark.parametrize("vector", LAST_LAWFUL)
def test_the_last_lawful_day_and_the_clear_days_are_those_worked_by_hand(vector):
    meeting, required, days = day(vector["meeting"]), vector["required"], closed(vector["closures"])
    assert [on.isoformat() for on in window(meeting, required, days)] == vector["clear_days"]
    for name in ("last_working_day", "last_calendar_day", "first_unlawful_day"):
        assert getattr(clear_days, name)(meeting, required, days).isoformat() == vector[name], name


@pytest.mark.parametrize("vector", LAST_LAWFUL)
def test_a_day_later_than_the_last_lawful_day_is_one_clear_day_short(vector):
    meeting, required, days = day(vector["meeting"]), vector["required"], closed(vector["closures"])
    assert count(day(vector["last_working_day"]), meeting, days, required).lawful
    assert count(day(vector["last_calendar_day"]), meeting, days, required).clear == required
    late = count(day(vector["first_unlawful_day"]), meeting, days, required)
    assert (late.lawful, late.clear, late.short_by) == (False, required - 1, 1)


@pytest.mark.parametrize("vector", COUNTS)
def test_clear_days_and_calendar_days_are_counted_as_by_hand(vector):
    published, meeting = day(vector["published"]), day(vector["meeting"])
    assert len(clear_days.clear_days(published, meeting, ORDINARY)) == vector["clear"]
    assert count(published, meeting, ORDINARY).clear == vector["clear"]
    assert calendar_clear(published, meeting) == vector["calendar_clear"]


@pytest.mark.parametrize(("kind", "start", "end"), PERIOD_ROWS)
def test_a_period_ends_on_the_day_worked_by_hand(kind, start, end):
    assert PERIODS[kind](day(start)).isoformat() == end


def test_a_health_response_and_a_crime_response_have_the_same_clock():
    for start, end in VECTORS["periods"]["days28_from"].items():
        assert response.health_due(day(start)).isoformat() == end


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [("2022-04-21", 1, "2022-05-20"), ("2022-01-31", 1, "2022-02-28"), ("2022-12-01", 1, "2022-12-31")],
)
def test_a_month_beginning_with_a_day_includes_that_day(start, months, end):
    assert periods.months_beginning_with(day(start), months).isoformat() == end

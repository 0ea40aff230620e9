"""Clear days: every vector that was worked by hand, wrong readings, reasons, warnings and the clock on the wall."""

from datetime import UTC, date, datetime

import pytest

from committee.law import clear_days, periods, response, retention
from committee.law.clear_days import (
    HOLIDAY_DATA_UNTIL,
    DayList,
    bank_holidays,
    calendar_clear,
    count,
    effective_publication,
    last_working_day,
    publication_day,
    window,
    working_days_between,
    working_days_left,
)

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


SEED = day("2022-04-21")


def test_publishing_on_a_saturday_says_when_inspection_starts():
    (warning,) = count(day("2022-04-09"), SEED, ORDINARY).warnings
    assert warning.rule == "R09" and warning.text == (
        "Saturday 9 April 2022 is not a working day. Inspection starts on Monday 11 April 2022, 5 clear days before "
        "the meeting."
    )


def test_publishing_on_a_sunday_says_when_inspection_leaves_too_few_clear_days():
    (warning,) = count(day("2026-08-23"), day("2026-09-01"), ORDINARY).warnings
    assert warning.text.endswith(
        "Inspection starts on Monday 24 August 2026, 4 clear days before the meeting; 5 are needed."
    )


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        ("2022-04-15", "Good Friday"),
        ("2022-04-16", "Saturday"),
        ("2022-01-03", "New Year’s Day (substitute day)"),
        ("2022-12-29", "Council closure: Christmas"),
        ("2022-12-27", "Christmas Day (substitute day)"),
    ],
)
def test_a_day_says_why_it_does_not_count(on, reason):
    days = closed(["2022-12-27", "2022-12-29"])
    assert days.why_not(day(on)) == reason
    assert days.working(day(on)) is (reason == "")


def test_a_holiday_proclaimed_since_the_data_was_made_moves_the_deadline():
    proclaimed = DayList(proclaimed={day("2026-11-27"): "Day of celebration"})
    assert last_working_day(day("2026-12-03"), 5, ORDINARY) == day("2026-11-25")
    assert last_working_day(day("2026-12-03"), 5, proclaimed) == day("2026-11-24")
    assert proclaimed.why_not(day("2026-11-27")) == "Day of celebration"


def test_a_date_beyond_the_holiday_data_warns_instead_of_guessing():
    inside = count(date(HOLIDAY_DATA_UNTIL, 12, 12), date(HOLIDAY_DATA_UNTIL, 12, 20), ORDINARY)
    beyond = count(date(HOLIDAY_DATA_UNTIL, 12, 20), date(HOLIDAY_DATA_UNTIL + 1, 1, 10), ORDINARY)
    before = count(day("1973-11-05"), day("1973-11-20"), ORDINARY)
    assert inside.warnings == []
    assert [warning.rule for warning in beyond.warnings] == ["R10"]
    assert [warning.rule for warning in before.warnings] == ["R10"]
    assert str(HOLIDAY_DATA_UNTIL) in beyond.warnings[0].text


@pytest.mark.parametrize(("today", "left"), [("2022-04-08", 1), ("2022-04-11", 0), ("2022-04-19", -4)])
def test_working_days_left_to_the_deadline(today, left):
    assert working_days_left(day(today), day("2022-04-11"), ORDINARY) == left


def test_working_days_between_leaves_out_both_ends():
    assert working_days_between(day("2022-04-11"), SEED, ORDINARY) == 5
    assert working_days_between(SEED, day("2022-04-11"), ORDINARY) == 0


@pytest.mark.parametrize("required", [0, -1])
def test_no_clear_days_at_all_cannot_be_asked_for(required):
    with pytest.raises(ValueError, match="at least one clear day"):
        window(SEED, required, ORDINARY)
    with pytest.raises(ValueError, match="at least one clear day"):
        count(day("2022-04-11"), SEED, ORDINARY, required)


@pytest.mark.parametrize(
    ("moment", "counts_as"),
    [
        (datetime(2022, 4, 11, 22, 30, tzinfo=UTC), "2022-04-11"),  # 23:30 in London, summer time
        (datetime(2022, 4, 11, 23, 30, tzinfo=UTC), "2022-04-12"),  # half past midnight in London
        (datetime(2022, 1, 10, 23, 30, tzinfo=UTC), "2022-01-10"),  # 23:30 in London, winter time
    ],
)
def test_publication_counts_on_the_day_it_is_in_london(moment, counts_as):
    assert publication_day(moment) == day(counts_as)


def test_a_publication_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        publication_day(datetime(2022, 4, 11, 12, 0))  # noqa: DTZ001 - that is what is tested


def test_clear_days_run_from_the_later_of_website_and_inspection():
    website, offices = datetime(2022, 4, 11, 9, 0, tzinfo=UTC), datetime(2022, 4, 12, 8, 0, tzinfo=UTC)
    assert effective_publication(website, offices) == day("2022-04-12")
    assert effective_publication(offices, website) == day("2022-04-12")

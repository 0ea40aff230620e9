"""A month as weeks with its meetings."""

import datetime as dt

from committee.wording.dates import how_long
from meetings.calendar_rows import month_grid
from meetings.models import Meeting


def test_a_month_has_its_days_in_weeks_from_monday_and_its_meetings_on_their_days():
    day = dt.date(2022, 4, 21)
    grid = month_grid(day.replace(day=1), [Meeting(date=day)], dt.date(2022, 4, 6))
    days = [one for week in grid.weeks for one in week]
    assert all(len(week) == 7 for week in grid.weeks)
    assert [one.date for one in days if one.date] == [dt.date(2022, 4, number) for number in range(1, 31)]
    assert [one.date for one in days if one.meetings] == [day]
    assert [one.date for one in days if one.is_today] == [dt.date(2022, 4, 6)]
    assert grid.weeks[0][4].date == dt.date(2022, 4, 1)  # a Friday


def test_how_long_something_was_is_said_in_a_sensible_unit():
    said = {days: how_long(days) for days in (0, 1, 20, 21, 90, 730)}
    assert said == {0: "", 1: "1 day", 20: "20 days", 21: "3 weeks", 90: "3 months", 730: "2 years"}

"""A month as weeks of seven days with the meetings of each, to stand beside a list of them."""

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from meetings.calendar_rows import Row
from meetings.models import Meeting

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Day:
    """A square of the grid; no `date` where it lies outside the month."""

    date: dt.date | None
    meetings: list[Any]
    is_today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month, or some weeks: its first day and its weeks from Monday on. The template is `_month_grid.html`."""

    first: dt.date
    weeks: list[list[Day]]
    weekdays: tuple[str, ...] = WEEKDAYS
    is_month: bool = True


def month_grid(first: dt.date, meetings: Iterable[Meeting | Row], today: dt.date) -> Month:
    """Return the month of `first` with the `meetings` in it; no query."""
    by_day = _by_day(meetings)
    weeks = [
        [
            Day(day, by_day[day], day == today) if day.month == first.month else Day(None, [], is_today=False)
            for day in week
        ]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
    return Month(first.replace(day=1), weeks)


def weeks_grid(meetings: Iterable[Meeting | Row], today: dt.date, weeks: int) -> Month:
    """Return the week of `today` and those after it, `weeks` in all, with their meetings; no query."""
    by_day, monday = _by_day(meetings), monday_of(today)
    days = [monday + dt.timedelta(days=number) for number in range(7 * weeks)]
    squares = [Day(day, by_day[day], day == today) for day in days]
    return Month(monday, [squares[start : start + 7] for start in range(0, len(squares), 7)], is_month=False)


def monday_of(day: dt.date) -> dt.date:
    """Return the Monday of the week of `day`."""
    return day - dt.timedelta(days=day.weekday())


def _by_day(meetings: Iterable[Meeting | Row]) -> dict[dt.date, list[Meeting | Row]]:
    by_day: dict[dt.date, list[Meeting | Row]] = defaultdict(list)
    for meeting in meetings:
        by_day[meeting.date].append(meeting)
    return by_day

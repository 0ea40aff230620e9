"""Find the date in a typed search: a day, a week or a month, in any usual form."""

import calendar
import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from committee.wording.dates import MONTHS

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FIRST_YEAR, LAST_YEAR = 1889, 2199
NEAR = frozenset({"today", "tomorrow", "this week", "next week", "this month", "next month"})
MOST_PARTS = 4  # words of a date: Thursday 21 April 2022


class Days(NamedTuple):
    """The first and last day of a typed date. A day without a year is the nearest such day: `of_any_year`."""

    first: dt.date
    last: dt.date
    of_any_year: bool = False

    @property
    def range(self) -> tuple[dt.date, dt.date]:
        """The first and last day."""
        return self.first, self.last


def split(parts: Sequence[str], today: dt.date) -> tuple[Sequence[str], Sequence[str], Days | None]:
    """Return the words beside the date, the words of the date, and its days: of the longest run that is a date."""
    for length in range(min(MOST_PARTS, len(parts)), 0, -1):
        for start in range(len(parts) - length + 1):
            if days := days_in(parts[start : start + length], today):
                return (*parts[:start], *parts[start + length :]), parts[start : start + length], days
    return parts, (), None


def days_in(parts: Sequence[str], today: dt.date) -> Days | None:
    """
    Return the days of the day, week or month that `parts` name; None where they are not a date.

    Dates: 21 April 2022, 21st Apr, April 21 2022, Thursday 21 April, 21/4/2022, 21.4.22, 2022-04-21, April 2022,
    2022-04, today, next week.
    """
    if (near := " ".join(parts).lower()) in NEAR:
        return _near(near, today)
    if parts[1:] and _named(parts[0], WEEKDAYS):
        parts = parts[1:]
    months = [_named(part, MONTHS) for part in parts]
    figures = [str(month or _without_ending(part)) for part, month in zip(parts, months, strict=True)]
    if len(parts) == 1:
        text = figures[0].replace("/", "-").replace(".", "-")
        return _day(text, "%Y-%m-%d", "%d-%m-%Y", "%d-%m-%y") or _month(text, "%Y-%m", "%m-%Y")
    if months[0] and not any(months[1:]) and (month := _month("-".join(figures), "%m-%Y")):
        return month
    if months[0] and not months[1]:
        figures[:2] = reversed(figures[:2])
    elif months[0] or not months[1]:  # "March April" is not a date
        return None
    if len(parts) == 3:
        return _day("-".join(figures), "%d-%m-%Y", "%d-%m-%y")
    years = (_day("-".join([*figures, str(today.year + more)]), "%d-%m-%Y") for more in (-1, 0, 1))
    nearest = min(filter(None, years), key=lambda days: abs(days.first - today), default=None)
    return nearest._replace(of_any_year=True) if nearest else None


def _near(text: str, today: dt.date) -> Days:
    """Return the days that one of NEAR means on the day `today`."""
    which, _, unit = text.rpartition(" ")
    ahead = which == "next" or text == "tomorrow"
    if unit == "month":
        first = (today.replace(day=1) + dt.timedelta(days=31 * ahead)).replace(day=1)
        return Days(first, first.replace(day=calendar.monthrange(first.year, first.month)[1]))
    first = today - dt.timedelta(days=today.weekday()) if unit == "week" else today
    first += dt.timedelta(days=(7 if unit == "week" else 1) * ahead)
    return Days(first, first + dt.timedelta(days=6 if unit == "week" else 0))


def _day(text: str, *formats: str) -> Days | None:
    day = _date(text, *formats)
    return Days(day, day) if day else None


def _month(text: str, *formats: str) -> Days | None:
    first = _date(text, *formats)
    return Days(first, first.replace(day=calendar.monthrange(first.year, first.month)[1])) if first else None


def _date(text: str, *formats: str) -> dt.date | None:
    for form in formats:
        with suppress(ValueError):
            day = dt.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return day
    return None


def _without_ending(text: str) -> str:
    return text[:-2] if text[-2:].lower() in ("st", "nd", "rd", "th") else text


def _named(text: str, names: tuple[str, ...]) -> int:
    """
    Return the number, from 1, of the first of `names` that begins with `text`; 0 where none does.

    A text of fewer than three letters is no beginning of a name.
    """
    begun = text.rstrip(".").lower()
    if len(begun) < 3:
        return 0
    return next((number for number, name in enumerate(names, start=1) if name.startswith(begun)), 0)

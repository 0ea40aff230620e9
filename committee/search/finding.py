"""
The desk's find box: what somebody typed, as words and a day, and what was found, by kind.

Each app has a module `finding` with a function that answers a `Typed` with groups of hits, of what its user may read
alone; the page under the roof asks them all. Every query is bounded, whatever is typed.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from committee.models import Committee, Person, User
from committee.wording.dates import MONTHS
from committee.wording.unprintable import unbroken

LONGEST, MOST_WORDS, SHOWN = 100, 8, 8
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FIRST_YEAR, LAST_YEAR = 1889, 2199


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: `words`, each to be found, without its date; `days`, first and last, where a date was in it."""

    words: tuple[str, ...]
    days: tuple[dt.date, dt.date] | None
    today: dt.date
    user: User
    # Of a day without its year: that day of any year, while `days` is the nearest.
    of_any_year: bool = False

    def of_day(self, path: str) -> Q:
        """Return the condition that the day at `path` is in the typed range; no condition if no date was typed."""
        if self.days and self.of_any_year:
            return Q(**{f"{path}__month": self.days[0].month, f"{path}__day": self.days[0].day})
        return Q(**{f"{path}__range": self.days}) if self.days else Q()

    def any_word(self, path: str) -> Q:
        """Return the condition that at least one of the words is in the column at `path`."""
        condition = Q()
        for word in self.words:
            condition |= Q(**{f"{path}__icontains": word})
        return condition

    def in_words(self, *paths: str) -> Q:
        """Return the condition that each of the words is in one of the columns at `paths`, as typed."""
        condition = Q()
        for word in self.words:
            somewhere = Q()
            for path in paths:
                somewhere |= Q(**{f"{path}__icontains": word})
            condition &= somewhere
        return condition


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: its name, the desk's page of it, and what tells it apart."""

    name: str
    url: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind; `more`: there is more than is shown."""

    heading: str
    hits: list[Hit]
    more: bool = False


def group[Row: Model](heading: str, rows: QuerySet[Row], hit: Callable[[Row], Hit]) -> Group:
    """Return the first of `rows` as a group, each row made a hit by `hit`: one query."""
    matches = list(rows[: SHOWN + 1])
    return Group(heading, [hit(row) for row in matches[:SHOWN]], len(matches) > SHOWN)


def read(text: str, *, user: User, today: dt.date) -> Typed:
    """Return the typed search: the longest run of words that is a date as days, and the words beside it."""
    parts = unbroken(text[:LONGEST]).replace(",", " ").split()[:MOST_WORDS]
    for length in range(min(4, len(parts)), 0, -1):
        for start in range(len(parts) - length + 1):
            if days := days_in(parts[start : start + length], today):
                words = (*parts[:start], *parts[start + length :])
                # A date that ends in no figure has no year: 21 April.
                return Typed(words, days, today, user, not parts[start + length - 1][-1:].isdigit())
    return Typed(tuple(parts), None, today, user)


def days_in(parts: list[str], today: dt.date) -> tuple[dt.date, dt.date] | None:
    """
    Return the first and last day that words name: one day, or a whole month; None if they name none.

    21 April 2022, 21st Apr, Thursday 21 April, 21/4/2022, 21.4.22, 2022-04-21, April 2022. Without a year the nearest.
    """
    if parts[1:] and _named(parts[0], WEEKDAYS):
        parts = parts[1:]
    if len(parts) == 1:
        return _day_range(_in_figures(parts[0]))
    day, month = _number(_without_ending(parts[0])), _named(parts[1], MONTHS)
    if day and month:
        if len(parts) == 2:
            return _day_range(_nearest(day, month, today))
        return _day_range(_date(_year(parts[2]), month, day)) if len(parts) == 3 else None
    first = _named(parts[0], MONTHS)
    if len(parts) == 2 and first and len(parts[1]) == 4 and (year := _year(parts[1])):
        begins = dt.date(year, first, 1)
        return begins, (begins + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
    return None


def _day_range(day: dt.date | None) -> tuple[dt.date, dt.date] | None:
    return (day, day) if day else None


def _in_figures(text: str) -> dt.date | None:
    """2022-04-21, or a day before a month and a year, parted by strokes, points or hyphens."""
    figures = text.replace("/", "-").replace(".", "-").split("-")
    if len(figures) != 3:
        return None
    if len(figures[0]) == 4:
        return _date(_year(figures[0]), _number(figures[1]), _number(figures[2]))
    return _date(_year(figures[2]), _number(figures[1]), _number(figures[0]))


def _nearest(day: int, month: int, today: dt.date) -> dt.date | None:
    candidates = (_date(today.year + years, month, day) for years in (-1, 0, 1))
    return min((day_near for day_near in candidates if day_near), key=lambda one: abs(one - today), default=None)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 2 else 0


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) in (2, 4)):
        return 0
    year = int(text) + (2000 if len(text) == 2 else 0)
    return year if FIRST_YEAR <= year <= LAST_YEAR else 0


def _without_ending(text: str) -> str:
    return text[:-2] if text[-2:].lower() in ("st", "nd", "rd", "th") else text


def _named(text: str, names: tuple[str, ...]) -> int:
    """Return the number, from 1, of the month or weekday that a word names in three letters or more; else 0."""
    begun = text.rstrip(".").lower()
    if len(begun) < 3:
        return 0
    return next((number for number, name in enumerate(names, start=1) if name.startswith(begun)), 0)


def find(typed: Typed) -> Iterable[Group]:
    """Committees and people by name; nothing by a date, which neither has."""
    if typed.days or not typed.words:
        return
    bodies = Committee.objects.filter(typed.in_words("name", "short_name"))
    yield group("Committees", bodies, lambda body: Hit(body.name, reverse("register:committee", args=[body.slug])))
    people = Person.objects.filter(typed.in_words("forename", "surname"))
    yield group("People", people, lambda one: Hit(one.printed_name, reverse("register:person", args=[one.slug])))

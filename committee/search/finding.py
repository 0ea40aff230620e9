"""
The desk's find box: the typed search is read as words and days, and its hits are shown by kind.

Each app has a module `finding` with a function that returns groups of hits for a `Typed`, only of rows that the user
may read. The page in the portal calls every app's function. Every query has a limit, whatever is typed.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from committee.models import Committee, Person, User
from committee.wording.dates import MONTHS
from committee.wording.unprintable import unbroken

LONGEST, MOST_WORDS, SHOWN = 100, 8, 8
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FIRST_YEAR, LAST_YEAR = 1889, 2199


def in_any(paths: Iterable[str], word: str) -> Q:
    """Return the condition that a word is in one of the columns at `paths`."""
    return Q(*((f"{path}__icontains", word) for path in paths), _connector=Q.OR)


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed search: `words` that must all match, and `days` (first day, last day) where a date was typed."""

    words: tuple[str, ...]
    days: tuple[dt.date, dt.date] | None
    today: dt.date
    user: User
    # A day typed without a year matches that day of any year; `days` is then the nearest such day.
    of_any_year: bool = False

    def of_day(self, path: str) -> Q:
        """Return the condition that the day at `path` is in the typed range; no condition if no date was typed."""
        if self.days and self.of_any_year:
            return Q(**{f"{path}__month": self.days[0].month, f"{path}__day": self.days[0].day})
        return Q(**{f"{path}__range": self.days}) if self.days else Q()

    def any_word(self, path: str) -> Q:
        """Return the condition that at least one of the words is in the column at `path`."""
        return Q(*((f"{path}__icontains", word) for word in self.words), _connector=Q.OR)

    def in_words(self, *paths: str) -> Q:
        """Return the condition that each of the words is in one of the columns at `paths`."""
        return Q(*(in_any(paths, word) for word in self.words))


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found: its name, the address of its page on the desk, and words that distinguish similar rows."""

    name: str
    url: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one kind; `more` is True where more rows match than are shown."""

    heading: str
    hits: list[Hit]
    more: bool = False


def group[Row: Model](heading: str, rows: QuerySet[Row], hit: Callable[[Row], Hit]) -> Group:
    """Return the first SHOWN of `rows` as a group; `hit` makes a row into a hit. One query."""
    matches = list(rows[: SHOWN + 1])
    return Group(heading, [hit(row) for row in matches[:SHOWN]], len(matches) > SHOWN)


def read(text: str, *, user: User, today: dt.date) -> Typed:
    """Return `text` as a `Typed`: the longest run of words that is a date becomes `days`, the other words `words`."""
    parts = unbroken(text[:LONGEST]).replace(",", " ").split()[:MOST_WORDS]
    for length in range(min(4, len(parts)), 0, -1):
        for start in range(len(parts) - length + 1):
            if days := days_in(parts[start : start + length], today):
                words = (*parts[:start], *parts[start + length :])
                # A date that does not end in a figure has no year: 21 April.
                return Typed(words, days, today, user, not parts[start + length - 1][-1:].isdigit())
    return Typed(tuple(parts), None, today, user)


def days_in(parts: list[str], today: dt.date) -> tuple[dt.date, dt.date] | None:
    """
    Return the first and last day of the day or month that `parts` name; None where they are not a date.

    Dates: 21 April 2022, 21st Apr, Thursday 21 April, 21/4/2022, 21.4.22, 2022-04-21, April 2022. A day without a year
    is the nearest such day to `today`.
    """
    if parts[1:] and _named(parts[0], WEEKDAYS):
        parts = parts[1:]
    months = [_named(part, MONTHS) for part in parts]
    figures = "-".join(str(month or _without_ending(part)) for part, month in zip(parts, months, strict=True))
    if len(parts) == 1:
        day = _date(figures.replace("/", "-").replace(".", "-"), "%Y-%m-%d", "%d-%m-%Y", "%d-%m-%y")
        return (day, day) if day else None
    if months[1] and not months[0]:  # "March April" is not a date
        years = ("",) if len(parts) == 3 else (f"-{today.year - 1}", f"-{today.year}", f"-{today.year + 1}")
        days = filter(None, (_date(f"{figures}{year}", "%d-%m-%Y", "%d-%m-%y") for year in years))
        nearest = min(days, key=lambda day: abs(day - today), default=None)
        return (nearest, nearest) if nearest else None
    if months[0] and (first := _date(figures, "%m-%Y")):
        return first, (first + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
    return None


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


def find(typed: Typed) -> Iterable[Group]:
    """Yield committees and people found by name; nothing for a search with a date, because neither has a date."""
    if typed.days or not typed.words:
        return
    bodies = Committee.objects.filter(typed.in_words("name", "short_name"))
    yield group("Committees", bodies, lambda body: Hit(body.name, reverse("register:committee", args=[body.slug])))
    people = Person.objects.filter(typed.in_words("forename", "surname"))
    yield group("People", people, lambda row: Hit(row.printed_name, reverse("register:person", args=[row.slug])))

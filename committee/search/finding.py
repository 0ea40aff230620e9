"""
The desk's find box: the typed search is read as words and days, and its hits are shown by kind.

Each app has a module `finding` with a function that returns groups of hits for a `Typed`, only of rows that the user
may read. The page in the portal calls every app's function. Every query has a limit, whatever is typed.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from committee.models import Committee, Person, User
from committee.search import days
from committee.wording.unprintable import unbroken

LONGEST, MOST_WORDS, SHOWN = 100, 8, 8


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
    words, _, named = days.split(parts, today)
    return Typed(tuple(words), named.range if named else None, today, user, bool(named and named.of_any_year))


def find(typed: Typed) -> Iterable[Group]:
    """Yield committees and people found by name; nothing for a search with a date, because neither has a date."""
    if typed.days or not typed.words:
        return
    bodies = Committee.objects.filter(typed.in_words("name", "short_name"))
    yield group("Committees", bodies, lambda body: Hit(body.name, reverse("register:committee", args=[body.slug])))
    people = Person.objects.filter(typed.in_words("forename", "surname"))
    yield group("People", people, lambda row: Hit(row.printed_name, reverse("register:person", args=[row.slug])))

"""A row's values, read one by one; what is wrong is gathered, so that a row is told all its faults at once."""

import datetime as dt
import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Value
from django.db.models.functions import Concat

from committee.models import Person
from committee.refusal import Refused
from committee.register.csv_import.reading import Row

YES = {"yes", "y", "true", "1", "x"}
NO = {"no", "n", "false", "0"}
DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")
TIMES = ("%H:%M", "%H.%M", "%H:%M:%S", "%I:%M%p", "%I.%M%p", "%I%p")


@dataclass(frozen=True)
class Fault:
    """What is wrong: the column ("" where it is the row as a whole), the value, and what to do, in a sentence."""

    column: str
    value: str
    text: str


class FaultyRow(Exception):
    """A row that cannot be brought in, with its faults."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(fault.text for fault in faults))
        self.faults = faults


class Cells:
    """Reads the values of one row; call `settle` before acting on them."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.faults: list[Fault] = []

    def wrong(self, column: str, text: str) -> None:
        """Note that the value in `column` is wrong, and what to do."""
        self.faults.append(Fault(column, self.row.values.get(column, ""), text))

    def settle(self) -> None:
        """Raise FaultyRow where anything was wrong."""
        if self.faults:
            raise FaultyRow(self.faults)

    def text(self, column: str, most: int, *, needed: bool = False) -> str:
        """The value as it is, at most `most` characters."""
        value = self.row.values.get(column, "")
        if needed and not value:
            self.wrong(column, f"Give the {column}.")
        if len(value) > most:
            self.wrong(column, f"It has {len(value):,} characters; {most} is the most.")
        return value

    def day(self, column: str, *, needed: bool = False) -> dt.date | None:
        """A day written 21/04/2022, 2022-04-21 or 21 April 2022."""
        value = self.text(column, 40)
        if not value:
            if needed:
                self.wrong(column, "Give a day, written 21/04/2022 or 2022-04-21.")
            return None
        for form in DAYS:
            try:
                day = dt.datetime.strptime(value, form).date()
            except ValueError:
                continue
            if 1889 <= day.year <= 2199:
                return day
            self.wrong(column, "Check the year.")
            return None
        self.wrong(column, "It is not a day. Write 21/04/2022 or 2022-04-21.")
        return None

    def time(self, column: str) -> dt.time | None:
        """A time written 10:00, 14.30 or 2pm."""
        value = self.text(column, 20).replace(" ", "").lower()
        if not value:
            return None
        for form in TIMES:
            try:
                return dt.datetime.strptime(value, form).time()
            except ValueError:
                continue
        self.wrong(column, "It is not a time. Write 10:00 or 14:30.")
        return None

    def yes(self, column: str, *, otherwise: bool = False) -> bool:
        """Yes or no; `otherwise` where it is empty."""
        value = self.text(column, 20).lower()
        if value and value not in YES | NO:
            self.wrong(column, "Write yes or no.")
        return value in YES if value else otherwise

    def number(self, column: str, *, otherwise: int, most: int) -> int:
        """A whole number from 1 to `most`."""
        value = self.text(column, 20)
        if not value:
            return otherwise
        if not (value.isascii() and value.isdigit() and 1 <= int(value) <= most):
            self.wrong(column, f"Write a whole number from 1 to {most}.")
            return otherwise
        return int(value)

    def choice(self, column: str, words: Mapping[str, str], *, otherwise: str) -> str:
        """One of `words` (label in any case -> value)."""
        value = self.text(column, 60)
        if not value:
            return otherwise
        known = {label.casefold(): kept for label, kept in words.items()}
        if value.casefold() not in known:
            self.wrong(column, f"It is none of: {', '.join(words)}.{_nearest(value, words)}")
        return known.get(value.casefold(), otherwise)

    def known(
        self, column: str, records: Iterable[Any], names: Callable[[Any], Iterable[str]], *, needed: bool = False
    ):
        """The record one of whose names (in any case) is in `column`; None where empty or wrong."""
        value = self.text(column, 250, needed=needed)
        if not value:
            return None
        spelt = {name: record for record in records for name in names(record) if name}
        by_name = {name.casefold(): record for name, record in spelt.items()}
        if value.casefold() not in by_name:
            self.wrong(column, f"There is no such {column} in the register.{_nearest(value, spelt)}")
        return by_name.get(value.casefold())

    def name_known_or_new(self, column: str, most: int, known: Iterable[str]) -> str:
        """A name, in the register's own spelling where it is there; a near miss is taken for a slip."""
        value = self.text(column, most)
        spelling = {name.casefold(): name for name in known}
        if value and value.casefold() not in spelling and (near := _slip(value, spelling.values())):
            self.wrong(column, f"Did you mean {near}? If it is another {column}, add that on its own page first.")
        return spelling.get(value.casefold(), value)

    def person(self, column: str) -> Person | None:
        """Somebody in the register: forename and surname, or the last part of the address of their page."""
        value = self.text(column, 130, needed=True)
        if not value:
            return None
        named = Person.objects.annotate(said=Concat("forename", Value(" "), "surname"))
        found = list(named.filter(said__iexact=value)) or list(Person.objects.filter(slug=value.casefold()))
        if not found:
            people = list(Person.objects.all())
            found = [one for one in people if value.casefold() == one.printed_name.casefold()]
        if not found:
            self.wrong(
                column, f"Nobody of that name is in the register.{_nearest(value, [one.name for one in people])}"
            )
        elif len(found) > 1:
            slugs = " or ".join(one.slug for one in found)
            self.wrong(column, f"{len(found)} people have that name. Write {slugs} instead.")
        return found[0] if len(found) == 1 else None


def _near(value: str, names: Iterable[str], cutoff: float) -> str:
    # Of two spellings the first is shown: Safeguarding, rather than the safeguarding of its address.
    lower = {name.casefold(): name for name in reversed(list(names))}
    found = difflib.get_close_matches(value.casefold(), lower, n=1, cutoff=cutoff)
    return lower[found[0]] if found else ""


def _slip(value: str, names: Iterable[str]) -> str:
    """The name of which `value` is a misspelling: one word of it is nearly the same. North is no slip for South."""
    words = value.casefold().split()
    for name in names:
        pairs = list(zip(words, name.casefold().split(), strict=False))
        other = [pair for pair in pairs if pair[0] != pair[1]]
        if len(words) != len(name.split()) or len(other) != 1 or any(map(str.isdigit, "".join(other[0]))):
            continue
        if difflib.SequenceMatcher(None, *other[0]).ratio() >= 0.8:
            return name
    return ""


def _nearest(value: str, names: Iterable[str]) -> str:
    near = _near(value, names, 0.5)
    return f" Did you mean {near}?" if near else ""


def refusal_as_fault(refusal: Refused) -> FaultyRow:
    """What a verb refused, as a fault of the row as a whole."""
    return FaultyRow([Fault("", "", refusal.text)])

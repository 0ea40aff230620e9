"""A row's values, read one by one; what is wrong is gathered, so that a row is told all its faults at once."""

import datetime as dt
import difflib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.db import models

from committee.models import Person
from committee.refusal import Refused
from committee.register.csv_import.reading import Row
from committee.register.matching import People
from committee.same_name import one_spelling

YES = {"yes", "y", "true", "1", "x"}
NO = {"no", "n", "false", "0"}
DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")
MOST_COMPARED = 100_000  # of pairs of names in one file: a few seconds; that of a council needs a tenth of it
LONGEST_WORD = 30  # in which a slip is looked for
TIMES = ("%H:%M", "%H.%M", "%H:%M:%S", "%I:%M%p", "%I.%M%p", "%I%p")


@dataclass(frozen=True)
class Fault:
    """
    What is wrong: the column ("" where it is the row as a whole), the value, and what to do, in a sentence.

    With `options` it is a question: (what to write in that column, what it means), of which one is chosen.
    """

    column: str
    value: str
    text: str
    options: tuple[tuple[str, str], ...] = ()


class FaultyRow(Exception):
    """A row that cannot be brought in, with its faults."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(fault.text for fault in faults))
        self.faults = faults


@dataclass
class Ground:
    """What a whole file needs to know of the register, read once; and what the rows read so far have added to it."""

    kept: dict[Any, Any] = field(default_factory=dict)
    compared: int = 0

    def nearest(self, value: str, names: Iterable[str]) -> str:
        """A question after the one of `names` that is most like `value`; "" for none, and once MOST_COMPARED were."""
        among = list(names)
        return self.once(("nearest", value, len(among)), lambda: _nearest(value, among) if self._may(among) else "")

    def slip(self, value: str, names: Collection[str]) -> str:
        """The one of `names` of which `value` is a misspelling; "" for none, and once MOST_COMPARED were compared."""
        return _slip(value, names) if self._may(names) else ""

    def _may(self, names: Collection[str]) -> bool:
        """Whether one more name is held against all of these: a file of thousands would take minutes."""
        self.compared += len(names)
        return self.compared <= MOST_COMPARED

    def once[Found](self, name: Any, read: Callable[[], Found]) -> Found:
        """What `read` gives, asked for once."""
        if name not in self.kept:
            self.kept[name] = read()
        return cast("Found", self.kept[name])

    @property
    def people(self) -> People:
        """Everybody, by their names."""
        return self.once(People, People)

    def names(self, kind: type[models.Model]) -> list[str]:
        """The names that rows of that kind have, those that this file adds among them."""
        return self.once(kind, lambda: list(kind._default_manager.values_list("name", flat=True)))


class Cells:
    """Reads the values of one row; call `settle` before acting on them."""

    def __init__(self, row: Row, ground: Ground | None = None) -> None:
        self.row = row
        self.ground = ground or Ground()
        self.faults: list[Fault] = []

    def wrong(self, column: str, text: str, options: tuple[tuple[str, str], ...] = ()) -> None:
        """Note that the value in `column` is wrong, and what to do; with `options`, from which to choose."""
        self.faults.append(Fault(column, self.row.values.get(column, ""), text, options))

    def settle(self) -> None:
        """Raise FaultyRow where anything was wrong."""
        if self.faults:
            raise FaultyRow(self.faults)

    def text(self, column: str, most: int, *, needed: bool = False) -> str:
        """The value as it is, at most `most` characters."""
        value = self.row.values.get(column, "")
        if needed and not value:
            self.wrong(column, f"Enter the {column}.")
        if len(value) > most:
            self.wrong(column, f"It must be {most} characters or fewer. It has {len(value):,}.")
        return value

    def day(self, column: str, *, needed: bool = False) -> dt.date | None:
        """A day written 21/04/2022, 2022-04-21 or 21 April 2022."""
        value = self.text(column, 40)
        if not value:
            if needed:
                self.wrong(column, "Enter a day, written 21/04/2022 or 2022-04-21.")
            return None
        for form in DAYS:
            try:
                day = dt.datetime.strptime(value, form).date()  # noqa: DTZ007 - a day has no zone
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
                # A spreadsheet writes seconds, which no meeting has.
                return dt.datetime.strptime(value, form).time().replace(second=0)  # noqa: DTZ007 - nor a usual time
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
            self.wrong(column, f"It is none of: {', '.join(words)}.{self.ground.nearest(value, words)}")
        return known.get(value.casefold(), otherwise)

    def known(
        self, column: str, records: Iterable[Any], names: Callable[[Any], Iterable[str]], *, needed: bool = False
    ) -> Any:
        """
        The record one of whose names (in any case) is in `column`; None where empty or wrong.

        The first of `names` is its own; of two that share a shorter one it is asked for.
        """
        value = self.text(column, 250, needed=needed)
        if not value:
            return None
        wanted, every = one_spelling(value), [(record, list(names(record))) for record in records]
        alike = [[name for name in spelt if one_spelling(name) == wanted] for _, spelt in every]
        found = [pair for pair, same in zip(every, alike, strict=True) if same]
        own = [pair for pair in found if one_spelling(pair[1][0]) == wanted] or found
        if not own:
            there = [name for _, spelt in every for name in spelt if name]
            self.wrong(column, f"There is no such {column} in the register.{self.ground.nearest(value, there)}")
        elif len(own) > 1:
            which = " or ".join(spelt[0] for _, spelt in own)
            self.wrong(column, f"{len(own)} are called that. Write {which} instead.")
        return own[0][0] if len(own) == 1 else None

    def name_known_or_new(self, column: str, most: int, kind: type[models.Model]) -> str:
        """A name of that kind, in the register's own spelling where it is there; a near miss is taken for a slip."""
        value, known = self.text(column, most), self.ground.names(kind)
        spelling = {one_spelling(name): name for name in known}
        if value and one_spelling(value) not in spelling:
            if near := self.ground.slip(value, known):
                self.wrong(column, f"Did you mean {near}? If it is another {column}, add that on its own page first.")
            elif not self.faults:
                known.append(value)
        return spelling.get(one_spelling(value), value)

    def person(self, column: str) -> Person | None:
        """Somebody in the register: forename and surname, or the last part of the address of their page."""
        value = self.text(column, 130, needed=True)
        if not value:
            return None
        found = self.ground.people.called(value)
        if not found:
            near = self.ground.nearest(value, self.ground.people.names)
            self.wrong(column, f"No one with that name is in the register.{near}")
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
        if max(map(len, other[0])) > LONGEST_WORD:
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

"""Read the values of a row one by one, and collect its faults, so that the user sees all faults of a row together."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from committee.acts.verbs import Portal
from committee.forms.fields import DayField, TimeField
from committee.models import Person, User
from committee.register.csv_import.reading import Row
from committee.register.matching import People
from committee.wording.same_name import one_spelling

YES = {"yes", "y", "true", "1", "x"}
NO = {"no", "n", "false", "0"}
SLIP = 80  # per cent of likeness from which two words count as spellings of the same word
DAY = DayField(
    error_messages={
        "required": "Enter a day, written 21/04/2022 or 2022-04-21.",
        "invalid": "It is not a day. Write 21/04/2022 or 2022-04-21.",
    }
)
TIME = TimeField(required=False, error_messages={"invalid": "It is not a time. Write 10:00 or 14:30."})


@dataclass(frozen=True)
class Fault:
    """
    A fault of a row: the column ("" for the row as a whole), the value, and a sentence on how to mend the fault.

    With `options` the fault is a question. Each option is (text to write in that column, its meaning); the user
    chooses one.
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
    """Cache of the register's rows, read once to compare a whole file, and of the names that the file adds."""

    kept: dict[Any, Any] = field(default_factory=dict)

    def once[Found](self, name: Any, read: Callable[[], Found]) -> Found:
        """Return the result of `read`, which is called once for each `name`."""
        if name not in self.kept:
            self.kept[name] = read()
        return cast("Found", self.kept[name])

    @property
    def people(self) -> People:
        """Index by name of everybody in the register."""
        return self.once(People, People)

    def names(self, kind: type[models.Model]) -> list[str]:
        """Return the names of existing rows of that kind, and the names that this file adds."""
        return self.once(kind, lambda: list(kind._default_manager.values_list("name", flat=True)))


class Cells:
    """Reads the values of one row and collects its faults; call `settle` before using the values."""

    def __init__(self, row: Row, ground: Ground | None = None) -> None:
        self.row = row
        self.ground = ground or Ground()
        self.faults: list[Fault] = []

    def wrong(self, column: str, text: str, options: tuple[tuple[str, str], ...] = ()) -> None:
        """Add a fault of the value in `column`. `text` says how to mend the fault, `options` are the user's choices."""
        self.faults.append(Fault(column, self.row.values.get(column, ""), text, options))

    def settle(self) -> None:
        """Raise FaultyRow where the row has a fault."""
        if self.faults:
            raise FaultyRow(self.faults)

    def text(self, column: str, most: int, *, needed: bool = False) -> str:
        """Return the value of a column. Add a fault for more than `most` characters, or for an empty needed cell."""
        value = self.row.values.get(column, "")
        if needed and not value:
            self.wrong(column, f"Enter the {column}.")
        if len(value) > most:
            self.wrong(column, f"It must be {most} characters or fewer. It has {len(value):,}.")
        return value

    def day(self, column: str, *, needed: bool = False) -> dt.date | None:
        """Return a day written 21/04/2022, 2022-04-21 or 21 April 2022; None for an empty or wrong cell."""
        return cast(dt.date | None, self._read(column, DAY)) if needed or self.row.values.get(column) else None

    def _read(self, column: str, form_field: forms.Field) -> Any:
        """Return the value of a column as a form would read it; None where the form would refuse it."""
        try:
            return form_field.clean(self.row.values.get(column, ""))
        except ValidationError as error:
            self.wrong(column, error.messages[0])
            return None

    def period(self, first: str = "from", last: str = "to", *, needed: bool = True) -> tuple[Any, dt.date | None]:
        """Return a first and a last day, None for an empty or wrong cell. An empty first day is a fault if `needed`."""
        since, until = self.day(first, needed=needed), self.day(last)
        if since and until and until < since:
            self.wrong(last, "The last day must not be before the first.")
        return since, until

    def time(self, column: str) -> dt.time | None:
        """Return a time written 10:00, 14.30 or 2pm; None for an empty or wrong cell."""
        time = self._read(column, TIME)
        return time.replace(second=0) if time else None  # a spreadsheet writes seconds, which no meeting has

    def yes(self, column: str, *, otherwise: bool = False) -> bool:
        """Return True for yes, False for no, and `otherwise` for an empty cell."""
        value = self.text(column, 20).lower()
        if value and value not in YES | NO:
            self.wrong(column, "Write yes or no.")
        return value in YES if value else otherwise

    def number(self, column: str, *, otherwise: int, most: int) -> int:
        """Return a whole number from 1 to `most`, and `otherwise` for an empty or wrong cell."""
        value = self.text(column, 20)
        if not value:
            return otherwise
        if not (value.isascii() and value.isdigit() and 1 <= int(value) <= most):
            self.wrong(column, f"Write a whole number from 1 to {most}.")
            return otherwise
        return int(value)

    def choice(self, column: str, words: Mapping[str, str], *, otherwise: str) -> str:
        """Return the value that `words` has for the label in `column`, in upper or lower case; else `otherwise`."""
        value = self.text(column, 60)
        if not value:
            return otherwise
        values = {label.casefold(): stored for label, stored in words.items()}
        if value.casefold() not in values:
            self.wrong(column, f"It is none of: {', '.join(words)}.{nearest(value, words)}")
        return values.get(value.casefold(), otherwise)

    def known(
        self, column: str, records: Iterable[Any], names: Callable[[Any], Iterable[str]], *, needed: bool = False
    ) -> Any:
        """
        Return the record that has the name in `column`, in any spelling; None if the cell is empty or wrong.

        `names` returns a record's names, its full name first. A full name is preferred to another record's short name.
        A name that two records share is a fault.
        """
        value = self.text(column, 250, needed=needed)
        if not value:
            return None
        wanted, every = one_spelling(value), [(record, list(names(record))) for record in records]
        alike = [[name for name in spelt if one_spelling(name) == wanted] for _, spelt in every]
        matches = [pair for pair, same in zip(every, alike, strict=True) if same]
        exact = [pair for pair in matches if one_spelling(pair[1][0]) == wanted] or matches
        if not exact:
            spellings = [name for _, spelt in every for name in spelt if name]
            self.wrong(column, f"There is no such {column} in the register.{nearest(value, spellings)}")
        elif len(exact) > 1:
            which = " or ".join(spelt[0] for _, spelt in exact)
            self.wrong(column, f"{len(exact)} are called that. Write {which} instead.")
        return exact[0][0] if len(exact) == 1 else None

    def name_known_or_new(self, column: str, most: int, kind: type[models.Model]) -> str:
        """Return the name in `column`, spelt as in the register if a row of `kind` has it. A likely slip is a fault."""
        value, names = self.text(column, most), self.ground.names(kind)
        spelling = {one_spelling(name): name for name in names}
        if value and one_spelling(value) not in spelling:
            if near := slip(value, names):
                self.wrong(column, f"Did you mean {near}? If it is another {column}, add that on its own page first.")
            elif not self.faults:
                names.append(value)
        return spelling.get(one_spelling(value), value)

    def person(self, column: str) -> Person | None:
        """Return the person whose name or slug is in `column`; None for an empty, unknown or ambiguous cell."""
        value = self.text(column, 130, needed=True)
        if not value:
            return None
        people = self.ground.people.called(value)
        if not people:
            near = nearest(value, self.ground.people.names)
            self.wrong(column, f"No one with that name is in the register.{near}")
        elif len(people) > 1:
            slugs = " or ".join(person.slug for person in people)
            self.wrong(column, f"{len(people)} people have that name. Write {slugs} instead.")
        return people[0] if len(people) == 1 else None


def nearest(value: str, names: Iterable[str]) -> str:
    """Return " Did you mean Ambridge?" with the name most similar to `value`; "" where no name is similar."""
    from rapidfuzz import fuzz, process  # imported here, because few processes need these megabytes

    match = process.extractOne(value.casefold(), _folded(names), scorer=fuzz.ratio, score_cutoff=50)
    return f" Did you mean {match[2]}?" if match else ""


def slip(value: str, names: Iterable[str]) -> str:
    """Return the name of which `value` misspells one word; "" for none. North is no misspelling of South."""
    from rapidfuzz import fuzz, process

    words = value.casefold().split()
    alike = process.extract_iter(value.casefold(), _folded(names), scorer=fuzz.ratio, score_cutoff=SLIP)
    for folded, _score, name in alike:
        others = folded.split()
        differing = [pair for pair in zip(words, others, strict=False) if pair[0] != pair[1]]
        if len(words) != len(others) or len(differing) != 1 or any(map(str.isdigit, "".join(differing[0]))):
            continue
        if fuzz.ratio(*differing[0]) >= SLIP:
            return name
    return ""


def _folded(names: Iterable[str]) -> dict[str, str]:
    # Fold the names here: rapidfuzz calls Python back for each name, which takes ten times as long.
    return {name: name.casefold() for name in names}


@dataclass(frozen=True)
class Column:
    """A column: its heading, an explanation of its values, an example, and whether the column is required."""

    name: str
    what: str
    example: str = ""
    needed: bool = False


@dataclass(frozen=True)
class Known:
    """
    The register's match for a row: its name, and a description of each change that the row would make.

    `change(by=...)` makes the changes with the register's verbs; it is called only where the user accepted them.
    """

    text: str
    changes: tuple[str, ...] = ()
    change: Callable[..., object] | None = None


class Kind(ABC):
    """A kind of file; two rows with the same values in the columns `same_by` count as one row entered twice."""

    slug: str
    title: str
    lead: str
    columns: tuple[Column, ...]
    same_by: tuple[str, ...] = ("name",)
    opens_sign_ins = False  # only for administrators who have just proved who they are

    def same(self, cells: Cells) -> Hashable:
        """Return a key of the row. A row repeats an earlier row where their keys are equal."""
        return tuple(one_spelling(cells.row.values.get(name, "")) for name in self.same_by)

    @abstractmethod
    def known(self, cells: Cells) -> Known | None:
        """Return the register's match for the row, None where the row is new. Write nothing. Raises FaultyRow."""

    @abstractmethod
    def take(self, cells: Cells, by: User | Portal) -> str:
        """Import one row with the register's verbs, and return a sentence about it. Raises FaultyRow or Refused."""

    @property
    def names(self) -> list[str]:
        """Headings of all columns."""
        return [column.name for column in self.columns]

    @property
    def needed(self) -> list[str]:
        """Headings that a file must have."""
        return [column.name for column in self.columns if column.needed]

"""
Stores of public rows, and the sources that fill them. There are two stores: the search's entries, open data's records.

Each app registers its sources when Django starts, so this module imports no app above it. A source makes its rows for a
few units at a time. A unit is a row such as a meeting or a person. When a verb changes a row, the source returns
the units that depend on that row. Before a stored row is shown, the source checks that the row is still public.
"""

import datetime as dt
import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from committee.models import EntryKind

LONGEST_TITLE, LONGEST_TEXT = 400, 40_000
AT_ONCE = 20  # units per batch
# A lookup from a row to the id of its unit ("meeting", "limb__resolution__minute__minutes__meeting"), or a function
# that returns the ids of its units.
Way = str | Callable[[Any], Iterable[int]]
# Functions that return which of some ids are public: at present, and on a day.
Asked = Callable[[Collection[int]], Iterable[int]]
AskedOn = Callable[[Collection[int], dt.date], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Row:
    """
    The content of one entry of the search, in plain text as shown; `address` is the path of a public page.

    `kind` and `thing`, an id, name the indexed row. `place` distinguishes the entries of one row: "Page 57".
    `committee`, `minute` and `people` are ids. Rows with the same `minute` are one result; a row that `is_routine`
    comes last.
    """

    kind: EntryKind
    thing: int
    address: str
    title: str
    text: str = ""
    place: str = ""
    committee: int | None = None
    day: dt.date | None = None
    people: tuple[int, ...] = ()
    minute: int | None = None
    is_routine: bool = False

    def digest(self) -> str:
        """Return a hash of the whole row."""
        content = json.dumps(astuple(self), default=str, ensure_ascii=False)
        return hashlib.sha256(content.encode(errors="replace")).hexdigest()


@dataclass(frozen=True)
class Source[Made]:
    """
    One app's contribution to a store.

    - `ways`: by model, the lookup or function (`Way`) from a row to the ids of the units that depend on the row.
    - `units`: a model in `ways`. Its lookup leads from its rows to every unit.
    - `rows_of`: yields (id of the unit, row to store) for some units. SECURITY: only rows that are public now, or
      from a later day that `public_on` checks.
    - `public`: by kind, a function that returns which of some ids are public at present.
    - `public_on`: by kind, a function that returns which of some ids are public on a given day.
    - `prepare`: called before each batch of a rebuild, for slow work such as reading files.
    """

    name: str
    ways: Mapping[type[Model], Way]
    units: type[Model]
    rows_of: Callable[[Collection[int]], Iterable[tuple[int, Made]]]
    public: Mapping[str, Asked] = field(default_factory=dict)
    public_on: Mapping[str, AskedOn] = field(default_factory=dict)
    prepare: Callable[[Collection[int]], Any] | None = None

    def all_units(self) -> set[int]:
        """Return the ids of all units."""
        way = self.ways[self.units]
        assert isinstance(way, str)
        return set(self.units._base_manager.values_list(way, flat=True).distinct())

    def units_of(self, thing: Model) -> set[int]:
        """Return the ids of the units that depend on the row `thing`; none where its model is not in `ways`."""
        way = self.ways.get(type(thing))
        if way is None:
            return set()
        if not isinstance(way, str):
            return set(way(thing))
        if way == "pk":
            return {thing.pk}
        rows = type(thing)._base_manager.filter(pk=thing.pk, **{f"{way}__isnull": False})
        return set(rows.values_list(way, flat=True))


def among(public: Callable[[], QuerySet[Any]]) -> Asked:
    """Return a function that returns which of some ids are rows of `public()`."""
    return lambda things: public().filter(pk__in=things).values_list("pk", flat=True)


def among_on(public: Callable[[dt.date], QuerySet[Any]]) -> AskedOn:
    """Return a function that returns which of some ids are rows of `public(on)`, on the day `on`."""
    return lambda things, on: public(on).filter(pk__in=things).values_list("pk", flat=True)


class Store[Made, Stored: Model](ABC):
    """A table of `Stored` rows that is kept equal to the `Made` values of its sources."""

    prefix = ""  # put before the name of a source where both are printed

    def __init__(self) -> None:
        self.sources: dict[str, Source[Made]] = {}

    def register(self, *sources: Source[Made]) -> None:
        """Add sources to this store."""
        self.sources |= {source.name: source for source in sources}

    def still_public(self, kind: str, things: Collection[int], on: dt.date) -> set[int]:
        """Return which of `things` (ids, all of `kind`) are public on the day `on`; none where no source has `kind`."""
        public: set[int] = set()
        for source in self.sources.values():
            if check := source.public.get(kind):
                public |= set(check(things))
            if check_on := source.public_on.get(kind):
                public |= set(check_on(things, on))
        return public

    def changed(self, things: Collection[Model]) -> None:
        """Refresh the stored rows of all units that depend on these rows."""
        for source in self.sources.values():
            units: set[int] = set().union(*(source.units_of(thing) for thing in things))
            for batch in batched(sorted(units), AT_ONCE):
                self.refresh(source, batch)

    def rebuild(self, *, beat: Callable[[], object] = int) -> Iterator[tuple[str, int]]:
        """
        Rebuild everything, a few units per transaction, so that readers need not wait. Unchanged rows stay.

        Yield (name of a source, number of its rows). Rows that no source makes any more are deleted. `beat` is called
        before each transaction.
        """
        self.drop(self.standing().exclude(source__in=self.sources))
        for source in self.sources.values():
            rows = self.standing().filter(source=source.name)
            for batch in batched(sorted({*source.all_units(), *rows.values_list("unit", flat=True)}), AT_ONCE):
                beat()
                if source.prepare:
                    source.prepare(batch)
                with transaction.atomic():
                    self.refresh(source, batch)
            yield source.name, rows.count()

    def differences(self) -> list[str]:
        """Return a line for each row that a rebuild would add or delete, for tests and drills. Nothing is changed."""
        lines = []
        for source in self.sources.values():
            rows = self.standing().filter(source=source.name)
            stored = {self.key_of(row): row for row in rows}
            wanted = self.made(source, {*source.all_units(), *rows.values_list("unit", flat=True)})
            lines += [f"{source.name} lacks {wanted[key]}" for key in wanted.keys() - stored.keys()]
            lines += [f"{source.name} has kept {stored[key]}" for key in stored.keys() - wanted.keys()]
        return lines

    @abstractmethod
    def standing(self) -> QuerySet[Stored]:
        """Return the rows of the table, without the tombstones that a store may have of removed rows."""

    @abstractmethod
    def key_of(self, row: Stored) -> Hashable:
        """Return the key of a row. Rows with equal keys have equal content."""

    @abstractmethod
    def made(self, source: Source[Made], units: Collection[int]) -> Mapping[Any, object]:
        """Return the rows that these units should have, by key."""

    @abstractmethod
    def refresh(self, source: Source[Made], units: Collection[int]) -> None:
        """Bring the rows of these units of a source up to date with public data; unchanged rows stay."""

    @abstractmethod
    def drop(self, rows: QuerySet[Stored]) -> None:
        """Remove rows that are no longer public."""

"""
What is indexed: each app registers its sources when it is ready, so that nothing here knows of an upper storey.

A source makes the entries of whole units: all of a meeting's papers, all of a review. It says of every row that a verb
may have changed to which of its units that belongs, makes the entries of units from what is public, and answers, before
something is shown, which of the things found still is.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import astuple, dataclass, field
from typing import Any

from django.db.models import Model

from committee.models import EntryKind

LONGEST_TITLE, LONGEST_TEXT = 400, 40_000
# A way of fields from a row to the id of its unit ("meeting", "limb__resolution__minute__minutes__meeting"), or a
# function that answers with the ids.
Way = str | Callable[[Any], Iterable[int]]
Asked = Callable[[Collection[int]], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Row:
    """One entry to be: words as they are shown, in plain text; `address` is a path of a public page."""

    kind: EntryKind
    thing: int
    address: str
    title: str
    text: str = ""
    place: str = ""
    committee: int | None = None
    day: dt.date | None = None
    people: tuple[int, ...] = ()

    def digest(self) -> str:
        """Return a hash of the whole row."""
        content = json.dumps(astuple(self), default=str, ensure_ascii=False)
        return hashlib.sha256(content.encode(errors="replace")).hexdigest()


@dataclass(frozen=True)
class Source:
    """
    What one app has to find.

    `ways` lead from rows of each model to units; `rows_of` makes the entries of units, SECURITY: of what is public at
    that moment alone; `units` are all there are; `public` answers by kind which of things, by their ids, are public
    now, `public_on` the same where it hangs on the day.
    `prepare` does, before all is made anew, what takes too long for somebody who waits: files are read.
    """

    name: str
    ways: Mapping[type[Model], Way]
    units: Callable[[], Iterable[int]]
    rows_of: Callable[[Collection[int]], Iterable[tuple[int, Row]]]
    public: Mapping[EntryKind, Callable[[Collection[int]], Iterable[int]]] = field(default_factory=dict)
    public_on: Mapping[EntryKind, Callable[[Collection[int], dt.date], Iterable[int]]] = field(default_factory=dict)
    prepare: Callable[[Collection[int]], Any] | None = None

    def units_of(self, thing: Model) -> set[int]:
        """Ids of the units that a row belongs to; none where it is none of this source's business."""
        return units_by(self.ways, thing)


def units_by(ways: Mapping[type[Model], Way], thing: Model) -> set[int]:
    """Ids of the units that a row leads to by the way of its model; none where there is no way."""
    way = ways.get(type(thing))
    if way is None:
        return set()
    if not isinstance(way, str):
        return set(way(thing))
    if way == "pk":
        return {thing.pk}
    return set(type(thing)._base_manager.filter(pk=thing.pk, **{f"{way}__isnull": False}).values_list(way, flat=True))


_SOURCES: dict[str, Source] = {}


def register(source: Source) -> None:
    """Have what `source` makes indexed."""
    _SOURCES[source.name] = source


def sources() -> list[Source]:
    """All that are registered."""
    return list(_SOURCES.values())


def still_public(kind: str, things: Collection[int], on: dt.date) -> set[int]:
    """Return which of `things` (ids, of one kind) are public on that day; none of a kind without a source."""
    public: set[int] = set()
    for source in _SOURCES.values():
        if check := source.public.get(EntryKind(kind)):
            public |= set(check(things))
        if asked_on := source.public_on.get(EntryKind(kind)):
            public |= set(asked_on(things, on))
    return public

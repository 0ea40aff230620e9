"""
What is kept as records: each app registers its sources when it is ready, so that nothing here knows of an upper storey.

As the sources of the search (`committee/search/sources.py`): a source makes the records of whole units, says of every
row that a verb may have changed to which of them that belongs, and answers, before a record is shown, which still are
public.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from committee.search.sources import Asked, Way, units_by
from committee.wording.unprintable import printable

Data = dict[str, Any]
AskedOn = Callable[[Collection[int], dt.date], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Record:
    """
    A public thing as data: days and times as ISO text, other things by their ids, addresses of ours as paths.

    `committee` and `meeting` are what lists are narrowed by; `since` is the day from which anybody may read it.
    """

    kind: str
    thing: int
    data: Data
    committee: int | None = None
    meeting: int | None = None
    since: dt.date | None = None


@dataclass(frozen=True)
class RecordSource:
    """
    What one app has to reuse.

    `rows_of` makes the records of units, SECURITY: of what is public at that moment alone; `public` answers by kind
    which of things, by their ids, are public now, `public_on` the same where it hangs on the day.
    """

    name: str
    ways: Mapping[type[Model], Way]
    units: Callable[[], Iterable[int]]
    rows_of: Callable[[Collection[int]], Iterable[tuple[int, Record]]]
    public: Mapping[str, Asked] = field(default_factory=dict)
    public_on: Mapping[str, AskedOn] = field(default_factory=dict)

    def units_of(self, thing: Model) -> set[int]:
        """Ids of the units that a row belongs to; none where it is none of this source's business."""
        return units_by(self.ways, thing)


_SOURCES: dict[str, RecordSource] = {}


def register(source: RecordSource) -> None:
    """Have what `source` makes kept."""
    _SOURCES[source.name] = source


def sources() -> list[RecordSource]:
    """All that are registered."""
    return list(_SOURCES.values())


def still_public(kind: str, things: Collection[int], on: dt.date) -> set[int]:
    """Return which of `things` (ids, of one kind) are public on that day; none of a kind without a source."""
    public: set[int] = set()
    for source in _SOURCES.values():
        if check := source.public.get(kind):
            public |= set(check(things))
        if asked_on := source.public_on.get(kind):
            public |= set(asked_on(things, on))
    return public


def cleaned(value: Any) -> Any:
    """Return data without characters that no database or feed takes: a page of a PDF may hold them."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: cleaned(item) for key, item in value.items()}
    return [cleaned(item) for item in value] if isinstance(value, list | tuple) else value


def digest(record: Record) -> str:
    """Return a hash of a record's whole content."""
    content = [record.data, record.committee, record.meeting, record.since]
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str, ensure_ascii=False).encode()).hexdigest()


def iso(moment: dt.date | None) -> str | None:
    """Return a day as ISO text, a moment in Universal Time; None where there is none."""
    if isinstance(moment, dt.datetime):
        return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    return moment.isoformat() if moment else None

"""
The records kept: what the search hears of (`index.changed`) is heard here too, in the transaction of the verb.

What is no longer public loses its words there and then; that it was there, and until when, stays.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from itertools import batched

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from committee.models import OpenRecord
from committee.open_data.sources import Record, RecordSource, cleaned, digest, sources
from committee.wording.dates import LONDON

AT_ONCE = 20  # units that are made together
Key = tuple[str, int]


def changed(*things: Model) -> None:
    """Refresh the records of these rows, and of all rows that depend on them."""
    for source in sources():
        units: set[int] = set().union(*(source.units_of(thing) for thing in things))
        for batch in batched(sorted(units), AT_ONCE):
            refresh(source, batch)


def refresh(source: RecordSource, units: Collection[int]) -> None:
    """Replace the records of these units by what is public now; unchanged records stay as they are."""
    wanted = _made(source, units)
    stands = OpenRecord.objects.filter(source=source.name, unit__in=units, deleted__isnull=True)
    stored = {
        (kind, thing): (pk, old_digest)
        for pk, kind, thing, old_digest in stands.values_list("pk", "kind", "thing", "digest")
    }
    gone = [stored[key][0] for key in stored.keys() - wanted.keys()]
    new = [key for key in sorted(wanted) if stored.get(key, (0, ""))[1] != digest(wanted[key][1])]
    if not gone and not new:
        return
    now = timezone.now()
    with transaction.atomic():
        for batch in batched(sorted(gone), 500):
            OpenRecord.objects.filter(pk__in=batch).update(data={}, digest="", modified=now, deleted=now)
        for keys in batched(new, 200):
            OpenRecord.objects.bulk_create(
                [_row(source, *wanted[key], now) for key in keys],
                update_conflicts=True,
                unique_fields=["kind", "thing"],
                update_fields=[*("source", "unit", "committee", "meeting", "data", "digest", "modified", "deleted")],
            )


def _made(source: RecordSource, units: Collection[int]) -> dict[Key, tuple[int, Record]]:
    """Build the records of units, each with its unit, by kind and id."""
    return {
        (record.kind, record.thing): (unit, replace(record, data=cleaned(record.data)))
        for unit, record in source.rows_of(units)
    }


def _row(source: RecordSource, unit: int, record: Record, now: dt.datetime) -> OpenRecord:
    shown = max(now, dt.datetime.combine(record.since, dt.time(), tzinfo=LONDON)) if record.since else now
    return OpenRecord(
        source=source.name,
        unit=unit,
        kind=record.kind,
        thing=record.thing,
        committee=record.committee,
        meeting=record.meeting,
        data=record.data,
        digest=digest(record),
        created=shown,
        modified=shown,
    )


def rebuild(*, beat: Callable[[], object] = int) -> Iterator[tuple[str, int]]:
    """
    Rebuild all records, some units a transaction. Unchanged records keep their times.

    Yield each source's name with the number of its records. Records that no source makes any more are deleted. `beat`
    is called before each transaction.
    """
    now = timezone.now()
    named = [source.name for source in sources()]
    nobodys = OpenRecord.objects.exclude(source__in=named).filter(deleted__isnull=True)
    nobodys.update(data={}, digest="", modified=now, deleted=now)
    for source in sources():
        for batch in batched(_units(source), AT_ONCE):
            beat()
            with transaction.atomic():
                refresh(source, batch)
        yield source.name, OpenRecord.objects.filter(source=source.name, deleted__isnull=True).count()


def _units(source: RecordSource) -> Iterable[int]:
    stale = OpenRecord.objects.filter(source=source.name, deleted__isnull=True).values_list("unit", flat=True)
    return sorted({*source.units(), *stale.distinct()})


def differences() -> list[str]:
    """Return where the records differ from a rebuild, a sentence each, without changing them. For tests and drills."""
    lines = []
    for source in sources():
        stands = OpenRecord.objects.filter(source=source.name, deleted__isnull=True)
        stored = {(row.kind, row.thing): row.digest for row in stands.only("kind", "thing", "digest")}
        wanted = {
            key: digest(record)
            for batch in batched(_units(source), AT_ONCE)
            for key, (_, record) in _made(source, batch).items()
        }
        lines += [
            f"{source.name}: no record of {kind} {thing}" for kind, thing in sorted(wanted.keys() - stored.keys())
        ]
        lines += [f"{source.name}: has kept {kind} {thing}" for kind, thing in sorted(stored.keys() - wanted.keys())]
        lines += [
            f"{source.name}: {key} says otherwise"
            for key in stored.keys() & wanted.keys()
            if stored[key] != wanted[key]
        ]
    return lines

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

from committee.dates import LONDON
from committee.models import OpenRecord
from committee.open_data.sources import Record, RecordSource, cleaned, digest, sources

AT_ONCE = 20  # units that are made together
Key = tuple[str, int]


def changed(*things: Model) -> None:
    """Have the records say of these rows, and of all that stands or falls with them, what is public now."""
    for source in sources():
        units: set[int] = set().union(*(source.units_of(thing) for thing in things))
        for some in batched(sorted(units), AT_ONCE):
            refresh(source, some)


def refresh(source: RecordSource, units: Collection[int]) -> None:
    """Exchange the records of these units for what is public now; what says the same stays as it is."""
    wanted = _made(source, units)
    stands = OpenRecord.objects.filter(source=source.name, unit__in=units, deleted__isnull=True)
    known = {(kind, thing): (pk, said) for pk, kind, thing, said in stands.values_list("pk", "kind", "thing", "digest")}
    gone = [known[key][0] for key in known.keys() - wanted.keys()]
    new = [key for key in sorted(wanted) if known.get(key, (0, ""))[1] != digest(wanted[key][1])]
    if not gone and not new:
        return
    now = timezone.now()
    with transaction.atomic():
        for some in batched(sorted(gone), 500):
            OpenRecord.objects.filter(pk__in=some).update(data={}, digest="", modified=now, deleted=now)
        for keys in batched(new, 200):
            OpenRecord.objects.bulk_create(
                [_row(source, *wanted[key], now) for key in keys],
                update_conflicts=True,
                unique_fields=["kind", "thing"],
                update_fields=[*("source", "unit", "committee", "meeting", "data", "digest", "modified", "deleted")],
            )


def _made(source: RecordSource, units: Collection[int]) -> dict[Key, tuple[int, Record]]:
    """What the records of units are, with their unit, by kind and id."""
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
    Look through everything anew, some units a transaction. What says the same keeps its times.

    Yields each source by its name with the number of its records. What no source makes any more goes. `beat` is called
    before each transaction.
    """
    now = timezone.now()
    named = [source.name for source in sources()]
    nobodys = OpenRecord.objects.exclude(source__in=named).filter(deleted__isnull=True)
    nobodys.update(data={}, digest="", modified=now, deleted=now)
    for source in sources():
        for some in batched(_units(source), AT_ONCE):
            beat()
            with transaction.atomic():
                refresh(source, some)
        yield source.name, OpenRecord.objects.filter(source=source.name, deleted__isnull=True).count()


def _units(source: RecordSource) -> Iterable[int]:
    stale = OpenRecord.objects.filter(source=source.name, deleted__isnull=True).values_list("unit", flat=True)
    return sorted({*source.units(), *stale.distinct()})


def differences() -> list[str]:
    """Where the records are not what would be made now, a sentence each; nothing is changed. For tests and drills."""
    told = []
    for source in sources():
        stands = OpenRecord.objects.filter(source=source.name, deleted__isnull=True)
        known = {(row.kind, row.thing): row.digest for row in stands.only("kind", "thing", "digest")}
        wanted = {
            key: digest(record)
            for some in batched(_units(source), AT_ONCE)
            for key, (_, record) in _made(source, some).items()
        }
        told += [f"{source.name}: no record of {kind} {thing}" for kind, thing in sorted(wanted.keys() - known.keys())]
        told += [f"{source.name}: has kept {kind} {thing}" for kind, thing in sorted(known.keys() - wanted.keys())]
        told += [
            f"{source.name}: {key} says otherwise" for key in known.keys() & wanted.keys() if known[key] != wanted[key]
        ]
    return told

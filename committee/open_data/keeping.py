"""
Update the table of open-data records.

A verb calls `index.changed`, which updates the search index and these records in the verb's transaction. A record that
is no longer public loses its data immediately. The record stays as a tombstone: empty, with the time of its removal.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import replace
from itertools import batched

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from committee.models import OpenRecord
from committee.open_data.records import Record, cleaned
from committee.search.sources import Source, Store
from committee.wording.dates import LONDON

type Key = tuple[str, int, str]  # kind, id and digest
# Columns that are overwritten if a record of the same kind and id exists; its column `created` stays.
REPLACED = ("source", "unit", "committee", "meeting", "data", "digest", "modified", "deleted")


class OpenRecords(Store[Record, OpenRecord]):
    """The records of open data, identified by kind, id and digest."""

    prefix = "open data, "

    def standing(self) -> QuerySet[OpenRecord]:
        """Return the records of public rows, without tombstones."""
        return OpenRecord.objects.filter(deleted__isnull=True)

    def key_of(self, row: OpenRecord) -> Key:
        """Return the kind, id and digest of a record."""
        return row.kind, row.thing, row.digest

    def made(self, source: Source[Record], units: Collection[int]) -> dict[Key, tuple[int, Record]]:
        """
        Return the records that `source` makes now of these units (ids of meetings, people or the like).

        The keys are (kind, id, digest), the values (id of the unit, record).
        """
        made = [(unit, replace(record, data=cleaned(record.data))) for unit, record in source.rows_of(units)]
        return {(record.kind, record.thing, record.digest()): (unit, record) for unit, record in made}

    def refresh(self, source: Source[Record], units: Collection[int]) -> None:
        """Bring the records of these units up to date with public data; unchanged records stay."""
        wanted = self.made(source, units)
        things = {(kind, thing) for kind, thing, _ in wanted}
        stands = self.standing().filter(source=source.name, unit__in=units)
        stored = list(stands.values_list("pk", "kind", "thing", "digest"))
        gone = [pk for pk, kind, thing, _ in stored if (kind, thing) not in things]
        new = sorted(wanted.keys() - {(kind, thing, digest) for _, kind, thing, digest in stored})
        if not gone and not new:
            return
        now = timezone.now()
        with transaction.atomic():
            for batch in batched(sorted(gone), 500):
                self.drop(OpenRecord.objects.filter(pk__in=batch))
            for keys in batched(new, 200):
                OpenRecord.objects.bulk_create(
                    [_row(source, *wanted[key], now) for key in keys],
                    update_conflicts=True,
                    unique_fields=["kind", "thing"],
                    update_fields=REPLACED,
                )

    def drop(self, rows: QuerySet[OpenRecord]) -> None:
        """Turn these records into tombstones: delete their data, and store the present time as their end."""
        now = timezone.now()
        rows.update(data={}, digest="", modified=now, deleted=now)


RECORDS = OpenRecords()


def _row(source: Source[Record], unit: int, record: Record, now: dt.datetime) -> OpenRecord:
    shown = max(now, dt.datetime.combine(record.since, dt.time(), tzinfo=LONDON)) if record.since else now
    return OpenRecord(
        source=source.name,
        unit=unit,
        kind=record.kind,
        thing=record.thing,
        committee=record.committee,
        meeting=record.meeting,
        data=record.data,
        digest=record.digest(),
        created=shown,
        modified=shown,
    )

"""
Seals of the trail and the reading log: a chain of hashes that shows whether a row was changed, removed or inserted.

A worker seals committed rows, in batches and in order of id (`seal_all`); no act waits for the worker. A seal has a
digest of each of its rows, so a changed row fails only its own check, and all other rows can still be checked.
Somebody who can bypass the database's triggers could rebuild the whole chain. Therefore the hash of each seal is also
written to the council's log collector (`record_lines`), and the last hash into each backup. `verify` checks whether the
chain still has a hash that its caller took from the log or a backup.
"""

import hashlib
import json
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Max, Min, Model

from committee.acts import record_lines
from committee.models import AccessEvent, AuditEntry, SealedLog, TrailSeal

logger = logging.getLogger(__name__)
MODELS: dict[str, type[Model]] = {SealedLog.TRAIL: AuditEntry, SealedLog.READINGS: AccessEvent}
# Columns of a row's digest, in this order. A column that the model gains later is not added, because the stored digests
# would no longer match.
COLUMNS: dict[str, tuple[str, ...]] = {
    SealedLog.TRAIL: (
        *("id", "at", "by_id", "by_name", "acting_for", "did", "subject_type", "subject_id", "subject", "facts"),
    ),
    SealedLog.READINGS: ("id", "at", "user_id", "subject_type", "subject_id", "subject", "right"),
}
EVERY_SECONDS = 15  # time between two runs of `seal_all`
PATIENCE_SECONDS = 20  # time to wait for open transactions to end
MOST_ROWS = 500  # rows of one seal
_WRITERS = """
SELECT virtualtransaction FROM pg_locks
WHERE locktype = 'relation' AND relation = %s::regclass AND mode = 'RowExclusiveLock' AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid <> pg_backend_pid()
"""
Digests = list[list[Any]]  # [id of a row, its digest]


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value


def _sha256(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _digests(log: str, after: int | None, last: int, most: int | None = None) -> Digests:
    rows = MODELS[log]._default_manager.filter(pk__lte=last)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    records = rows.order_by("pk").values_list(*COLUMNS[log])[:most]
    return [[row[0], _sha256([_plain(value) for value in row])] for row in records]


def _hash(seal: TrailSeal) -> str:
    return _sha256([seal.log, seal.number, _plain(seal.at), seal.last, seal.previous, seal.digests])


def seal_all(*, at: datetime, patience: float = PATIENCE_SECONDS) -> int:
    """Seal all unsealed rows of both logs. Return the number of rows sealed."""
    count = 0
    for log in MODELS:
        last = _settled(log, patience)
        while sealed := _seal(log, last, at):
            count += sealed
    return count


def _settled(log: str, patience: float) -> int:
    """
    Wait until no open transaction can commit an id below the last id. Return the last id; 0 after `patience` seconds.

    PostgreSQL assigns ids before the commit, so a row with a lower id can appear later. An INSERT takes a shared lock
    on the table before it gets an id, and keeps the lock until the commit. The function waits for every transaction
    that had this lock when the last id was read. After that, no further row below the last id can appear. On SQLite
    there is nothing to wait for, because SQLite has one writer at a time.
    """
    model = MODELS[log]
    last: int = model._default_manager.aggregate(last=Max("pk"))["last"] or 0
    if connection.vendor != "postgresql":
        return last
    ends = time.monotonic() + patience
    writing = _writers(model)
    while writing:
        if time.monotonic() >= ends:
            return 0
        time.sleep(0.1)
        writing &= _writers(model)
    return last


def _writers(model: type[Model]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_WRITERS, [model._meta.db_table])
        return {row[0] for row in cursor.fetchall()}


def _seal(log: str, last: int, at: datetime) -> int:
    """Seal the next rows of `log`, up to the id `last`. Return their number, or 0 if another worker is first."""
    before = TrailSeal.objects.filter(log=log).order_by("number").last()
    digests = _digests(log, before.last if before else None, last, MOST_ROWS)
    if not digests:
        return 0
    seal = TrailSeal(
        log=log,
        number=before.number + 1 if before else 1,
        at=at,
        last=digests[-1][0],
        digests=digests,
        previous=before.hash if before else "",
    )
    seal.hash = _hash(seal)
    try:
        with transaction.atomic():
            seal.save(force_insert=True)
            record_lines.write(seal)  # before the commit, so that the rows are sealed again later if writing fails
    except IntegrityError:
        return 0
    return len(digests)


@dataclass
class Verified:
    """
    The result of checking a log's chain.

    - `last`: the last seal; `rows`: the number of sealed rows
    - `breaks`: a sentence for each fault
    - `waiting`: the number of rows that are not sealed yet; `waiting_since`: the moment of the first of these rows
    """

    last: TrailSeal | None = None
    rows: int = 0
    breaks: list[str] = field(default_factory=list)
    waiting: int = 0
    waiting_since: datetime | None = None


def verify(log: str, holds: str = "") -> Verified:
    """Check every seal and sealed row of `log`. `holds` is a hash that one of the seals must have; "" for none."""
    result = Verified()
    hashes = set()
    for seal in TrailSeal.objects.filter(log=log).order_by("number").iterator(50):
        result.breaks += [*_wrong_link(seal, result.last), *_wrong_rows(seal, result.last)]
        result.last = seal
        result.rows += len(seal.digests)
        hashes.add(seal.hash)
    if holds and holds not in hashes:
        result.breaks.append(f"No seal has the hash {holds}: the chain was cut off or made again.")
    result.waiting, result.waiting_since = _waiting(log, result.last)
    return result


def waiting() -> tuple[int, datetime | None]:
    """Return the number of rows of both logs without a seal, and the moment of the first of them."""
    last_seals = {log: TrailSeal.objects.filter(log=log).order_by("number").last() for log in MODELS}
    counts = [_waiting(log, seal) for log, seal in last_seals.items()]
    return sum(count for count, _ in counts), min((since for _, since in counts if since), default=None)


def _waiting(log: str, last: TrailSeal | None) -> tuple[int, datetime | None]:
    rows = MODELS[log]._default_manager.filter(pk__gt=last.last if last else 0)
    return rows.count(), rows.aggregate(since=Min("at"))["since"]


def _wrong_link(seal: TrailSeal, before: TrailSeal | None) -> Iterator[str]:
    number, previous = (before.number + 1, before.hash) if before else (1, "")
    if seal.number != number:
        yield f"Seal {number} is missing."
    elif seal.previous != previous:
        yield f"Seal {seal.number} does not follow from the one before."
    if seal.hash != _hash(seal):
        yield f"Seal {seal.number} is not what was made."


def _wrong_rows(seal: TrailSeal, before: TrailSeal | None) -> Iterator[str]:
    sealed = dict(seal.digests)
    present = dict(_digests(seal.log, before.last if before else None, seal.last))
    for key in sorted({*sealed, *present}):
        if key not in present:
            yield f"Entry {key} is missing."
        elif key not in sealed:
            yield f"Entry {key} was put in after its place was sealed."
        elif present[key] != sealed[key]:
            yield f"Entry {key} is not what was sealed."

"""
The trail and the reading log as JSON lines, for a council's log collector.

If RECORDS_LOG names a file, rows are appended to the file when they are sealed, in order and without gaps. The line of
the seal follows the lines of its rows. Two faults are possible:

- If a worker dies after it has written the lines and before the seal is committed, the rows are written again, with the
  same ids.
- If the disk was full, half a line may come before a row.

SECURITY: readers of the collector have no right to exempt papers, so a line has no more than administrators may read
on the trail. A line has the type and id of an act's subject. The line names only subjects of the register.
"""

import errno
import fcntl
import json
import os
from collections.abc import Iterator
from typing import BinaryIO

from django.conf import settings

from committee.acts.audit import OF_THE_REGISTER
from committee.models import AccessEvent, AuditEntry, SealedLog, TrailSeal

NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP)  # some network file systems have no locks


def write(seal: TrailSeal) -> None:
    """Append the rows of a seal and the seal itself to the file RECORDS_LOG, if it is set. Raises OSError."""
    if not settings.RECORDS_LOG:
        return
    text = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines(seal))
    with open(settings.RECORDS_LOG, "ab+", opener=_for_the_group) as file:
        _lock(file)
        file.write(_after_half_a_line(file) + text.encode())
        file.flush()
        os.fsync(file.fileno())


def _lock(file: BinaryIO) -> None:
    """Lock the file against another writer; do nothing on a file system that has no locks."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
    except OSError as error:
        if error.errno not in NO_LOCKS:
            raise


def _after_half_a_line(file: BinaryIO) -> bytes:
    """Return a line end if the file's last line has none, so that a new line does not continue that line; else b""."""
    if not file.seek(0, os.SEEK_END):
        return b""
    file.seek(-1, os.SEEK_END)
    return b"" if file.read(1) == b"\n" else b"\n"


def _for_the_group(path: str, flags: int) -> int:
    return os.open(path, flags, 0o640)


def lines(seal: TrailSeal) -> Iterator[dict[str, object]]:
    """Yield the line of each row of a seal, as a dict, then the line of the seal."""
    keys = [key for key, _ in seal.digests]
    if seal.log == SealedLog.TRAIL:
        for entry in AuditEntry.objects.filter(pk__in=keys).order_by("pk"):
            yield _act(entry)
    else:
        for event in AccessEvent.objects.filter(pk__in=keys).select_related("user").order_by("pk"):
            yield _reading(event)
    yield {"log": "seals", "of": seal.log, "seal": seal.number, "at": seal.at.isoformat(), "last": seal.last,
           "hash": seal.hash}  # fmt: skip


def _act(entry: AuditEntry) -> dict[str, object]:
    line = {
        "log": SealedLog.TRAIL.value,
        "id": entry.pk,
        "at": entry.at.isoformat(),
        "by": entry.by_name,
        "by_id": entry.by_id,
        "acting_for": entry.acting_for,
        "did": entry.did,
        "subject_type": entry.subject_type,
        "subject_id": entry.subject_id,
    }
    return line | {"subject": entry.subject} if entry.subject_type.startswith(OF_THE_REGISTER) else line


def _reading(event: AccessEvent) -> dict[str, object]:
    return {
        "log": SealedLog.READINGS.value,
        "id": event.pk,
        "at": event.at.isoformat(),
        "by": event.user.get_full_name(),
        "by_id": event.user_id,
        "subject_type": event.subject_type,
        "subject_id": event.subject_id,
        "right": event.right,
    }

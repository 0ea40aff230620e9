"""Making a backup while the portal serves: written under a temporary name, and renamed when it is complete."""

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from committee.acts.record_lines import NO_LOCKS
from committee.acts.refusal import Refused
from committee.files import files
from committee.models import SealedLog, StoredFile, TrailSeal
from committee.portal.backup import EMPTY_AGAIN, FORMAT, MANIFEST, SECRETS, Failed, databases, why
from meetings.unused_files import is_wanted

LOOKS, BETWEEN_LOOKS = 3, 0.5  # checks of a missing file, and seconds between them
UNFINISHED = ".unfinished"


def _moment() -> dict[str, Any]:
    """Return the applied migrations, the last hash of each sealed log, and (id, hash, size) of each stored file."""
    seals = {}
    for log in SealedLog:
        if last := TrailSeal.objects.filter(log=log).order_by("number").last():
            seals[log.value] = last.hash
    return {
        "migrations": sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations()),
        "seals": seals,
        "files": list(StoredFile.objects.order_by("pk").values_list("pk", "sha256", "size")),
    }


def make(folder: Path, *, at: datetime, keep: int = 0) -> tuple[Path, dict[str, str]]:
    """
    Write a backup into a new folder inside `folder`. An error leaves no half backup.

    Return the new folder, and a sentence for each file that is missing or altered, by the file's hash; all other files
    are in the backup. With `keep`, delete older backups beyond that number, unless a file is missing or altered.
    """
    name = f"portal-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    whole, half = folder / name, folder / f".{name}{UNFINISHED}"
    if whole.exists():
        raise Failed(f"There is already a backup called {whole}.")
    databases.check_tools()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone_in(folder) as certain:
            for leftover in folder.glob(f".portal-*{UNFINISHED}") if certain else ():  # left by a killed backup
                shutil.rmtree(leftover, ignore_errors=True)
            half.mkdir(mode=0o700)
            try:
                faults = _fill(half, at)
                os.rename(half, whole)
            finally:
                shutil.rmtree(half, ignore_errors=True)
            databases.sync(folder)
            if keep and not faults:
                for old in sorted(folder.glob("portal-*Z"))[:-keep]:
                    shutil.rmtree(old)
    except OSError as error:
        raise Failed(f"The backup could not be written in {folder}: {why(error)}.") from error
    return whole, faults


@contextmanager
def _alone_in(folder: Path) -> Iterator[bool]:
    """
    Lock `folder` during the block; raise Failed where another backup is being written in `folder`.

    Yield True where the lock is certain, False where the file system has no locks. The lock ends with the process, even
    where the process is killed.
    """
    number, certain = os.open(folder, os.O_RDONLY), True
    try:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Failed(f"Another backup is being written in {folder}. Wait until it has finished.") from error
        except OSError as error:
            if error.errno not in NO_LOCKS:
                raise
            certain = False
        yield certain
    finally:
        os.close(number)


def _fill(half: Path, at: datetime) -> dict[str, str]:
    before, moment = os.umask(0o077), dict[str, Any]()
    try:
        databases.copy(half, lambda: moment.update(_moment()))
        copied, erased, faults = _copy_files(half, moment["files"])
        path = half / databases.NAMES[connection.vendor]
        databases.sync(path)
        about = {
            "format": FORMAT,
            "made_at": at.astimezone(UTC).isoformat(),
            "site": settings.SITE_URL,
            "database": {
                "vendor": connection.vendor,
                "version": databases.server(),
                "size": path.stat().st_size,
                "sha256": sha256_of(path),
            },
            **moment,
            "files": copied,
            "erased": erased,
            "faults": faults,
            "left_out": [*SECRETS, *(f"the rows of {name}" for name in EMPTY_AGAIN)],
        }
        (half / MANIFEST).write_text(json.dumps(about, indent=1), "utf-8")
        databases.sync(half / MANIFEST)
        return faults
    finally:
        os.umask(before)


def _copy_files(half: Path, rows: list[tuple[int, str, int]]) -> tuple[dict[str, int], list[str], dict[str, str]]:
    """
    Copy each file.

    Return the sizes of the copied files by hash, the hashes of lawfully erased files, and the faults by hash.
    """
    sizes: dict[str, int] = {}
    erased: list[str] = []
    faults: dict[str, str] = {}
    for pk, sha256, size in rows:
        path = place_of(half, sha256)
        try:
            copied = _copy_file(path, sha256)
        except files.Lost:
            if _is_wanted_still(pk):
                faults[sha256] = "is missing from storage"
            else:
                erased.append(sha256)
            continue
        except Refused as refusal:
            raise Failed(f"The file {sha256} cannot be read: {refusal.text}") from refusal
        if copied != (sha256, size):
            path.unlink()
            faults[sha256] = "has been altered: its hash has changed"
            continue
        sizes[sha256] = size
    return sizes, erased, faults


def _is_wanted_still(pk: int) -> bool:
    """
    Return whether a missing file should exist.

    The database is checked LOOKS times, because erasing a file deletes its bytes before the transaction commits.
    """
    for _ in range(LOOKS):
        if not is_wanted(pk):
            return False
        time.sleep(BETWEEN_LOOKS)
    return True


def place_of(folder: Path, sha256: str) -> Path:
    """Return the path of a file in a backup."""
    return folder / "files" / sha256[:2] / sha256[2:4] / sha256


def _copy_file(to: Path, sha256: str) -> tuple[str, int]:
    to.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with to.open("wb") as copy:
        try:
            for block in files.blocks(sha256, is_expected=False):
                copy.write(block)
                digest.update(block)
                size += len(block)
        except files.Lost:
            to.unlink()
            raise
    databases.sync(to)
    return digest.hexdigest(), size


def sha256_of(path: Path) -> str:
    """Return the hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

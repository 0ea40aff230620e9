"""Restoring a backup into an empty database and storage, then verifying both sealed logs and the hash of every file."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any, TypeGuard

from django.core.files import File
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from committee.acts.refusal import Refused
from committee.acts.seals import verify
from committee.database.other_release import APPS
from committee.files import files
from committee.models import SealedLog, StoredFile
from committee.portal.backup import FORMAT, MANIFEST, Failed, databases, why
from committee.portal.backup.making import place_of, sha256_of
from committee.search import index_version


def restore(backup: Path) -> dict[str, Any]:
    """
    Restore a backup into the database and the file storage that the settings name.

    Return `sealed` (number of rows per sealed log), `files` (number of files), `faults` (files that were missing or
    altered before the backup, by hash), `migrated` (whether migrations ran) and `left_out` (settings and tables that
    the backup lacks). Raise Failed where the database or the storage is not empty,
    the backup is incomplete, or verification fails.
    """
    about = _about(backup)
    _refuse_what_does_not_fit(about)
    if not databases.is_empty():
        raise Failed("The database is not empty. A backup can only be restored into an empty database.")
    try:
        if not files.is_empty():
            raise Failed("File storage is not empty. A backup can only be restored into empty storage.")
        _look_through(backup, about)
        databases.check_tools()
        databases.put_back(backup)
        for sha256 in about["files"]:
            with place_of(backup, sha256).open("rb") as file:
                files.put_back(sha256, File(file))
    except Refused as refusal:
        raise Failed(refusal.text) from refusal
    except OSError as error:
        raise Failed(f"The backup could not be restored: {why(error)}.") from error
    migrated = _migrate(about)
    index_version.raise_version()
    verified = {"sealed": _verified(about), "files": _verify_files(about)}
    return {**verified, "faults": about["faults"], "migrated": migrated, "left_out": about["left_out"]}


def _about(backup: Path) -> dict[str, Any]:
    unread = f"{backup} is not a whole backup: it has no {MANIFEST} that can be read."
    try:
        about = json.loads((backup / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise Failed(unread) from error
    if isinstance(about, dict) and isinstance(about.get("format"), int) and about["format"] != FORMAT:
        raise Failed(f"{backup} is a backup of another format ({about['format']}).")
    if isinstance(about, dict):
        about.setdefault("faults", {})  # a backup made before version 1.0 was refused where a file was missing
    if not _is_shaped(about):
        raise Failed(unread)
    return about


def _is_shaped(about: Any) -> TypeGuard[dict[str, Any]]:
    """
    Return whether the manifest has every field that this module reads.

    Every file name must be a hash, so that no name leads out of the folder.
    """
    try:
        words = [about["database"]["vendor"], about["database"]["sha256"], *about["seals"].values(), *about["left_out"]]
        words += about["faults"].values()
        names = [about["database"]["sha256"], *about["files"].keys(), *about["erased"], *about["faults"].keys()]
        pairs = [[str(app), str(name)] for app, name in about["migrations"]]
        return (
            about["format"] == FORMAT
            and all(isinstance(word, str) for word in words)
            and all(re.fullmatch(r"[0-9a-f]{64}", name) for name in names)
            and pairs == about["migrations"]
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        return False


def _refuse_what_does_not_fit(about: dict[str, Any]) -> None:
    connection.ensure_connection()
    if about["database"]["vendor"] != connection.vendor:
        raise Failed(f"The backup is of {about['database']['vendor']}, and DATABASE_URL names {connection.vendor}.")
    migrations = MigrationLoader(None).disk_migrations
    newer = [name for app, name in about["migrations"] if (app, name) not in migrations and app in APPS]
    if newer:
        raise Failed(f"The backup is from a newer release: this one does not have {newer[0]}.")


def _look_through(backup: Path, about: dict[str, Any]) -> None:
    """Raise Failed where a file that the manifest names is missing or altered. Call this before anything is written."""
    wanted = {backup / databases.NAMES[connection.vendor]: about["database"]["sha256"]}
    wanted |= {place_of(backup, sha256): sha256 for sha256 in about["files"]}
    for path, sha256 in wanted.items():
        if not path.is_file():
            raise Failed(f"{path} is missing from the backup.")
        if sha256_of(path) != sha256:
            raise Failed(f"{path} is not what was backed up: it has another hash now.")


def _migrate(about: dict[str, Any]) -> bool:
    before = {tuple(migration) for migration in about["migrations"]}
    if all(migration in before for migration in MigrationLoader(None).disk_migrations):
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def _verified(about: dict[str, Any]) -> dict[str, int]:
    sealed = {}
    for log in SealedLog:
        result = verify(log, holds=about["seals"].get(log.value, ""))
        if result.breaks:
            raise Failed(f"All was put back, but the chain of the {log.label.lower()} breaks: {result.breaks[0]}")
        sealed[log.label] = result.rows
    return sealed


def _verify_files(about: dict[str, Any]) -> int:
    count = 0
    for sha256 in StoredFile.objects.order_by("pk").values_list("sha256", flat=True).iterator():
        if sha256 in about["erased"] or sha256 in about["faults"]:
            continue
        digest = hashlib.sha256()
        try:
            for block in files.blocks(sha256):
                digest.update(block)
        except Refused as refusal:
            raise Failed(f"Everything was restored, but the file {sha256} cannot be read: {refusal.text}") from refusal
        except files.Lost as error:
            raise Failed(f"Everything was restored, but the file {sha256} is missing.") from error
        if digest.hexdigest() != sha256:
            raise Failed(f"Everything was restored, but the file {sha256} has another hash.")
        count += 1
    return count

"""./script/upgrade: back up, migrate and check; leave the database as it was where a migration fails."""

import sqlite3
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from committee.acts import seals
from committee.database import other_release
from committee.models import SealedLog
from committee.portal.backup.making import make

# A migration that waits for a lock holds up everybody who comes after it. So it gives up soon, and tries again.
LOCK_SECONDS, TRIES, PAUSE_SECONDS = 5, 12, 5


class Command(BaseCommand):
    """Upgrades the database of a portal that may go on serving with the release before."""

    help = "Upgrade the database to this release: back up, run the migrations, check. If one fails, none has run."
    requires_system_checks = []  # the database checks need the tables of this release

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the folder for the backup."""
        parser.add_argument("folder", type=Path, help="the folder for backups")

    def handle(self, *args: object, folder: Path, **options: object) -> None:
        """
        Upgrade the database, and say how far it is.

        Raises CommandError, having changed nothing, where the database is empty or of a newer release, where the backup
        or a migration fails, and where the trail does not verify afterwards.
        """
        if not other_release.applied(connection):
            raise CommandError(other_release.NO_TABLES)
        if unknown := other_release.unknown_migrations(connection):
            raise CommandError(other_release.refusal(unknown))
        made, faults = make(folder, at=timezone.now())
        self.stdout.write(f"Backed up: {made}")
        for sha256, fault in faults.items():
            self.stderr.write(f"The file {sha256} {fault}.")
        count = len(_pending())
        for tried in range(1, TRIES + 1):
            try:
                with _all_or_nothing():
                    call_command("migrate", interactive=False, verbosity=0)
                    _refuse_broken_chains()
                break
            except (DatabaseError, ValueError, CommandError) as error:
                if not isinstance(error.__cause__, LockNotAvailable) or tried == TRIES:
                    raise CommandError(f"Nothing was changed: a migration failed. {error}") from error
                self.stdout.write("Somebody is using a table that changes. Trying again.")
                time.sleep(PAUSE_SECONDS)
        call_command("createcachetable", verbosity=0)
        self.stdout.write(f"Migrations run: {count}. The trail and the reading log verify.")
        self.stdout.write("Now restart the web servers and the workers with this release, one after the other.")


def _pending() -> list[object]:
    executor = MigrationExecutor(connection)
    return list(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _refuse_broken_chains() -> None:
    for log in SealedLog:
        if breaks := seals.verify(log).breaks:
            raise CommandError(f"The chain of the {log.label.lower()} breaks: {breaks[0]}")


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """Undo every migration of the block where one fails: by a transaction, on SQLite by a copy of the file."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else a table with changed rows cannot be altered
            yield
        return
    connection.ensure_connection()
    copy = sqlite3.connect("")  # in memory, and on disk where it is large
    connection.connection.backup(copy)
    try:
        yield
    except BaseException:
        copy.backup(connection.connection)
        raise
    finally:
        copy.close()

"""./script/manage prepare_database: run every migration, create the cache table, and turn PostgreSQL's JIT off."""

from contextlib import suppress
from typing import Any

from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import ProgrammingError, connection

from committee.database import other_release


class Command(BaseCommand):
    """Prepares the database for script/setup; safe to run twice."""

    help = "Update the database and create the cache table."
    requires_system_checks = []  # the database checks need tables, and there may be none yet

    def handle(self, *args: Any, **options: Any) -> None:
        """
        Migrate and create the cache table, in one process because each start of Django takes a second.

        Raises CommandError for a database of another release; a developer's SQLite file is renamed instead.
        """
        if unknown := other_release.unknown_migrations(connection):
            if not other_release.is_newcomers(connection):
                raise CommandError(other_release.refusal(unknown))
            new = other_release.move_aside(connection)
            line = f"The database of another release is now {new.name}, and an empty one is made in its place"
            self.stderr.write(line, str)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        if connection.vendor == "postgresql":
            # JIT takes 80 ms to compile a query that runs in 4 ms. Only the database's owner may turn JIT off.
            with suppress(ProgrammingError), connection.cursor() as cursor:
                cursor.execute(
                    "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET jit = off', current_database()); END $$"
                )

"""./script/manage migrate: Django's command, which refuses a database of another release before changing it."""

from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from committee.database import other_release
from committee.search import index_version

FIRST = ("committee", "0001_tables_of_people_committees_and_the_trail")


class Command(migrate.Command):
    """Django's command, with a check before it and a request to rebuild the search index after it."""

    def handle(self, *args: Any, **options: Any) -> None:
        """
        Migrate. If the database had the portal's tables before and has new migrations now, request a new search index.

        Raises CommandError for a database of another release, or with another encoding than UTF8. With `--check`, an
        empty database is refused, and one of a newer release, unless NEWER_DATABASE=1 says that this start is part of
        an upgrade or a way back from one.
        """
        connection = connections[options["database"]]
        if options["check_unapplied"] and not other_release.applied(connection):
            raise CommandError(other_release.NO_TABLES)
        newer = other_release.unknown_migrations(connection) if options["check_unapplied"] else []
        if newer and not settings.NEWER_DATABASE:
            raise CommandError(other_release.refusal(newer))
        if unknown := other_release.does_not_fit(connection):
            raise CommandError(other_release.refusal(unknown))
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                encoding = cursor.execute("SHOW server_encoding").fetchone()[0]
            if encoding != "UTF8":
                raise CommandError(other_release.NOT_UTF8 % encoding)
        recorder = MigrationRecorder(connection)
        before = recorder.applied_migrations().keys()
        super().handle(*args, **options)
        after = recorder.applied_migrations().keys()
        if FIRST in before and after > before:
            index_version.raise_version()

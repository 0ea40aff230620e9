"""Recognise a database made by another release: it has migrations that are not in this code."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

APPS = ("committee", "meetings", "workprogramme", "reviews")
NOT_UTF8 = (
    "The database must have the encoding UTF8, not %s. Make it anew: "
    "CREATE DATABASE portal ENCODING 'UTF8' TEMPLATE template0"
)
NO_TABLES = "The database has no tables yet. Run first: script/manage prepare_database"


def unknown_migrations(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the migrations applied to this database that are not in the code, such as "meetings 0007_name"."""
    return sorted(" ".join(key) for key in applied(connection) - migrations_in_code())


def does_not_fit(connection: BaseDatabaseWrapper) -> list[str]:
    """
    Return the unknown migrations of a database that also lacks migrations of this code.

    Return [] for a database that has all migrations of this code, or no unknown migration.
    """
    return unknown_migrations(connection) if migrations_in_code() - applied(connection) else []


@cache
def migrations_in_code() -> frozenset[tuple[str, str]]:
    """Return (app, name) of each migration of our apps in this code."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return frozenset(key for key in loader.disk_migrations if key[0] in APPS)


def applied(connection: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    """Return (app, name) of each migration of our apps that this database has."""
    return {key for key in MigrationRecorder(connection).applied_migrations() if key[0] in APPS}


def refusal(unknown: list[str]) -> str:
    """Return sentences that say why the database was not changed, and what the user can do."""
    return (
        f"This database is of another release: this one has no migration {unknown[0]}. Nothing was changed in it. "
        "Run the release that made it, or name an empty database."
    )


def is_newcomers(connection: BaseDatabaseWrapper) -> bool:
    """Return whether the database is the SQLite file of a developer's checkout. Such a file may be renamed."""
    return connection.vendor == "sqlite" and not settings.PRODUCTION and Path(_name(connection)).is_file()


def move_aside(connection: BaseDatabaseWrapper) -> Path:
    """Rename the file of the database, and SQLite's files beside it. Return the new path."""
    path = Path(_name(connection))
    connection.close()
    number = 1
    while (new := path.with_name(f"{path.stem}.before-{number}{path.suffix}")).exists():
        number += 1
    for beside in ("-wal", "-shm", ""):
        if (old := path.with_name(path.name + beside)).exists():
            old.rename(new.with_name(new.name + beside))
    return new


def _name(connection: BaseDatabaseWrapper) -> str:
    return str(connection.settings_dict["NAME"])

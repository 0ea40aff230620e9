"""
Django's makemigrations with what triggers need; `script/manage makemigrations` comes here.

SQLite remakes a table for most changes, drops its triggers and stumbles over those elsewhere that name it. So what
alters such a table is written inside `AlterGuardedTables`, and the SQL of the triggers is written beside it.
"""

import re
import sys
from collections.abc import Iterable
from typing import Any, cast

from django.core.management.commands import makemigrations
from django.db.migrations import CreateModel, Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.serializer import BaseSerializer
from django.db.migrations.writer import MigrationWriter

from committee.database.frozen_triggers import AlterGuardedTables
from tests.freeze_triggers import APPS, declared, freeze


class ThisFile:
    """The path of a migration, which it knows itself."""


class _ThisFile(BaseSerializer):
    def serialize(self) -> tuple[str, set[str]]:
        return "__file__", set()


def guarded(app: str, operations: Iterable[Operation]) -> list[str]:
    """Return the tables that these operations alter and that a trigger is on or names."""
    models = [
        getattr(one, "model_name", getattr(one, "name", "")) for one in operations if type(one) is not CreateModel
    ]
    sql = "\n".join(statement for of in APPS for statement in declared(of, "sqlite"))
    tables = {f"{app}_{model.lower()}" for model in models}
    return sorted(table for table in tables if re.search(rf"\b{table}\b", sql))


class Command(makemigrations.Command):
    """Django's, but for changes of tables with triggers."""

    def write_migration_files(self, changes: dict[str, list[Migration]], *args: Any, **options: Any) -> None:
        """Write each migration, and the SQL of its triggers beside it."""
        MigrationWriter.register_serializer(ThisFile, _ThisFile)
        altered, this = [], cast(str, ThisFile())
        for app, made in changes.items():
            for migration in made:
                if tables := guarded(app, migration.operations):
                    vars(migration)["operations"] = [AlterGuardedTables(this, list(migration.operations))]
                    altered.append((app, migration.name, tables))
        super().write_migration_files(changes, *args, **options)
        for app, name, tables in altered if not self.dry_run else ():
            freeze(app, name, tables)


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "committee.settings")
    import django

    django.setup()
    Command().run_from_argv(["manage.py", "makemigrations", *sys.argv[1:]])

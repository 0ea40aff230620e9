"""
Migrations of a release run while the release before serves: they lock no large table and break no code of before.

They expand; a later release contracts. `FIRST` names the migrations that made the tables, before the first release.
"""

from collections.abc import Iterator

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from committee.database.constraints import WidenConstraint
from committee.database.frozen_triggers import AlterGuardedTables, InstallTriggers
from committee.database.other_release import APPS

FIRST = ("0001", "0002")
# What an operation takes away that the release before still reads or writes.
TAKES_AWAY = (
    migrations.DeleteModel, migrations.RenameModel, migrations.AlterModelTable,
    migrations.RemoveField, migrations.RenameField,
)  # fmt: skip
HARMLESS = (
    migrations.CreateModel, migrations.AlterModelOptions, migrations.AlterModelManagers, migrations.RemoveConstraint,
    migrations.RemoveIndex, migrations.RenameIndex, InstallTriggers, WidenConstraint,
)  # fmt: skip


def faults(operations: list[Operation], made: set[str]) -> Iterator[str]:
    """Yield a sentence for each operation that must not run while the release before serves; `made` are new tables."""
    for operation in operations:
        name = operation.describe()
        table = str(getattr(operation, "model_name", "")).lower()
        if isinstance(operation, AlterGuardedTables):
            yield from faults(list(operation.operations), made)
        elif isinstance(operation, migrations.CreateModel):
            made.add(operation.name.lower())
        elif isinstance(operation, TAKES_AWAY):
            yield f"{name}: the release before still uses it. Take it away in the release after."
        elif isinstance(operation, HARMLESS) or table in made:
            continue
        elif isinstance(operation, migrations.AddField):
            field = operation.field
            if not (field.null or field.has_db_default() or isinstance(field, models.ManyToManyField)):
                yield f"{name}: the release before writes rows without it. Give it null=True or a db_default."
        elif isinstance(operation, migrations.AddIndex | migrations.AlterField):
            yield f"{name}: locks a whole table. Use AddIndexConcurrently, or add a new column."
        elif isinstance(operation, migrations.AddConstraint):
            yield f"{name}: reads a whole table under a lock. Use AddConstraintNotValid, then ValidateConstraint."
        else:
            yield f"{name}: say in this test why it locks nothing for long."


def test_no_migration_locks_a_large_table_or_breaks_the_release_before():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    ours = {key: one for key, one in loader.disk_migrations.items() if key[0] in APPS and key[1][:4] not in FIRST}
    by_migration = {key: list(faults(list(one.operations), set())) for key, one in ours.items()}
    assert ours and {key: sentences for key, sentences in by_migration.items() if sentences} == {}


TEXT = models.CharField(max_length=9)
BAD = (
    migrations.RemoveField("meeting", "note"),
    migrations.AddField("meeting", "note", models.CharField(max_length=9, default="")),
    migrations.AlterField("meeting", "note", TEXT),
    migrations.AddIndex("meeting", models.Index(fields=["note"], name="a_name")),
    migrations.AddConstraint("meeting", models.UniqueConstraint(fields=["note"], name="a_name")),
    migrations.RunSQL("UPDATE meetings_meeting SET note = ''"),
)
GOOD = (
    migrations.AddField("meeting", "note", models.CharField(max_length=9, db_default="")),
    migrations.AddField("meeting", "note", models.CharField(max_length=9, null=True)),
)


@pytest.mark.parametrize("operation", BAD, ids=lambda one: type(one).__name__)
def test_an_operation_that_locks_or_takes_away_is_refused(operation):
    assert len(list(faults([operation], set()))) == 1
    assert len(list(faults([AlterGuardedTables(__file__, [operation])], set()))) == 1


def test_what_only_adds_is_let_through():
    new = migrations.CreateModel("Thing", [("id", models.BigAutoField(primary_key=True)), ("note", TEXT)])
    index = migrations.AddIndex("thing", models.Index(fields=["note"], name="a_name"))
    assert list(faults([*GOOD, new, index], set())) == []

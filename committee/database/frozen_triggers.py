"""
Migration operations that run SQL files with triggers and constraints, from the folder `sql` beside the migration.

Triggers are declared in code (`committee/database/triggers.py` and the `triggers` of each app's models). The code
changes, but a migration must not. Therefore the migration `0002_name.py` runs the file `sql/0002_name.sqlite.sql` or
`sql/0002_name.postgresql.sql`. `python -m tests.freeze_triggers` writes these files from the present declarations.
A test compares the result of all files of an app with the declarations, for both databases.

In a file an empty line separates two statements. Before a statement creates a trigger or a constraint, an existing
trigger or constraint of the same name is dropped.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

VENDORS = ("sqlite", "postgresql")
_ACT = "(?:INSERT|UPDATE|DELETE|TRUNCATE)"
_MADE = (
    ("trigger", re.compile(rf"CREATE TRIGGER (\w+) (?:BEFORE|AFTER) {_ACT}(?: OR {_ACT}){{0,2}} ON (\w+)")),
    ("trigger dropped", re.compile(r"DROP TRIGGER (\w+)(?: ON (\w+))?$")),
    ("constraint", re.compile(r"ALTER TABLE (?P<table>\w+) ADD CONSTRAINT (?P<name>\w+) ")),
    ("constraint dropped", re.compile(r"ALTER TABLE (?P<table>\w+) DROP CONSTRAINT (?P<name>\w+)$")),
    ("function", re.compile(r"CREATE OR REPLACE FUNCTION (\w+)()\(")),
)
Made = tuple[str, str]  # (kind, name); the kind is "trigger", "constraint" or "function"


def made_by(statement: str) -> tuple[str, str, str]:
    """
    Return (kind, name, table) of what a statement makes or drops.

    The kind is "trigger", "constraint", "function", "trigger dropped" or "constraint dropped". Raises ValueError for
    any other statement.
    """
    for kind, pattern in _MADE:
        if match := pattern.match(statement.lstrip()):
            named = match.groupdict() or {"name": match[1], "table": match[2] or ""}
            return kind, named["name"], named["table"]
    raise ValueError(f"No statement of a trigger, a constraint or a function: {statement}")


def dropping(statement: str, vendor: str) -> str:
    """Return the SQL that drops the trigger or constraint that `statement` makes; "" for any other statement."""
    kind, name, table = made_by(statement)
    if kind == "trigger":
        return f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if vendor == "postgresql" else "")
    if kind == "constraint":
        return f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}"
    return ""


def written(statements: Iterable[str]) -> str:
    """Return the text of an SQL file with these statements."""
    return ";\n\n".join(statement.strip() for statement in statements) + ";\n"


def read(text: str) -> list[str]:
    """Return the statements in the text of an SQL file."""
    parts = (part.strip() for part in text.split("\n\n"))
    return [part.removesuffix(";") for part in parts if part and not part.startswith("--")]


def file_of(migration: str | Path, vendor: str) -> Path:
    """Return the path of the SQL file for a migration (at the path `migration`) and the database `vendor`."""
    place = Path(migration)
    return place.parent / "sql" / f"{place.stem}.{vendor}.sql"


def all_of(folder: Path, vendor: str, before: str = "") -> dict[Made, str]:
    """
    Return the statements in force after the migrations of an app, by (kind, name).

    `folder` is the folder of the migrations. `before` is the name of an SQL file: it and later files are not read.
    """
    standing: dict[Made, str] = {}
    for path in sorted((folder / "sql").glob(f"*.{vendor}.sql")):
        if before and path.name >= before:
            break
        for statement in read(path.read_text(encoding="utf-8")):
            kind, name, _ = made_by(statement)
            standing.pop((kind.removesuffix(" dropped"), name), None)
            if not kind.endswith(" dropped"):
                standing[kind, name] = statement
    return standing


def run(editor: BaseDatabaseSchemaEditor, statements: Iterable[str]) -> None:
    """Execute the statements; an existing trigger or constraint of the same name is dropped first."""
    for statement in statements:
        if drop := dropping(statement, editor.connection.vendor):
            editor.execute(drop, params=None)
        editor.execute(statement, params=None)


def standing_triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the triggers of an SQLite database as their SQL by name, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid")
        return dict(cursor.fetchall())


class MakeExtension(Operation):
    """Create an extension of PostgreSQL that a constraint needs, if it is missing; reversing keeps the extension."""

    reversible = True

    def __init__(self, name: str) -> None:
        self.name = name

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Leave Django's state unchanged, because it has no triggers or extensions."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Create the extension. Raise RuntimeError, with what to do, where the portal's role may not create it."""
        if schema_editor.connection.vendor != "postgresql":
            return
        try:
            with transaction.atomic(using=schema_editor.connection.alias):
                schema_editor.execute(f"CREATE EXTENSION IF NOT EXISTS {self.name}", params=None)
        except DatabaseError as error:
            raise RuntimeError(
                f"The extension {self.name} is not in this database, and the portal's role may not put it there: let "
                f"someone who may run CREATE EXTENSION {self.name}; in it once (it needs the right CREATE on the "
                "database), then migrate again."
            ) from error

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Keep the extension."""

    def describe(self) -> str:
        """Return what `migrate --plan` prints for the operation."""
        return f"Make the extension {self.name} on PostgreSQL"


class InstallTriggers(Operation):
    """Run the statements of a migration's files: `InstallTriggers(__file__)`."""

    reversible = True

    def __init__(self, migration: str) -> None:
        self.migration = migration

    def statements(self, vendor: str) -> list[str]:
        """Return the statements of the file for the database `vendor`."""
        return read(file_of(self.migration, vendor).read_text(encoding="utf-8"))

    def before(self, vendor: str) -> list[str]:
        """Return the statements of earlier migrations that made triggers or constraints of the same names."""
        path = file_of(self.migration, vendor)
        earlier = all_of(path.parent.parent, vendor, before=path.name)
        mine = {made_by(statement)[1] for statement in self.statements(vendor)}
        return [statement for (_, name), statement in earlier.items() if name in mine]

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Leave Django's state unchanged, because it has no triggers or extensions."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Run the statements of the migration's file."""
        run(schema_editor, self.statements(schema_editor.connection.vendor))

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Drop the triggers and constraints that the migration made, and make their earlier versions again."""
        vendor = schema_editor.connection.vendor
        for statement in reversed(self.statements(vendor)):
            if drop := dropping(statement, vendor):
                schema_editor.execute(drop, params=None)
        run(schema_editor, self.before(vendor))

    def describe(self) -> str:
        """Return what `migrate --plan` prints for the operation."""
        return f"Install {Path(self.migration).stem}"


class AlterGuardedTables(InstallTriggers):
    """
    Change tables that have triggers or are named by triggers, then run this migration's files.

    For most changes Django makes a new table on SQLite. The new table lacks the triggers of the old table, and until
    the new table exists, a trigger of another table that names this table would fail. Therefore on SQLite all triggers
    of all apps are dropped first. They are created again unchanged afterwards, except those that this migration's file
    makes or drops. PostgreSQL changes tables in place.
    """

    def __init__(self, migration: str, operations: Sequence[Operation]) -> None:
        super().__init__(migration)
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Apply each operation to the state."""
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Apply every operation without triggers, then make this migration's triggers."""
        with self._without_triggers(schema_editor):
            for operation in self.operations:
                after = from_state.clone()
                operation.state_forwards(app_label, after)
                operation.database_forwards(app_label, schema_editor, from_state, after)
                from_state = after
        super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Undo the operations, the last first. Then drop this migration's triggers, and make their earlier versions."""
        states = [to_state]
        for operation in self.operations:
            states.append(states[-1].clone())
            operation.state_forwards(app_label, states[-1])
        with self._without_triggers(schema_editor):
            for number in reversed(range(len(self.operations))):
                self.operations[number].database_backwards(app_label, schema_editor, states[number + 1], states[number])
        super().database_backwards(app_label, schema_editor, from_state, to_state)

    @contextmanager
    def _without_triggers(self, editor: BaseDatabaseSchemaEditor) -> Iterator[None]:
        if editor.connection.vendor != "sqlite":
            yield
            return
        triggers = standing_triggers(editor.connection)
        for name in triggers:
            editor.execute(f"DROP TRIGGER {name}", params=None)
        yield
        mine = {made_by(text)[1] for text in self.statements("sqlite")}
        for name, statement in triggers.items():
            if name not in mine:
                editor.execute(statement, params=None)

    def describe(self) -> str:
        """Return what `migrate --plan` prints for the operations."""
        return "; ".join(operation.describe() for operation in self.operations)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return the operation's name and arguments, as a migration file writes them."""
        return type(self).__name__, [self.migration, self.operations], {}

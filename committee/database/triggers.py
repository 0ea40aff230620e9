"""
Guards: triggers by which the database itself refuses to add, change or remove rows.

A guard is written for both databases. Each app declares its own guards (`declared` in its `models/triggers`). There are
three kinds:

- `append_only`: no row of the table may be changed or deleted
- `append_only_but`: no row of the table may be changed or deleted, except by one narrow act
- `Condition`: an act is refused on some rows of the table, such as a change of minutes that have been signed

A migration installs the triggers from SQL files that are never changed (`committee/database/frozen_triggers.py`).
Therefore a change to the declarations needs a new migration.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, UniqueConstraint

from committee.database.frozen_triggers import dropping

INSERT, UPDATE, DELETE = "INSERT", "UPDATE", "DELETE"
EMPTYING = "TRUNCATE"  # a statement that fires no row trigger on PostgreSQL
_PG_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_to_unsay() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are append-only.', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql
"""


@dataclass(frozen=True, slots=True)
class Condition:
    """
    One act that the database refuses on some rows of a table.

    - `act`: INSERT, UPDATE or DELETE
    - `when`: the condition, as SQL over NEW and OLD that both databases understand. An INSERT has no OLD, a DELETE no
      NEW.
    - `says`: the message of the refusal, which must not contain an apostrophe
    - `lock`: a SELECT that PostgreSQL runs first, so that no other transaction can make `when` true at the same time.
      SQLite needs none, because it has one writer at a time.

    SECURITY: names and SQL are our own, never input.
    """

    name: str
    table: str
    act: str
    when: str
    says: str
    lock: str = ""

    @property
    def trigger(self) -> str:
        """Name of the trigger in the database."""
        return f"{self.name}_{self.table}_{self.act.lower()}"

    def triggers(self, vendor: str) -> tuple[str, ...]:
        """
        Return the names of the condition's triggers in the database.

        A condition on DELETE has a second trigger on PostgreSQL, because TRUNCATE does not fire the first.
        """
        if self.act == DELETE and vendor == "postgresql":
            return (self.trigger, f"{self.name}_{self.table}_truncate")
        return (self.trigger,)


def append_only(vendor: str, *tables: str) -> list[str]:
    """Return the SQL of triggers that refuse every UPDATE and DELETE on `tables` (our own names, never input)."""
    return [statement for table in tables for statement in _append_only(vendor, table)]


def _append_only(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            _PG_FUNCTION,
            f"CREATE TRIGGER guard_{table} BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_to_unsay()",
            *_against_emptying(f"guard_{table}_truncate", table),
        ]
    # SQLite's INSERT OR REPLACE deletes a row without firing the trigger on DELETE, so INSERT has a trigger too.
    conditions = {UPDATE: "", DELETE: "", INSERT: f" WHEN {standing_in_the_way(table)}"}
    return [
        f"CREATE TRIGGER guard_{table}_{act.lower()} BEFORE {act} ON {table}{when} "
        f"BEGIN SELECT RAISE(ABORT, 'Rows of {table} are append-only.'); END"
        for act, when in conditions.items()
    ]


def _against_emptying(trigger: str, table: str) -> list[str]:
    """Return PostgreSQL's SQL of a trigger that refuses TRUNCATE, even by CASCADE; SQLite has no TRUNCATE."""
    return [
        _PG_FUNCTION,
        f"CREATE TRIGGER {trigger} BEFORE {EMPTYING} ON {table} EXECUTE FUNCTION refuse_to_unsay()",
    ]


def columns_of(table: str) -> list[str]:
    """Return the columns of one of our tables, in the order of the model's fields."""
    return [str(field.column) for field in _model_of(table)._meta.local_concrete_fields]


def _model_of(table: str) -> type[Model]:
    return next(model for model in apps.get_models(include_auto_created=True) if model._meta.db_table == table)


def standing_in_the_way(table: str, and_so: str = "") -> str:
    """
    Return SQL that is true where an existing row of `table` has the same id, or the same unique values, as NEW.

    The SQL calls the existing row `was`. `and_so` is SQL over `was` and NEW that must be true as well.
    """
    meta = _model_of(table)._meta
    columns = {field.name: str(field.column) for field in meta.local_concrete_fields}
    named = [
        *([field.name] for field in meta.local_concrete_fields if field.unique),
        *(rule.fields for rule in meta.constraints if isinstance(rule, UniqueConstraint)),
        *meta.unique_together,
    ]
    unique = {tuple(columns[name] for name in names) for names in named if names}
    same = [" AND ".join(f"was.{name} = NEW.{name}" for name in rule) for rule in sorted(unique)]
    also = f" AND ({and_so})" if and_so else ""
    return f"EXISTS (SELECT 1 FROM {table} was WHERE ({' OR '.join(f'({rule})' for rule in same)}){also})"


def _conditional(vendor: str, condition: Condition) -> list[str]:
    if vendor == "postgresql":
        lock = condition.lock and f"PERFORM 1 FROM ({condition.lock}) held;"
        return [
            f"CREATE OR REPLACE FUNCTION {condition.trigger}() RETURNS trigger AS $$ BEGIN {lock} "
            f"IF {condition.when} THEN RAISE EXCEPTION '{condition.says}'; END IF; "
            f"RETURN {'OLD' if condition.act == DELETE else 'NEW'}; END; $$ LANGUAGE plpgsql",
            f"CREATE TRIGGER {condition.trigger} BEFORE {condition.act} ON {condition.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {condition.trigger}()",
            *(part for name in condition.triggers(vendor)[1:] for part in _against_emptying(name, condition.table)),
        ]
    return [
        f"CREATE TRIGGER {condition.trigger} BEFORE {condition.act} ON {condition.table} WHEN {condition.when} "
        f"BEGIN SELECT RAISE(ABORT, '{condition.says}'); END"
    ]


def conditional(vendor: str, conditions: Iterable[Condition]) -> list[str]:
    """Return the SQL of the triggers of these conditions."""
    return [statement for condition in conditions for statement in _conditional(vendor, condition)]


def append_only_but(
    table: str, columns: Iterable[str], allowed: str, removable: str = "1 = 0"
) -> tuple[Condition, ...]:
    """
    Return the conditions for an append-only table that allows one act, to use in place of `append_only`.

    The allowed act is an UPDATE that changes nothing but `columns`, of a row for which `allowed` (SQL over OLD and NEW)
    is true. A row for which `removable` (SQL over OLD) is true can be deleted; by default no row can.
    """
    may = set(columns)
    fixed = [name for name in columns_of(table) if name not in may]
    # Names are quoted, because one column is called "on".
    same = " AND ".join(f'NEW."{name}" IS NOT DISTINCT FROM OLD."{name}"' for name in fixed)
    says = f"Rows of {table} are append-only."
    return (
        Condition("guard", table, UPDATE, f"NOT ({same} AND {allowed})", says),
        Condition("guard", table, DELETE, "1 = 1" if removable == "1 = 0" else f"NOT ({removable})", says),
        Condition("guard", table, INSERT, standing_in_the_way(table), says),
    )


def install_all(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    """Create the triggers of these statements; a trigger that exists already is replaced."""
    with connection.cursor() as cursor:
        for statement in statements:
            if drop := dropping(statement, connection.vendor):
                cursor.execute(drop)
            cursor.execute(statement)


def install(connection: BaseDatabaseWrapper, *tables: str) -> None:
    """Install the triggers of append-only `tables` again, after `lift`."""
    install_all(connection, append_only(connection.vendor, *tables))


def lift(connection: BaseDatabaseWrapper, *tables: str) -> None:
    """Drop the triggers of append-only `tables`, for a lawful removal of a text by hand (`docs/records.md`)."""
    with connection.cursor() as cursor:
        for table in tables:
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            for act in ("", "_update", "_delete", "_insert", "_truncate"):
                cursor.execute(f"DROP TRIGGER IF EXISTS guard_{table}{act}{on}")


def triggers(connection: BaseDatabaseWrapper) -> set[str]:
    """Return the names of all our triggers in the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {row[0] for row in cursor.fetchall()}

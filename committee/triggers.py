"""
Rows that the database itself refuses to change or remove.

A guard is a trigger, written for both databases. `meetings` and later storeys install theirs in their migrations: with
`install`, for tables that only ever grow (`install_but`, where one narrow act is left open); with `install_conditions`,
for rows that are refused some acts once something has come about (minutes once they are signed). A test lists the
guards after all migrations, because SQLite drops a table's triggers when a migration remakes the table.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

INSERT, UPDATE, DELETE = "INSERT", "UPDATE", "DELETE"
EMPTYING = "TRUNCATE"  # PostgreSQL asks no trigger of a row about it
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

    `when` is SQL over NEW and OLD (an INSERT has no OLD, a DELETE no NEW) that both databases understand; `says` is the
    refusal, without apostrophes. `lock` is SQL that PostgreSQL runs first, so that nobody brings the condition about
    beside the act; SQLite has one writer at a time. Names and SQL are ours, never input.
    """

    name: str
    table: str
    act: str
    when: str
    says: str
    lock: str = ""

    @property
    def trigger(self) -> str:
        """Its name in the database."""
        return f"{self.name}_{self.table}_{self.act.lower()}"

    def triggers(self, vendor: str) -> tuple[str, ...]:
        """All that stand for it: where rows may not be removed, PostgreSQL needs another against emptying the table."""
        if self.act == DELETE and vendor == "postgresql":
            return (self.trigger, f"{self.name}_{self.table}_truncate")
        return (self.trigger,)


def _statements(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    if connection.vendor == "postgresql":
        return [
            _PG_FUNCTION,
            f"DROP TRIGGER IF EXISTS guard_{table} ON {table}",
            f"CREATE TRIGGER guard_{table} BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_to_unsay()",
            *_against_emptying(f"guard_{table}_truncate", table),
        ]
    # SQLite's INSERT OR REPLACE removes the row in its way without asking the trigger against removal.
    conditions = {UPDATE: "", DELETE: "", INSERT: f" WHEN {standing_in_the_way(connection, table)}"}
    return [
        statement
        for act, when in conditions.items()
        for statement in (
            f"DROP TRIGGER IF EXISTS guard_{table}_{act.lower()}",
            f"CREATE TRIGGER guard_{table}_{act.lower()} BEFORE {act} ON {table}{when} "
            f"BEGIN SELECT RAISE(ABORT, 'Rows of {table} are append-only.'); END",
        )
    ]


def _against_emptying(trigger: str, table: str) -> list[str]:
    """Refuse TRUNCATE on PostgreSQL, that of another table with CASCADE too; SQLite has only DELETE."""
    return [
        _PG_FUNCTION,
        f"DROP TRIGGER IF EXISTS {trigger} ON {table}",
        f"CREATE TRIGGER {trigger} BEFORE {EMPTYING} ON {table} EXECUTE FUNCTION refuse_to_unsay()",
    ]


def standing_in_the_way(connection: BaseDatabaseWrapper, table: str, and_so: str = "") -> str:
    """SQL that is true where NEW repeats what is unique of a row of `table` (of which `and_so` is true, over `was`)."""
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, table).values()
    unique = {tuple(one["columns"]) for one in constraints if one["unique"] and one["columns"]}
    same = [" AND ".join(f"was.{name} = NEW.{name}" for name in columns) for columns in sorted({*unique, ("id",)})]
    also = f" AND ({and_so})" if and_so else ""
    return f"EXISTS (SELECT 1 FROM {table} was WHERE ({' OR '.join(f'({one})' for one in same)}){also})"


def _conditional(vendor: str, one: Condition) -> list[str]:
    if vendor == "postgresql":
        lock = one.lock and f"PERFORM 1 FROM ({one.lock}) held;"
        return [
            f"CREATE OR REPLACE FUNCTION {one.trigger}() RETURNS trigger AS $$ BEGIN {lock} "
            f"IF {one.when} THEN RAISE EXCEPTION '{one.says}'; END IF; "
            f"RETURN {'OLD' if one.act == DELETE else 'NEW'}; END; $$ LANGUAGE plpgsql",
            f"DROP TRIGGER IF EXISTS {one.trigger} ON {one.table}",
            f"CREATE TRIGGER {one.trigger} BEFORE {one.act} ON {one.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {one.trigger}()",
            *(part for name in one.triggers(vendor)[1:] for part in _against_emptying(name, one.table)),
        ]
    return [
        f"DROP TRIGGER IF EXISTS {one.trigger}",
        f"CREATE TRIGGER {one.trigger} BEFORE {one.act} ON {one.table} WHEN {one.when} "
        f"BEGIN SELECT RAISE(ABORT, '{one.says}'); END",
    ]


def install(connection: BaseDatabaseWrapper, *tables: str) -> None:
    """Make the database refuse every UPDATE and DELETE on `tables` (names of ours, never input)."""
    with connection.cursor() as cursor:
        for table in tables:
            for statement in _statements(connection, table):
                cursor.execute(statement)


def lift(connection: BaseDatabaseWrapper, *tables: str) -> None:
    """Take the guards off, for a migration that must mend old rows or a test that empties tables."""
    with connection.cursor() as cursor:
        for table in tables:
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            for act in ("", "_update", "_delete", "_insert", "_truncate"):
                cursor.execute(f"DROP TRIGGER IF EXISTS guard_{table}{act}{on}")


def install_conditions(connection: BaseDatabaseWrapper, conditions: Iterable[Condition]) -> None:
    """Make the database refuse what each condition refuses; one that stands already is made anew."""
    with connection.cursor() as cursor:
        for one in conditions:
            for statement in _conditional(connection.vendor, one):
                cursor.execute(statement)


def install_but(connection: BaseDatabaseWrapper, table: str, columns: Iterable[str], allowed: str) -> None:
    """
    Guard a table that only ever grows, in place of `install`, but for one act: an UPDATE of nothing but `columns` of a
    row of which `allowed` (SQL over OLD and NEW) is true.
    """
    lift(connection, table)
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
    may = set(columns)
    fixed = [one.name for one in described if one.name not in may]
    same = " AND ".join(f'NEW."{name}" IS NOT DISTINCT FROM OLD."{name}"' for name in fixed)  # one is called "on"
    says = f"Rows of {table} are append-only."
    install_conditions(
        connection,
        [
            Condition("guard", table, UPDATE, f"NOT ({same} AND {allowed})", says),
            Condition("guard", table, DELETE, "1 = 1", says),
            Condition("guard", table, INSERT, standing_in_the_way(connection, table), says),
        ],
    )


def lift_conditions(connection: BaseDatabaseWrapper, conditions: Iterable[Condition]) -> None:
    """Take them off again, for a migration that remakes a table or a test that empties it."""
    with connection.cursor() as cursor:
        for one in conditions:
            on = f" ON {one.table}" if connection.vendor == "postgresql" else ""
            for trigger in one.triggers(connection.vendor):
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger}{on}")


def refuse_emptying(connection: BaseDatabaseWrapper, app: str) -> None:
    """Give the tables of an app whose rows may not all be removed, as they are guarded now, the trigger they lacked."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, tgrelid::regclass::text FROM pg_trigger "
            "WHERE NOT tgisinternal AND tgtype & 8 = 8 AND starts_with(tgrelid::regclass::text, %s)",
            [f"{app}_"],
        )
        for name, table in cursor.fetchall():
            for statement in _against_emptying(f"{name.removesuffix('_delete')}_truncate", table):
                cursor.execute(statement)


@contextmanager
def apart(connection: BaseDatabaseWrapper, table: str) -> Iterator[None]:
    """
    Take off every trigger that names `table`, whatever it is on, and put all of them on again as they were.

    For a migration that remakes the table on SQLite, where a trigger that names what is not there stops every act;
    PostgreSQL changes a table in its place, so nothing is done there.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        named = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE %s"
        found = cursor.execute(named, [f"%{table}%"]).fetchall()
        for name, _ in found:
            cursor.execute(f"DROP TRIGGER {name}")
    yield
    with connection.cursor() as cursor:
        for _, sql in found:
            cursor.execute(sql)


def guarded_tables(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of the tables that only ever grow, as they are guarded now."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'guard\\_%%'")
            return {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, 6) = 'guard_'")
        return {row[0] for row in cursor.fetchall()}


def triggers(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of all triggers of ours that stand now."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {row[0] for row in cursor.fetchall()}

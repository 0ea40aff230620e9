"""
Rows that the database itself refuses to change or remove.

A guard is a trigger, written for both databases. `meetings` and later storeys install theirs in their migrations by
calling `install` with their own table names; a test lists the guards after all migrations, because SQLite drops a
table's triggers when a migration remakes the table.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

_PG_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_to_unsay() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are append-only.', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql
"""


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            _PG_FUNCTION,
            f"DROP TRIGGER IF EXISTS guard_{table} ON {table}",
            f"CREATE TRIGGER guard_{table} BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_to_unsay()",
        ]
    return [
        statement
        for act in ("UPDATE", "DELETE")
        for statement in (
            f"DROP TRIGGER IF EXISTS guard_{table}_{act.lower()}",
            f"CREATE TRIGGER guard_{table}_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'Rows of {table} are append-only.'); END",
        )
    ]


def install(connection: BaseDatabaseWrapper, *tables: str) -> None:
    """Make the database refuse every UPDATE and DELETE on `tables` (names of ours, never input)."""
    with connection.cursor() as cursor:
        for table in tables:
            for statement in _statements(connection.vendor, table):
                cursor.execute(statement)


def lift(connection: BaseDatabaseWrapper, *tables: str) -> None:
    """Take the guards off, for a migration that must mend old rows or a test that empties tables."""
    with connection.cursor() as cursor:
        for table in tables:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS guard_{table} ON {table}")
            else:
                for act in ("update", "delete"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS guard_{table}_{act}")


def guarded_tables(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of the tables that are guarded now."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'guard\\_%%'")
            return {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, 6) = 'guard_'")
        return {row[0] for row in cursor.fetchall()}

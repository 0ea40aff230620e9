"""
The rows of the test database, kept and put back: also inside the transaction that a test runs in.

SQLite copies its pages to and from a database in memory. PostgreSQL copies its tables' rows; triggers and foreign keys
look away while rows are put back, for which the role must be a superuser.
"""

import sqlite3
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection, transaction

_committed = False
# What migrations fill and no test changes: leaving it alone saves two thirds of the rows.
FIXED = frozenset({"django_migrations", "django_content_type", "auth_permission"})


@dataclass(frozen=True)
class Rows:
    """All rows of the database at one moment: a database in memory (SQLite), or bytes by table (PostgreSQL)."""

    database: sqlite3.Connection | None = None
    tables: dict[str, list[bytes]] | None = None


def keep() -> Rows:
    """The rows as they are now, those of the open transaction among them."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        pages = bytearray(connection.connection.serialize())  # a backup would wait for the transaction to end
        pages[18:20] = b"\1\1"  # a database in memory has no write-ahead log, whatever a file that was copied had
        copy = sqlite3.connect(":memory:")
        copy.deserialize(bytes(pages))
        return Rows(database=copy)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in _tables()))
        filled = [row[0] for row in cursor.fetchall()]
    with connection.connection.cursor() as cursor:
        return Rows(tables={name: _copy_out(cursor, name) for name in filled})


def put_back(rows: Rows) -> None:
    """Make the database hold these rows and no others; a transaction of a test stays open."""
    global _committed
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        _committed = connection.in_atomic_block
        _put_back_pages(rows.database)
        return
    with transaction.atomic(), connection.connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("; ".join(f"DELETE FROM {name}" for name in _tables()))
        for name, data in rows.tables.items():
            with cursor.copy(f"COPY {name} FROM STDIN (FORMAT BINARY)") as copy:
                for block in data:
                    copy.write(block)
        cursor.execute("SET LOCAL session_replication_role = origin")


def outlasts_rollback() -> bool:
    """Whether rows were put back that a rollback leaves: SQLite's pages change outside of the test's transaction."""
    return _committed


def _put_back_pages(database: sqlite3.Connection) -> None:
    assert not connection.savepoint_ids, "worlds are put back at a test's beginning, outside of every savepoint"
    if connection.in_atomic_block:
        connection.connection.rollback()
    database.backup(connection.connection)
    if connection.in_atomic_block:
        connection._start_transaction_under_autocommit()


@cache
def _tables() -> list[str]:
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
    return sorted(set(names) - FIXED)


def _copy_out(cursor: Any, name: str) -> list[bytes]:
    with cursor.copy(f"COPY {name} TO STDOUT (FORMAT BINARY)") as copy:
        return [bytes(block) for block in copy]

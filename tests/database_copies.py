"""
The rows of the test database, kept and put back: also inside the transaction that a test runs in.

SQLite copies its pages to a database in memory. Into the transaction of a test it writes them row by row, while
triggers look away. A rollback then takes them out again, and SQLite need not read its whole schema anew, as it must
each time that pages are copied back: two milliseconds, and four for the schema, twice a test.

PostgreSQL copies its tables' rows; triggers and foreign keys look away while rows are put back, for which the role must
be a superuser. There too a test's transaction is begun anew: to empty every table takes longer than to write the rows.
"""

import sqlite3
import time
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.db import connection, transaction

# What migrations fill and no test changes: leaving it alone saves two thirds of the rows.
FIXED = frozenset({"django_migrations", "django_content_type", "auth_permission"})
SEQUENCE = "sqlite_sequence"  # SQLite's own: the last id of each table
# Of SQLite: it holds no rows of its own, and what it knows of those of another table is made anew of them.
TEXT_SEARCH, SEARCHED = "committee_searchstems", "committee_searchentry"


@dataclass(frozen=True)
class PagesOfSqlite:
    """All rows of the database at one moment: a database in memory."""

    database: sqlite3.Connection

    @cached_property
    def inserts(self) -> list[tuple[str, str, list[tuple[Any, ...]]]]:
        """Each table that is not empty, what writes a row of it, and its rows; last the ids that come next."""
        made = []
        for name in [*_tables(), SEQUENCE]:
            columns = [column[1] for column in self.database.execute(f'PRAGMA table_info("{name}")')]
            names = ", ".join(f'"{column}"' for column in columns)
            found = self.database.execute(f'SELECT {names} FROM "{name}"').fetchall()
            if found:
                blanks = ", ".join("?" * len(columns))
                made.append((name, f'INSERT INTO "{name}" ({names}) VALUES ({blanks})', found))
        return made


@dataclass(frozen=True)
class RowsOfPostgres:
    """All rows of the database at one moment: bytes by table."""

    tables: dict[str, list[bytes]]


type Rows = PagesOfSqlite | RowsOfPostgres


def keep() -> Rows:
    """Return all rows as they are now, those of the open transaction included."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        pages = bytearray(connection.connection.serialize())  # a backup would wait for the transaction to end
        pages[18:20] = b"\1\1"  # a database in memory has no write-ahead log, whatever a file that was copied had
        copy = sqlite3.connect(":memory:")
        copy.deserialize(bytes(pages))
        return PagesOfSqlite(copy)
    with connection.connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in _tables()))
        filled = [row[0] for row in cursor.fetchall()]
    with connection.connection.cursor() as cursor:
        return RowsOfPostgres({name: _copy_out(cursor, name) for name in filled})


def put_back(rows: Rows) -> None:
    """Make the database hold these rows and no others; a transaction of a test stays open."""
    connection.ensure_connection()
    assert not connection.savepoint_ids, "worlds are put back at a test's beginning, outside of every savepoint"
    if isinstance(rows, PagesOfSqlite):
        if connection.in_atomic_block:
            _put_back_rows(rows)
        else:
            _put_back_whole(rows)
    elif connection.in_atomic_block:
        connection.connection.rollback()  # empties the database; its driver begins the next transaction by itself
        _copy_in(rows, instead_of=_filled_by_migrations())
    else:
        with transaction.atomic():
            _copy_in(rows, instead_of=_tables())


def _copy_in(rows: RowsOfPostgres, *, instead_of: list[str]) -> None:
    """Write the rows in place of all those of some tables, while triggers and foreign keys look away."""
    with connection.connection.cursor() as cursor:
        emptied = [f"DELETE FROM {name}" for name in instead_of]
        cursor.execute("; ".join(["SET LOCAL session_replication_role = replica", *emptied]))
        for name, data in rows.tables.items():
            with cursor.copy(f"COPY {name} FROM STDIN (FORMAT BINARY)") as copy:
                for block in data:
                    copy.write(block)
        cursor.execute("SET LOCAL session_replication_role = origin")


def put_back_alone(rows: Rows) -> None:
    """Put back after a test that commits, once no page of a browser still asks for anything by the same connection."""
    until = time.monotonic() + 10
    while connection.in_atomic_block and time.monotonic() < until:
        time.sleep(0.02)
    put_back(rows)


def _put_back_whole(rows: PagesOfSqlite) -> None:
    """Copy all pages; a page that a browser still asks for, of the server in another thread, is waited for."""
    until = time.monotonic() + 10
    while True:
        try:
            rows.database.backup(connection.connection)
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            _remake_text_search(connection.connection)
            return


def _remake_text_search(database: Any) -> None:
    """Have the text search know the entries that are there now; where there are none, it knows none."""
    if database.execute(f"SELECT EXISTS (SELECT 1 FROM {SEARCHED})").fetchone()[0]:
        database.execute(f"INSERT INTO {TEXT_SEARCH} ({TEXT_SEARCH}) VALUES ('rebuild')")


def _put_back_rows(rows: PagesOfSqlite) -> None:
    """Begin the test's transaction anew, which empties the database, and write the rows into it."""
    database = connection.connection
    database.rollback()
    connection._start_transaction_under_autocommit()  # type: ignore[attr-defined]  # of Django's own for SQLite
    database.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)
    database.execute("PRAGMA ignore_check_constraints = ON")  # they held when the rows were written first
    try:
        for name in _filled_by_migrations():
            database.execute(f'DELETE FROM "{name}"')
        for name, insert, found in rows.inserts:
            if name == SEQUENCE:
                database.execute(f"DELETE FROM {SEQUENCE}")  # every insert has moved it
            database.executemany(insert, found)
        _remake_text_search(database)
    finally:
        database.execute("PRAGMA ignore_check_constraints = OFF")
        database.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, True)


@cache
def _filled_by_migrations() -> list[str]:
    """Return the tables that migrations fill, beside FIXED; asked before anything is written."""
    rows = connection.connection
    return [name for name in _tables() if rows.execute(f'SELECT EXISTS (SELECT 1 FROM "{name}")').fetchone()[0]]


@cache
def _tables() -> list[str]:
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
    return sorted(name for name in set(names) - FIXED if not name.startswith(TEXT_SEARCH))


def _copy_out(cursor: Any, name: str) -> list[bytes]:
    with cursor.copy(f"COPY {name} TO STDOUT (FORMAT BINARY)") as copy:
        return [bytes(block) for block in copy]

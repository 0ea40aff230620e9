"""Copying the database as of one moment and putting it back: pg_dump and pg_restore, or SQLite's backup API."""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from django.db import connection, transaction
from django.db.backends.postgresql.client import DatabaseClient
from django.db.backends.sqlite3._functions import register as register_functions
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

from committee.portal.backup import EMPTY_AGAIN, Failed, why

NAMES = {"postgresql": "database.dump", "sqlite": "database.sqlite3"}


def server() -> str:
    """Return the version of the database: PostgreSQL's major version ("15"), or SQLite's whole version ("3.45.1")."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return sqlite3.sqlite_version
    return str(cast(Any, connection).pg_version // 10000)


def copy(to: Path, beside: Callable[[], None]) -> None:
    """Write a copy of the database into the folder `to`. Call `beside` while queries still read the same snapshot."""
    path = to / NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        _copy_sqlite(path, beside)
        return
    dump = _tool("pg_dump")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        exclusions = [f"--exclude-table-data=*.{name}" for name in EMPTY_AGAIN]  # in whichever schema they are
        _run(dump, "--format=custom", f"--snapshot={cursor.fetchone()[0]}", *exclusions, f"--file={path}")
        beside()


def _copy_sqlite(path: Path, beside: Callable[[], None]) -> None:
    connection.ensure_connection()
    try:
        made = sqlite3.connect(path)
        register_functions(made)  # some constraints of tables call Django's functions
        with _moment_of_sqlite():
            connection.connection.backup(made)  # copies the whole database in one step
            beside()
        made.execute("PRAGMA journal_mode=DELETE")
        for name in EMPTY_AGAIN:
            if made.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [name]).fetchone():
                made.execute(f"DELETE FROM {name}")  # noqa: S608 - tables of ours
        made.commit()
        made.execute("VACUUM")
        made.close()
    except sqlite3.Error as error:
        raise Failed(f"The database could not be copied: {error}.") from error


@contextmanager
def _moment_of_sqlite() -> Iterator[None]:
    """Read one snapshot within the block, while others write. Django's own transaction would block their writes."""
    reading = connection.connection
    reading.execute("BEGIN DEFERRED")
    try:
        reading.execute("SELECT 1 FROM sqlite_master").fetchone()  # SQLite takes the snapshot at the first read
        yield
    finally:
        reading.rollback()


def is_empty() -> bool:
    """Return whether the database has no table."""
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def put_back(folder: Path) -> None:
    """Fill the empty database from the copy in `folder`."""
    path = folder / NAMES[connection.vendor]
    if connection.vendor == "postgresql":
        tool = _tool("pg_restore")
        connection.close()
        _run(
            tool, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--no-comments", str(path)
        )
        return
    try:
        backup = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        connection.ensure_connection()
        backup.backup(connection.connection)
        backup.close()
    except sqlite3.Error as error:
        raise Failed(f"The database could not be filled: {error}.") from error


def check_tools() -> None:
    """Raise Failed where PostgreSQL's own tools are missing, or their version differs from the server's."""
    if connection.vendor == "postgresql":
        _tool("pg_dump")
        _tool("pg_restore")


def _tool(name: str) -> str:
    """
    Return the path of a PostgreSQL tool of the server's version; raise Failed where none is installed.

    A dump written by another version may not be readable.
    """
    wanted = server()
    where = [Path(f"/usr/lib/postgresql/{wanted}/bin/{name}"), Path(shutil.which(name) or "")]
    version = ""
    for path in where:
        if path.is_file():
            output = subprocess.run([path, "--version"], capture_output=True, text=True).stdout
            version = (re.findall(r"\) (\d+)", output) or ["?"])[0]
            if version == wanted:
                return str(path)
    state = f"the {name} here is of {version}" if version else f"there is no {name} here"
    raise Failed(f"The server is PostgreSQL {wanted}, and {state}: install postgresql-client-{wanted}.")


def _run(tool: str, *options: str) -> None:
    parts, more = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    login, name = parts[1:-1], parts[-1]
    where = make_conninfo(dbname=name, **_of_libpq(connection.settings_dict["OPTIONS"]))
    command = [tool, "--no-password", *login, f"--dbname={where}", *options]
    done = subprocess.run(command, env={**os.environ, **(more or {}), "LC_ALL": "C"}, capture_output=True, text=True)
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if line.strip()] or [f"it ended with {done.returncode}"]
        raise Failed(f"{Path(tool).name} failed: {errors[-1]}")


def _of_libpq(options: dict[str, Any]) -> dict[str, str]:
    """Return the connection options of DATABASE_URL (sslmode, options ...), without passwords and passphrases."""
    keywords = {option.keyword.decode() for option in Conninfo.get_defaults()} - {"password", "sslpassword"}
    return {key: str(value) for key, value in options.items() if key in keywords}


def sync(path: Path) -> None:
    """Have the operating system write a file or a folder to the disk."""
    try:
        number = os.open(path, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
    except OSError as error:
        raise Failed(f"{path} could not be written: {why(error)}.") from error

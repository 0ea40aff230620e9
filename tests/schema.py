"""
Test databases copied from a migrated template, so that no test process migrates.

The template is made once for every state of what makes the schema (`key`): a file for SQLite, a database for
PostgreSQL, which is left there for the next run. `python -m tests.schema` makes it ahead of a run and says so.
"""

import ast
import fcntl
import hashlib
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a run for which nothing is to be made does not load Django
    from django.db.backends.base.base import BaseDatabaseWrapper

ROOT = Path(__file__).resolve().parent.parent
APPS = ("committee", "meetings", "workprogramme", "reviews")
type Say = Callable[[str], object]  # tells somebody who waits why
KEPT = ROOT / "var" / "test-schema"


def key() -> str:
    """Hash of all that makes the schema: migrations and their SQL, models, what these import, versions of packages."""
    waiting = [
        path for app in APPS for folder in ("migrations", "models") for path in (ROOT / app / folder).glob("*.py")
    ]
    frozen = [path for app in APPS for path in sorted((ROOT / app / "migrations" / "sql").glob("*.sql"))]
    waiting.append(ROOT / "committee" / "settings.py")
    seen: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            waiting.extend(_imported(path))
    digest = hashlib.sha256(f"{sys.version_info[:2]} {sqlite3.sqlite_version}".encode())
    for path in [*sorted(seen), *frozen, ROOT / "requirements.txt", Path(__file__)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _imported(path: Path) -> Iterator[Path]:
    """Yield the files of ours that a file imports."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            if name.partition(".")[0] in APPS:
                place = ROOT.joinpath(*name.split("."))
                yield from (file for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file())


@contextmanager
def test_database(connection: "BaseDatabaseWrapper") -> Iterator[None]:
    """The test database of this process, a copy of the template; gone afterwards."""
    before = connection.settings_dict["NAME"]
    name = connection.creation._get_test_db_name()  # type: ignore[attr-defined]  # Django's own
    template = ensure_template(connection)
    if connection.vendor == "sqlite":
        _use(connection, name)
        connection.ensure_connection()
        # A template that another run has removed meanwhile is no empty database.
        with sqlite3.connect(f"{Path(template).as_uri()}?mode=ro", uri=True) as kept:
            kept.backup(connection.connection)
        kept.close()
    else:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
            for setting in ("jit", "synchronous_commit"):  # as `prepare_database` has it; nothing outlives the tests
                cursor.execute(f'ALTER DATABASE "{name}" SET {setting} = off')
        _use(connection, name)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def ensure_template(connection: "BaseDatabaseWrapper", say: Say = lambda words: None) -> str:
    """Return the name of the migrated template, made if needed: a path for SQLite, a database for PostgreSQL."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with open(KEPT / "lock", "w") as lock:  # processes that start together wait for the first
        fcntl.flock(lock, fcntl.LOCK_EX)
        if connection.vendor == "sqlite":
            return _sqlite(connection, KEPT / f"{key()}.sqlite3", say)
        return _postgres(connection, key(), say)


def _sqlite(connection: "BaseDatabaseWrapper", path: Path, say: Say) -> str:
    if not path.exists():
        say("Migrating a database for the tests, once for this schema (some seconds)")
        for old in KEPT.glob("*.sqlite3*"):
            old.unlink()
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        _migrate(connection, str(unfinished))
        with sqlite3.connect(unfinished) as made:
            made.execute("PRAGMA journal_mode=DELETE")
        made.close()
        unfinished.rename(path)
    return str(path)


def _postgres(connection: "BaseDatabaseWrapper", wanted: str, say: Say) -> str:
    prefix = f"test_{connection.settings_dict['NAME']}_template_"[:40]  # 63 letters a name; `wanted` has 16
    name = prefix + wanted
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            sys.exit("The tests empty guarded tables, for which their role must be a superuser of that PostgreSQL.")
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
        there = {row[0] for row in cursor.fetchall()}
        if name in there:
            return name
        say("Migrating a database for the tests, once for this schema (some seconds)")
        for old in there:
            cursor.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{prefix}unfinished"')
    _migrate(connection, f"{prefix}unfinished")
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{prefix}unfinished" RENAME TO "{name}"')
    return name


def _migrate(connection: "BaseDatabaseWrapper", name: str) -> None:
    from django.core.management import call_command

    before = connection.settings_dict["NAME"]
    _use(connection, name)
    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    finally:
        _use(connection, before)


def _use(connection: "BaseDatabaseWrapper", name: str) -> None:
    from django.conf import settings

    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name


if __name__ == "__main__":
    if not os.environ.get("DATABASE_URL") and (KEPT / f"{key()}.sqlite3").exists():
        sys.exit()  # without loading Django
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "committee.settings")
    import django
    from django.db import connection as default

    django.setup()
    ensure_template(default, say=lambda words: print(words, file=sys.stderr, flush=True))

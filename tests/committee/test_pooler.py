"""
Through PgBouncer, which hands a connection on between transactions, nothing is prepared.

Left out where Debian's pgbouncer is not installed; `test_prepared.py` has a pooler's answer everywhere.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from committee.public_pages import prepared

PGBOUNCER = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases("queries: what PostgreSQL has prepared"),
    pytest.mark.skipif(
        connection.vendor != "postgresql" or not PGBOUNCER, reason="PostgreSQL alone prepares, and PgBouncer is needed."
    ),
]
Connect = Callable[[], Any]


@pytest.fixture
def folder() -> Iterator[Path]:
    """One that others than root may read, as no folder of pytest's is."""
    with tempfile.TemporaryDirectory(prefix="pgbouncer-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def pooled(db: None, folder: Path) -> Iterator[Connect]:
    """Yield a function that connects Django to the tests' database through a PgBouncer with one connection."""
    server = connection.settings_dict
    port, address = _free_port(), f"host={server['HOST'] or '127.0.0.1'} port={server['PORT'] or 5432}"
    (folder / "users").write_text(f'"{server["USER"]}" "{server["PASSWORD"]}"\n')
    (folder / "ini").write_text(
        f"[databases]\n* = {address}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
        f"auth_type = trust\nauth_file = {folder / 'users'}\npool_mode = transaction\ndefault_pool_size = 1\n"
        "max_prepared_statements = 0\nignore_startup_parameters = options, extra_float_digits\n"
    )
    as_whom = ["runuser", "-u", "nobody", "--"] if os.geteuid() == 0 else []  # it refuses to be root's
    process = subprocess.Popen(
        [*as_whom, str(PGBOUNCER), "--quiet", str(folder / "ini")], stderr=subprocess.PIPE, text=True
    )
    opened: list[Any] = []

    def connect() -> Any:
        made = connection.copy()
        made.settings_dict = {**server, "HOST": "127.0.0.1", "PORT": str(port)}
        opened.append(made)
        return made

    try:
        _wait_for(port, process)
        yield connect
    finally:
        for made in opened:
            made.close()
        process.terminate()
        process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[str]) -> None:
    for _ in range(200):
        if process.poll() is not None:
            assert process.stderr
            pytest.fail(f"PgBouncer ended: {process.stderr.read()}")
        try:
            with socket.create_connection(("127.0.0.1", port)):
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail("PgBouncer does not listen.")


def _ask_in_turn(*connections: Any) -> None:
    for number in range(10):
        for made in connections:
            with prepared.cursor_of(made) as cursor:
                cursor.execute("SELECT %s::int + 1", [number])
                assert cursor.fetchone() == (number + 1,)


def test_two_who_share_a_connection_are_answered_and_nothing_is_prepared(pooled: Connect) -> None:
    one, other = pooled(), pooled()
    _ask_in_turn(one, other)
    with one.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        assert cursor.fetchone() == (0,)
    assert one.connection.prepare_threshold is None

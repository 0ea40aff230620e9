"""A PostgreSQL for the tests: the server that answers on this machine, or else a server started for this run."""

import os
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from script.ci import apt

if TYPE_CHECKING:  # psycopg is missing where the setting up has failed
    import psycopg

OLDEST = 15
# Settings of a server that nobody needs after a crash: it writes little log, and seldom makes a checkpoint.
FORGETFUL = ("fsync=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0", "checkpoint_timeout=1h")
CLUSTERS = Path("/usr/lib/postgresql")  # where Debian puts each version's programs


@dataclass(frozen=True)
class Server:
    """A server that may answer at an address, and the user to connect as."""

    host: str
    port: str
    user: str

    def connect(self) -> "psycopg.Connection":
        """Return a connection that commits each statement at once."""
        import psycopg

        return psycopg.connect(
            host=self.host, port=self.port, user=self.user, dbname="postgres", connect_timeout=5, autocommit=True
        )


@contextmanager
def database(scratch: Path) -> Iterator[str | None]:
    """Yield the address of a database that is not made yet; None where no PostgreSQL answers or can be started."""
    name = f"committee_ci_{os.getpid()}"
    server = Server(
        os.environ.get("PGHOST", "127.0.0.1"), os.environ.get("PGPORT", "5432"), os.environ.get("PGUSER", "root")
    )
    if _answers(server):
        print(f"The PostgreSQL at {server.host}:{server.port} answers.", flush=True)
        try:
            yield f"postgres://{server.user}@{server.host}:{server.port}/{name}"
        finally:
            _drop(server, f"test_{name}")
        return
    with _own_cluster(scratch / "postgres") as address:
        if address is None:
            print(f"No PostgreSQL {OLDEST} or newer answers or could be started.", flush=True)
        yield address and f"{address}/{name}"


def _answers(server: Server) -> bool:
    """Return whether the server answers and is new enough, and whether our user is a superuser."""
    try:
        import psycopg
    except ImportError:
        return False
    try:
        with server.connect() as connection:
            row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
            return bool(row and row[0]) and connection.info.server_version >= OLDEST * 10_000
    except psycopg.Error:
        return False


def _drop(server: Server, prefix: str) -> None:
    """Drop the databases that tests have left: their migrated template, and the databases of interrupted tests."""
    import psycopg
    from psycopg import sql

    try:
        with server.connect() as connection:
            rows = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
            for (name,) in rows.fetchall():
                drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
                connection.execute(drop.format(sql.Identifier(name)))
    except psycopg.Error as error:
        print(f"Databases that begin with {prefix} may be left: {error}", flush=True)


@contextmanager
def _own_cluster(folder: Path) -> Iterator[str | None]:
    """Start a server for this run on a free port and yield its address; None where PostgreSQL cannot be started."""
    programs = _newest() or (_newest() if apt.install("postgresql") else None)
    if programs is None:
        yield None
        return
    folder.mkdir()
    if os.geteuid() == 0:
        subprocess.run(["chown", "postgres", folder], check=True)
    try:
        yield _start(programs, folder)
    finally:
        if (folder / "data").exists():
            stop = [str(programs / "pg_ctl"), f"--pgdata={folder / 'data'}", "--mode=immediate", "stop"]
            _as_postgres(stop, folder)


def _start(programs: Path, folder: Path) -> str | None:
    port = _free_port()
    made = [str(programs / "initdb"), f"--pgdata={folder / 'data'}", "--username=committee", "--auth=trust"]
    made += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    begun = [str(programs / "pg_ctl"), f"--pgdata={folder / 'data'}", f"--log={folder / 'log'}", "--wait", "--silent"]
    settings = "".join(f" -c {setting}" for setting in ("listen_addresses=127.0.0.1", *FORGETFUL))
    begun += [f"--options=-p {port} -k {folder}{settings}", "start"]
    if not (_as_postgres(made, folder) and _as_postgres(begun, folder)):
        if (folder / "log").exists():
            print((folder / "log").read_text(), flush=True)
        return None
    print(f"PostgreSQL of {programs} started for this run.", flush=True)
    return f"postgres://committee@127.0.0.1:{port}"


def _newest() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs on this machine; None where none is new enough."""
    versions = [int(path.name) for path in CLUSTERS.glob("*") if path.name.isdigit()]
    there = [version for version in versions if version >= OLDEST and (CLUSTERS / f"{version}/bin/initdb").exists()]
    return CLUSTERS / f"{max(there)}/bin" if there else None


def _as_postgres(command: Sequence[str], folder: Path) -> bool:
    """Run a program of PostgreSQL, for root as the user postgres. Return whether it succeeded."""
    as_whom = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run([*as_whom, *command], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return done.returncode == 0


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
    return port

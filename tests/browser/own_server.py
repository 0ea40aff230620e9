"""A portal of its own in another process, with its own database, that a test may kill and start again."""

import contextlib
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
SEED = """
import datetime as dt
from django.test import Client
from django.utils import timezone
from committee.models import *
from meetings.models import Minute, Minutes, Phrase
from meetings.calendar import verbs as calendar
long_ago = dt.date(2020, 5, 1)
Council.objects.create(name="Borsetshire County Council", short_name="Borsetshire", offices="Shire Hall")
venue = Venue.objects.create(name="Oak Room")
MunicipalYear.objects.create(is_draft=False, starts=dt.date(2021, 5, 20), ends=dt.date(2022, 5, 18))
committee = Committee.objects.create(
    name="Safeguarding", short_name="Safeguarding", slug="safeguarding", kind=LegalKind.COMMITTEE, since=long_ago,
    usual_venue=venue)
def session_of(name):
    user = User.objects.create_user(f"{name}@borsetshire.example", "a long enough password", name=name)
    RoleGrant.objects.create(user=user, role=Role.CLERK, since=long_ago)
    return user, signed_in(user)
def signed_in(user):
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value
carol, carols = session_of("Carol")
petra, petras = session_of("Petra")
meeting = calendar.schedule(committee, dt.date(2022, 4, 21), by=carol)
minutes = Minutes.objects.create(meeting=meeting, opened_at=timezone.now(), opened_by=carol)
Minute.objects.create(minutes=minutes, position=1, heading="Young Carers")
Phrase.objects.create(label="Noted", text="The report was noted.", position=1)
Phrase.objects.create(label="Asked", text="The Committee asked how many.", position=2)
print("SEED", meeting.slug, carols, petras, signed_in(carol), petra.pk)
"""
PATIENCE = 60  # seconds
PORTS = range(20_000, 32_000)  # below those that a machine gives to whoever asks for any, between two starts too


class OwnServer:
    """The web server before a SQLite database under `folder`, in a process group of its own."""

    def __init__(self, folder: Path) -> None:
        self.database = folder / "portal.sqlite3"
        self.env = {
            **os.environ,
            "COMMITTEE_VAR": str(folder),
            "DATABASE_URL": f"sqlite:///{self.database}",
            "SECOND_FACTOR_NEEDED": "0",
            "DJANGO_SETTINGS_MODULE": "committee.settings",
        }
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._manage("migrate", "--no-input", "--verbosity", "0")
        self._manage("createcachetable", "--verbosity", "0")
        said = self._manage("shell", "--verbosity", "0", "-c", SEED)
        line = next(line for line in said.splitlines() if line.startswith("SEED "))
        _, self.meeting, carol, petra, leaving, self.petra = line.split()
        self.sessions = {"Carol": carol, "Petra": petra, "Carol, to sign out": leaving}
        self.process: subprocess.Popen[bytes] | None = None

    def _manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.env, check=True, capture_output=True, text=True).stdout

    def start(self) -> None:
        """Start it, if it does not run, and wait until it answers."""
        if self.process:
            return
        command = [sys.executable, "-m", "committee.portal.serving", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--workers", "1", "--threads", "4"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.env, start_new_session=True)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=PATIENCE).close()
                return
            except OSError:
                assert self.process.poll() is None, "the server did not start"
                time.sleep(0.25)
        raise AssertionError("the server does not answer")

    def kill(self) -> None:
        """End it and its workers at once, in the middle of whatever they do."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=PATIENCE)
            self.process = None

    def busy(self) -> sqlite3.Connection:
        """Lock the database by another connection, so that a save waits in the middle of its work."""
        held = sqlite3.connect(self.database, isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        return held

    def new_minute(self, heading: str = "Young Carers") -> int:
        """Another minute of the meeting, nothing written yet."""
        with sqlite3.connect(self.database, timeout=PATIENCE) as base:
            base.execute("PRAGMA ignore_check_constraints = ON")  # their REGEXP is Django's own
            base.row_factory = sqlite3.Row
            row = dict(base.execute("SELECT * FROM meetings_minute ORDER BY id LIMIT 1").fetchone())
            last: int = base.execute("SELECT max(id) FROM meetings_minute").fetchone()[0]
            row |= {"id": last + 1, "position": last + 1, "heading": heading, "text": "", "revision": 0}
            row |= {"written_at": None, "written_by_id": None}
            blanks = ", ".join("?" * len(row))
            base.execute(f"INSERT INTO meetings_minute ({', '.join(row)}) VALUES ({blanks})", list(row.values()))
        return last + 1

    def text(self, minute: int) -> str:
        """Its text as the database has it."""
        return self._row(minute)[0]

    def _row(self, minute: int) -> tuple[str, int]:
        with sqlite3.connect(self.database, timeout=PATIENCE) as base:
            row: tuple[str, int] = base.execute(
                "SELECT text, revision FROM meetings_minute WHERE id = ?", [minute]
            ).fetchone()
            return row

    def address(self, minute: int) -> str:
        """Where it is written."""
        return f"{self.url}/desk/meetings/safeguarding/{self.meeting}/minutes/text/{minute}/"

    def save_as_petra(self, minute: int, html: str) -> None:
        """Petra's save, begun from what is there."""
        sent: dict[str, Any] = {"writer": self.petra, "hand": "petra", "revision": self._row(minute)[1], "html": html}
        cookies = f"sessionid={self.sessions['Petra']}; csrftoken={'x' * 32}"
        asked = urllib.request.Request(
            self.address(minute), data=urlencode(sent).encode(), headers={"Cookie": cookies, "X-CSRFToken": "x" * 32}
        )
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            assert answer.status == 200


def _free_port() -> int:
    while True:
        port = random.choice(PORTS)
        with socket.socket() as door, contextlib.suppress(OSError):
            door.bind(("127.0.0.1", port))
            return port

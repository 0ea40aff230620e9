"""
Workers killed with SIGKILL: real processes on a real database, killed at every point of a build.

Whenever it happens, the pack before is still sent, another worker takes the build up by itself, one pack comes of it,
and no row says for ever that somebody is at work. The workers are in `mortal_workers.py`.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from meetings.models import BuildState, Edition, PackBuild
from meetings.packs.builds import build, tasks
from tests.meetings.packs.builds.mortal_workers import BEFORE_TAKING, HALF_KEPT
from tests.meetings.publishing import built, meeting_of, report
from tests.meetings.test_two_clerks import a_database_that_threads_share  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[4]
SILENCE = 2
POINTS = [BEFORE_TAKING, HALF_KEPT, "Built"]


@pytest.fixture(scope="module")
def nursery(tmp_path_factory, django_db_setup):
    """Start a process that has everything imported and forks workers."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("COMMITTEE_")},
        "COMMITTEE_VAR": str(tmp_path_factory.mktemp("var")),
        "BUILD_SILENCE_SECONDS": str(SILENCE),
        "DJANGO_SETTINGS_MODULE": "committee.settings",
        "LOG_LEVEL": "INFO",
    }
    if connection.vendor == "sqlite":
        environment["DATABASE_URL"] = "sqlite:///to-be-named"
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.meetings.packs.builds.mortal_workers"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert child.stdout.readline().strip() == "ready"
    yield child
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()


@pytest.fixture
def mark(tmp_path):
    """Return the path of a file that exists while a worker pauses; the worker goes on once it is deleted."""
    return tmp_path / "standing-still"


@pytest.fixture
def worker(nursery, tmp_path, mark):
    """Start a worker, to pause at a point or to live; returns its process's number once it stands still there."""
    alive: list[int] = []

    def start(pause: str = "") -> int:
        if pause:
            mark.unlink(missing_ok=True)
        asked = {
            "database": str(connection.settings_dict["NAME"]),
            "files": str(tmp_path / "files"),
            "pause": pause,
            "mark": str(mark),
        }
        nursery.stdin.write(json.dumps(asked) + "\n")
        nursery.stdin.flush()
        alive.append(int(nursery.stdout.readline()))
        if pause:
            wait_until(mark.exists, f"a worker comes to {pause!r}")
        return alive[-1]

    yield start
    for number in alive:
        kill(number)


def kill(number: int) -> None:
    """SIGKILL, and wait until the process is gone."""
    try:
        os.kill(number, signal.SIGKILL)
    except ProcessLookupError:
        return
    wait_until(lambda: not Path(f"/proc/{number}").exists(), "a killed process is gone")


def wait_until(true, what: str, seconds: float = 30) -> None:
    """Wait until `true()`; fail where it does not come."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"it did not happen that {what}"
        time.sleep(0.05)


@pytest.fixture
def meeting(safeguarding, clerk, proper_officer, settings):
    """Return an agenda with an old public pack, so that today's has another date; tasks are in the database."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.BUILD_SILENCE_SECONDS = SILENCE
    meeting = meeting_of(safeguarding, clerk)
    report(meeting, clerk)
    built(meeting, Edition.PUBLIC)
    return meeting


def asked_for(meeting, clerk) -> PackBuild:
    """Request a build now."""
    return tasks.request_build(meeting, Edition.PUBLIC, at=timezone.now(), by=clerk)


def finished(asked: PackBuild) -> bool:
    """Whether it has ended, one way or the other."""
    asked.refresh_from_db()
    return asked.state in (BuildState.DONE, BuildState.FAILED)


def pack_sent_to(client, clerk, meeting) -> bytes:
    """Return the pack that the clerk downloads."""
    client.force_login(clerk)
    address = reverse("desk:pack-file", args=[meeting.committee.slug, meeting.slug, Edition.PUBLIC])
    answer = client.get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def kept(folder: Path) -> set[str]:
    """Return the names of the files in storage that are there as a whole."""
    return {path.name for path in folder.rglob("*") if path.is_file() and len(path.name) == 64}


@pytest.mark.parametrize("point", POINTS)
def test_a_worker_killed_anywhere_leaves_the_last_good_pack_and_another_takes_the_build_up(
    worker, meeting, clerk, client, tmp_path, point
):
    before = build.current_pack(meeting, Edition.PUBLIC)
    good = pack_sent_to(client, clerk, meeting)
    asked, there = asked_for(meeting, clerk), kept(tmp_path / "files")
    kill(worker(pause=point))
    assert point != HALF_KEPT or kept(tmp_path / "files") == there, "half of a file is under its name"

    sent = pack_sent_to(client, clerk, meeting)
    assert sent == good if point != "Built" else sent.endswith(b"%%EOF\n")
    assert not finished(asked)

    worker()
    wait_until(lambda: finished(asked), "another worker takes the build up", seconds=45 * SILENCE)
    assert (asked.state, asked.error) == (BuildState.DONE, "")
    assert asked.attempts == (1 if point == BEFORE_TAKING else 2)
    assert list(meeting.packs.exclude(pk=before.pk)) == [asked.pack], "one build, one pack"
    assert pack_sent_to(client, clerk, meeting).startswith(b"%PDF")
    assert not PackBuild.objects.unfinished().exists()


def test_a_worker_that_stood_still_and_comes_back_throws_its_work_away(worker, meeting, clerk, mark):
    before = build.current_pack(meeting, Edition.PUBLIC)
    asked = asked_for(meeting, clerk)
    sleeper = worker(pause="Checking the pack")
    os.kill(sleeper, signal.SIGSTOP)
    mark.rename(mark.with_name("its-mark"))
    another = worker()
    wait_until(lambda: finished(asked), "another takes the build up")
    kill(another)
    done = PackBuild.objects.values().get(pk=asked.pk)
    assert (done["state"], done["attempts"]) == (BuildState.DONE, 2)
    os.kill(sleeper, signal.SIGCONT)
    following = asked_for(meeting, clerk)
    wait_until(lambda: finished(following), "the sleeper is done with its old build and takes the next")
    assert PackBuild.objects.values().get(pk=asked.pk) == done
    assert list(meeting.packs.exclude(pk=before.pk)) == [asked.pack]
    assert following.pack == asked.pack, "nothing has changed since"


def test_a_worker_told_twice_at_once_to_end_ends_with_the_build_in_hand(worker, meeting, clerk, mark):
    asked = asked_for(meeting, clerk)
    told = worker(pause="Printing the front sheet")
    time.sleep(SILENCE * 1.2)
    asked.refresh_from_db()
    silent = (timezone.now() - asked.heartbeat).total_seconds()
    assert asked.state == BuildState.RUNNING and silent < SILENCE, "it gives no signs of life while one step is long"
    os.kill(told, signal.SIGINT)  # the Ctrl-C that every process of a terminal hears
    wait_until(lambda: heard(told, signal.SIGINT), "it has heard it")
    os.kill(told, signal.SIGTERM)  # and what script/together tells its workers then
    wait_until(lambda: heard(told, signal.SIGTERM), "it has heard that too")
    mark.unlink()
    wait_until(lambda: not Path(f"/proc/{told}").exists(), "it ends")
    assert finished(asked)
    assert (asked.state, asked.attempts) == (BuildState.DONE, 1)


def heard(number: int, signum: int) -> bool:
    """Whether a process has taken a signal that it was sent, or is gone."""
    try:
        status = Path(f"/proc/{number}/status").read_text()
    except FileNotFoundError:
        return True
    waiting = [int(line.split()[1], 16) for line in status.splitlines() if line.startswith(("SigPnd", "ShdPnd"))]
    return not any(mask >> (signum - 1) & 1 for mask in waiting)

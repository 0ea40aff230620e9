"""Two workers at once and a clerk beside them; workers killed in real processes (`mortal_workers.py`)."""

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone

from committee.files import files
from committee.models import StoredFile, User
from meetings.agendas import publishing
from meetings.agendas import verbs as agenda
from meetings.models import AgendaVersion, BuildState, Edition, PackBuild, Paper, PaperFile, Upload
from meetings.packs.builds import build, tasks
from meetings.packs.builds.lease import Attempt
from meetings.papers import handing_in, uploads
from meetings.papers import verbs as papers
from tests.meetings.packs.builds.mortal_workers import BEFORE_TAKING, HALF_KEPT
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import AT, built, meeting_of, report
from tests.meetings.test_two_clerks import a_database_that_threads_share, again, refusals, together  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting(safeguarding, clerk, proper_officer, settings):
    """Return an agenda with a report and old packs; queued tasks wait for the test to run them."""
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    meeting = meeting_of(safeguarding, clerk)
    report(meeting, clerk)
    built(meeting)
    return meeting


def asked_for(meeting, clerk, edition: str = Edition.PUBLIC) -> PackBuild:
    """Request a build now."""
    return tasks.request_build(again(meeting), edition, at=timezone.now(), by=clerk)


def states() -> list[tuple[str, int]]:
    """How every build stands and how often it was begun."""
    return list(PackBuild.objects.order_by("pk").values_list("state", "attempts"))


def test_two_clerks_who_ask_at_once_are_given_one_build(meeting, clerk, proper_officer):
    ends = together(lambda: asked_for(meeting, clerk), lambda: asked_for(meeting, proper_officer))
    assert refusals(ends) == []
    assert ends[0] == ends[1]
    assert states() == [(BuildState.QUEUED, 0)]


def test_two_workers_given_the_same_task_carry_it_out_once(meeting, clerk):
    before, asked = meeting.packs.count(), asked_for(meeting, clerk)
    refusals(together(*[lambda: tasks.build_pack.func(asked.pk)] * 3))
    assert states() == [(BuildState.DONE, 1)]
    assert meeting.packs.count() == before + 1


def test_an_agenda_published_while_its_pack_is_built_again_holds_a_pack_of_its_own_words(meeting, clerk):
    asked = asked_for(meeting, clerk)
    ends = together(
        lambda: tasks.build_pack.func(asked.pk), lambda: publishing.publish_agenda(again(meeting), at=AT, by=clerk)
    )
    assert refusals(ends) == []
    version = AgendaVersion.objects.get(meeting=meeting)
    asked.refresh_from_db()
    assert asked.state == BuildState.DONE
    assert version.public_pack.plan_key == asked.pack.plan_key
    assert version.members_pack.manifest[0]["first"] == version.public_pack.manifest[0]["first"]


def test_two_who_look_after_builds_take_up_a_lost_one_once(meeting, clerk, settings):
    asked = asked_for(meeting, clerk)
    PackBuild.objects.update(state=BuildState.RUNNING, attempts=1)
    late = timezone.now() + 2 * tasks.heartbeat_timeout()
    ends = together(*[lambda: tasks.reap(late)] * 4)
    refusals(ends)
    asked.refresh_from_db()
    assert (asked.state, asked.attempts, asked.heartbeat) == (BuildState.QUEUED, 1, late)
    assert tasks.reap(late) == 0


def owed(meeting, clerk, count: int) -> list[Paper]:
    """Papers of the meeting that are due."""
    item = agenda.add_item(meeting, title="Fostering", by=clerk)
    return [papers.expect_paper(item, title=f"Report {number}", by=clerk) for number in range(count)]


def handing_in_at_once(wanted: list[Paper], senders: list[User]) -> list[Upload | Exception]:
    """Hand in a file for each paper by each sender, all at once; return the results."""

    def act(place: int, paper: Paper):
        now = Paper.objects.select_related("item__meeting").get(pk=paper.pk)
        sent = {"data": pdf_of(1, f"Report {place}"), "filename": f"{place}.pdf", "at": timezone.now()}
        return handing_in.hand_in(now, **sent, by=senders[place % len(senders)])

    return together(*[partial(act, *pair) for pair in enumerate(wanted)])


def test_of_six_files_handed_in_for_one_paper_at_once_one_waits_and_no_other_is_kept(meeting, clerk, proper_officer):
    [paper] = owed(meeting, clerk, 1)
    refused = refusals(handing_in_at_once([paper] * 6, [clerk, proper_officer]))
    [upload] = Upload.objects.all()
    assert len(refused) == 5 and all(upload.filename in sentence for sentence in refused)
    kept = [hashlib.sha256(pdf_of(1, f"Report {place}")).hexdigest() for place in range(6)]
    rows = StoredFile.objects.filter(sha256__in=kept)
    assert [row.pk for row in rows if files.holds(row)] == [upload.original_id]


def test_workers_given_one_check_decide_once_and_check_three_of_one_person_at_once(meeting, clerk, proper_officer):
    wanted = owed(meeting, clerk, 5)
    assert refusals(handing_in_at_once(wanted, [clerk])) == []
    pks = list(Upload.objects.values_list("pk", flat=True))
    taken = together(*[partial(uploads.Checking.take, pk) for pk in [*pks, pks[0]]])
    assert refusals(taken) == []
    assert len([one for one in taken if one]) == uploads.OF_ONE
    Upload.objects.update(state="waiting", attempts=0)
    assert refusals(together(*[partial(uploads.check_upload.func, pks[0])] * 3)) == []
    assert Upload.objects.get(pk=pks[0]).attempts == 1
    assert PaperFile.objects.filter(paper__in=wanted).count() == 1


def test_a_step_that_cannot_be_written_down_stops_no_build(meeting, clerk, monkeypatch):
    attempt = Attempt.take(asked_for(meeting, clerk).pk)

    class Locked:
        def update(self, **changes):
            raise OperationalError("database is locked")

    with monkeypatch.context() as locked:
        locked.setattr(Attempt, "mine", lambda self: Locked())
        attempt.progress("Item 4", 1, 2)
    attempt.progress("Item 5", 2, 2)
    assert PackBuild.objects.get().step == "Item 5"


def test_a_database_that_is_locked_too_long_is_said_in_a_sentence_and_nothing_is_saved(meeting, desk):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL locks rows, not the database")
    connection.cursor().execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(connection.settings_dict["NAME"])
    other.execute("BEGIN IMMEDIATE")
    try:
        address = reverse("desk:item-new", args=["safeguarding", meeting.slug])
        answer = desk.post(address, {"title": "Fostering", "part": "1", "kind": "business"})
    finally:
        other.rollback()
        other.close()
    assert answer.status_code == 503
    assert "not available. Try again in a minute." in answer.content.decode()
    assert not meeting.items.filter(title="Fostering").exists()


ROOT = Path(__file__).resolve().parents[4]
SILENCE = 2
POINTS = [
    BEFORE_TAKING,
    pytest.param(HALF_KEPT, marks=pytest.mark.drill),
    pytest.param("Built", marks=pytest.mark.drill),
]


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
def outdated(safeguarding, clerk, proper_officer, settings):
    """Return an agenda with an old public pack, so that today's has another date; tasks are in the database."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.BUILD_SILENCE_SECONDS = SILENCE
    outdated = meeting_of(safeguarding, clerk)
    report(outdated, clerk)
    built(outdated, Edition.PUBLIC)
    return outdated


def finished(asked: PackBuild) -> bool:
    """Whether it has ended, one way or the other."""
    asked.refresh_from_db()
    return asked.state in (BuildState.DONE, BuildState.FAILED)


def pack_sent_to(client, clerk, outdated) -> bytes:
    """Return the pack that the clerk downloads."""
    client.force_login(clerk)
    address = reverse("desk:pack-file", args=[outdated.committee.slug, outdated.slug, Edition.PUBLIC])
    answer = client.get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def kept(folder: Path) -> set[str]:
    """Return the names of the files in storage that are there as a whole."""
    return {path.name for path in folder.rglob("*") if path.is_file() and len(path.name) == 64}


@pytest.mark.parametrize("point", POINTS)
def test_a_worker_killed_anywhere_leaves_the_last_good_pack_and_another_takes_the_build_up(
    worker, outdated, clerk, client, tmp_path, point
):
    before = build.current_pack(outdated, Edition.PUBLIC)
    good = pack_sent_to(client, clerk, outdated)
    asked, there = asked_for(outdated, clerk), kept(tmp_path / "files")
    kill(worker(pause=point))
    assert point != HALF_KEPT or kept(tmp_path / "files") == there, "half of a file is under its name"

    sent = pack_sent_to(client, clerk, outdated)
    assert sent == good if point != "Built" else sent.endswith(b"%%EOF\n")
    assert not finished(asked)

    worker()
    wait_until(lambda: finished(asked), "another worker takes the build up", seconds=45 * SILENCE)
    assert (asked.state, asked.error) == (BuildState.DONE, "")
    assert asked.attempts == (1 if point == BEFORE_TAKING else 2)
    assert list(outdated.packs.exclude(pk=before.pk)) == [asked.pack], "one build, one pack"
    assert pack_sent_to(client, clerk, outdated).startswith(b"%PDF")
    assert not PackBuild.objects.unfinished().exists()


@pytest.mark.drill
def test_a_worker_that_stood_still_and_comes_back_throws_its_work_away(worker, outdated, clerk, mark):
    before = build.current_pack(outdated, Edition.PUBLIC)
    asked = asked_for(outdated, clerk)
    sleeper = worker(pause="Checking the pack")
    os.kill(sleeper, signal.SIGSTOP)
    mark.rename(mark.with_name("its-mark"))
    another = worker()
    wait_until(lambda: finished(asked), "another takes the build up")
    kill(another)
    done = PackBuild.objects.values().get(pk=asked.pk)
    assert (done["state"], done["attempts"]) == (BuildState.DONE, 2)
    os.kill(sleeper, signal.SIGCONT)
    following = asked_for(outdated, clerk)
    wait_until(lambda: finished(following), "the sleeper is done with its old build and takes the next")
    assert PackBuild.objects.values().get(pk=asked.pk) == done
    assert list(outdated.packs.exclude(pk=before.pk)) == [asked.pack]
    assert following.pack == asked.pack, "nothing has changed since"


@pytest.mark.drill
def test_a_worker_told_twice_at_once_to_end_ends_with_the_build_in_hand(worker, outdated, clerk, mark):
    asked = asked_for(outdated, clerk)
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

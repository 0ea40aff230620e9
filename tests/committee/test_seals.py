"""The trail is sealed: what is changed, removed or put between is found, and no act waits."""

import datetime as dt
import errno
import fcntl
import json
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from committee.acts import audit, record_lines, seals
from committee.database import triggers
from committee.models import AccessEvent, AuditEntry, SealedLog, TrailSeal
from meetings.management.commands import worker
from tests.meetings.test_two_clerks import a_database_that_threads_share, again, refusals, together  # noqa: F401

NOW = dt.datetime(2022, 4, 21, 9, 0, tzinfo=dt.UTC)
both = pytest.mark.both_databases("triggers: they are lifted, as someone would who reaches past them")


def seal() -> int:
    return seals.seal_all(at=NOW, patience=0)


def verified() -> str:
    """Return the output of verify_trail; raises CommandError if a chain is broken."""
    out = StringIO()
    call_command("verify_trail", stdout=out, stderr=out)
    return out.getvalue()


def breaks() -> list[str]:
    return seals.verify(SealedLog.TRAIL).breaks


@contextmanager
def unguarded(*tables: str):
    triggers.lift(connection, *tables)
    yield connection.cursor()
    triggers.install(connection, *tables)


@pytest.fixture
def three(clerk, monkeypatch):
    """Three entries of the trail, two of them in one seal and one in another."""
    monkeypatch.setattr(seals, "MOST_ROWS", 2)
    made = [audit.record(clerk, did, clerk, reason="Olga’s secret") for did in ("added", "renamed", "suspended")]
    assert seal() == 3
    return made


@both
def test_a_whole_trail_says_how_far_it_is_sealed_and_what_waits(three, member, safeguarding):
    audit.record(None, "added", safeguarding)
    audit.record_reading(member, safeguarding, "sits on the committee")
    said = verified()
    last = TrailSeal.objects.get(log=SealedLog.TRAIL, number=2)
    assert f"Trail: 3 sealed, up to entry {three[2].pk}, by seal 2 of 2022-04-21 10:00, hash {last.hash}." in said
    assert "1 waits for a seal." in said and "Reading log: nothing is sealed. 1 waits for a seal." in said
    assert seal() == 2 and seal() == 0
    assert "wait" not in verified()


@both
@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE committee_auditentry SET by_name = 'Else' WHERE id = {1}", ["Entry {1} is not what was sealed."]),
        ("DELETE FROM committee_auditentry WHERE id = {2}", ["Entry {2} is missing."]),
        ("UPDATE committee_auditentry SET id = -7 WHERE id = {0}",
         ["Entry -7 was put in after its place was sealed.", "Entry {0} is missing."]),
        ("UPDATE committee_trailseal SET at = '2022-04-22 00:00:00+00' WHERE number = 1",
         ["Seal 1 is not what was made."]),
        ("DELETE FROM committee_trailseal WHERE number = 1",
         ["Seal 1 is missing.", "Entry {0} was put in after its place was sealed.",
          "Entry {1} was put in after its place was sealed."]),
    ],
)  # fmt: skip
def test_where_it_breaks_is_told(three, sql, says):
    keys = [entry.pk for entry in three]
    with unguarded("committee_auditentry", "committee_trailseal") as cursor:
        cursor.execute(sql.format(*keys))
    assert breaks() == [one.format(*keys) for one in says]
    with pytest.raises(CommandError, match="The chain breaks in"):
        verified()


def test_a_chain_that_was_made_anew_has_not_the_hash_that_was_noted(three):
    noted = TrailSeal.objects.get(number=2).hash
    call_command("verify_trail", trail=noted, stdout=StringIO())
    with unguarded("committee_trailseal") as cursor:
        cursor.execute("DELETE FROM committee_trailseal")
    seals.seal_all(at=NOW + dt.timedelta(days=1))
    assert breaks() == []
    with pytest.raises(CommandError):
        call_command("verify_trail", trail=noted, stdout=StringIO(), stderr=StringIO())


@both
def test_the_words_of_a_row_can_be_erased_and_the_chain_be_followed_all_the_same(three):
    """No seal holds a word: what a court wants erased is told as that one row, and every other still holds."""
    assert not any("Olga" in json.dumps(one.digests) for one in TrailSeal.objects.all())
    with unguarded("committee_auditentry") as cursor:
        cursor.execute("UPDATE committee_auditentry SET subject = '' WHERE id = %s", [three[0].pk])
    audit.record(None, "erased words of", three[1].by)
    assert seal() == 1
    assert breaks() == [f"Entry {three[0].pk} is not what was sealed."]


def test_every_column_of_a_row_is_digested():
    for log, model in seals.MODELS.items():
        assert sorted(seals.COLUMNS[log]) == sorted(field.attname for field in model._meta.concrete_fields)


@pytest.mark.django_db(transaction=True)
def test_a_row_that_is_committed_late_is_sealed_in_its_order(clerk):
    """PostgreSQL gave it a lower id than one that is there already."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time.")
    other = connection.copy()
    try:
        with transaction.atomic():
            first = audit.record(clerk, "added", clerk)
            with other.cursor() as cursor:
                columns = ", ".join(f'"{field.column}"' for field in AuditEntry._meta.fields if field.name != "id")
                values = "now(), NULL, 'The portal', '', 'added', 'committee.user', 1, 'x', '{}'"
                cursor.execute(f"INSERT INTO committee_auditentry ({columns}) VALUES ({values}) RETURNING id")
                later = cursor.fetchone()[0]
                assert later > first.pk
            in_a_thread = together(lambda: seals.seal_all(at=NOW, patience=0))
            assert refusals(in_a_thread) == [] and in_a_thread == [0]
    finally:
        other.close()
    assert seal() == 2
    assert TrailSeal.objects.get().digests[0][0] == first.pk and breaks() == []


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_make_one_chain(clerk, monkeypatch):
    monkeypatch.setattr(seals, "MOST_ROWS", 1)
    for _ in range(3):
        audit.record(clerk, "added", clerk)
    refusals(together(*[lambda: seals.seal_all(at=NOW)] * 4))
    assert list(TrailSeal.objects.values_list("number", flat=True)) == [1, 2, 3] and breaks() == []


def test_the_worker_seals_and_goes_on_after_a_fault(clerk, monkeypatch):
    audit.record(clerk, "added", clerk)

    class Pause:
        rounds = 0

        def wait(self, seconds: float) -> None:
            assert seconds + seals.PATIENCE_SECONDS < 60
            self.rounds += 1
            if self.rounds == 2:
                raise SystemExit

    tries = iter([OSError(28, "No space left on device"), None])

    def write(one: TrailSeal) -> None:
        if fault := next(tries):
            raise fault

    monkeypatch.setattr(record_lines, "write", write)
    monkeypatch.setattr(worker.threading, "Event", Pause)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)
    with pytest.raises(SystemExit):
        worker.seal_the_trail()
    assert TrailSeal.objects.count() == 1


def test_each_row_is_a_json_line_and_names_nothing_that_is_exempt(clerk, member, safeguarding, settings, tmp_path):
    settings.RECORDS_LOG = str(tmp_path / "records.jsonl")
    audit.record(clerk, "added", safeguarding, reason="Olga’s secret")
    told = {"by": clerk, "by_name": "Carol Clerk", "did": "withheld", "subject": "The inquiry into quincehall"}
    AuditEntry.objects.create(subject_type="meetings.paper", subject_id=7, **told)
    right = "Members of the committee may inspect it."
    AccessEvent.objects.create(
        user=member, subject_type="meetings.paper", subject_id=7, subject="quincehall", right=right
    )
    seal()
    seal()
    text = (tmp_path / "records.jsonl").read_text("utf-8")
    assert (tmp_path / "records.jsonl").stat().st_mode & 0o007 == 0
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line["log"] for line in lines] == ["trail", "trail", "seals", "readings", "seals"]
    assert lines[0]["subject"] == str(safeguarding) and lines[0]["by"] == "Carol Clerk"
    assert (lines[1]["did"], lines[1]["subject_type"], lines[1]["subject_id"]) == ("withheld", "meetings.paper", 7)
    assert (lines[3]["by"], lines[3]["right"]) == ("Mary Member", right)
    assert lines[2]["hash"] == TrailSeal.objects.get(log=SealedLog.TRAIL).hash
    assert "quincehall" not in text and "secret" not in text
    assert timezone.is_aware(dt.datetime.fromisoformat(lines[0]["at"]))


def test_half_a_line_of_a_full_disk_takes_no_other_line_with_it(clerk, settings, tmp_path):
    """It may also be of a worker that was killed."""
    path = tmp_path / "records.jsonl"
    path.write_text('{"log": "seals"}\n{"log": "trail", "id": 1, "at": "2022-04')
    settings.RECORDS_LOG = str(path)
    entry = audit.record(clerk, "added", clerk)
    seal()
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) == 4 and json.loads(lines[2])["id"] == entry.pk and json.loads(lines[3])["log"] == "seals"


def test_two_workers_write_whole_lines(clerk, settings, tmp_path, monkeypatch):
    """One seals the trail and another the reading log; a batch is longer than what is written at once."""
    settings.RECORDS_LOG = str(tmp_path / "records.jsonl")
    begun = []

    def fsync(number: int) -> None:
        with open(settings.RECORDS_LOG, "a") as other, pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        begun.append(number)

    monkeypatch.setattr(record_lines.os, "fsync", fsync)
    audit.record(clerk, "added", clerk)
    seal()
    assert begun


def test_a_file_system_without_locks_stops_no_seal(clerk, settings, tmp_path, monkeypatch):
    def none(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    settings.RECORDS_LOG = str(tmp_path / "records.jsonl")
    monkeypatch.setattr(record_lines.fcntl, "flock", none)
    audit.record(clerk, "added", clerk)
    seal()
    assert len((tmp_path / "records.jsonl").read_text("utf-8").splitlines()) == 2

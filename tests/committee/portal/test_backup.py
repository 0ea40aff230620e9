"""A backup is whole and consistent or is not there; a restore is verified, and never mixes with what is there."""

import base64
import errno
import json
import re
import resource
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography.fernet import Fernet
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from psycopg.conninfo import conninfo_to_dict

from committee.acts import audit, seals
from committee.files import files
from committee.models import AuditEntry, KeptForm, SealedLog, StatusReport, StoredFile, TrailSeal
from committee.portal.backup import Failed, databases, making, restoring
from committee.search import index_version
from meetings.members.notes import verbs as notes
from meetings.members.notes.encryption import NoteWords
from tests.answers import client_of, everything_of, words
from tests.meetings.members.note_world import POISON, write
from tests.meetings.publishing import DAY, PUBLISHED, meeting_of, report
from tests.meetings.test_two_clerks import a_database_that_threads_share, refusals, together  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def empty_database(tmp_path: Path) -> Iterator[None]:
    """Another database, without a table, in the place of the tests' own."""
    kept, before = connection.connection, connection.settings_dict["NAME"]
    other = str(tmp_path / "restored.sqlite3") if connection.vendor == "sqlite" else f"{before}_restored"
    if connection.vendor == "sqlite":
        connection.connection = None
    else:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{other}"')
        connection.close()
    connection.settings_dict["NAME"] = other
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
        if connection.vendor == "sqlite":
            connection.connection = kept
        else:
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{other}" WITH (FORCE)')


def keep_elsewhere(settings, **options: object) -> None:
    """Files are kept in another place from now on."""
    private = settings.STORAGES["private"]
    moved = {**private, "OPTIONS": {**private["OPTIONS"], **options}}
    settings.STORAGES = {**settings.STORAGES, "private": moved}


def run(command: str, *args: object) -> str:
    out = StringIO()
    call_command(command, *map(str, args), stdout=out)
    return out.getvalue()


@pytest.fixture
def paper(safeguarding, clerk):
    """Return a report that was handed in, with the audit trail sealed."""
    made = report(meeting_of(safeguarding, clerk), clerk)
    seals.seal_all(at=timezone.now())
    return made


@pytest.fixture
def made(paper, tmp_path) -> Path:
    """Return a backup made after the paper was handed in."""
    return Path(run("backup", tmp_path / "backups").splitlines()[0])


QUOTE = "Young Carers report 2"


@pytest.fixture
def note_key(published, member, chairman, settings, tmp_path) -> str:
    """Write notes on an open and an exempt paper, share and change one, and seal; return the key of notes."""
    settings.RECORDS_LOG = str(tmp_path / "records.jsonl")
    write(published.secret_paper, member)
    note = write(published.open_paper, member, NoteWords(QUOTE, text=f"Not the {POISON}?"), 2)
    notes.share_note(note, readers=[chairman], at=PUBLISHED, on=DAY, by=member)
    notes.change_note(note, version=1, text=f"Never mind the {POISON}.", at=PUBLISHED, by=member)
    seals.seal_all(at=timezone.now())
    return settings.NOTES_KEYS[0]


def everything_in_backup(folder: Path) -> bytes:
    """Return the bytes of every file of a backup, of its database as rows too, and the words of each paper."""
    parts = []
    for path in (path for path in folder.rglob("*") if path.is_file()):
        parts += [str(path).encode(), path.read_bytes(), everything_of(path.read_bytes()).encode()]
    database = folder / databases.NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(database)
        tables = [name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for value in (value for name in tables for row in copy.execute(f'SELECT * FROM "{name}"') for value in row):
            parts.append(value if isinstance(value, bytes) else str(value).encode())
        copy.close()
    else:  # a dump is compressed
        dump = subprocess.run([databases._tool("pg_restore"), "--file=-", database], capture_output=True, check=True)
        blobs = re.findall(rb"\\\\x((?:[0-9a-f]{2})+)", dump.stdout)
        parts += [dump.stdout, *(bytes.fromhex(blob.decode()) for blob in blobs)]
    return b"\n".join(parts)


def test_what_was_backed_up_is_put_back_and_verified(
    bucket, settings, published, note_key, clerk, member, client, tmp_path
):
    files.erase(files.keep(b"what nothing points to any more"))
    client.force_login(clerk)
    KeptForm.objects.create(typed_by=clerk, page="/", action="/", words="exempt words", sent_at=timezone.now())
    said = run("backup", tmp_path / "backups")
    folder = Path(said.splitlines()[0])
    assert StatusReport.objects.get(source="backup").facts == {"folder": str(folder), "faults": 0}
    assert "SECRET_KEY" in said and "NOTES_KEYS" in said and "django_session" in said
    assert folder.stat().st_mode & 0o077 == 0 and [one.name for one in folder.parent.iterdir()] == [folder.name]
    copied = everything_in_backup(folder)
    assert QUOTE.encode() in copied and b"gAAAA" in copied, "the words of papers and the notes' ciphertext are found"
    for part in (copied, (tmp_path / "records.jsonl").read_bytes()):
        for secret in (POISON.encode(), note_key.encode(), base64.urlsafe_b64decode(note_key)):
            assert secret.lower() not in part.lower(), "no words of notes, nor their key"
    audit.record(clerk, "added", clerk)
    rows, stored = AuditEntry.objects.count() - 1, StoredFile.objects.count()
    keep_elsewhere(settings, prefix="restored")
    with empty_database(tmp_path):
        said = run("restore", folder)
        assert (AuditEntry.objects.count(), StoredFile.objects.count()) == (rows, stored)
        assert index_version.is_behind(), "the workers build the index"
        assert f"{stored - 1} files by their hash; sealed rows: trail {rows}, reading log 0." in said
        assert "NOTES_KEYS" in said.partition("Not in the backup:")[2]
        with connection.cursor() as cursor:
            for name in ("django_session", "committee_keptform"):
                cursor.execute(f"SELECT count(*) FROM {name}")
                assert cursor.fetchone()[0] == 0
        by_member, index = client_of(member), "/members/safeguarding/2022-04-21/notes/"
        settings.NOTES_KEYS = []
        assert "Notes are switched off" in words(by_member.get(index))
        settings.NOTES_KEYS = [Fernet.generate_key().decode()]
        page = words(by_member.get(index))
        assert page.count("This note cannot be read: its key is missing") == 2 and POISON not in page
        settings.NOTES_KEYS = [note_key]
        page = words(by_member.get(index))
        assert f"Never mind the {POISON}." in page and "Shared with" in page
        with pytest.raises(CommandError, match=r"^The database is not empty"):
            run("restore", folder)
    with empty_database(tmp_path / "another"):
        (tmp_path / "another").mkdir()
        with pytest.raises(CommandError, match=r"File storage is not empty"):
            run("restore", folder)


@pytest.mark.parametrize("harm", ["missing", "changed"])
def test_a_file_that_is_missing_or_changed_is_named_and_the_rest_is_kept(paper, settings, tmp_path, harm):
    other = files.keep(b"another file")
    older, _ = making.make(tmp_path / "backups", at=timezone.now() - timedelta(days=1))
    sha256 = paper.file.stored.sha256
    path = files._path(sha256)
    storages["private"].delete(path)
    if harm == "changed":
        storages["private"].save(path, ContentFile(b"other bytes"))
    said = StringIO()
    with pytest.raises(CommandError, match=r"^1 file is missing or altered\..*No backup was deleted\.$"):
        call_command("backup", str(tmp_path / "backups"), keep=1, stderr=said, stdout=StringIO())
    assert sha256 in said.getvalue() and said.getvalue().count("\n") == 1
    (folder,) = set((tmp_path / "backups").iterdir()) - {older}
    about = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert list(about["faults"]) == [sha256] and sha256 not in about["files"] and other.sha256 in about["files"]
    assert not making.place_of(folder, sha256).exists()
    keep_elsewhere(settings, location=tmp_path / "restored")
    if connection.vendor == "sqlite":
        with empty_database(tmp_path):
            assert f"Not in the backup: the file {sha256}, which {about['faults'][sha256]}." in run("restore", folder)


def test_a_folder_keeps_as_many_backups_as_asked_for(db, tmp_path):
    folder = tmp_path / "backups"
    (folder / "notes").mkdir(parents=True)
    moments = [timezone.now() - timedelta(days=days) for days in (3, 2, 1)]
    made = [making.make(folder, at=at, keep=2)[0] for at in moments]
    assert sorted(folder.iterdir()) == [folder / "notes", *made[1:]]
    with pytest.raises(CommandError, match="'0' is not a whole number above 0"):
        run("backup", folder, "--keep=0")


def test_a_file_that_is_being_erased_is_not_missing(paper, tmp_path, monkeypatch, caplog):
    """Its bytes are gone before the transaction that erases it is committed."""
    looks = iter([True, False])
    monkeypatch.setattr(making, "is_wanted", lambda pk: next(looks))
    monkeypatch.setattr(making, "BETWEEN_LOOKS", 0)
    files.erase(paper.file.stored)
    folder, _ = making.make(tmp_path / "backups", at=timezone.now())
    assert not caplog.records, "nothing is said to be lost"
    assert json.loads((folder / "manifest.json").read_text("utf-8"))["erased"] == [paper.file.stored.sha256]


def test_a_full_disk_makes_no_backup_and_one_line(db, tmp_path):
    files.keep(bytes(12_000_000))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_000_000, limits[1]))
    try:
        with pytest.raises(
            CommandError, match=r"^The backup could not be written in .*: there is no room left"
        ) as full:
            run("backup", tmp_path / "backups")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "\n" not in str(full.value) and list((tmp_path / "backups").iterdir()) == []


def test_a_backup_that_is_not_whole_is_not_put_back(made, settings, tmp_path):
    about = json.loads((made / "manifest.json").read_text("utf-8"))
    dump, paper = made / databases.NAMES[connection.vendor], making.place_of(made, next(iter(about["files"])))
    keep_elsewhere(settings, location=tmp_path / "restored")
    with empty_database(tmp_path):
        for path in (dump, paper, made / "manifest.json"):
            whole = path.read_bytes()
            for harm in ((lambda path: path.write_bytes(path.read_bytes()[:-1] + b"?")), Path.unlink):
                harm(path)
                with pytest.raises(CommandError, match=f"^({path}|{made}) is ") as refused:
                    run("restore", made)
                assert "\n" not in str(refused.value)
                assert databases.is_empty() and files.is_empty()
                path.write_bytes(whole)


def test_a_trail_that_was_changed_before_the_backup_is_told_when_it_is_put_back(made, settings, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("It is the same on both, and PostgreSQL takes seconds to put back.")
    about = json.loads((made / "manifest.json").read_text("utf-8"))
    about["seals"]["trail"] = "0" * 64
    (made / "manifest.json").write_text(json.dumps(about))
    keep_elsewhere(settings, location=tmp_path / "restored")
    with empty_database(tmp_path), pytest.raises(CommandError, match="the chain of the trail breaks: No seal has"):
        run("restore", made)


def test_a_pg_dump_of_another_version_than_the_server_is_refused(db, tmp_path, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("Only PostgreSQL has pg_dump.")
    monkeypatch.setattr(databases, "server", lambda: "14")
    with pytest.raises(CommandError, match=r"^The server is PostgreSQL 14, and the pg_dump here is of \d+: install"):
        run("backup", tmp_path)


def test_a_backup_is_of_one_moment_while_the_portal_serves(paper, clerk, tmp_path, monkeypatch):
    """What is added while it is written is in neither the database nor the files."""
    count = StoredFile.objects.count()
    read = making._moment

    def busy() -> dict[str, object]:
        moment = read()
        refusals(together(lambda: files.keep(b"handed in meanwhile")))
        return moment

    monkeypatch.setattr(making, "_moment", busy)
    folder, _ = making.make(tmp_path / "backups", at=timezone.now())
    about = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert len(about["files"]) == count and StoredFile.objects.count() == count + 1
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(folder / "database.sqlite3")
        assert copy.execute("SELECT count(*) FROM committee_storedfile").fetchone() == (count,)
        copy.close()


def test_the_seals_that_are_noted_are_those_of_the_copy(paper, clerk, tmp_path, monkeypatch):
    """A worker seals just when the copy has been made: else the backup could not be put back."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL shows both the same moment.")
    audit.record(clerk, "added", clerk)
    last = TrailSeal.objects.get(log=SealedLog.TRAIL).hash
    read = making._moment

    def busy() -> dict[str, object]:
        refusals(together(lambda: seals.seal_all(at=timezone.now())))
        return read()

    monkeypatch.setattr(making, "_moment", busy)
    folder, _ = making.make(tmp_path / "backups", at=timezone.now())
    assert json.loads((folder / "manifest.json").read_text("utf-8"))["seals"]["trail"] == last


def test_two_backups_at_once_in_one_folder_do_not_mix_and_a_killed_one_is_cleared_away(db, tmp_path, monkeypatch):
    """Both were begun in the same second, which gives both the same name."""
    at, said, kept = timezone.now(), [], tmp_path / "backups"
    (kept / ".portal-20220421T090000Z.unfinished" / "files").mkdir(parents=True)
    read = making._moment

    def busy() -> dict[str, object]:
        with pytest.raises(Failed) as refused:
            making.make(kept, at=at)
        said.append(str(refused.value))
        return read()

    monkeypatch.setattr(making, "_moment", busy)
    folder, _ = making.make(kept, at=at)
    assert said == [f"Another backup is being written in {kept}. Wait until it has finished."]
    assert list(kept.iterdir()) == [folder] and (folder / "manifest.json").is_file()


def test_where_no_locks_can_be_had_what_another_is_writing_is_left_alone(db, tmp_path, monkeypatch):
    def none(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    theirs = tmp_path / "backups" / ".portal-20220421T090000Z.unfinished"
    theirs.mkdir(parents=True)
    monkeypatch.setattr(making.fcntl, "flock", none)
    assert making.make(tmp_path / "backups", at=timezone.now())[0].is_dir() and theirs.is_dir()


@pytest.mark.parametrize(
    "harm",
    [
        *({name: None} for name in ("format", "database", "files", "erased", "seals", "migrations", "left_out")),
        *({"database": {"vendor": "sqlite"}}, {"files": {"../../../etc/passwd": 1}}, {"migrations": ["committee"]}),
        *({"seals": {"trail": 7}}, {"faults": {"../../../etc/passwd": "is missing"}}),
    ],
    ids=str,
)
def test_a_manifest_that_is_not_as_it_was_written_is_told_in_one_line(db, tmp_path, harm):
    about = {"format": 1, "database": {"vendor": connection.vendor, "sha256": "0" * 64}, "files": {}, "erased": [],
             "faults": {}, "seals": {}, "migrations": [], "left_out": []}  # fmt: skip
    assert restoring._is_shaped(about)
    (tmp_path / "manifest.json").write_text(json.dumps(about | harm))
    with pytest.raises(CommandError, match=r"^[^\n]+ is not a whole backup: it has no manifest.json that can be read"):
        run("restore", tmp_path)


def test_a_manifest_of_brackets_is_told_in_one_line(db, tmp_path):
    (tmp_path / "manifest.json").write_text("[" * 100_000)
    with pytest.raises(CommandError, match=r"is not a whole backup"):
        run("restore", tmp_path)


def test_the_tools_of_postgresql_connect_as_the_address_says(monkeypatch):
    asked = {"options": "-c search_path=portal", "sslmode": "verify-full", "sslcrl": "/a/list", "pool": {"timeout": 5}}
    ran = []
    with monkeypatch.context() as asking:
        asking.setitem(connection.settings_dict, "OPTIONS", asked)
        asking.setitem(connection.settings_dict, "NAME", "portal")
        asking.setattr(subprocess, "run", lambda command, **_: ran.append(command) or SimpleNamespace(returncode=0))
        databases._run("pg_dump", "--format=custom")
    assert conninfo_to_dict(ran[0][-2].removeprefix("--dbname=")) == {
        "dbname": "portal",
        "options": "-c search_path=portal",
        "sslmode": "verify-full",
        "sslcrl": "/a/list",
    }

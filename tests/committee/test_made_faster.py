"""Small and fast pages show the same, static files are compressed once; a database of another release moves aside."""

import gzip
import sqlite3
import subprocess
import sys
from contextlib import contextmanager

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from committee.database import other_release
from committee.public_pages import pieces, static_files
from committee.wording import wording
from tests.our_code import APPS
from tests.test_house import ROOT


def test_a_piece_is_made_once_of_the_same_and_anew_of_anything_else(monkeypatch) -> None:
    made = []
    monkeypatch.setattr(pieces, "render_to_string", lambda name, context: made.append(name) or f"<b>{context['x']}</b>")
    assert [pieces.piece("a.html", key, lambda key=key: {"x": key}) for key in (1, 1, "1", 2)] == [
        "<b>1</b>", "<b>1</b>", "<b>1</b>", "<b>2</b>",
    ]  # fmt: skip
    assert len(made) == 3
    with wording.printed_as(wording.Wording(presiding="Chair")):
        pieces.piece("a.html", 1, lambda: {"x": 1})
    assert len(made) == 4


def test_what_a_process_keeps_of_pieces_has_its_limit(monkeypatch) -> None:
    monkeypatch.setattr(pieces, "ROOM", pieces._used + 25)
    monkeypatch.setattr(pieces, "render_to_string", lambda name, context: "x" * 10)
    for number in range(5):
        pieces.piece("limit.html", number, dict)
    assert pieces._used <= pieces.ROOM


def test_the_frame_of_a_page_is_of_the_council_as_it_is_and_of_who_reads(council, client, desk) -> None:
    before = client.get("/").content.decode()
    assert council.name in before and "Sign in" in before
    council.name, council.telephone = "Borsetshire County Council", "01234 567 890"
    council.save()
    after = client.get("/").content.decode()
    assert after.count("Borsetshire County Council") > 2 and "01234 567 890" in after
    assert "Sign out" in desk.get("/").content.decode()


SHEET = "css/council/base.css"


@pytest.mark.parametrize(
    ("accepted", "unpack"), [("br, gzip", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)]
)
def test_a_style_sheet_is_sent_as_its_reader_takes_it_and_compressed_once(
    settings, tmp_path, monkeypatch, accepted, unpack
):
    settings.VAR_DIR, settings.WHITENOISE_AUTOREFRESH = tmp_path, False
    made = []
    encode = static_files.encoded
    monkeypatch.setattr(static_files, "encoded", lambda body, how: made.append(how) or encode(body, how))
    with open(finders.find(SHEET), "rb") as file:
        source = file.read()
    for _ in range(2):  # each is another process
        answer = Client().get(f"/static/{SHEET}", headers={"Accept-Encoding": accepted})
        assert unpack(b"".join(answer.streaming_content)) == source
        assert answer["Vary"] == "Accept-Encoding" and answer["Content-Type"].startswith("text/css")
    assert sorted(made) == ["br", "gzip"]


def test_where_there_is_no_room_a_file_is_sent_as_it_is(settings, tmp_path):
    settings.VAR_DIR, settings.WHITENOISE_AUTOREFRESH = tmp_path / "gone", False
    answer = Client().get(f"/static/{SHEET}", headers={"Accept-Encoding": "br"})
    assert answer.status_code == 200 and "Content-Encoding" not in answer


WRITTEN_ANEW = "0039_a_takedown_is_not_replaced_by_another"
LACKING = "0002_triggers_that_keep_what_is_published_and_signed"
REFUSED = "^This database is of another release: this one has no migration meetings 0039_"


@contextmanager
def of_another_release():
    recorder = MigrationRecorder(connection)
    recorder.record_applied("meetings", WRITTEN_ANEW)
    recorder.record_unapplied("meetings", LACKING)
    yield
    recorder.record_applied("meetings", LACKING)
    recorder.record_unapplied("meetings", WRITTEN_ANEW)


@pytest.mark.both_databases("queries: which migrations were applied")
@pytest.mark.parametrize("command", ["migrate", "prepare_database"])
def test_a_servers_database_of_another_release_is_refused_in_a_sentence_and_left_as_it_is(db, settings, command):
    settings.PRODUCTION = True
    assert other_release.unknown_migrations(connection) == []
    with of_another_release():
        applied = MigrationRecorder(connection).applied_migrations()
        with pytest.raises(CommandError, match=REFUSED):
            call_command(command)
        assert MigrationRecorder(connection).applied_migrations() == applied


@pytest.mark.parametrize("app", APPS)
def test_an_unknown_migration_of_any_app_is_another_releases(db, app):
    MigrationRecorder(connection).record_applied(app, "0099_of_another_release")
    assert other_release.unknown_migrations(connection) == [f"{app} 0099_of_another_release"]


def test_a_release_that_is_older_than_its_database_starts_in_an_upgrade_alone(db, settings):
    """In an upgrade one of many machines may still run the release before. At any other time its pages could fail."""
    MigrationRecorder(connection).record_applied("meetings", "0099_of_a_newer_release")
    assert other_release.does_not_fit(connection) == []
    with pytest.raises(CommandError, match="This database is of another release"):
        call_command("migrate", check_unapplied=True, verbosity=0)
    settings.NEWER_DATABASE = True
    call_command("migrate", check_unapplied=True, verbosity=0)


def _prepared(var):
    command = [sys.executable, "manage.py", "prepare_database"]
    environment = {"COMMITTEE_VAR": str(var), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)


@pytest.mark.drill
def test_a_newcomers_database_of_another_release_is_moved_aside_with_one_line(tmp_path):
    """Its file is made by hand, and one that was moved before stands beside it: migrating takes seconds a time."""
    (tmp_path / "portal.before-1.sqlite3").touch()
    with sqlite3.connect(tmp_path / "portal.sqlite3") as own:
        own.execute("CREATE TABLE django_migrations (id integer PRIMARY KEY, app text, name text, applied text)")
        own.execute("INSERT INTO django_migrations VALUES (1, 'meetings', ?, '2026-01-01')", [WRITTEN_ANEW])
    own.close()
    said = "The database of another release is now portal.before-2.sqlite3, and an empty one is made"
    assert _prepared(tmp_path).stderr == f"{said} in its place\n"
    assert _prepared(tmp_path).stderr == ""
    kept = sorted(path.name for path in tmp_path.glob("*.sqlite3"))
    assert kept == ["portal.before-1.sqlite3", "portal.before-2.sqlite3", "portal.sqlite3"]


def test_what_sqlite_keeps_beside_its_file_goes_with_it(tmp_path):
    class Own:
        settings_dict = {"NAME": str(tmp_path / "portal.sqlite3")}

        def close(self):
            pass

    for name in ("portal.sqlite3", "portal.sqlite3-wal", "portal.sqlite3-shm"):
        (tmp_path / name).write_text(name)
    assert other_release.move_aside(Own()).name == "portal.before-1.sqlite3"
    assert (tmp_path / "portal.before-1.sqlite3-wal").read_text() == "portal.sqlite3-wal"
    assert not list(tmp_path.glob("portal.sqlite3*"))

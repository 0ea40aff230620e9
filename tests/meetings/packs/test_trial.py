"""The trial of a folder of PDFs: every file is accounted for, and what goes wrong is called wrong."""

import json
import multiprocessing
import os
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from committee.acts.refusal import Refused
from meetings.packs import corpus_check
from meetings.packs.intake import sandbox
from tests.meetings.packs import making

pytestmark = pytest.mark.usefixtures("own_processes")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.pdf"
    path.write_bytes(making.pdf_of(2))
    return path


def test_a_folder_is_tried_and_each_file_accounted_for(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    folder = tmp_path / "old packs" / "2021"
    folder.mkdir(parents=True)
    (folder / "good.PDF").write_bytes(making.tagged(2))
    (folder / "locked.pdf").write_bytes(making.with_password())
    (folder / "letter.pdf").write_bytes(making.docx())
    (folder / "notes.txt").write_text("not a PDF")
    call_command("corpus", tmp_path / "old packs", json=tmp_path / "out.json")
    printed = capsys.readouterr().out
    assert "3  files, 2 pages accepted" in printed
    assert "1  It needs a password." in printed
    lines = (tmp_path / "out.json").read_text().splitlines()
    outcomes = {one["file"]: one for one in map(json.loads, lines)}
    assert {name: one["state"] for name, one in outcomes.items()} == {
        "good.PDF": "accepted",
        "locked.pdf": "refused",
        "letter.pdf": "refused",
    }
    assert outcomes["good.PDF"]["seconds"] > 0
    assert outcomes["good.PDF"]["memory"] > sandbox.MEGABYTE


def test_a_folder_without_pdfs_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no PDF"):
        call_command("corpus", tmp_path)


def test_a_crash_anywhere_fails_the_trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paper: Path) -> None:
    crash = corpus_check.Outcome("paper.pdf", "crashed", "It ended with -6.")
    monkeypatch.setattr(corpus_check, "run", lambda paths, front: iter([crash]))
    with pytest.raises(CommandError, match="1 of 1 files"):
        call_command("corpus", tmp_path)


@pytest.mark.parametrize(
    ("cause", "state"),
    [(sandbox.Crashed("ended with -11"), "crashed"), (TimeoutError(), "hung"), (MemoryError(), "refused")],
)
def test_a_child_that_died_is_a_crash_though_the_clerk_reads_of_damage(
    cause: Exception, state: str, monkeypatch: pytest.MonkeyPatch, paper: Path
) -> None:
    def ends(*args: object, **kwargs: object) -> None:
        raise cause

    monkeypatch.setattr(sandbox, "run", ends)
    assert corpus_check.try_out(paper, b"").state == state


@pytest.mark.filterwarnings("ignore:This process")
@pytest.mark.parametrize(("ends", "state"), [(lambda: os._exit(9), "crashed"), (lambda: time.sleep(60), "hung")])
def test_a_process_that_dies_or_never_answers_loses_no_other_file(ends, state, monkeypatch, paper: Path) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(corpus_check, "PATIENCE", 1.0)
    monkeypatch.setattr(corpus_check, "try_out", lambda path, front: ends())
    assert corpus_check._apart(multiprocessing.get_context("fork"), paper, b"").state == state


def test_what_may_not_be_left_is_found_and_refusals_name_themselves() -> None:
    assert {"/JavaScript", "/JS", "/Launch", "/EF", "/FileAttachment", "/RichMedia"} <= corpus_check.forbidden(
        making.hostile()
    )
    assert corpus_check.forbidden(making.tagged(1)) == set()
    assert corpus_check._refused(Refused("No."))[0] == "refused"

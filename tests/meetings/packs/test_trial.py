"""The trial of a folder of PDFs: every file is accounted for, and what goes wrong is called wrong."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from committee.acts.refusal import Refused
from meetings.packs import corpus_check
from meetings.packs.intake import sandbox
from tests.meetings.packs import making

pytestmark = pytest.mark.usefixtures("own_processes")


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


def test_what_may_not_be_left_is_found_and_refusals_name_themselves() -> None:
    assert {"/JavaScript", "/JS", "/Launch", "/EF", "/FileAttachment", "/RichMedia"} <= corpus_check.forbidden(
        making.hostile()
    )
    assert corpus_check.forbidden(making.tagged(1)) == set()
    assert corpus_check._refused(Refused("No."))[0] == "refused"

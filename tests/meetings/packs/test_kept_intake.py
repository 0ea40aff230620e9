"""A file that the portal printed itself is taken in once."""

import pytest

from committee.acts.refusal import Refused
from meetings.packs import kept_intake
from meetings.packs.intake.take_in import take_in
from tests.meetings.packs import making


@pytest.fixture
def counted(monkeypatch) -> list[str]:
    names: list[str] = []

    def take_in_and_count(data: bytes, filename: str):
        names.append(filename)
        return take_in(data, filename)

    monkeypatch.setattr(kept_intake, "take_in", take_in_and_count)
    return names


def test_the_same_file_under_the_same_name_is_taken_in_once(db, counted):
    data = making.pdf_of(2, "Ask every pupil who cares for someone.")
    first = kept_intake.take_in_ours(data, "report.pdf")
    assert kept_intake.take_in_ours(data, "report.pdf") == first == take_in(data, "report.pdf")
    assert counted == ["report.pdf"]
    assert kept_intake.take_in_ours(data, "other.pdf") == take_in(data, "other.pdf")
    assert kept_intake.take_in_ours(making.pdf_of(1, "Other words."), "report.pdf") != first
    assert counted == ["report.pdf", "other.pdf", "report.pdf"]


def test_what_is_refused_is_not_kept(db, counted):
    for _ in range(2):
        with pytest.raises(Refused, match="not a PDF"):
            kept_intake.take_in_ours(b"Minutes", "report.pdf")
    assert len(counted) == 2

"""Twelve at once who hide, confirm or undo the same: one does it, the others are told, nothing is done by halves."""

import pytest

from committee.files import files
from committee.models import AuditEntry, StoredFile
from meetings.agendas import publishing
from meetings.models import Paper, Takedown
from meetings.takedowns import verbs as takedowns
from tests.meetings.publishing import AT, built, meeting_of, report
from tests.meetings.taken_down import CONFIRMED, DECIDED, GROUND
from tests.meetings.test_two_clerks import a_database_that_threads_share, refusals, together  # noqa: F401
from tests.staging import staged

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.both_databases("locks: twelve at once"),
]
MANY = 12
UNDONE = {"reason": "It is lawful.", "at": DECIDED}


@staged
def paper(safeguarding, clerk, proper_officer, member) -> Paper:
    """Return the report of a published agenda."""
    meeting = meeting_of(safeguarding, clerk)
    report(meeting, clerk)
    built(meeting)
    publishing.publish_agenda(meeting, at=AT, by=clerk)
    return Paper.objects.get(item__meeting=meeting, file__isnull=False)


@pytest.fixture(autouse=True)
def no_rebuilding(settings):
    """Leave rebuilding in the queue, because it is no part of the race."""
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}


def again(row):
    """Return the row as another clerk's page reads it."""
    return type(row)._base_manager.get(pk=row.pk)


def entries(did: str) -> int:
    """How often the trail says so."""
    return AuditEntry.objects.filter(did=did).count()


def test_twelve_who_hide_a_paper_at_once_hide_it_once(paper, clerk):
    ends = together(*[lambda: takedowns.hide(again(paper), **GROUND, by=clerk)] * MANY)
    assert {"already" in sentence for sentence in refusals(ends)} == {True}
    assert len(refusals(ends)) == MANY - 1
    (row,) = Takedown.objects.all()
    assert row.is_waiting
    assert entries("hid from the public") == 1
    paper.refresh_from_db()
    assert paper.title == row.note
    assert row.words.get(of_table="meetings_paper", field="title").original["was"] == "Young Carers: report"


@pytest.fixture
def hidden(paper, clerk) -> Takedown:
    """Hide the paper, and return the takedown."""
    return takedowns.hide(paper, **GROUND, by=clerk)


def file_of(takedown: Takedown) -> StoredFile:
    """Return the file that a takedown stored."""
    kept = takedown.words.get(of_table="meetings_paperfile", field="stored_id")
    return StoredFile.objects.get(pk=kept.original["was"])


def test_twelve_who_confirm_at_once_erase_it_once(paper, hidden, proper_officer):
    stored = StoredFile.objects.get(
        pk=hidden.words.get(of_table="meetings_paperfile", field="stored_id").original["was"]
    )
    ends = together(*[lambda: takedowns.confirm(again(hidden), **CONFIRMED, by=proper_officer)] * MANY)
    assert len(refusals(ends)) == MANY - 1
    assert {"decided already" in sentence for sentence in refusals(ends)} == {True}
    assert entries("took down") == 1
    assert again(hidden).state == "confirmed"
    assert not hidden.words.filter(original__isnull=False).exists()
    assert not files.holds(stored)


def test_twelve_who_undo_at_once_put_it_back_once(paper, hidden, proper_officer):
    ends = together(*[lambda: takedowns.undo(again(hidden), **UNDONE, by=proper_officer)] * MANY)
    assert len(refusals(ends)) == MANY - 1
    assert {"decided already" in sentence for sentence in refusals(ends)} == {True}
    assert entries("published again") == 1
    assert again(hidden).state == "undone"
    assert again(paper).title == "Young Carers: report"


def test_six_who_confirm_while_six_undo_leave_one_decision_whole(paper, hidden, proper_officer):
    stored = StoredFile.objects.get(
        pk=hidden.words.get(of_table="meetings_paperfile", field="stored_id").original["was"]
    )
    acts = [
        lambda: takedowns.confirm(again(hidden), **CONFIRMED, by=proper_officer),
        lambda: takedowns.undo(again(hidden), **UNDONE, by=proper_officer),
    ]
    ends = together(*acts * (MANY // 2))
    assert len(refusals(ends)) == MANY - 1
    undone = again(hidden).state == "undone"
    assert (entries("published again"), entries("took down")) == ((1, 0) if undone else (0, 1))
    assert files.holds(stored) is undone
    assert (again(paper).title == "Young Carers: report") is undone
    assert hidden.words.filter(original__isnull=False).exists() is undone

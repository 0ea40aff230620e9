"""Many at once who confirm or undo the same: one does it, the others are told, nothing is done by halves."""

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


@pytest.fixture
def hidden(paper, clerk) -> Takedown:
    """Hide the paper, and return the takedown."""
    return takedowns.hide(paper, **GROUND, by=clerk)


def test_six_who_confirm_while_six_undo_leave_one_decision_whole(paper, hidden, proper_officer):
    stored = StoredFile.objects.get(
        pk=hidden.words.get(of_table="meetings_paperfile", field="stored_id").original["was"]
    )
    acts = [
        lambda: takedowns.confirm(again(hidden), **CONFIRMED, by=proper_officer),
        lambda: takedowns.undo(again(hidden), reason="It is lawful.", at=DECIDED, by=proper_officer),
    ]
    ends = together(*acts * (MANY // 2))
    assert len(refusals(ends)) == MANY - 1
    undone = again(hidden).state == "undone"
    assert (entries("published again"), entries("took down")) == ((1, 0) if undone else (0, 1))
    assert files.holds(stored) is undone
    assert (again(paper).title == "Young Carers: report") is undone
    assert hidden.words.filter(original__isnull=False).exists() is undone

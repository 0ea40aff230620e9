"""Daily deletion of notes: after the time that the author chose, and where the author may no longer read the paper."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from committee.law.periods import months_from
from committee.models import User
from committee.timers.daily import Done, Timer
from meetings.members.notes import encryption
from meetings.members.notes.listing import without_lost_quotation, words_of
from meetings.members.notes.verbs import USUAL_MONTHS
from meetings.models import MemberNote, NotesKept, PublishedPaper, Takedown, TakedownState, TakedownSubject

# A seat may be ended by mistake: if the right to read the paper returns in this time, so do the notes.
KEPT_WITHOUT_RIGHT = dt.timedelta(days=30)


def delete_notes(*, at: dt.datetime) -> Iterable[Done]:
    """
    Delete the notes that are due, and the words that a takedown removed.

    SECURITY: the desk reads the lines of timers, and a number would tell that somebody has notes, so there is no line.
    """
    on = timezone.localdate(at)
    _delete_old(on)
    _delete_taken_down()
    _delete_without_right(on)
    _remove_words_taken_down()
    return ()


def _delete_old(on: dt.date) -> None:
    """Delete notes after the time that each author chose, counted from the meeting or from a later change."""
    months_by_author = dict(NotesKept.objects.values_list("member", "months"))
    due = []
    past = MemberNote.objects.filter(meeting__date__lt=on)
    for note, author, day, changed in past.values_list("pk", "author", "meeting__date", "changed_at"):
        months = months_by_author.get(author, USUAL_MONTHS) or settings.NOTES_MOST_MONTHS
        if months_from(max(day, timezone.localdate(changed)), months) < on:
            due.append(note)
    MemberNote.objects.filter(pk__in=due).delete()


def _delete_taken_down() -> None:
    """Delete notes on papers of which a confirmed takedown leaves nothing (R60)."""
    confirmed = Takedown.objects.filter(
        subject=TakedownSubject.PAPER, state=TakedownState.CONFIRMED, redacted__isnull=True
    )
    MemberNote.objects.filter(paper_file__paper__in=confirmed.values("subject_id")).delete()


def _delete_without_right(on: dt.date) -> None:
    """Mark the notes on papers that their author may no longer read, and delete those marked long enough ago."""
    for author in User.objects.filter(pk__in=MemberNote.objects.values("author")):
        files = PublishedPaper.objects.readable_by(author, on).values("paper_file")
        notes = MemberNote.objects.filter(author=author)
        notes.filter(paper_file__in=files).exclude(unreadable_since=None).update(unreadable_since=None)
        notes.filter(unreadable_since=None).exclude(paper_file__in=files).update(unreadable_since=on)
    MemberNote.objects.filter(unreadable_since__lte=on - KEPT_WITHOUT_RIGHT).delete()


def _remove_words_taken_down() -> None:
    """Remove from notes the quotations that a redacted copy of their paper no longer has (R60)."""
    changed = MemberNote.objects.exclude(sha256=F("paper_file__stored__sha256"))
    confirmed = Takedown.objects.filter(subject=TakedownSubject.PAPER, state=TakedownState.CONFIRMED)
    for pk in changed.filter(paper_file__paper__in=confirmed.values("subject_id")).values_list("pk", flat=True):
        with transaction.atomic():
            note = MemberNote.objects.select_for_update(of=("self",)).filter(pk=pk).first()
            paper = words_of(note.paper_file) if note else None
            words = encryption.decrypt(note) if note else None
            if note is None or paper is None or words is None:
                continue  # the next daily run tries again
            encryption.encrypt(note, without_lost_quotation(words, paper, note.page))
            note.sha256 = note.paper_file.stored.sha256
            note.save(update_fields=["secret", "sha256"])


TIMERS = (Timer("notes", "Notes of members were not deleted in time.", delete_notes),)

"""
Verbs of a member's notes. A note is private, so these verbs record nothing on the trail.

A note is on a published paper that its author may read now. Only its author changes, shares or deletes the note.
"""

import datetime as dt
from collections.abc import Collection
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import QuerySet

from committee.access.permissions import is_member, sits_on
from committee.acts.refusal import Conflict, Refused
from committee.acts.verbs import Anybody, verb
from committee.models import User
from meetings.members.marks import may_read_as_member
from meetings.members.notes import encryption
from meetings.members.notes.encryption import NoteWords
from meetings.models import Meeting, MemberNote, NotesKept, PaperFile

LONGEST_QUOTE, CONTEXT, LONGEST_TEXT = 2000, 32, 5000
MOST = 500  # notes of one member on the papers of one meeting
USUAL_MONTHS = 12
SWITCHED_OFF = "Notes are switched off because the council has not set a key for them. Tell the committee team."
GONE = "You have deleted this note, perhaps on another device."
UNREADABLE = "This note cannot be read because its key is missing. You can only delete it."
CHANGED = "You changed this note meanwhile, perhaps on another device. Check both texts, then save again."


def _is_author(who: Anybody, on: dt.date, note: MemberNote, /, **_: object) -> bool:
    """Return whether `who` is the author of the note. An author deletes even notes that they may no longer read."""
    return isinstance(who, User) and note.author_id == who.pk and is_member(who, on)


def _is_author_who_may_read(who: Anybody, on: dt.date, note: MemberNote, /, **_: object) -> bool:
    return _is_author(who, on, note) and may_read_as_member(who, on, note.paper_file)


def _refuse_switched_off() -> None:
    if not encryption.has_key():
        raise Refused(SWITCHED_OFF)


@verb(may_this=may_read_as_member)
def write_note(
    paper_file: PaperFile, *, key: UUID, page: int, words: NoteWords, at: dt.datetime, by: User
) -> MemberNote:
    """
    Save a new note on a page of a published file, and return it.

    A key that the member has used for the same words returns its note.

    Raises Refused where the page or the note is empty, something is too long, or the member has MOST notes on the
    meeting.
    """
    _refuse_switched_off()
    if note := MemberNote.objects.filter(author=by, key=key).first():
        if note.version > 1 or encryption.decrypt(note) in (None, words):
            return note
        key = uuid4()  # the answer to the first sending was lost, and the text has changed since: nothing of it is lost
    if not 1 <= page <= paper_file.pages:
        raise Refused("This paper has no such page.")
    if not (words.quote or words.text):
        raise Refused("Write a note, or choose a passage to highlight.", about="text")
    _refuse_long(words.text)
    if len(words.quote) > LONGEST_QUOTE or max(len(words.before), len(words.after)) > CONTEXT:
        raise Refused(f"Choose a passage of {LONGEST_QUOTE:,} characters or fewer.")
    meeting = paper_file.paper.item.meeting
    if MemberNote.objects.filter(author=by, meeting=meeting).count() >= MOST:
        raise Refused(f"You have {MOST} notes on this meeting, which is the most. Delete some first.")
    note = MemberNote(
        key=key, author=by, meeting=meeting, paper_file=paper_file, page=page, made_at=at, changed_at=at,
        sha256=paper_file.stored.sha256,
    )  # fmt: skip
    encryption.encrypt(note, words)
    note.save()
    return note


def _refuse_long(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise Refused(f"Use {LONGEST_TEXT:,} characters or fewer: this has {len(text):,}.", about="text")


def _hold(note: MemberNote) -> MemberNote:
    """Return the note, locked. Raises Refused where it is deleted."""
    row = MemberNote.objects.select_for_update(of=("self",)).filter(pk=note.pk).first()
    if row is None:
        raise Refused(GONE)
    return row


@verb(may_this=_is_author_who_may_read)
def change_note(note: MemberNote, *, version: int, text: str, at: dt.datetime, by: User) -> MemberNote:
    """
    Change the text of a note, whose author saw `version`; return the note.

    Raises Conflict, with the words as they are now, where the text was changed since; Refused where the note is
    deleted, unreadable, or would be empty.
    """
    _refuse_switched_off()
    row = _hold(note)
    words = encryption.decrypt(row)
    if words is None:
        raise Refused(UNREADABLE)
    if text == words.text:
        return row
    if version != row.version:
        raise Conflict(CHANGED, theirs=row)
    if not (text or words.quote):
        raise Refused("Write the note, or delete it.", about="text")
    _refuse_long(text)
    encryption.encrypt(row, NoteWords(words.quote, words.before, words.after, text))
    row.version, row.changed_at = row.version + 1, at
    row.save(update_fields=["secret", "version", "changed_at"])
    return row


@verb(may_this=_is_author)
def delete_note(note: MemberNote, *, by: User) -> None:
    """Delete a note for its author and everybody with whom it is shared; do nothing where it is deleted already."""
    if row := MemberNote.objects.select_for_update(of=("self",)).filter(pk=note.pk).first():
        row.delete()


def possible_readers(meeting: Meeting, author: User, on: dt.date) -> QuerySet[User]:
    """Return the members with whom `author` may share notes on a meeting: those who sit on its committee with them."""
    seats = meeting.seats_on(on).values("person")
    if not sits_on(author, meeting.committee, on) or not seats.filter(person=author.person_id).exists():
        return User.objects.none()
    return User.objects.who_may_sign_in().filter(person__in=seats).exclude(pk=author.pk).order_by("name", "pk")


@verb(may_this=_is_author_who_may_read, points_to=["readers"])
def share_note(note: MemberNote, *, readers: Collection[User], at: dt.datetime, on: dt.date, by: User) -> None:
    """
    Share a note with exactly these members of the committee; take it back from everybody else.

    Each reads it only while they may read the paper. Raises Refused for somebody who does not sit on the committee.
    """
    row = _hold(note)
    chosen = {reader.pk for reader in readers}
    allowed = set(possible_readers(row.meeting, by, on).values_list("pk", flat=True))
    shared = set(row.readers.values_list("reader", flat=True))
    if chosen - allowed - shared:
        raise Refused("You can share notes only with members of the same committee.", about="readers")
    row.readers.exclude(reader__in=chosen).delete()
    for reader in sorted(chosen - shared):
        row.readers.create(reader_id=reader, shared_at=at)


@verb(may=is_member)
def choose_time_kept(*, months: int, by: User) -> None:
    """Choose how long the member's notes are kept (`NotesKept`). Raises Refused for a time that is not offered."""
    if months not in dict(times_offered()):
        raise Refused("Choose how long to keep your notes.", about="months")
    NotesKept.objects.update_or_create(member=by, defaults={"months": months})


def times_offered() -> list[tuple[int, str]]:
    """Return the times for which notes may be kept, with their words."""
    months = [(1, "1 month after the meeting"), (3, "3 months after the meeting"), (12, "12 months after the meeting")]
    most = f"Until I delete them, but at most {settings.NOTES_MOST_MONTHS} months after the meeting"
    return [*months, (0, most)]


def time_kept(user: User) -> int:
    """Return how many months the member's notes are kept; 0 is as long as the council allows."""
    months = NotesKept.objects.filter(member=user).values_list("months", flat=True).first()
    return USUAL_MONTHS if months is None else months

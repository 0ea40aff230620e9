"""Members' private notes on published papers: encrypted, and readable only by their authors and chosen members."""

import datetime as dt
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from committee.models import User, Visitor
from committee.models.rules import once, rule
from meetings.models.meeting import Meeting
from meetings.models.pack import PublishedPaper
from meetings.models.paper import PaperFile


class MemberNoteQuerySet(models.QuerySet["MemberNote"]):
    """Querysets of notes."""

    def readable_by(self, user: Visitor, on: dt.date) -> "MemberNoteQuerySet":
        """Return notes that `user` wrote or is shown, on papers that `user` may read on that day (LGA 1972 s.100F)."""
        if not (isinstance(user, User) and user.is_active):
            return self.none()
        shown = NoteReader.objects.filter(note=OuterRef("pk"), reader=user)
        papers = PublishedPaper.objects.readable_by(user, on).filter(paper_file=OuterRef("paper_file"))
        return self.filter(Q(author=user) | Exists(shown), Exists(papers))


class MemberNote(models.Model):
    """
    A member's note on a passage or a page of a paper, or a highlighted passage.

    - `key`: made by the member's device, so that a note sent twice is saved once
    - `page`: of the file; 1 is its first page
    - `sha256`: hash of the file when the note was written
    - `secret`: the quotation and the text, encrypted (`meetings/members/notes/encryption.py`)
    - `version`: increased by each change
    - `unreadable_since`: the day on which a daily task noticed that the author may no longer read the paper
    """

    part_of = "meeting"

    key = models.UUIDField(default=uuid4)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    paper_file = models.ForeignKey(PaperFile, models.CASCADE, related_name="+")
    page = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    secret = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    unreadable_since = models.DateField(null=True, blank=True)

    objects = MemberNoteQuerySet.as_manager()

    class Meta:
        ordering = ["paper_file", "page", "pk"]
        constraints = [
            once("a_members_notes_have_keys_of_their_own", "author", "key"),
            rule("a_note_is_on_a_page", Q(page__gte=1)),
        ]

    def __str__(self) -> str:
        return f"note {self.pk}"


class NoteReader(models.Model):
    """A member with whom the author of a note shares the note."""

    part_of = "note"

    note = models.ForeignKey(MemberNote, models.CASCADE, related_name="readers")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    shared_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [once("a_note_is_shared_once_with_a_member", "note", "reader")]

    def __str__(self) -> str:
        return f"note {self.note_id}, shared"


class NotesKept(models.Model):
    """A member's time to keep notes: months after the meeting; 0 keeps them as long as the council allows."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    months = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [rule("notes_are_kept_for_a_time_that_is_offered", Q(months__in=(0, 1, 3, 12)))]

    def __str__(self) -> str:
        return f"notes of user {self.member_id} are kept {self.months} months"

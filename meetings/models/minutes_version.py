"""Versions of minutes, drafts sent for comment, comments, corrections and signatures."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from committee.models import Person, StoredFile, Visitor, standing_of
from committee.models.acted_by import acted_by
from committee.models.rules import once, rule
from committee.wording.dates import full_date
from meetings.models.meeting import Meeting
from meetings.models.minutes import Minute, Minutes, MinutesState
from meetings.models.takedown import MayBeDown


class MinutesVersionKind(models.TextChoices):
    """Purpose of a version."""

    CIRCULATED = "circulated", "Draft for comment"
    DECISIONS = "decisions", "Note of decisions"
    DRAFT = "draft", "Draft, subject to confirmation"
    CONFIRMED = "confirmed", "Confirmed minutes"


WHOLE = (MinutesVersionKind.DRAFT, MinutesVersionKind.CONFIRMED)


class MinutesVersionQuerySet(models.QuerySet["MinutesVersion"]):
    """Querysets of versions of minutes."""

    def whole(self) -> "MinutesVersionQuerySet":
        """Return versions of the full minutes, draft or confirmed: no note of decisions, no draft for comment."""
        return self.filter(kind__in=WHOLE)

    def notes(self) -> "MinutesVersionQuerySet":
        """Return versions that are notes of decisions."""
        return self.filter(kind=MinutesVersionKind.DECISIONS)

    def readable_by(self, user: Visitor, on: dt.date) -> "MinutesVersionQuerySet":
        """
        Return published versions of meetings that `user` may know of, and drafts sent to `user` for comment.

        Check each withheld minute of such a version separately (`meetings.access.papers.may_read_minute`).
        """
        meetings = Meeting.objects.readable_by(user, on).values("pk")
        out = self.public().filter(minutes__meeting__in=meetings).values("pk")
        sent = Circulation.objects.readable_by(user, on).values("version")
        return self.filter(Q(pk__in=out) | Q(pk__in=sent))

    def public(self) -> "MinutesVersionQuerySet":
        """
        Return published versions, notes of decisions included, except versions of minutes taken down as a whole (R60).

        A version published after the takedown is a new text, and is returned.
        """
        return self.filter(is_down=False).exclude(kind=MinutesVersionKind.CIRCULATED)


class MinutesVersion(MayBeDown):
    """
    Minutes as they were sent or published: `document` is plain data (see meetings/minutes/document/document.py).

    The database refuses to remove a row, and to change a row except by a takedown (R60). `public_file` and
    `members_file` are PDFs of the document.
    """

    part_of = "minutes"
    words_kept = ("sha256",)
    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=MinutesVersionKind)
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    change_note = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    public_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    members_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MinutesVersionQuerySet.as_manager()

    class Meta:
        ordering = ["minutes", "number"]
        constraints = [
            once("versions_of_minutes_are_numbered", "minutes", "number"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of the {self.minutes}"


WRITTEN_UP = (MinutesState.TAKING, MinutesState.DRAFT)


class CirculationQuerySet(models.QuerySet["Circulation"]):
    """Querysets of circulated drafts."""

    def sent_to(self, user: Visitor, on: dt.date) -> "CirculationQuerySet":
        """Return circulations ever sent to the person of `user`; none where the user has no person or is suspended."""
        who = standing_of(user, on)
        return self.none() if who.person is None else self.filter(sent_to=who.person)

    def readable_by(self, user: Visitor, on: dt.date) -> "CirculationQuerySet":
        """
        Return circulations sent to `user`, of minutes being written up or of published minutes still open to comments.

        SECURITY: receiving a draft gives nobody a right to exempt information in the draft.
        """
        published = Minutes.objects.public().filter(state=MinutesState.PUBLISHED)
        in_time = Q(version__minutes__in=published, comments_by__gte=on)
        return self.sent_to(user, on).filter(Q(version__minutes__state__in=WRITTEN_UP) | in_time)


class Circulation(models.Model):
    """A draft of minutes sent to named people for comments by a date."""

    part_of = "version"
    version = models.OneToOneField(MinutesVersion, models.PROTECT, related_name="circulation")
    comments_by = models.DateField()
    message = models.TextField(blank=True, max_length=2000)
    sent_to = models.ManyToManyField(Person, related_name="circulations")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = CirculationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.version}, for comments by {full_date(self.comments_by)}"


class CommentState(models.TextChoices):
    """State of a comment."""

    OPEN = "open", "To be answered"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"


class Comment(models.Model):
    """A comment on one minute of a circulated draft, and the clerk's decision on it."""

    part_of = "minute"
    words_emptied = ("quoted", "reply")
    circulation = models.ForeignKey(Circulation, models.PROTECT, related_name="comments")
    minute = models.ForeignKey(Minute, models.PROTECT, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    quoted = models.CharField(max_length=500, blank=True, help_text="The words it is about.")
    text = models.TextField(max_length=4000)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=CommentState, default=CommentState.OPEN)
    reply = models.CharField(max_length=1000, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = acted_by()

    class Meta:
        ordering = ["minute__position", "made_at", "pk"]
        constraints = [
            rule("a_comment_says_something", ~Q(text="")),
            rule(
                "an_answered_comment_says_by_whom",
                Q(state="open", decided_at__isnull=True)
                | (~Q(state="open") & Q(decided_at__isnull=False, decided_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"comment of {self.by} on {self.minute}"


class Correction(models.Model):
    """Words of draft minutes that a later meeting corrected before it confirmed them."""

    part_of = "agreed_in"
    words_emptied = ("new_words",)
    minute = models.ForeignKey(Minute, models.PROTECT, related_name="corrections")
    old_words = models.CharField(max_length=1000)
    new_words = models.CharField(max_length=1000)
    agreed_in = models.ForeignKey(Meeting, models.PROTECT, related_name="corrections_agreed")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["minute__position", "pk"]
        constraints = [rule("a_correction_changes_words", ~Q(old_words="") & ~Q(old_words=models.F("new_words")))]

    def __str__(self) -> str:
        return f"correction of {self.minute}"

    @property
    def is_removed(self) -> bool:
        """True where a takedown has removed the correction's words and the heading of its minute (R60)."""
        return not self.new_words and self.old_words == self.minute.heading


class Confirmation(models.Model):
    """
    The signature of minutes: the meeting that confirmed them, and who presided and signed (LGA 1972 Sch 12 para 41,
    R26).

    - `sealed`: the PDF under the council's digital seal, where the signatory signed in
    - `on_paper`: the council keeps a signed paper; `scan` is its copy, which only the desk reads
    - `signed_in`: a later meeting, whose presiding member signed because the one of `confirmed_in` could not; else None

    The database refuses a new row with neither the signatory's act nor a scan (meetings/models/triggers/minutes.py).
    """

    part_of = "confirmed_in"
    minutes = models.OneToOneField(Minutes, models.PROTECT, related_name="confirmation")
    confirmed_in = models.ForeignKey(Meeting, models.PROTECT, related_name="confirmed")
    resolution = models.OneToOneField("meetings.Resolution", models.PROTECT, related_name="confirms")
    presided = models.ForeignKey(Person, models.PROTECT, related_name="+")
    version = models.OneToOneField(MinutesVersion, models.PROTECT, related_name="confirmation")
    signed_in = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="signed")
    signed_at = models.DateTimeField()
    on_paper = models.BooleanField(default=False)
    sealed = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [rule("minutes_are_signed_on_paper_or_sealed", Q(on_paper=True) | Q(sealed__isnull=False))]

    def __str__(self) -> str:
        return f"signature of the {self.minutes}"

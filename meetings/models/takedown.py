"""Takedowns of unlawfully published matter, kept as a record (R60; UK GDPR art 5 and 17)."""

import datetime as dt
from typing import ClassVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from committee.models import StoredFile
from committee.models.acted_by import acted_by
from committee.models.part_of import way_up
from committee.models.rules import once, rule
from committee.wording.dates import long_date
from meetings.models.meeting import Meeting


class TakedownSubject(models.TextChoices):
    """Kind of the subject taken down; `Takedown.subject_id` is the id of its row."""

    PAPER = "paper", "Paper"
    ITEM = "item", "Title and words of an item"
    BACKGROUND = "background", "Background paper"
    MINUTES = "minutes", "Minutes of a meeting"
    MINUTE = "minute", "Minute"
    ANSWER = "answer", "Answer to an action"
    MEETING = "meeting", "Note and reasons of a meeting"
    MOVE = "move", "Reason of a re-arrangement"
    RULING = "ruling", "Urgency ruling"
    VERSION = "version", "Note of a version of an agenda"
    NOTICE = "notice", "Notice of a private meeting"
    DECISION = "decision", "Notice of a key decision"
    REVIEW = "review", "Review by scrutiny"
    RECOMMENDATION = "recommend", "Recommendation of a review"
    RESPONSE = "response", "Answer to a recommendation"
    PROGRESS = "progress", "Progress of a recommendation"
    FINDING = "finding", "Finding of a review"
    SECTION = "section", "Section of a report of a review"


class TakedownGround(models.TextChoices):
    """Reason for a takedown, in general words that anybody may read because they disclose nothing removed."""

    EXEMPT = "exempt", "exempt or confidential information"
    PERSONAL = "personal", "personal information"
    FORBIDDEN = "forbidden", "information that an Act or a court order forbids to publish"
    DEFAMATORY = "defamatory", "defamatory words"
    COPYRIGHT = "copyright", "something whose copyright is another’s"
    OTHER = "other", "information that may not be published"  # only in earlier takedowns, because it names no law


class TakedownState(models.TextChoices):
    """State of a takedown."""

    HIDDEN = "hidden", "Hidden, waiting for the proper officer"
    CONFIRMED = "confirmed", "Taken down"
    UNDONE = "undone", "Published again"


def ways_to_meeting() -> list[tuple[type[models.Model], str]]:
    """Return the models whose rows hold published matter of a meeting, each with the lookup to the meeting."""
    names = ("AgendaVersion", "Pack", "MinutesVersion", "PaperFile")
    return [(model, way_up(model, Meeting)) for model in (apps.get_model("meetings", name) for name in names)]


class MayBeDown(models.Model):
    """
    A row that public querysets leave out while it is taken down and has no redacted copy (R60).

    The verbs that hide, redact and undo set `is_down` in their transaction. Publishing minutes again clears `is_down`.
    """

    is_down = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True


class TakedownQuerySet(models.QuerySet["Takedown"]):
    """Querysets of takedowns."""

    def standing(self) -> "TakedownQuerySet":
        """Return takedowns that hide something now: those that are not undone."""
        return self.exclude(state=TakedownState.UNDONE)

    def waiting(self) -> "TakedownQuerySet":
        """Return takedowns that the proper officer has not decided yet."""
        return self.filter(state=TakedownState.HIDDEN)

    def of(self, subject: str, pk: int) -> "Takedown | None":
        """Return the takedown in force of the row with this kind (`subject`) and id, or None."""
        return self.standing().filter(subject=subject, subject_id=pk).first()

    def touching(self, meeting: Meeting) -> "TakedownQuerySet":
        """Return the meeting's takedowns, and other meetings' takedowns that hide words or files of this meeting."""
        rows = Q()
        for model, way in ways_to_meeting():
            mine = model._base_manager.filter(**{way: meeting.pk}).values("pk")
            rows |= Q(of_table=model._meta.db_table, row_id__in=mine)
        words = TakedownWords.objects.filter(rows).values("takedown")
        return self.filter(Q(meeting=meeting) | Q(pk__in=words))


class Takedown(models.Model):
    """
    A takedown hides its subject immediately. The proper officer then confirms or undoes the takedown, with a reason.

    Only a decision and a redacted copy may be added to a row, and no row is removed. Rows of `TakedownWords` hold the
    hidden words and files.
    """

    part_of = "meeting"
    locked_by = "meeting"  # see committee/acts/locking.py

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="takedowns",
        help_text="The meeting whose business it is; empty: of none, as of the forward plan or a review.",
    )  # fmt: skip
    subject = models.CharField(max_length=10, choices=TakedownSubject)
    subject_id = models.PositiveBigIntegerField()
    label = models.CharField(max_length=250, help_text="Which one it is, without its words: Paper 2 of item 4.")
    ground = models.CharField(max_length=10, choices=TakedownGround)
    state = models.CharField(max_length=10, choices=TakedownState, default=TakedownState.HIDDEN)
    why = models.CharField(max_length=1000, help_text="What is wrong with it, for the desk alone.")
    hidden_at = models.DateTimeField()
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decide_by = models.DateField(help_text="The next working day after it was hidden.")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = acted_by()
    reason = models.CharField(max_length=1000, blank=True, help_text="The proper officer's, for the record.")
    backups = models.CharField(max_length=500, blank=True, help_text="Which backups still hold it, and until when.")
    redacted = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    redacted_at = models.DateTimeField(null=True, blank=True)
    redacted_by = acted_by()

    objects = TakedownQuerySet.as_manager()
    TAKES_A_COPY: ClassVar = (TakedownSubject.PAPER, TakedownSubject.BACKGROUND, TakedownSubject.MINUTES)

    class Meta:
        ordering = ["-hidden_at", "-pk"]
        constraints = [
            once("one_takedown_stands_on_a_thing", "subject", "subject_id", among=~Q(state="undone")),
            rule("a_takedown_says_what_is_wrong", ~Q(why="")),
            rule(
                "a_decided_takedown_has_its_reason",
                Q(state="hidden", decided_at__isnull=True)
                | (~Q(state="hidden") & Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(reason="")),
            ),
            rule("a_confirmed_takedown_names_the_backups", ~Q(state="confirmed") | ~Q(backups="")),
        ]

    def __str__(self) -> str:
        return f"takedown of {self.label} ({self.meeting or self.place.lower()})"

    @property
    def place(self) -> str:
        """Place of publication in words: the meeting, the forward plan, or reviews."""
        if self.meeting is None:
            return "Forward plan" if self.subject == TakedownSubject.DECISION else "Reviews"
        return f"{self.meeting.committee.short_name}, {long_date(self.meeting.date)}"

    @property
    def day(self) -> dt.date:
        """The day in London on which the subject was hidden."""
        return timezone.localdate(self.hidden_at)

    @property
    def note(self) -> str:
        """Text that replaces every hidden title and text: the day and the ground, never the removed words."""
        if self.redacted_id:
            return f"Redacted copy: {self.get_ground_display()} was removed on {long_date(self.day)}"
        return f"Removed on {long_date(self.day)}: {self.get_ground_display()}"

    @property
    def is_waiting(self) -> bool:
        """True while the proper officer has not decided."""
        return self.state == TakedownState.HIDDEN

    @property
    def takes_a_copy(self) -> bool:
        """True where a redacted copy can replace the subject. Draft minutes are written again instead."""
        if self.subject == TakedownSubject.MINUTES and not (self.meeting and self.meeting.minutes.is_frozen):
            return False
        return self.state != TakedownState.UNDONE and self.subject in self.TAKES_A_COPY

    def is_overdue(self, on: dt.date) -> bool:
        """Return whether the deadline for the decision has passed."""
        return self.is_waiting and self.decide_by < on


class TakedownWords(models.Model):
    """
    One value that a takedown took out of a row: a title, a text in a frozen document, or the link to a file.

    - `of_table` and `field`: names in this database
    - `path`: the path of the value in a JSON field ("items/3/title"); "" is the whole field
    - `original`: {"was": value} until the takedown is confirmed; then only `sha256` of its canonical JSON stays
    - `placed`: {"put": value}, the value that replaces the original

    The database lets a published row change only where a row of this table names the published row.
    """

    part_of = "takedown"
    takedown = models.ForeignKey(Takedown, models.PROTECT, related_name="words")
    of_table = models.CharField(max_length=60)
    row_id = models.PositiveBigIntegerField()
    field = models.CharField(max_length=60)
    path = models.CharField(max_length=200, blank=True)
    original = models.JSONField(null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    placed = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [once("a_takedown_takes_a_value_once", "takedown", "of_table", "row_id", "field", "path")]
        indexes = [models.Index(fields=["of_table", "row_id"], name="takedown_words_of_a_row")]

    def __str__(self) -> str:
        return f"{self.field} {self.path} of {self.of_table} {self.row_id}"

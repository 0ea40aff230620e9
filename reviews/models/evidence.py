"""Evidence given to a panel, as text or as a file, with its sender, its readers and its day of deletion."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from committee.models import StoredFile, Visitor, standing_of
from committee.models.acted_by import acted_by
from committee.models.rules import once, rule
from meetings.models import (
    ACCEPTED_WHOLLY,
    WITHHELD,
    Access,
    ConversionBase,
    Leave,
    UploadState,
    Withheld,
    grounds_kept,
)
from meetings.models.upload import UNDECIDED, CheckedFile
from reviews.models.review import Panellist, Review

SUSPECT = "suspect"  # CallAnswer.State.SUSPECT, not imported, because its module imports this module


class EvidenceFileQuerySet(models.QuerySet["EvidenceFile"]):
    """Queries of files of evidence."""

    def undecided(self) -> Self:
        """Return files that wait for a check or are being checked, without files of suspect answers."""
        return self.filter(state__in=UNDECIDED).exclude(of_answer__answer__state=SUSPECT)

    def set_aside(self) -> Self:
        """Return files of suspect answers to a call: the files wait until an officer says that the answer is real."""
        return self.filter(state=UploadState.WAITING, of_answer__answer__state=SUSPECT)

    def silent_since(self, at: dt.datetime) -> Self:
        """Return undecided files without a heartbeat since `at`: their task or its worker has died."""
        return self.undecided().filter(heartbeat__lt=at)


class EvidenceFile(CheckedFile):
    """
    One file that came in as evidence of a review.

    `stored` is the file that intake made. `handed_in_by` is None for files sent in answer to a call for evidence.
    """

    part_of = "review"
    words_kept = ("filename", "reason")
    review = models.ForeignKey(Review, models.PROTECT, related_name="evidence_files")
    stored = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    pages = models.PositiveIntegerField(default=0)
    fingerprint = models.BinaryField(default=b"", editable=False)
    handed_in_by = acted_by()

    objects = EvidenceFileQuerySet.as_manager()

    class Meta:
        ordering = ["review", "pk"]
        constraints = [
            rule("a_refused_file_of_evidence_says_why", ~Q(state="refused") | ~Q(reason="")),
            rule(
                "an_undecided_file_of_evidence_has_its_original",
                ~Q(state__in=["waiting", "checking"]) | Q(original__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.filename}”: {self.get_state_display().lower()}"

    @property
    def is_taken(self) -> bool:
        """True where intake accepted the file, so that the file can be read."""
        return self.state == UploadState.TAKEN and self.stored_id is not None


class EvidenceConversion(ConversionBase):
    """
    Conversion of an uploaded file of evidence to PDF.

    The original is stored until somebody accepts the PDF, but not the original of a file that was sent in answer to a
    call for evidence. The row is deleted with the file.
    """

    part_of = "file"
    words_kept = ("looks", "program")
    file = models.OneToOneField(EvidenceFile, models.CASCADE, related_name="conversion")

    class Meta:
        constraints = [rule("a_file_of_evidence_is_accepted_by_somebody_at_a_time", ACCEPTED_WHOLLY)]

    def __str__(self) -> str:
        return f"{self.file}, made from {self.looks}"


class EvidenceKind(models.TextChoices):
    """Kind of a piece of evidence."""

    STATEMENT = "statement", "Written statement"
    NOTE = "note", "Note of what was said"
    FIGURES = "figures", "Figures"
    REPORT = "report", "Report or guidance"
    ANSWER = "answer", "Answer to the call for evidence"


class EvidenceAccess(models.TextChoices):
    """Access to the original of a piece of evidence, not to its redacted copy."""

    PRIVATE = "private", "Private: the panel and the scrutiny officers"
    EXEMPT = Access.EXEMPT.value, "Exempt: those on the panel who sit for a committee, and the scrutiny officers"
    CONFIDENTIAL = Access.CONFIDENTIAL.value, "Confidential: the same people; disclosure is forbidden by law"
    WITHHELD = Access.WITHHELD.value, "Withheld: the same people; the grounds are still to be given"
    OPEN = Access.OPEN.value, "Open: everyone, once it is published"


# Evidence that everybody on a panel reads. A co-opted expert sits for no committee, so reads no withheld evidence.
FOR_THE_PANEL = (EvidenceAccess.PRIVATE, EvidenceAccess.OPEN)
STANDING = Q(withdrawn_on__isnull=True, forgotten_on__isnull=True)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Queries of evidence. Only `public()` leaves out evidence that is not published."""

    def standing(self) -> Self:
        """Return evidence that is neither withdrawn nor forgotten."""
        return self.filter(STANDING)

    def public(self) -> Self:
        """Return published evidence of public reviews. The public reads only the redacted copy where there is one."""
        return self.filter(_public())

    def whole_for(self, user: Visitor, on: dt.date) -> Self:
        """Return evidence whose original `user` may read. Planners read all, panel members as their seat allows."""
        return self.filter(_rights(user, on))

    def readable_by(self, user: Visitor, on: dt.date) -> Self:
        """Return evidence that `user` may read on that day: the original, or the public version."""
        return self.filter(_public() | _rights(user, on))


def _public() -> Q:
    return STANDING & Q(published_at__isnull=False, review__in=Review.objects.public())


def _rights(user: Visitor, on: dt.date) -> Q:
    who = standing_of(user, on)
    if who.plans_scrutiny:
        return Q(pk__isnull=False)
    places = Panellist.objects.on(on).filter(person=who.person, review=OuterRef("review"))
    sent = places.filter(represents__isnull=False)
    if not who.is_councillor:  # s.100F is only for councillors, so a co-optee reads what their seat allows
        sent = sent.filter(represents__in=who.reading)
    withheld = Q(Exists(sent), access__in=WITHHELD)
    return STANDING & (Q(Exists(places), access__in=FOR_THE_PANEL) | withheld)


class Evidence(Withheld):
    """
    A piece of evidence of a review, text or file, with a reference ("E12") that is never used again.

    `post` and `body` describe the sender, without a name: "Group of pupils". Only scrutiny officers read `contact`. The
    reference and a line about the evidence stay after the evidence is withdrawn or forgotten. The evidence is published
    only where the sender agreed (`may_be_published`). Post and body are public only with consent (`is_named`).
    `agreed_on` and `agreed_how` are the day and the way in which the sender last answered about consent.
    """

    part_of = "review"
    words_emptied, words_kept = ("post", "body"), (*Withheld.words_kept, "contact", "agreed_how")
    review = models.ForeignKey(Review, models.PROTECT, related_name="evidence")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200, help_text="What it is called in the list of evidence.")
    kind = models.CharField(max_length=10, choices=EvidenceKind, default=EvidenceKind.STATEMENT)
    post = models.CharField(max_length=150, blank=True, help_text="The post of whoever gave it, never a name.")
    body = models.CharField(max_length=150, blank=True)
    is_named = models.BooleanField("may be named", default=False, help_text="They agree that post and body are told.")
    may_be_published = models.BooleanField(default=False, help_text="They agree that anybody reads it.")
    agreed_on = models.DateField(null=True, blank=True, help_text="The day on which they last said so.")
    agreed_how = models.CharField(blank=True, max_length=200, help_text="By letter, by email, in their answer.")
    contact = models.TextField(blank=True, max_length=1000, help_text="How to reach them: for scrutiny officers.")
    received_on = models.DateField()
    text = models.TextField(blank=True, max_length=20000)
    file = models.OneToOneField(EvidenceFile, models.PROTECT, null=True, blank=True, related_name="evidence")
    redacted_text = models.TextField(blank=True, max_length=20000)
    redacted = models.OneToOneField(EvidenceFile, models.PROTECT, null=True, blank=True, related_name="redacted_of")
    access = models.CharField(max_length=15, choices=EvidenceAccess, default=EvidenceAccess.PRIVATE)
    reason = models.CharField("reason for the access", max_length=400, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=400, blank=True)
    forget_on = models.DateField(null=True, blank=True)
    forgotten_on = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = acted_by()

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["review", "number"]
        verbose_name_plural = "evidence"
        constraints = [
            once("a_reference_of_evidence_is_used_once", "review", "number"),
            rule("references_of_evidence_begin_with_1", Q(number__gte=1)),
            rule("evidence_has_its_title", ~Q(title="")),
            rule(
                "evidence_is_a_text_or_a_file",
                Q(forgotten_on__isnull=False) | (Q(file__isnull=True) & ~Q(text="")) | Q(file__isnull=False, text=""),
            ),
            rule(
                "published_evidence_is_open_or_redacted",
                Q(published_at__isnull=True) | Q(access="open") | Q(redacted__isnull=False) | ~Q(redacted_text=""),
            ),
            rule(
                "withdrawn_and_forgotten_evidence_is_not_public",
                Q(published_at__isnull=True) | Q(withdrawn_on__isnull=True, forgotten_on__isnull=True),
            ),
            rule("evidence_has_one_redacted_copy", Q(redacted__isnull=True) | Q(redacted_text="")),
            rule("withdrawn_evidence_says_why", Q(withdrawn_on__isnull=True) | ~Q(withdrawn_reason="")),
            rule(
                "forgotten_evidence_holds_nothing",
                Q(forgotten_on__isnull=True)
                | Q(file__isnull=True, redacted__isnull=True, text="", redacted_text="", contact=""),
            ),
            *grounds_kept("piece_of_evidence", paragraph_3="paragraph_3_of_evidence_is_confirmed_not_registrable"),
            rule(
                "consent_to_evidence_has_its_day_and_way",
                Q(may_be_published=False, is_named=False)
                | Q(agreed_on__isnull=False) & (~Q(agreed_how="") | Q(forgotten_on__isnull=False)),
            ),
            rule(
                "evidence_is_opened_and_published_with_consent",
                Q(may_be_published=True) | (~Q(access="open") & Q(published_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        """Reference by which reports quote the evidence: E12."""
        return f"E{self.number}"

    @property
    def from_whom(self) -> str:
        """Post and body of the sender in one line, for readers of the original."""
        return ", ".join(filter(None, [self.post, self.body])) or "Not recorded"

    @property
    def from_whom_in_public(self) -> str:
        """Post and body of the sender for the public; withheld unless the sender agreed to be named."""
        return self.from_whom if self.is_named else "From somebody who is not named"

    @property
    def has_redacted_copy(self) -> bool:
        """True where the public reads a redacted copy and the panel reads the original."""
        return self.redacted_id is not None or bool(self.redacted_text)

    @property
    def public_text(self) -> str:
        """Text that the public reads once the evidence is published; "" where the public version is a file."""
        return self.redacted_text if self.has_redacted_copy else self.text

    @property
    def public_file(self) -> EvidenceFile | None:
        """File that the public reads after publication; never the original where there is a redacted copy."""
        return self.redacted if self.has_redacted_copy else self.file

    @property
    def is_public(self) -> bool:
        """True where the evidence is published. The public reads the evidence once the review is published too."""
        return self.published_at is not None

    @property
    def is_gone(self) -> bool:
        """True where the evidence is withdrawn or forgotten."""
        return self.withdrawn_on is not None or self.forgotten_on is not None

    @property
    def agreed_to(self) -> str:
        """Consent of the sender, in words: to publication, to being named, to both or to neither."""
        words = [("publication", self.may_be_published), ("being named", self.is_named)]
        return " and ".join(word for word, agreed in words if agreed) or "neither publication nor being named"


class EvidenceLeave(Leave):
    """The proper officer's decision to stop withholding a piece of evidence, with the reason."""

    part_of = "evidence"
    words_kept = ("reason",)
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="leaves")

    class Meta:
        ordering = ["evidence", "pk"]
        constraints = [rule("a_leave_of_evidence_has_its_reason", ~Q(reason=""))]

    def __str__(self) -> str:
        return f"leave to open {self.evidence}"

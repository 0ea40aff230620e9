"""What a panel is given as evidence, from whom, who reads it, and for how long it is kept."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from committee.models import Visitor, standing_of
from reviews.models.evidence_file import EvidenceFile
from reviews.models.panellist import Panellist
from reviews.models.review import Review


class EvidenceKind(models.TextChoices):
    """What a piece of evidence is."""

    STATEMENT = "statement", "Written statement"
    NOTE = "note", "Note of what was said"
    FIGURES = "figures", "Figures"
    REPORT = "report", "Report or guidance"
    ANSWER = "answer", "Answer to the call for evidence"


class EvidenceAccess(models.TextChoices):
    """Who reads a piece of evidence whole."""

    PRIVATE = "private", "Private: the panel and the scrutiny officers"
    EXEMPT = "exempt", "Exempt: those on the panel who sit for a committee, and the scrutiny officers"
    OPEN = "open", "Open: everyone, once it is published"


# What everybody on a panel reads; who sits for no committee, an expert whom the panel co-opted, reads nothing exempt.
FOR_THE_PANEL = (EvidenceAccess.PRIVATE, EvidenceAccess.OPEN)
STANDING = Q(withdrawn_on__isnull=True, forgotten_on__isnull=True)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Sentences about evidence. What is not published must be asked for by name."""

    def standing(self) -> "EvidenceQuerySet":
        """What there is to read: neither withdrawn nor forgotten."""
        return self.filter(STANDING)

    def public(self) -> "EvidenceQuerySet":
        """What anybody may read, of reviews that they may read of: of what has a redacted copy, that alone."""
        return self.filter(_public())

    def whole_for(self, user: Visitor, on: dt.date) -> "EvidenceQuerySet":
        """What `user` may read as it came: everything for those who plan scrutiny, the panel's for its members."""
        return self.filter(_rights(user, on))

    def readable_by(self, user: Visitor, on: dt.date) -> "EvidenceQuerySet":
        """What `user` may read on that day: whole, or as anybody reads it."""
        return self.filter(_public() | _rights(user, on))


def _public() -> Q:
    return STANDING & Q(published_at__isnull=False, review__in=Review.objects.public())


def _rights(user: Visitor, on: dt.date) -> Q:
    who = standing_of(user, on)
    if who.plans_scrutiny:
        return Q(pk__isnull=False)
    places = Panellist.objects.on(on).filter(person=who.person, review=OuterRef("review"))
    exempt = Q(Exists(places.filter(represents__isnull=False)), access=EvidenceAccess.EXEMPT)
    return STANDING & (Q(Exists(places), access__in=FOR_THE_PANEL) | exempt)


class Evidence(models.Model):
    """
    A piece of evidence of a review, text or file, with a reference that is never used again: E12.

    `post` and `body` say from whom it is, where they agreed (`is_named`); a group may stand for children. `contact` is
    private to the scrutiny officers. Withdrawn or forgotten, its reference and a line about it stay.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="evidence")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200, help_text="What it is called in the list of evidence.")
    kind = models.CharField(max_length=10, choices=EvidenceKind, default=EvidenceKind.STATEMENT)
    post = models.CharField(max_length=150, blank=True, help_text="The post of whoever gave it, never a name.")
    body = models.CharField(max_length=150, blank=True)
    is_named = models.BooleanField("may be named", default=False, help_text="They agree that post and body are told.")
    contact = models.TextField(blank=True, max_length=1000, help_text="How to reach them: for scrutiny officers.")
    received_on = models.DateField()
    text = models.TextField(blank=True, max_length=20000)
    file = models.OneToOneField(EvidenceFile, models.PROTECT, null=True, blank=True, related_name="evidence")
    redacted_text = models.TextField(blank=True, max_length=20000)
    redacted = models.OneToOneField(EvidenceFile, models.PROTECT, null=True, blank=True, related_name="redacted_of")
    access = models.CharField(max_length=10, choices=EvidenceAccess, default=EvidenceAccess.PRIVATE)
    reason = models.CharField("reason for the access", max_length=400, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=400, blank=True)
    forget_on = models.DateField(null=True, blank=True)
    forgotten_on = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["review", "number"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="a_reference_of_evidence_is_used_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="references_of_evidence_begin_with_1"),
            models.CheckConstraint(condition=~Q(title=""), name="evidence_has_its_title"),
            models.CheckConstraint(
                condition=Q(forgotten_on__isnull=False)
                | (Q(file__isnull=True) & ~Q(text=""))
                | Q(file__isnull=False, text=""),
                name="evidence_is_a_text_or_a_file",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True)
                | Q(access="open")
                | Q(redacted__isnull=False)
                | ~Q(redacted_text=""),
                name="published_evidence_is_open_or_redacted",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(withdrawn_on__isnull=True, forgotten_on__isnull=True),
                name="withdrawn_and_forgotten_evidence_is_not_public",
            ),
            models.CheckConstraint(
                condition=Q(redacted__isnull=True) | Q(redacted_text=""), name="evidence_has_one_redacted_copy"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawn_reason=""),
                name="withdrawn_evidence_says_why",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_on__isnull=True)
                | Q(file__isnull=True, redacted__isnull=True, text="", redacted_text="", contact=""),
                name="forgotten_evidence_holds_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        """By which it is quoted: E12."""
        return f"E{self.number}"

    @property
    def from_whom(self) -> str:
        """Post and body in one line, for those who read it whole."""
        return ", ".join(filter(None, [self.post, self.body])) or "Not recorded"

    @property
    def from_whom_in_public(self) -> str:
        """The same for anybody: nothing of those who have not agreed to be named."""
        return self.from_whom if self.is_named else "From somebody who is not named"

    @property
    def has_redacted_copy(self) -> bool:
        """Whether anybody reads another version than the panel."""
        return self.redacted_id is not None or bool(self.redacted_text)

    @property
    def public_text(self) -> str:
        """The words that anybody reads once it is published; "" where that is a file."""
        return self.redacted_text if self.has_redacted_copy else self.text

    @property
    def public_file(self) -> EvidenceFile | None:
        """The file that anybody reads once it is published: never the original of what has a redacted copy."""
        return self.redacted if self.has_redacted_copy else self.file

    @property
    def is_public(self) -> bool:
        """Whether it is published; anybody reads it once its review is, too."""
        return self.published_at is not None

    @property
    def is_gone(self) -> bool:
        """Whether there is nothing left to do with it."""
        return self.withdrawn_on is not None or self.forgotten_on is not None

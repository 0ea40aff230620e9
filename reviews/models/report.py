"""A report: its sections and texts, the versions handed down, and the statement on omitted evidence (R41)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from committee.models import Person, StoredFile
from committee.models.acted_by import acted_by
from committee.models.rules import once, rule
from reviews.models.review import Review, ReviewStep


class SectionKind(models.TextChoices):
    """Sections of a report in the order of printing: conclusions and recommendations follow the foreword."""

    FOREWORD = "foreword", "Foreword"
    CONCLUSIONS = "conclusions", "Conclusions and recommendations"
    SETTING = "setting", "Setting the scene"
    SCOPE = "scope", "Scope of the review"
    MEMBERSHIP = "membership", "Membership"
    METHODS = "methods", "Methods of investigation"
    FINDINGS = "findings", "Findings"
    RESOURCES = "resources", "Resources and value for money"
    EQUALITIES = "equalities", "Equalities and legal"
    RISK = "risk", "Risk"
    CLIMATE = "climate", "Climate change"
    THANKS = "thanks", "Acknowledgements"
    APPENDICES = "appendices", "Appendices"
    BACKGROUND = "background", "Background papers"


# These four sections are printed under one heading.
COMMUNITY_IMPACT = (SectionKind.RESOURCES, SectionKind.EQUALITIES, SectionKind.RISK, SectionKind.CLIMATE)


class CommentState(models.TextChoices):
    """State of a comment in the margin."""

    OPEN = "open", "Open"
    SETTLED = "settled", "Dealt with"


MOST_LETTERS = 200_000


class ReportSection(models.Model):
    """
    One section of a report while it is written. Only its writers and the panel read it.

    `text` is HTML, sanitised when saved. `revision` counts the saves. Each save is checked against the revision from
    which the writer began, so that two writers cannot overwrite each other unseen.
    """

    part_of = "review"
    words_html = ("text",)
    review = models.ForeignKey(Review, models.PROTECT, related_name="sections")
    kind = models.CharField(max_length=12, choices=SectionKind)
    text = models.TextField(blank=True, max_length=MOST_LETTERS)
    revision = models.PositiveIntegerField(default=0)
    assigned_to = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(null=True, blank=True)
    written_by = acted_by()

    class Meta:
        ordering = ["review", "pk"]
        constraints = [once("a_report_has_each_section_once", "review", "kind")]

    def __str__(self) -> str:
        return f"“{self.get_kind_display()}” of {self.review}"


class SectionRevision(models.Model):
    """The text of a section after one writer's consecutive saves, for comparison with later texts."""

    part_of = "section"
    words_html = ("text",)
    section = models.ForeignKey(ReportSection, models.CASCADE, related_name="revisions")
    revision = models.PositiveIntegerField()
    text = models.TextField(blank=True, max_length=MOST_LETTERS)
    began_at = models.DateTimeField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["section", "revision"]
        constraints = [
            once("revisions_of_a_section_are_numbered", "section", "revision"),
        ]

    def __str__(self) -> str:
        return f"revision {self.revision} of {self.section}"


class SectionComment(models.Model):
    """Comment of a panel member or an officer on a section. Never public."""

    part_of = "section"
    words_emptied = ("quoted", "reply")
    section = models.ForeignKey(ReportSection, models.PROTECT, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    quoted = models.CharField(max_length=500, blank=True)
    text = models.TextField(max_length=4000)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=CommentState, default=CommentState.OPEN)
    reply = models.CharField(max_length=1000, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = acted_by()

    class Meta:
        ordering = ["section", "made_at", "pk"]
        constraints = [
            rule("a_comment_on_a_section_has_its_words", ~Q(text="")),
            rule(
                "a_settled_comment_has_its_moment",
                Q(state="open", settled_at__isnull=True) | Q(state="settled", settled_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"a comment on {self.section}"


class ReportImage(models.Model):
    """A picture that "[image 3]" places in the text of a report. `alt` describes it for people who cannot see it."""

    part_of = "review"
    words_emptied = ("caption",)
    review = models.ForeignKey(Review, models.PROTECT, related_name="images")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    alt = models.CharField(max_length=500)
    caption = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["review", "number"]
        constraints = [
            once("images_of_a_report_are_numbered", "review", "number"),
            rule("an_image_has_its_words", ~Q(alt="")),
        ]

    def __str__(self) -> str:
        return f"image {self.number} of {self.review}"


class ReportVersionQuerySet(models.QuerySet["ReportVersion"]):
    """Queries of reports that were handed down."""

    def public(self) -> Self:
        """Return versions of public reviews. Every issued version is public."""
        return self.filter(review__in=Review.objects.public())


class ReportVersion(models.Model):
    """
    The report that a step of the review handed down. `document` is plain data (`reviews/prints/frozen.py`).

    The database refuses to remove the row, or to change a column other than `document`. A takedown, or a witness's
    withdrawal of consent to be named, removes words from `document`.
    """

    part_of = "review"
    words_kept = ("sha256",)
    review = models.ForeignKey(Review, models.PROTECT, related_name="report_versions")
    number = models.PositiveSmallIntegerField()
    step = models.OneToOneField(ReviewStep, models.PROTECT, related_name="report")
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = acted_by()

    objects = ReportVersionQuerySet.as_manager()

    class Meta:
        ordering = ["review", "number"]
        constraints = [
            once("reports_of_a_review_are_numbered", "review", "number"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of the report of {self.review}"


class LeftOut(models.Model):
    """
    Statement whether a report would mislead without the withheld evidence, with a summary of that evidence (R41).

    `references` names the evidence that the statement covers. A new statement is needed once more evidence is withheld.
    """

    part_of = "review"
    words_kept = ("references",)
    review = models.OneToOneField(Review, models.PROTECT, related_name="left_out")
    references = models.TextField(max_length=2000)
    would_mislead = models.BooleanField()
    summary = models.TextField(blank=True, max_length=4000)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "left out"
        constraints = [
            rule("what_would_mislead_without_it_has_a_summary", Q(would_mislead=False) | ~Q(summary="")),
        ]

    def __str__(self) -> str:
        return f"what the report of {self.review} leaves out"

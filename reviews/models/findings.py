"""Findings of a review, each with its evidence and recommendations; tables of figures."""

from typing import Self

from django.db import models
from django.db.models import Q

from committee.models.rules import once, rule
from reviews.models.evidence import Evidence
from reviews.models.recommendation import Recommendation
from reviews.models.review import Review
from reviews.models.scope import ScopePoint


class FigureTableQuerySet(models.QuerySet["FigureTable"]):
    """Queries of tables of figures. Only `public()` leaves out tables that are not published."""

    def public(self) -> Self:
        """Return published tables of public reviews. `figures_shown.for_public` returns what the public reads."""
        return self.filter(published_at__isnull=False, review__in=Review.objects.public())


class FigureTable(models.Model):
    """
    A table of figures with its title, source and note. Only the panel sees counts of 1 to 4 (R53).

    `content` stores columns, labels, counts and marks of changed definitions (see `figures_shown`). Percentages and
    totals are computed. `shown_whole_reason` is the reason for showing the public all numbers.
    """

    part_of = "review"
    review = models.ForeignKey(Review, models.PROTECT, related_name="figures")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=300, blank=True, help_text="Whose figures they are.")
    note = models.TextField(blank=True, max_length=1000)
    content = models.JSONField()
    differences = models.JSONField(default=list, blank=True, help_text="What the source printed otherwise.")
    shown_whole_reason = models.CharField("why every number is shown", max_length=500, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = FigureTableQuerySet.as_manager()

    class Meta:
        ordering = ["review", "number"]
        constraints = [
            once("tables_of_a_review_are_numbered", "review", "number"),
            rule("a_table_of_figures_has_its_title", ~Q(title="")),
        ]

    def __str__(self) -> str:
        return f"table {self.number} of {self.review}"

    @property
    def is_suppressed(self) -> bool:
        """True where small numbers, and numbers that would reveal them, are hidden from the public."""
        return not self.shown_whole_reason


class ReviewFinding(models.Model):
    """
    A finding of a review, with its evidence, the points of the scope that the finding answers, and its recommendations.

    `evidence_words` names evidence that is not a piece of evidence in the portal: "the visit of 14 January".
    """

    part_of = "review"
    review = models.ForeignKey(Review, models.PROTECT, related_name="findings")
    number = models.PositiveSmallIntegerField()
    text = models.TextField("finding", max_length=1000)
    evidence_words = models.CharField("other evidence", max_length=300, blank=True)
    evidence = models.ManyToManyField(Evidence, related_name="findings", blank=True)
    scope_points = models.ManyToManyField(ScopePoint, related_name="findings", blank=True)
    recommendations = models.ManyToManyField(Recommendation, related_name="findings", blank=True)

    class Meta:
        ordering = ["review", "number"]
        constraints = [
            once("findings_of_a_review_are_numbered", "review", "number"),
            rule("a_finding_says_something", ~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"finding {self.number} of {self.review}"

    @property
    def rests_on(self) -> str:
        """References of the evidence, and the other evidence: "E12, E14; the visit of 14 January"."""
        references = ", ".join(piece.reference for piece in self.evidence.all())
        return "; ".join(filter(None, [references, self.evidence_words]))

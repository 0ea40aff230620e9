"""Tables of figures of a review's report, as data."""

from typing import Self

from django.db import models
from django.db.models import Q

from reviews.models.review import Review


class FigureTableQuerySet(models.QuerySet["FigureTable"]):
    """Sentences about tables of figures. What is not published must be asked for by name."""

    def public(self) -> Self:
        """Return tables that the public reads, suppressed: published, of a public review."""
        return self.filter(published_at__isnull=False, review__in=Review.objects.public())


class FigureTable(models.Model):
    """
    A table of figures with its title, source and note. Counts of 1 to 4 are shown to the panel alone (R53).

    `content` holds columns, labels, counts and marks of a changed definition (`figures_shown`): percentages and
    totals are computed. `shown_whole_reason` is why everybody is shown every number.
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
            models.UniqueConstraint(fields=["review", "number"], name="tables_of_a_review_are_numbered"),
            models.CheckConstraint(condition=~Q(title=""), name="a_table_of_figures_has_its_title"),
        ]

    def __str__(self) -> str:
        return f"table {self.number} of {self.review}"

    @property
    def is_suppressed(self) -> bool:
        """True where small numbers, and numbers that would reveal them, are hidden from all but the panel."""
        return not self.shown_whole_reason

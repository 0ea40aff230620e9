"""Papers of reviews on agendas: the scoping paper, the report, the response, the progress."""

from typing import Self

from django.db import models
from django.db.models import Q

from committee.models.acted_by import acted_by
from committee.models.rules import rule
from meetings.models import Paper, PaperState
from reviews.models.choices import PaperPurpose
from reviews.models.review import Parent, ReviewStep


class ReviewPaperQuerySet(models.QuerySet["ReviewPaper"]):
    """Queries of the papers of reviews."""

    def standing(self) -> Self:
        """Return papers still on an agenda: neither paper nor item is withdrawn, and the meeting is not cancelled."""
        return self.exclude(paper__state=PaperState.WITHDRAWN).filter(
            paper__item__withdrawn_at__isnull=True, paper__item__meeting__cancelled_at__isnull=True
        )


class ReviewPaper(models.Model):
    """
    One paper that a review has put under an item of a parent's agenda. The row is deleted with the paper.

    `report` is the step that issued the report in the paper; None for other papers. A decision minuted under the item
    is about that report.
    """

    part_of = "parent"
    words_kept = ("sha256",)
    parent = models.ForeignKey(Parent, models.PROTECT, related_name="papers")
    purpose = models.CharField(max_length=10, choices=PaperPurpose)
    paper = models.OneToOneField(Paper, models.CASCADE, related_name="of_review")
    report = models.ForeignKey(ReviewStep, models.PROTECT, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64, help_text="Of what it was printed from.")
    put_at = models.DateTimeField()
    put_by = acted_by("Empty: the portal.")

    objects = ReviewPaperQuerySet.as_manager()

    class Meta:
        ordering = ["parent", "put_at", "pk"]
        constraints = [rule("a_report_on_an_agenda_says_its_version", ~Q(purpose="report") | Q(report__isnull=False))]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} for the {self.parent}"

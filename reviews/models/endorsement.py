"""Decisions of committees about the report: the latest counts, and all are kept."""

from typing import Self

from django.db import models
from django.db.models import Q

from committee.models.acted_by import acted_by
from committee.models.rules import once, rule
from meetings.models import Minute
from reviews.models.choices import FAVOURABLE, Decision
from reviews.models.review import Parent, Recorded, ReviewStep


class EndorsementQuerySet(models.QuerySet["Endorsement"]):
    """Sentences about what committees decided."""

    def standing(self) -> Self:
        """Return decisions that were not recorded by mistake."""
        return self.filter(withdrawn_at=None)

    def current(self) -> Self:
        """Return the latest decision of each committee of a review."""
        later = self.model.objects.filter(parent=models.OuterRef("parent"), number__gt=models.OuterRef("number"))
        return self.standing().filter(~models.Exists(later.standing()))


class Endorsement(Recorded):
    """
    Decision of one committee about a review's report on a day. Append-only but for its words and its minute.

    `comments` are what the committee says with it, for the executive and everybody; of a minute that is withheld they
    are not told. One that was recorded by mistake is withdrawn: it stays, is not changed any more, and does not count.
    """

    part_of = "parent"
    parent = models.ForeignKey(Parent, models.PROTECT, related_name="endorsements")
    number = models.PositiveSmallIntegerField()
    report = models.ForeignKey(
        ReviewStep, models.PROTECT, related_name="+", help_text="The report that it decided about."
    )
    decision = models.CharField(max_length=10, choices=Decision)
    on = models.DateField(help_text="The day of the meeting.")
    proof = models.CharField(max_length=200, blank=True, help_text="What shows the day, where no meeting here does.")
    comments = models.TextField(blank=True, max_length=4000)
    minute = models.ForeignKey(Minute, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = acted_by()
    withdrawn_reason = models.CharField(max_length=500, blank=True, help_text="Why it was recorded by mistake.")

    objects = EndorsementQuerySet.as_manager()

    class Meta:
        ordering = ["parent", "number"]
        constraints = [
            once("decisions_of_a_committee_are_numbered", "parent", "number"),
            rule(
                "a_decision_that_is_no_plain_endorsement_has_words",
                Q(decision__in=("endorsed", "deferred")) | ~Q(comments=""),
                "Say what the committee said.",
            ),
            rule(
                "a_decision_is_withdrawn_by_somebody_with_a_reason",
                Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} by the {self.parent}"

    @property
    def is_favourable(self) -> bool:
        """True where the committee endorsed the report."""
        return self.decision in FAVOURABLE

    @property
    def comments_for_public(self) -> str:
        """Public words of the decision; "" where its minute is withheld, or down (R60)."""
        minute = self.minute
        gone = minute is not None and (minute.is_withheld or minute.is_gone)
        return "" if gone else self.comments

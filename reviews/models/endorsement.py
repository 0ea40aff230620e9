"""Decisions of committees about the report. All decisions are stored. The latest decision of each committee counts."""

from typing import Self

from django.db import models
from django.db.models import Q

from committee.models.acted_by import acted_by
from committee.models.rules import once, rule
from meetings.models import Minute
from reviews.models.choices import FAVOURABLE, Decision
from reviews.models.review import Parent, ReviewStep


class EndorsementQuerySet(models.QuerySet["Endorsement"]):
    """Queries of committees' decisions."""

    def standing(self) -> Self:
        """Return decisions that were not recorded by mistake."""
        return self.filter(withdrawn_at=None)

    def current(self) -> Self:
        """Return the latest decision of each committee of a review."""
        later = self.model.objects.filter(parent=models.OuterRef("parent"), number__gt=models.OuterRef("number"))
        return self.standing().filter(~models.Exists(later.standing()))


class Endorsement(models.Model):
    """
    Decision of one committee about a review's report on a day. Append-only, except for its comments, its minute and
    its withdrawal.

    `comments` are the committee's words with the decision, for the executive and the public. The comments are not shown
    where the minute is withheld. A decision recorded by mistake is withdrawn: it stays stored, but does not count.
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
    recorded_at = models.DateTimeField()
    recorded_by = acted_by()
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
        """Comments that the public reads; "" where the minute is withheld or taken down (R60)."""
        minute = self.minute
        gone = minute is not None and (minute.is_withheld or minute.is_gone)
        return "" if gone else self.comments

"""Scope of a review: its points and its method, and the agreement of each of its committees."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from committee.models.acted_by import acted_by
from committee.models.rules import once, rule
from meetings.models import Minute
from reviews.models.choices import PATH, State
from reviews.models.review import Parent, Review, ReviewStep

SCOPED = PATH[PATH.index(State.SCOPE_AGREED) :]
SET_ASIDE = (State.PAUSED, State.ABANDONED)


class PointKind(models.TextChoices):
    """Kind of a point of the scope, in the order of the scoping paper."""

    PURPOSE = "purpose", "Purpose"
    IN_SCOPE = "in", "In scope"
    OUT_OF_SCOPE = "out", "Out of scope"
    LINE = "line", "Lines of enquiry"
    WITNESS = "witness", "Witnesses wanted"
    EVIDENCE = "evidence", "Evidence wanted"


def _agreed_and_published() -> Q:
    """Return the condition for rows of public reviews whose scope was agreed, perhaps before a pause or abandonment."""
    steps = ReviewStep.objects.filter(review=OuterRef("pk")).exclude(from_state__in=SET_ASIDE).order_by("-number")
    stood = Review.objects.filter(pk=OuterRef("review"), state__in=SET_ASIDE)
    stood = stood.alias(stood=Subquery(steps.values("from_state")[:1])).filter(stood__in=SCOPED)
    return Q(review__in=Review.objects.public()) & (Q(review__state__in=SCOPED) | Q(Exists(stood)))


class ScopedQuerySet[Row: models.Model](models.QuerySet[Row]):
    """Queries of the points and the method of a scope. Only `public()` leaves out scopes that are not agreed."""

    def public(self) -> Self:
        """Return rows of published reviews whose scope is agreed."""
        return self.filter(_agreed_and_published())


class ScopePoint(models.Model):
    """One point of the scope of a review. `position` orders the points of one kind."""

    part_of = "review"
    review = models.ForeignKey(Review, models.PROTECT, related_name="scope_points")
    kind = models.CharField(max_length=10, choices=PointKind)
    text = models.TextField("point", max_length=1000)
    position = models.PositiveSmallIntegerField()

    objects = ScopedQuerySet["ScopePoint"].as_manager()

    class Meta:
        ordering = ["review", "kind", "position", "pk"]
        constraints = [rule("a_point_of_a_scope_says_something", ~Q(text=""))]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:80]}"


class ReviewMethod(models.Model):
    """Method of a review, with the days on which evidence begins and the panel means to report."""

    part_of = "review"
    review = models.OneToOneField(Review, models.PROTECT, related_name="method")
    method = models.TextField(blank=True, max_length=4000)
    evidence_on = models.DateField(null=True, blank=True, help_text="The day on which evidence begins to be gathered.")
    report_on = models.DateField(null=True, blank=True, help_text="The day by which the panel means to report.")

    objects = ScopedQuerySet["ReviewMethod"].as_manager()

    class Meta:
        constraints = [
            rule(
                "a_review_reports_after_its_evidence_begins",
                Q(evidence_on__isnull=True) | Q(report_on__isnull=True) | Q(report_on__gte=F("evidence_on")),
                "The panel reports after evidence begins to be gathered: check the two days.",
            )
        ]

    def __str__(self) -> str:
        return f"Method of {self.review}"


class ScopeAgreementQuerySet(models.QuerySet["ScopeAgreement"]):
    """Queries of committees' agreements to a scope."""

    def current(self) -> Self:
        """Return each committee's latest agreement that was not recorded by mistake."""
        later = self.model.objects.filter(parent=OuterRef("parent"), number__gt=OuterRef("number"), mistake="")
        return self.filter(~Exists(later), mistake="")


class ScopeAgreement(models.Model):
    """
    Agreement of one committee to a review's scope. Append-only, except for the day, the minute and `mistake`.

    `agreed` stores the scope that the committee agreed, as a list of lines by kind, so that later changes show.
    """

    part_of = "parent"
    parent = models.ForeignKey(Parent, models.PROTECT, related_name="scope_agreements")
    number = models.PositiveSmallIntegerField()
    on = models.DateField(help_text="The day of the meeting.")
    minute = models.ForeignKey(Minute, models.PROTECT, null=True, blank=True, related_name="+")
    agreed = models.JSONField(default=dict, help_text="The scope as it was agreed.")
    mistake = models.CharField(max_length=500, blank=True, help_text="Why it was recorded by mistake.")
    recorded_at = models.DateTimeField()
    recorded_by = acted_by()

    objects = ScopeAgreementQuerySet.as_manager()

    class Meta:
        ordering = ["parent", "number"]
        constraints = [once("agreements_of_a_committee_are_numbered", "parent", "number")]

    def __str__(self) -> str:
        return f"Scope agreed by the {self.parent}"

    @property
    def open_minute(self) -> Minute | None:
        """The minute of the agreement; None where the minute is withheld or taken down (R60)."""
        minute = self.minute
        if minute is None or minute.is_withheld or minute.is_gone:
            return None
        return minute

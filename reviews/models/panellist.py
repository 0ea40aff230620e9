"""Who sits on the panel of a review, from when to when, and for which of its parents."""

from django.db import models
from django.db.models import Q

from committee.models import Committee, Person
from committee.models.dated import Dated, DatedQuerySet
from reviews.models.choices import PanelRole
from reviews.models.review import Review


class PanellistQuerySet(DatedQuerySet["Panellist"]):
    """Sentences about who sits on panels."""

    def in_order(self) -> "PanellistQuerySet":
        """The chairman first, then members, then co-opted experts; each by surname, with the person at hand."""
        first = models.Case(
            *(models.When(role=role, then=models.Value(place)) for place, role in enumerate(PanelRole.values)),
            default=models.Value(len(PanelRole.values)),
            output_field=models.PositiveSmallIntegerField(),
        )
        return self.select_related("person", "represents").order_by(first, "person__surname", "person__forename", "pk")


class Panellist(Dated):
    """
    Somebody on the panel of a review, which is a working group: it decides nothing.

    `represents` is the parent that sent them: a committee's co-optee too, but not an expert whom the panel co-opted.
    Whoever left stays in the printed membership.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="panel")
    person = models.ForeignKey(Person, models.PROTECT, related_name="panels")
    represents = models.ForeignKey(Committee, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=10, choices=PanelRole, default=PanelRole.MEMBER)
    interest = models.CharField(
        "interest declared", max_length=300, blank=True, help_text="What they declared, as it is printed."
    )

    objects = PanellistQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["review", "since", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(role="member") | Q(represents__isnull=False),
                name="a_member_of_a_panel_represents_a_committee",
                violation_error_message="Choose the committee that this member represents.",
            ),
            models.CheckConstraint(
                condition=~Q(role="expert") | Q(represents__isnull=True),
                name="a_co_opted_expert_represents_no_committee",
                violation_error_message="An expert whom the panel co-opted represents no committee: leave it out.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} on the panel of {self.review}"

"""A review, the committees that commission the review, its panel, and its append-only steps."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from committee.models import Committee, Person, Visitor, standing_of
from committee.models.acted_by import acted_by
from committee.models.dated import Dated, DatedQuerySet
from committee.models.rules import once, rule
from meetings.models.takedown import MayBeDown
from reviews.models.choices import ALLOWED, BEFORE_REPORT, DRAFTED, REASONED, Kind, PanelRole, PaperPurpose, State
from workprogramme.models import ProgrammeItem


class ReviewQuerySet(models.QuerySet["Review"]):
    """Queries of reviews. Only `public()` leaves out reviews that are not published."""

    def public(self) -> Self:
        """Return public reviews: published, and not taken down since (R60)."""
        return self.filter(published_at__isnull=False, is_down=False)

    def with_panellist(self, user: Visitor, on: dt.date) -> Self:
        """Return reviews with `user` on the panel on the day `on`. A former member reads only what the public reads."""
        return self.filter(
            Exists(Panellist.objects.on(on).filter(person=standing_of(user, on).person, review=OuterRef("pk")))
        )

    def readable_by(self, user: Visitor, on: dt.date) -> Self:
        """Return reviews `user` may read on the day `on`: public reviews, their panels' reviews; for planners, all."""
        if standing_of(user, on).plans_scrutiny:
            return self
        return self.public() | self.with_panellist(user, on)

    def with_facts(self) -> Self:
        """Fetch the monitoring committee, contact, parents and steps of each review: three queries."""
        parents = self.model._meta.get_field("parents").related_model._default_manager
        return self.select_related("monitored_by", "contact").prefetch_related(
            Prefetch("parents", parents.select_related("committee")), "steps"
        )


class Review(MayBeDown):
    """
    A review of one question by a panel. The scrutiny committees that commission the review are its parents.

    `monitored_by` is the parent that follows up the recommendations. `state` is the state to which the last step led.
    """

    is_locked_first = True
    words_emptied = ("public_title", "priority", "success", "equality")

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    public_title = models.CharField(max_length=200, blank=True, help_text="Where anybody is to read another title.")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SPOTLIGHT)
    question = models.CharField(max_length=300, help_text="What the review is to find out, in one sentence.")
    why = models.TextField(max_length=4000, help_text="Why the committee looks into it now.")
    priority = models.CharField(max_length=250, blank=True, help_text="Of the council’s strategic plan.")
    success = models.TextField("measures of success", blank=True, max_length=2000)
    equality = models.TextField("equality", blank=True, max_length=2000)
    involves_service_users = models.BooleanField(default=False)
    monitored_by = models.ForeignKey(Committee, models.PROTECT, related_name="reviews_monitored")
    contact = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    proposed_on = models.DateField()
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = acted_by()

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "pk"]
        constraints = [
            rule("a_review_has_its_title", ~Q(title="")),
            rule("a_review_has_its_question", ~Q(question="")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title_for_public(self) -> str:
        """Title that the public reads."""
        return self.public_title or self.title

    @property
    def is_published(self) -> bool:
        """True where the review has been published, even if it was taken down later (R60)."""
        return self.published_at is not None

    @property
    def is_public(self) -> bool:
        """True where the review is published, and not taken down since (R60)."""
        return self.is_published and not self.is_down

    @property
    def committee_ids(self) -> set[int]:
        """Ids of the parents' committees and of the committee that monitors the review."""
        return {self.monitored_by_id, *self.parents.values_list("committee_id", flat=True)}

    @property
    def stands_at(self) -> str:
        """State of the review; for a paused or abandoned review, the state from which it was paused or abandoned."""
        aside = (State.PAUSED, State.ABANDONED)
        if self.state not in aside:
            return self.state
        steps = sorted(self.steps.all(), key=lambda step: step.number, reverse=True)
        return next((step.from_state for step in steps if step.from_state not in aside), State.PROPOSED)

    @property
    def last_report(self) -> Any:
        """The step by which the report was handed down last; None before any report is handed down."""
        # Found in Python, because `with_facts()` has fetched the steps, and a page reads this property many times.
        reports = [step for step in self.steps.all() if step.to_state == State.REPORTED and step.from_state in DRAFTED]
        return max(reports, key=lambda step: step.number, default=None)

    @property
    def is_before_report(self) -> bool:
        """True where the report, or a new report, is still to be handed down."""
        return self.stands_at in BEFORE_REPORT

    @property
    def kind_words(self) -> str:
        """Kind of the review in words, joint where there are several parents: "Joint spotlight review"."""
        kind = self.get_kind_display()
        return f"Joint {kind[0].lower()}{kind[1:]}" if len(self.parents.all()) > 1 else kind


class Parent(models.Model):
    """A scrutiny committee that commissions a review, agrees its scope and is asked to endorse its report."""

    part_of = "review"
    review = models.ForeignKey(Review, models.PROTECT, related_name="parents")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="reviews")

    class Meta:
        ordering = ["review", "committee__name"]
        constraints = [once("a_committee_is_a_parent_of_a_review_once", "review", "committee")]

    def __str__(self) -> str:
        return str(self.committee)


class ReviewItem(models.Model):
    """
    An item of a parent's work programme that a review grew from, or that brings a paper of the review to the parent.

    The item stays, and its history names the review. Where the item only brings a paper of the review to the committee,
    `brings` is the purpose of that paper. `brings` is "" where the review grew from the item.
    """

    part_of = "parent"
    parent = models.ForeignKey(Parent, models.PROTECT, related_name="items")
    item = models.OneToOneField(ProgrammeItem, models.PROTECT, related_name="of_review")
    brings = models.CharField(max_length=10, choices=PaperPurpose, blank=True)

    class Meta:
        ordering = ["parent", "item"]

    def __str__(self) -> str:
        return str(self.item)


class PanellistQuerySet(DatedQuerySet["Panellist"]):
    """Queries of panel members."""

    def in_order(self) -> "PanellistQuerySet":
        """Order by role (chairman, members, co-opted experts), then by surname. The person is fetched with each row."""
        first = models.Case(
            *(models.When(role=role, then=models.Value(place)) for place, role in enumerate(PanelRole.values)),
            default=models.Value(len(PanelRole.values)),
            output_field=models.PositiveSmallIntegerField(),
        )
        return self.select_related("person", "represents").order_by(first, "person__surname", "person__forename", "pk")


class Panellist(Dated):
    """
    A member of the panel of a review. A panel is a working group and decides nothing.

    `represents` is the committee that sent the member. Co-optees of a committee represent that committee. An expert
    whom the panel co-opted represents none. A member who left stays in the printed membership.
    """

    part_of = "review"
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
            rule(
                "a_member_of_a_panel_represents_a_committee",
                ~Q(role="member") | Q(represents__isnull=False),
                "Choose the committee that this member represents.",
            ),
            rule(
                "a_co_opted_expert_represents_no_committee",
                ~Q(role="expert") | Q(represents__isnull=True),
                "An expert whom the panel co-opted represents no committee: leave it out.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} on the panel of {self.review}"


def _led(pairs: frozenset[tuple[State, State]]) -> Q:
    led = Q()
    for before, after in sorted(pairs):
        led |= Q(from_state=before.value, to_state=after.value)
    return led


class ReviewStep(models.Model):
    """One step of a review from a state to the next. Append-only, except that day and reason can be corrected."""

    part_of = "review"
    review = models.ForeignKey(Review, models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    from_state = models.CharField(max_length=10, choices=State)
    to_state = models.CharField(max_length=10, choices=State)
    on = models.DateField(help_text="The day it came about.")
    reason = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = acted_by("Empty: the portal.")

    class Meta:
        ordering = ["review", "number"]
        constraints = [
            once("steps_of_a_review_are_numbered", "review", "number"),
            rule("a_review_takes_the_steps_there_are", _led(ALLOWED)),
            rule("a_step_back_or_aside_says_why", ~_led(REASONED) | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.review}: {self.get_to_state_display().lower()}"

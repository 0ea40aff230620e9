"""Recommendations of a review, their addressees, notices and answers."""

import datetime as dt
from dataclasses import dataclass, fields
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from committee.models import Person, Portfolio, PortfolioHolding, Visitor, executive_members, standing_of
from committee.models.acted_by import acted_by
from committee.models.rules import once, rule
from meetings.models.takedown import MayBeDown
from reviews.models.choices import AddresseeKind, Answer, SentBy, State
from reviews.models.review import Review, ReviewStep


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """Queries of recommendations. Only `public()` leaves out recommendations that are not handed down yet."""

    def public(self) -> Self:
        """Return public recommendations: handed down with the report of a public review."""
        return self.filter(review__in=Review.objects.public(), handed_down_at__isnull=False)

    def with_answers(self) -> Self:
        """Fetch the review, the addressees, their notices, drafts and responses, and their progress."""
        return self._with(Addressee.objects.select_related("draft__writer"))

    def with_told_answers(self) -> Self:
        """Fetch the rows of `with_answers()` without drafts, and without addressees named only for a later report."""
        return self._with(Addressee.objects.told())

    def _with(self, addressees: "AddresseeQuerySet") -> Self:
        named = addressees.select_related("notice", "response__signed_off_by", "portfolio").order_by("pk")
        rows = self.select_related("review__monitored_by")
        return rows.prefetch_related(models.Prefetch("addressees", queryset=named.prefetch_related("progress")))

    def with_report_day(self) -> Self:
        """Add `reported_on`, the day on which the review's report was first handed down, without another query."""
        steps = ReviewStep.objects.filter(review=models.OuterRef("review"), to_state=State.REPORTED).order_by("number")
        return self.annotate(reported_on=models.Subquery(steps.values("on")[:1]))


@dataclass(frozen=True, slots=True)
class HandedDown:
    """
    The words of a recommendation as a report handed them down. In the database `wanted_on` is ISO text.

    `since` is the number of the step that handed down the first report with exactly these words.
    """

    text: str
    measure: str
    minority_view: str
    wanted_on: dt.date | None
    wanted_months: int | None
    withdrawn_reason: str
    since: int | None = None

    @property
    def is_withdrawn(self) -> bool:
        """True where the report leaves the recommendation out."""
        return bool(self.withdrawn_reason)


class Recommendation(MayBeDown):
    """
    One recommendation of a review. Its number is fixed once the report hands it down, and is never used again.

    Its deadline is a day (`wanted_on`), or a number of months after the endorsement (`wanted_months`), or neither.
    `withdrawn_reason` says why a later report leaves out a recommendation that was handed down. The public reads
    `told`. A text drafted for a later report is not in `told` until that report is handed down.
    """

    part_of = "review"
    words_emptied = ("measure", "minority_view")
    review = models.ForeignKey(Review, models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=2000)
    measure = models.CharField(max_length=500, blank=True, help_text="How anybody will know that it was done.")
    wanted_on = models.DateField(null=True, blank=True)
    wanted_months = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="After the endorsement.",
    )  # fmt: skip
    minority_view = models.TextField("minority view", blank=True, max_length=2000)
    handed_down_at = models.DateTimeField(null=True, blank=True)
    handed_down = models.JSONField(
        default=dict, blank=True, help_text="What anybody reads, as it was handed down last."
    )
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    objects = RecommendationQuerySet.as_manager()
    # Set by `with_report_day()`.
    reported_on: dt.date | None = None

    class Meta:
        ordering = ["review", "number"]
        constraints = [
            once("recommendations_of_a_review_are_numbered", "review", "number"),
            rule("a_recommendation_has_its_words", ~Q(text="")),
            rule(
                "a_recommendation_is_wanted_by_a_day_or_in_months",
                Q(wanted_on__isnull=True) | Q(wanted_months__isnull=True),
                "Give a day or a number of months, not both.",
            ),
            rule(
                "a_recommendation_is_withdrawn_once_handed_down",
                Q(withdrawn_reason="") | Q(handed_down_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"recommendation {self.number} of {self.review}"

    @property
    def named_for_public(self) -> str:
        """Number of the recommendation and public title of the review, for emails that may not quote the text."""
        return f"recommendation {self.number} of the review “{self.review.title_for_public}”"

    @property
    def told(self) -> "HandedDown":
        """Public version of the recommendation, as a report handed it down last."""
        values = {field.name: self.handed_down.get(field.name) for field in fields(HandedDown)}
        day = values["wanted_on"]
        return HandedDown(**values | {"wanted_on": dt.date.fromisoformat(day) if day else None})

    @property
    def is_withdrawn(self) -> bool:
        """True where a later report leaves the recommendation out."""
        return bool(self.withdrawn_reason)


class Notice(models.Model):
    """
    A notice in writing that asks for a response to recommendations (LGA 2000 s.9FE(3)), and when it was received.

    `report_on` is the date of the report. `report_received_on` is the day on which the report was received, where the
    notice was received on another day.
    """

    part_of = "review"
    review = models.ForeignKey(Review, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=10, choices=AddresseeKind)
    recipient = models.CharField(max_length=200, help_text="On whom it was served.")
    served_on = models.DateField()
    served_by = models.CharField(max_length=10, choices=SentBy, default=SentBy.EMAIL)
    received_on = models.DateField(null=True, blank=True)
    report_on = models.DateField()
    report_received_on = models.DateField(null=True, blank=True)
    proof = models.CharField(max_length=200, blank=True, help_text="How the council knows that it was received.")
    recorded_at = models.DateTimeField()
    recorded_by = acted_by()

    class Meta:
        ordering = ["review", "served_on", "pk"]
        constraints = [
            rule(
                "a_notice_is_received_after_it_was_served",
                Q(received_on__isnull=True) | Q(received_on__gte=F("served_on")),
                "A notice is not received before it is served.",
            ),
            rule(
                "a_notice_is_served_after_the_report",
                Q(served_on__gte=F("report_on")),
                "A notice is not served before the date of the report.",
            ),
        ]

    def __str__(self) -> str:
        return f"notice to {self.recipient}"


class AddresseeQuerySet(models.QuerySet["Addressee"]):
    """Queries of addressees: the people and bodies to whom recommendations are made."""

    def told(self) -> Self:
        """Return all addressees except those named only for a later report."""
        return self.filter(is_drafted=False)

    def signed_off_by(self, person: Person | int, on: dt.date) -> Self:
        """
        Return the executive's addressees whose answers the person signs off on a day.

        These are addressees with one of the person's portfolios and, if the person is on the executive, addressees
        without a portfolio. Their recommendations are issued and not withdrawn.
        """
        portfolios = PortfolioHolding.objects.executive().on(on).filter(person=person).values("portfolio")
        of_the_executive = executive_members(on, on).filter(pk=person if isinstance(person, int) else person.pk)
        theirs = Q(portfolio__in=portfolios) | (Q(portfolio__isnull=True) & models.Exists(of_the_executive))
        handed = self.told().filter(kind=AddresseeKind.EXECUTIVE, recommendation__handed_down_at__isnull=False)
        return handed.filter(theirs, recommendation__withdrawn_reason="")

    def readable_by(self, user: Visitor, on: dt.date) -> Self:
        """Return public addressees, and addressees whose answer `user` writes or signs; all for scrutiny officers."""
        who = standing_of(user, on)
        if who.plans_scrutiny:
            return self
        rows = Q(recommendation__in=Recommendation.objects.public().values("pk"), is_drafted=False)
        if who.person is not None and who.is_in_cabinet:
            rows |= Q(pk__in=Addressee.objects.signed_off_by(who.person, on).values("pk"))
        if who.person is not None and who.is_officer:
            rows |= Q(draft__writer=who.person)
        return self.filter(rows)


class Addressee(models.Model):
    """A person or body to whom a recommendation is made. Each addressee has a deadline of their own."""

    part_of = "recommendation"
    words_kept = ("name",)
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="addressees")
    kind = models.CharField(max_length=10, choices=AddresseeKind)
    name = models.CharField(max_length=200, help_text="As printed: Cabinet Member for Education.")
    portfolio = models.ForeignKey(Portfolio, models.PROTECT, null=True, blank=True, related_name="+")
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, blank=True, related_name="addressees")
    is_drafted = models.BooleanField(
        default=False, help_text="Named for a later report, so that nobody reads it before that is handed down."
    )

    objects = AddresseeQuerySet.as_manager()

    class Meta:
        ordering = ["recommendation", "pk"]
        constraints = [
            once("a_recommendation_is_made_to_somebody_once", "recommendation", "name"),
            rule("a_portfolio_is_of_the_executive", Q(portfolio__isnull=True) | Q(kind="executive")),
        ]

    def __str__(self) -> str:
        return self.name


class AnswerWords(models.Model):
    """Words that explain an answer: the reasons, the action, the responsible officer, the cost and the day."""

    reasons = models.TextField(blank=True, max_length=4000)
    action = models.TextField(blank=True, max_length=4000)
    officer = models.CharField("responsible officer", max_length=200, blank=True)
    resources = models.CharField(max_length=500, blank=True)
    target_on = models.DateField(null=True, blank=True)
    goes_on_from = models.DateField(
        null=True, blank=True, help_text="Of what recurs and has no end date: from the month of this day on."
    )

    class Meta:
        abstract = True


class Response(AnswerWords, MayBeDown):
    """
    Answer of an addressee to a recommendation: accepted, accepted in part, or rejected. The last two need reasons.

    `signed_off_by` is the Cabinet Member who signed off exactly these words, in the portal or on paper. `is_unsigned`
    is True where an answer of the executive was recorded or corrected without a signature: the Cabinet Member is asked
    to sign, or has sent the answer back to be corrected (`returned_reason`).
    """

    part_of = "addressee"
    words_emptied = ("officer", "resources")
    addressee = models.OneToOneField(Addressee, models.PROTECT, related_name="response")
    answer = models.CharField(max_length=10, choices=Answer)
    received_on = models.DateField()
    signed_off_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    signed_off_on = models.DateField(null=True, blank=True)
    is_unsigned = models.BooleanField(default=False)
    returned_reason = models.CharField(max_length=500, blank=True, help_text="Why its Cabinet Member sent it back.")
    recorded_at = models.DateTimeField()
    recorded_by = acted_by()

    class Meta:
        constraints = [
            rule(
                "an_unsigned_response_names_nobody_who_signed_it", Q(is_unsigned=False) | Q(signed_off_by__isnull=True)
            ),
            rule(
                "a_response_that_does_not_accept_says_why",
                Q(answer="accepted") | ~Q(reasons=""),
                "Say why it is not accepted in full.",
            ),
            rule(
                "a_response_that_accepts_says_what_is_done",
                Q(answer="rejected") | ~Q(action=""),
                "Say what will be done.",
            ),
            rule(
                "a_response_has_an_end_or_goes_on",
                Q(target_on__isnull=True) | Q(goes_on_from__isnull=True),
                "Enter by when it will be done, or from when it goes on, not both.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_answer_display()} by {self.addressee}"

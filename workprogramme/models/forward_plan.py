"""The forward plan: key decisions to come, with the particulars that the law asks for (SI 2012/2089 reg 9)."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from committee.models import Portfolio
from committee.models.acted_by import acted_by
from committee.models.rules import once, rule
from committee.wording.dates import long_date
from meetings.models import PrivateNotice
from meetings.models.meeting import with_its_reason


class WhyKey(models.TextChoices):
    """Reasons why a decision is key (SI 2012/2089 reg 8)."""

    MONEY = "money", "Significant expenditure or savings"
    DIVISIONS = "divisions", "Significant effects in two or more electoral divisions"
    BOTH = "both", "Both"


class Notice(models.TextChoices):
    """Kinds of notice under which a key decision may lawfully be taken."""

    FULL = "full", "28 clear days’ notice (reg 9)"
    GENERAL = "general", "General exception (reg 10)"
    SPECIAL = "special", "Special urgency (reg 11)"


# Fields that stay as published: with another value the notice would be for another decision (reg 9(1)(b), (c)).
TOLD = {"title": "its title", "matter": "what is to be decided", "decision_maker": "who decides"}


class KeyDecisionQuerySet(models.QuerySet["KeyDecision"]):
    """Queries of key decisions."""

    def public(self) -> "KeyDecisionQuerySet":
        """Return decisions whose notice has been published."""
        return self.filter(published_at__isnull=False)

    def to_come(self, on: dt.date) -> "KeyDecisionQuerySet":
        """Return decisions whose period has not ended and that are not withdrawn."""
        return self.filter(latest_on__gte=on, withdrawn_at__isnull=True)

    def open(self) -> "KeyDecisionQuerySet":
        """Return decisions neither taken nor withdrawn, soonest first."""
        return self.filter(taken_on__isnull=True, withdrawn_at__isnull=True)

    def settled(self) -> "KeyDecisionQuerySet":
        """Return decisions taken or withdrawn, latest first."""
        return self.filter(Q(taken_on__isnull=False) | Q(withdrawn_at__isnull=False)).order_by("-earliest_on", "-pk")


class KeyDecision(models.Model):
    """
    A key decision to come and the eight particulars of its notice (SI 2012/2089 reg 9(1)(a)-(h)).

    - (a) that it is key: `why_key`
    - (b) `matter`
    - (c) `decision_maker` with title, or a body and its `members`
    - (d) `earliest_on` to `latest_on`
    - (e) `documents`
    - (f) `address`
    - (g) `other_documents`
    - (h) `how_to_ask`

    A notice must not contain anything exempt.
    """

    part_of = "private_notice"
    words_kept = ("reference", "decision_maker", "members", "address", "how_to_ask")
    title = models.CharField(max_length=250)
    reference = models.CharField(max_length=40, blank=True, help_text="The council’s own: FP/2022/14.")
    why_key = models.CharField("why it is a key decision", max_length=10, choices=WhyKey)
    matter = models.TextField("what is to be decided", max_length=2000)
    decision_maker = models.CharField(max_length=250, help_text="Name and title, or the name of the body: Cabinet.")
    members = models.CharField("members of that body", max_length=1000, blank=True)
    portfolio = models.ForeignKey(Portfolio, models.PROTECT, null=True, blank=True, related_name="key_decisions")
    earliest_on = models.DateField("decision on, or from")
    latest_on = models.DateField("to", help_text="The same day, or the end of the period.")
    documents = models.TextField("documents submitted to the decision-maker", max_length=2000)
    address = models.CharField("where copies can be had", max_length=500)
    other_documents = models.BooleanField("other documents may be submitted", default=True)
    how_to_ask = models.CharField("how to ask for details of them", max_length=500)
    in_private = models.BooleanField("it is to be taken in private", default=False)
    private_notice = models.ForeignKey(
        PrivateNotice, models.PROTECT, null=True, blank=True, related_name="key_decisions",
        verbose_name="notice of the private meeting",
    )  # fmt: skip
    notice = models.CharField(max_length=10, choices=Notice, default=Notice.FULL)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = acted_by()
    impracticable = models.TextField(
        "why 28 days’ notice was impracticable", blank=True, max_length=1000, help_text="Published (regs 10(3), 11(2))."
    )
    taken_on = models.DateField(null=True, blank=True)
    decision_published_on = models.DateField(null=True, blank=True, help_text="From this day call-in is counted.")
    call_in_until = models.DateField(
        null=True,
        blank=True,
        editable=False,
        help_text="Fixed when the decision is published, by the rules of the day.",
    )
    mistaken_taken_on = models.DateField(
        null=True, blank=True, editable=False, help_text="The day on which it was said by mistake to have been taken."
    )
    mistake_corrected_on = models.DateField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = KeyDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["earliest_on", "title"]
        constraints = [
            rule("a_key_decision_says_what_it_is", ~Q(title="") & ~Q(matter="")),
            rule("a_decision_period_ends_after_it_begins", Q(latest_on__gte=F("earliest_on"))),
            with_its_reason("withdrawn", name="a_withdrawn_decision_has_its_reason"),
            rule(
                "a_published_notice_has_its_publisher",
                Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
            ),
            rule("notice_in_a_hurry_says_why", Q(published_at__isnull=True) | Q(notice="full") | ~Q(impracticable="")),
            rule(
                "a_decision_is_taken_after_notice_and_published_after_it",
                Q(taken_on__isnull=True, decision_published_on__isnull=True)
                | (
                    Q(taken_on__isnull=False, published_at__isnull=False)
                    & (Q(decision_published_on__isnull=True) | Q(decision_published_on__gte=F("taken_on")))
                ),
            ),
            rule(
                "a_published_decision_has_its_last_day_for_call_in",
                Q(decision_published_on__isnull=True, call_in_until__isnull=True)
                | Q(decision_published_on__isnull=False, call_in_until__gt=F("decision_published_on")),
            ),
            rule(
                "a_mistake_about_its_taking_has_both_days",
                Q(mistaken_taken_on__isnull=True, mistake_corrected_on__isnull=True)
                | Q(mistaken_taken_on__isnull=False, mistake_corrected_on__isnull=False),
            ),
            once(
                "a_reference_is_given_to_one_decision",
                "reference",
                among=~Q(reference=""),
                sentence="Another decision of the forward plan has that reference.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> str:
        """Days on which the decision is to be taken, in words: “Wednesday 15 June 2022”, or “Between ... and ...”."""
        first = long_date(self.earliest_on)
        return first if self.latest_on == self.earliest_on else f"Between {first} and {long_date(self.latest_on)}"


class CallInBy(models.TextChoices):
    """The constitution's choices of who may call a decision in. Members of the executive never may."""

    COUNCILLORS = "councillors", "Any councillor who is not in the executive"
    SCRUTINY = "scrutiny", "Councillors who sit on an overview and scrutiny committee"
    COMMITTEE = "committee", "Councillors who sit on the committee that looks at it"


class ScrutinyRules(models.Model):
    """The council's rules of the forward plan, of call-in and of suggestions, in a single row."""

    class Counting(models.TextChoices):
        """Ways of counting 28 clear days. No authority settles which is right."""

        CALENDAR = "calendar", "Calendar days"
        WORKING = "working", "Working days"

    counting = models.CharField(
        "the 28 clear days of a key decision are", max_length=10, choices=Counting, default=Counting.CALENDAR
    )
    call_in_days = models.PositiveSmallIntegerField("working days in which a decision can be called in", default=5)
    call_in_by = models.CharField(
        "who may call a decision in", max_length=12, choices=CallInBy, default=CallInBy.COUNCILLORS
    )
    call_in_members = models.PositiveSmallIntegerField("members who must sign a call-in", default=4)
    call_in_meeting_days = models.PositiveSmallIntegerField(
        "working days in which the committee meets on a call-in", default=10
    )
    suggestions_kept_months = models.PositiveSmallIntegerField(
        "months for which the name of who made a suggestion is kept", default=12
    )
    call_in_before = models.JSONField("the rules of call-in before their last change", default=dict, editable=False)
    call_in_since = models.DateField(
        null=True, editable=False, help_text="From which day of publication on decisions are under the rules of now."
    )

    class Meta:
        verbose_name_plural = "scrutiny rules"
        constraints = [
            rule("scrutiny_rules_are_one", Q(pk=1)),
            rule("suggesters_are_kept_a_month_or_more", Q(suggestions_kept_months__gte=1)),
            rule(
                "rules_of_call_in_count_one_or_more",
                Q(call_in_days__gte=1, call_in_members__gte=1, call_in_meeting_days__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return "rules of scrutiny"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the primary key 1, so that there is only one row."""
        self.pk = 1
        super().save(*args, **kwargs)

    def of_published(self, day: dt.date) -> "ScrutinyRules":
        """Return the rules of call-in in force on the day of a decision's publication."""
        since, before = self.call_in_since, dict(self.call_in_before)
        values = {field.name: getattr(self, field.name) for field in self._meta.concrete_fields}
        while since and day < since:
            earlier, until = before.pop("before", {}), before.pop("since", "")
            values |= before
            since, before = dt.date.fromisoformat(until) if until else None, dict(earlier)
        return ScrutinyRules(**values)

    def who_is_asked(self, today: dt.date) -> str:
        """Return the widest `call_in_by` in force in the last month, for forms that offer recent decisions."""
        days = [today - dt.timedelta(days=number) for number in range(32)]
        return min({self.of_published(day).call_in_by for day in days}, key=CallInBy.values.index)

    @classmethod
    def current(cls) -> "ScrutinyRules":
        """Return the council's rules, or the default rules (unsaved) before any are entered."""
        return cls.objects.first() or cls()

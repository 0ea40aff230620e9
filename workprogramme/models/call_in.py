"""Call-in: decisions that members ask to have reconsidered, and the members who ask."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from committee.models import Committee, Person, Visitor, standing_of
from committee.models.rules import once, rule
from workprogramme.models.forward_plan import CallInBy, KeyDecision
from workprogramme.models.item import ProgrammeItem

USER = settings.AUTH_USER_MODEL
AGAIN = "That decision has been called in already; it can be called in once."


class CallInQuerySet(models.QuerySet["CallIn"]):
    """Queries of call-ins."""

    def readable_by(self, user: Visitor, on: dt.date) -> "CallInQuerySet":
        """Return call-ins in which `user` is named; for planners of scrutiny, all call-ins."""
        who = standing_of(user, on)
        if who.plans_scrutiny:
            return self
        return self.filter(pk__in=Signatory.objects.filter(person=who.person).values("call_in"))


class CallIn(models.Model):
    """
    A decision made but not implemented that members ask to have reconsidered (LGA 2000 s.9F(4)).

    The council's constitution says who may call in, how many must sign, and by when. `open_to`, `needed` and `due_on`
    keep the rules that applied to this decision. The database refuses to change them. `decision_key` is the same for
    one decision, however its title is typed.
    """

    part_of = "committee"
    words_kept = ("decided_by", "decision_reference", "decision_key", "reasons", "outcome")

    class State(models.TextChoices):
        """States of a call-in."""

        RECEIVED = "received", "Received"
        REFUSED = "refused", "Not valid"
        ACCEPTED = "accepted", "Valid: to be considered"
        NOT_PURSUED = "not_pursued", "Considered: decision stands"
        REFERRED = "referred", "Considered: referred back"
        TO_COUNCIL = "to_council", "Considered: referred to the Council"

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="call_ins")
    decision = models.ForeignKey(KeyDecision, models.PROTECT, null=True, blank=True, related_name="call_ins")
    decision_title = models.CharField("the decision", max_length=250)
    decided_by = models.CharField(max_length=250)
    decision_reference = models.CharField("its reference", max_length=40, blank=True)
    decision_published_on = models.DateField("the decision was published on")
    decision_key = models.CharField(max_length=64, editable=False)
    members = models.ManyToManyField(Person, through="Signatory", related_name="call_ins", verbose_name="called in by")
    reasons = models.TextField(max_length=4000)
    received_at = models.DateTimeField()
    due_on = models.DateField(help_text="The last day for calling it in.")
    needed = models.PositiveSmallIntegerField(help_text="Members who had to sign.")
    open_to = models.CharField(max_length=12, choices=CallInBy, default=CallInBy.COUNCILLORS)
    meet_by = models.DateField(null=True, blank=True, help_text="The last day for the committee to meet on it.")
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)
    item = models.ForeignKey(ProgrammeItem, models.PROTECT, null=True, blank=True, related_name="call_ins")
    outcome = models.TextField(blank=True, max_length=2000)
    settled_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    objects = CallInQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at"]
        constraints = [
            rule("a_call_in_has_its_reasons", ~Q(reasons="")),
            rule(
                "a_settled_call_in_says_what_came_of_it",
                Q(state__in=("received", "accepted")) | (~Q(outcome="") & Q(settled_on__isnull=False)),
            ),
            rule(
                "an_accepted_call_in_has_its_last_day_to_meet",
                Q(state__in=("received", "refused")) | Q(meet_by__isnull=False),
            ),
            once("a_decision_is_called_in_once", "decision", among=~Q(state="refused"), sentence=AGAIN),
            once("a_decision_is_called_in_once_by_any_name", "decision_key", among=~Q(state="refused"), sentence=AGAIN),
            once(
                "a_decision_is_called_in_once_by_its_reference",
                "decision_reference",
                among=~Q(state="refused") & ~Q(decision_reference=""),
                sentence=AGAIN,
            ),
        ]

    def __str__(self) -> str:
        return f"call-in of {self.decision_title}"


class Signatory(models.Model):
    """
    A member named on a call-in, and how the member confirmed it. An unconfirmed member does not count.

    Others may have named the member. Therefore only the member can confirm, by sign-in or by an emailed signed link.
    """

    part_of = "call_in"

    class How(models.TextChoices):
        """Ways in which a member confirmed."""

        SIGN_IN = "sign_in", "by their own sign-in"
        LINK = "link", "by a signed link"
        BEFORE = "before", "recorded before confirmation was asked for"

    call_in = models.ForeignKey(CallIn, models.PROTECT, related_name="signatories")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=10, choices=How, blank=True)

    class Meta:
        verbose_name_plural = "signatories"
        ordering = ["person__surname", "person__forename", "pk"]
        constraints = [
            once("a_member_signs_a_call_in_once", "call_in", "person"),
            rule(
                "a_confirmation_says_how_it_was_given",
                Q(confirmed_at__isnull=True, how="") | (Q(confirmed_at__isnull=False) & ~Q(how="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

"""Three procedures of scrutiny with deadlines: requests for documents, calls for action, urgent decisions."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from committee.models import Committee, Person, Visitor, standing_of
from committee.models.rules import rule
from meetings.models import Meeting, PrivateNotice
from workprogramme.models.forward_plan import KeyDecision
from workprogramme.models.item import ProgrammeItem

USER = settings.AUTH_USER_MODEL


class DocumentRequestQuerySet(models.QuerySet["DocumentRequest"]):
    """Queries of requests for documents."""

    def readable_by(self, user: Visitor, on: dt.date) -> "DocumentRequestQuerySet":
        """Return requests that `user` made; for planners of scrutiny, all requests."""
        who = standing_of(user, on)
        return self if who.plans_scrutiny else self.filter(member=who.person)


class DocumentRequest(models.Model):
    """
    A scrutiny member's request for a copy of a document of the executive (R46, SI 2012/2089 reg 17).

    The document is due as soon as practicable, and within ten clear days. A refusal needs written reasons.
    """

    part_of = "committee"

    class State(models.TextChoices):
        """States of a request."""

        OPEN = "open", "Open"
        PROVIDED = "provided", "Provided"
        REFUSED = "refused", "Refused, with reasons"
        WITHDRAWN = "withdrawn", "Withdrawn"

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="document_requests")
    member = models.ForeignKey(Person, models.PROTECT, related_name="document_requests")
    document = models.CharField("what is asked for", max_length=500)
    item = models.ForeignKey(
        ProgrammeItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="document_requests",
        verbose_name="for which item of the work programme",
    )
    asked_on = models.DateField()
    due_on = models.DateField(help_text="The end of the tenth clear day.")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answered_on = models.DateField(null=True, blank=True)
    reasons = models.TextField(blank=True, max_length=2000)
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    objects = DocumentRequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            rule(
                "an_answered_request_has_its_day",
                Q(state="open", answered_on__isnull=True) | (~Q(state="open") & Q(answered_on__isnull=False)),
            ),
            rule("a_refused_request_has_written_reasons", ~Q(state="refused") | ~Q(reasons="")),
        ]

    def __str__(self) -> str:
        return self.document[:120]


class CallForActionQuerySet(models.QuerySet["CallForAction"]):
    """Queries of calls for action."""

    def readable_by(self, user: Visitor, on: dt.date) -> "CallForActionQuerySet":
        """Return calls that `user` made; for planners of scrutiny, all calls."""
        who = standing_of(user, on)
        return self if who.plans_scrutiny else self.filter(councillor=who.person)


class CallForAction(models.Model):
    """
    A councillor's reference of a local matter to the committee (LGA 2000 s.9FC, SI 2012/1022).

    An excluded matter is refused (R47). A planning decision, a licensing decision or a matter with a right of appeal is
    not excluded if the call alleges that a function is not discharged at all or fails systemically (`systemic`). For a
    member of the committee (`own_member`), only a matter outside the committee's functions is excluded. Crime and
    disorder matters fall under s.19 of the Police and Justice Act 2006 instead. A committee that decides not to act
    gives the councillor its reasons.
    """

    part_of = "committee"

    class Excluded(models.TextChoices):
        """Kinds of matter that the Order (SI 2012/1022) treats differently."""

        NONE = "none", "None of these"
        PLANNING = "planning", "A planning decision"
        LICENSING = "licensing", "A licensing decision"
        APPEAL = "appeal", "A person’s matter with a right of review or appeal"
        VEXATIOUS = "vexatious", "Vexatious, discriminatory or not reasonable"
        CRIME = "crime", "A local crime and disorder matter"
        IRRELEVANT = "irrelevant", "Not relevant to the functions of the committee"

    class State(models.TextChoices):
        """States of a call for action."""

        RECEIVED = "received", "Received"
        ACCEPTED = "accepted", "To be discussed"
        REJECTED = "rejected", "Rejected"
        ACTED = "acted", "Discussed: the committee acts"
        NOT_ACTED = "not_acted", "Discussed: no action, with reasons"
        WITHDRAWN = "withdrawn", "Withdrawn"

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="calls_for_action")
    councillor = models.ForeignKey(Person, models.PROTECT, related_name="calls_for_action")
    matter = models.TextField(max_length=4000)
    tried = models.TextField("what has been tried already", blank=True, max_length=2000)
    excluded = models.CharField("is it one of these?", max_length=10, choices=Excluded, default=Excluded.NONE)
    systemic = models.BooleanField(
        "it says that a function is not discharged at all or fails systemically", default=False
    )
    own_member = models.BooleanField("a member of the committee itself refers it", default=False)
    received_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    item = models.ForeignKey(ProgrammeItem, models.PROTECT, null=True, blank=True, related_name="calls_for_action")
    reasons = models.TextField(blank=True, max_length=2000)
    settled_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    objects = CallForActionQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "calls for action"
        ordering = ["-received_on", "-pk"]
        constraints = [
            rule(
                "an_excluded_matter_is_not_taken_up",
                ~Q(state__in=("accepted", "acted", "not_acted"))
                | Q(excluded="none")
                | Q(own_member=True) & ~Q(excluded="irrelevant")
                | Q(systemic=True, excluded__in=("planning", "licensing", "appeal")),
            ),
            rule("a_member_is_told_why_nothing_is_done", ~Q(state__in=("rejected", "not_acted")) | ~Q(reasons="")),
            rule(
                "a_settled_call_for_action_has_its_day",
                Q(state__in=("received", "accepted"), settled_on__isnull=True)
                | (~Q(state__in=("received", "accepted")) & Q(settled_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"call for action of {self.councillor}"


class UrgentDecisionQuerySet(models.QuerySet["UrgentDecision"]):
    """Queries of urgent decisions."""

    def readable_by(self, user: Visitor, on: dt.date) -> "UrgentDecisionQuerySet":
        """Return decisions that `user` is asked about as chairman; for planners of scrutiny, all decisions."""
        who = standing_of(user, on)
        return self if who.plans_scrutiny else self.filter(chairman=who.person)


class UrgentDecision(models.Model):
    """
    A question to a scrutiny committee's chairman about an executive decision, and the answer (SI 2012/2089).

    Reg 5(6) (a private meeting without 28 days' notice) and reg 11 (special urgency) require the chairman's agreement.
    Reg 10 (general exception) requires only that the chairman is informed, and that five clear days pass. If the
    committee has no chairman, or the chairman cannot act, the Council's chairman is asked, then the Council's
    vice-chairman. A member of the executive is never asked.
    """

    part_of = "committee"

    class Kind(models.TextChoices):
        """Regulation under which the chairman is asked."""

        PRIVATE = "private", "Private meeting at short notice (reg 5(6))"
        GENERAL = "general", "General exception (reg 10)"
        SPECIAL = "special", "Special urgency (reg 11)"

    class Answer(models.TextChoices):
        """Answers of the chairman."""

        ASKED = "asked", "Not answered yet"
        AGREED = "agreed", "Agreed"
        DECLINED = "declined", "Declined"
        TOLD = "told", "Told: no agreement is needed"
        WITHDRAWN = "withdrawn", "Withdrawn"

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="urgent_decisions")
    decision = models.ForeignKey(KeyDecision, models.PROTECT, null=True, blank=True, related_name="urgencies")
    private_notice = models.ForeignKey(
        PrivateNotice, models.PROTECT, null=True, blank=True, related_name="agreements",
        verbose_name="the private meeting",
    )  # fmt: skip
    title = models.CharField("the decision", max_length=250)
    kind = models.CharField(max_length=10, choices=Kind)
    why = models.TextField("why it is urgent and cannot reasonably be deferred", max_length=2000)
    asked_at = models.DateTimeField()
    chairman = models.ForeignKey(Person, models.PROTECT, related_name="+")
    office = models.CharField(
        "asked as", max_length=10, choices=PrivateNotice.AgreedAs, default=PrivateNotice.AgreedAs.SCRUTINY
    )
    unable = models.CharField("why those before them cannot act", max_length=500, blank=True)
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.ASKED)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Who recorded the answer: the chairman, or an officer as the chairman gave it.",
    )  # fmt: skip
    reasons = models.TextField(blank=True, max_length=2000)
    earliest_on = models.DateField(null=True, blank=True, help_text="The first day on which it may be taken (reg 10).")
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    objects = UrgentDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            rule(
                "an_answer_of_the_chairman_has_its_time",
                Q(answer="asked", answered_at__isnull=True) | (~Q(answer="asked") & Q(answered_at__isnull=False)),
            ),
            rule(
                "declining_and_withdrawing_have_their_reasons",
                ~Q(answer__in=("declined", "withdrawn")) | ~Q(reasons=""),
            ),
            rule("only_the_general_exception_needs_no_agreement", ~Q(answer="told") | Q(kind="general")),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"

    @property
    def is_answered(self) -> bool:
        """True where the chairman has agreed or declined."""
        return self.answer in (self.Answer.AGREED, self.Answer.DECLINED)

    def is_open_on(self, day: dt.date) -> bool:
        """
        Return whether the chairman has answered, and may change the answer on `day`.

        The answer is final once the decision is taken or the private meeting is held.
        """
        heard = self.private_notice is not None and self.private_notice.meeting.date < day
        return self.is_answered and not heard and (self.decision is None or self.decision.taken_on is None)

    @property
    def is_chairmans_own(self) -> bool:
        """True where the chairman recorded the answer, and not an officer."""
        return self.answered_by is not None and self.answered_by.person_id == self.chairman_id

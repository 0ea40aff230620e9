"""Forms of members' requests: documents of the executive (R46), calls for action (R47), call-ins."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import (
    ActForm,
    DayField,
    PersonField,
    ProofField,
    RadioField,
    ReasonForm,
    RecordField,
    RecordsField,
    in_a_list,
    long_text,
    short_text,
)
from committee.law.calls_for_action import refuse_reference
from committee.models import Committee, Person
from workprogramme.member_requests.call_ins import OUTCOMES
from workprogramme.member_requests.signatories import who_may_call_in
from workprogramme.models import CallForAction, CallIn, KeyDecision
from workprogramme.procedure_forms import (
    CommitteeField,
    DayForm,
    ItemField,
    ReasonsForm,
    scrutiny_committees,
    two_answers,
)


class DocumentForm(ActForm):
    """A scrutiny member's request for a document."""

    document = long_text(
        "Which document?", most=500, hint="It must concern a meeting, a decision or an action of the executive."
    )

    def __init__(
        self, *args: Any, on: dt.date, committees: QuerySet[Committee] | None = None, desk: bool, **kwargs: Any
    ) -> None:
        self.button = "Record the request" if desk else "Ask for document"
        super().__init__(*args, **kwargs)
        bodies = scrutiny_committees(on) if committees is None else committees
        self.fields["committee"] = CommitteeField(on=on, among=bodies, label="For which committee?")
        self.fields["item"] = ItemField(committees=bodies, on=on, public=not desk)
        if desk:
            seated = Person.objects.filter(seats__committee__in=bodies).distinct().by_surname()
            self.fields["member"] = PersonField(queryset=seated, label="Who asks?")
            self.fields["on"] = DayField(label="Date", initial=on)
            self.fields["proof"] = ProofField()
        self.order_fields(["committee", "member", "document", "item", "on", "proof"])


class CallForActionForm(ActForm):
    """A local matter that a councillor refers to a committee (LGA 2000 s.9FC)."""

    matter = long_text("What is the matter?", most=4000, rows=5)
    tried = long_text("What has been tried already?", most=2000, required=False)
    excluded = RadioField(
        label="Is it about one of these?",
        choices=[choice for choice in CallForAction.Excluded.choices if choice[0] not in ("vexatious", "irrelevant")],
        initial=CallForAction.Excluded.NONE,
    )
    systemic = forms.BooleanField(
        label="The matter is that a function is not carried out at all, or is failing systemically", required=False
    )

    def __init__(self, *args: Any, on: dt.date, desk: bool, by: Person | None = None, **kwargs: Any) -> None:
        """Build the form; `by` is the councillor who refers the matter, None if the desk chooses the councillor."""
        self.on, self.by = on, by
        self.desk, self.button = desk, "Record call for action" if desk else "Refer matter"
        super().__init__(*args, **kwargs)
        self.fields["committee"] = CommitteeField(on=on, label="Which committee is to discuss it?")
        if desk:
            self.fields["councillor"] = PersonField(
                queryset=Person.objects.councillors(on).by_surname(), label="Who refers it?"
            )
            self.fields["on"] = DayField(label="On which day was it received?", initial=on)
            self.fields["proof"] = ProofField()
        self.order_fields(["committee", "councillor", *self.base_fields, "on", "proof"])

    def clean(self) -> dict[str, Any]:
        """Refuse an excluded matter from a councillor, with the reason in law (R47). The desk may record the matter."""
        data = super().clean() or {}
        committee = data.get("committee")
        seats = committee.seats.on(self.on).full_members() if committee and self.by else None
        is_own = seats is not None and seats.filter(person=self.by).exists()
        kind, systemic = data.get("excluded") or "none", bool(data.get("systemic"))
        finding = refuse_reference(kind, systemic=systemic, own_member=is_own)
        if finding and not self.desk:
            self.add_error("excluded", finding.text)
        return data


class ProvidedForm(DayForm):
    """The day on which a member was given the document."""

    proof = ProofField()


class RefusedForm(ProvidedForm, ReasonsForm):
    """Reasons for refusing a document, and the day on which the member was given the reasons."""


class RejectForm(ReasonsForm):
    """Reasons for rejecting a call for action."""

    excluded = RadioField(label="Is it one of these?", choices=CallForAction.Excluded)


class ReopenCallForm(ReasonForm):
    """Reason for reopening a call for action, and the kind of matter."""

    excluded = RadioField(label="Is it one of these?", choices=CallForAction.Excluded)


class SettleCallForm(ReasonsForm):
    """The committee's decision on a call for action."""

    acted = two_answers("What did the committee decide?", "It acts", "It does not act")


class CallInForm(ActForm):
    """A call-in of a decision that is chosen from the forward plan, or described in fields."""

    hide_optional = True

    decision_title = short_text("If it is not in the list, what is the decision called?", most=250, required=False)
    decided_by = short_text("Who took the decision?", most=250, required=False)
    decision_reference = short_text(
        "Its reference", most=40, hint="As the published decision gives it, if it has one.", required=False
    )
    decision_published_on = DayField(label="When was it published?", required=False)
    reasons = long_text("Why is it called in?", most=4000, rows=5)

    def __init__(
        self,
        *args: Any,
        on: dt.date,
        open_to_it: QuerySet[KeyDecision],
        open_to: str,
        signs: Person | None = None,
        **kwargs: Any,
    ) -> None:
        self.signs = signs
        self.button = "Call in decision" if signs else "Record the call-in"
        super().__init__(*args, **kwargs)
        others = who_may_call_in(open_to, None, on).by_surname()
        self.fields["committee"] = CommitteeField(on=on, label="Which committee will consider it?")
        self.fields["decision"] = RecordField(
            queryset=open_to_it, required=False, label="Which decision?", empty_label="A decision not in this list",
            help_text="Decisions in the forward plan that can still be called in"
            + ("." if signs else ", or could be in the last four weeks."),
        )  # fmt: skip
        self.fields["members"] = RecordsField(
            named=in_a_list,
            queryset=others.exclude(pk=signs.pk) if signs else others,
            required=signs is None,
            label="Who else calls it in?" if signs else "Who calls it in?",
            help_text="We email each member. They count only after they confirm.",
        )
        if signs is None:
            self.fields["came_on"] = DayField(label="On which day was it received?", initial=on)
            self.fields["proof"] = ProofField()
        self.order_fields(["committee", "decision", *self.base_fields, "members", "came_on", "proof"])

    def clean(self) -> dict[str, Any]:
        """Check that a decision is chosen, or its title, its maker and its day of publication are entered."""
        data = super().clean() or {}
        if data.get("decision") or self.errors:
            return data
        for name, fault in (
            ("decision_title", "Choose a decision, or enter its title."),
            ("decided_by", "Enter who took the decision."),
            ("decision_published_on", "Enter on which day the decision was published: call-in is counted from it."),
        ):
            if not data.get(name):
                self.add_error(name, fault)
        return data

    @property
    def arguments(self) -> dict[str, Any]:
        """Keyword arguments of `receive`. The user who signs is added to the members."""
        data = self.cleaned_data
        return data | {"members": [self.signs, *data["members"]]} if self.signs else data


class NamesForm(BegunForm, ActForm):
    """Members named on a call-in."""

    button = "Save the names"

    def __init__(self, *args: Any, call_in: CallIn, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, row=call_in, **kwargs)
        may = who_may_call_in(call_in.open_to, call_in.committee, on)
        signatories = call_in.signatories.values("person")
        self.fields["members"] = RecordsField(
            named=in_a_list,
            queryset=Person.objects.filter(Q(pk__in=may.values("pk")) | Q(pk__in=signatories)).by_surname(),
            required=False,
            label="Who calls it in?",
            help_text="Each counts only once they have confirmed.",
        )

    @classmethod
    def values_of(cls, row: CallIn) -> dict[str, Any]:
        """Return the ids of the members named on the call-in."""
        return {"members": list(row.members.values_list("pk", flat=True))}


class AskToConfirmForm(ActForm):
    """Choice of a member named on the call-in, and the email address to which the link is sent."""

    button = "Send the link"

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PersonField(
            queryset=Person.objects.filter(pk__in=[person.pk for person in people]).by_surname(), label="Who is asked?"
        )
        self.fields["address"] = forms.EmailField(
            label="Email address",
            max_length=254,
            required=False,
            help_text="Only for someone without a sign-in. Others are emailed at the address they sign in with.",
        )


class SettleCallInForm(ActForm):
    """The committee's decision on a call-in."""

    button = "Record decision"

    state = forms.ChoiceField(
        label="What did the committee decide?",
        choices=[(value, CallIn.State(value).label.removeprefix("Considered: ").capitalize()) for value in OUTCOMES],
        widget=forms.RadioSelect,
    )
    outcome = long_text("Text of the decision", most=2000, rows=5)
    on = DayField(label="Date")

"""Forms of call-in."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, PersonField, ProofField, RecordField
from committee.models import Person
from workprogramme.call_ins.verbs import OUTCOMES
from workprogramme.call_ins.who_may import who_may_call_in
from workprogramme.models import CallIn, KeyDecision
from workprogramme.procedure_forms import LONG, CommitteeField, PeopleField


class CallInForm(ActForm):
    """A decision that members call in: one of the forward plan that is open to it, or another, in words."""

    hide_optional = True

    decision_title = forms.CharField(
        label="If it is not in the list, what is the decision called?", max_length=250, required=False
    )
    decided_by = forms.CharField(label="Who took the decision?", max_length=250, required=False)
    decision_reference = forms.CharField(
        label="Its reference",
        max_length=40,
        required=False,
        help_text="As the published decision gives it, if it has one.",
    )
    decision_published_on = DayField(label="When was it published?", required=False)
    reasons = forms.CharField(label="Why is it called in?", max_length=4000, widget=LONG)

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
        self.fields["members"] = PeopleField(
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
        """Check that a decision is chosen, or entered with its title, its maker and its day."""
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
        """Arguments of the verb: whoever signs is one of the members."""
        data = self.cleaned_data
        return data | {"members": [self.signs, *data["members"]]} if self.signs else data


class NamesForm(BegunForm, ActForm):
    """Who calls it in."""

    button = "Save the names"

    def __init__(self, *args: Any, call_in: CallIn, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, row=call_in, **kwargs)
        may = who_may_call_in(call_in.open_to, call_in.committee, on)
        signatories = call_in.signatories.values("person")
        self.fields["members"] = PeopleField(
            queryset=Person.objects.filter(Q(pk__in=may.values("pk")) | Q(pk__in=signatories)).by_surname(),
            required=False,
            label="Who calls it in?",
            help_text="Each counts only once they have confirmed.",
        )

    @classmethod
    def values_of(cls, row: CallIn) -> dict[str, Any]:
        """Return the members named on the call-in."""
        return {"members": list(row.members.values_list("pk", flat=True))}


class AskToConfirmForm(ActForm):
    """Which of those named is sent a link to confirm with, and where."""

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
    """What the committee decided on a call-in."""

    button = "Record decision"

    state = forms.ChoiceField(
        label="What did the committee decide?",
        choices=[(one, CallIn.State(one).label.removeprefix("Considered: ").capitalize()) for one in OUTCOMES],
        widget=forms.RadioSelect,
    )
    outcome = forms.CharField(label="Text of the decision", max_length=2000, widget=LONG)
    on = DayField(label="Date")

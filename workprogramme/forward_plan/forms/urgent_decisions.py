"""Forms of the chairman's register of urgent and private decisions."""

import datetime as dt
from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, PersonField, RadioField, RecordField, field_of
from committee.models import Person, Seat, executive_members
from committee.wording.worded_later import worded_later
from committee.wording.wording import worded
from workprogramme.forward_plan.forms.private_notices import PrivateNoticeField
from workprogramme.models import KeyDecision, UrgentDecision
from workprogramme.procedure_forms import LONG, SHORT, CommitteeField


class UrgentForm(ActForm):
    """What the chairman is told or asked."""

    hide_optional = True
    button = "Record urgent decision"

    kind = RadioField(label="Under which rule?", choices=UrgentDecision.Kind)
    title = forms.CharField(
        label="If it is not in the list, what is the decision called?", max_length=250, required=False
    )
    why = forms.CharField(
        label="Why is it urgent, and why can it not reasonably be deferred?", max_length=2000, widget=LONG
    )

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "kind").option_hints = {
            UrgentDecision.Kind.PRIVATE: worded(
                "The chairman must agree that the meeting cannot reasonably be deferred. It is published with the "
                "reason."
            ),
            UrgentDecision.Kind.GENERAL: worded(
                "The chairman is told. No agreement is needed, but there must be five clear days first."
            ),
            UrgentDecision.Kind.SPECIAL: worded(
                "The chairman must agree that the decision cannot reasonably be deferred."
            ),
        }
        self.fields["committee"] = CommitteeField(on=on, label="Which scrutiny committee?")
        self.fields["decision"] = RecordField(
            queryset=KeyDecision.objects.to_come(on), required=False, label="Which key decision?",
            empty_label="A decision not in this list",
        )  # fmt: skip
        self.fields["private_notice"] = PrivateNoticeField(
            on=on, label="Which private meeting?", empty_label="None: it is a key decision",
        )  # fmt: skip
        executive = executive_members(on, on).values("pk")
        presiding = Seat.objects.on(on).presiding().values("person")
        self.fields["chairman"] = PersonField(
            queryset=Person.objects.filter(pk__in=presiding).exclude(pk__in=executive).by_surname(),
            required=False,
            label="Who is asked?",
            empty_label=worded("The committee’s chairman"),
            help_text=worded(
                "If the committee has no chairman, or they cannot act: the chairman of the Council, or its "
                "vice-chairman. Never a member of the executive."
            ),
        )
        self.fields["unable"] = forms.CharField(
            label=worded("Why can the committee’s chairman not act?"),
            max_length=500,
            required=False,
            widget=SHORT,
            help_text=worded("Required if the committee has a chairman and you ask someone else."),
        )
        names = ["committee", "kind", "private_notice", "decision", "title", "why", "chairman", "unable"]
        self.order_fields(names)

    def clean(self) -> dict[str, Any]:
        """Check that a private meeting or a decision is chosen, or the decision's title entered."""
        data = super().clean() or {}
        if data.get("kind") == UrgentDecision.Kind.PRIVATE:
            if not data.get("private_notice"):
                self.add_error("private_notice", "Choose the private meeting. Enter it first if it is not in the list.")
        elif not data.get("decision") and not data.get("title"):
            self.add_error("title", "Choose a decision, or enter its title.")
        return data


class ReasonForm(BegunForm, ActForm):
    """Why it is urgent, while the chairman has not answered."""

    button = "Save the reason"

    why = UrgentForm.base_fields["why"]


class AgreeForm(ActForm):
    """The chairman's answer."""

    hide_optional = True
    button = "Answer"

    agreed = forms.TypedChoiceField(
        label=worded_later("Does the chairman agree?"),
        choices=[("yes", "Yes, agreed"), ("no", "No, declined")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(
        label="Reasons", max_length=2000, required=False, widget=SHORT, help_text="Required if the answer is no."
    )

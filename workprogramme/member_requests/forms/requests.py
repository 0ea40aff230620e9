"""Forms of what members ask: documents of the executive (R46), calls for action (R47)."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet

from committee.forms.fields import ActForm, DayField, PersonField, ProofField, RadioField, ReasonForm
from committee.law.calls_for_action import refuse_reference
from committee.models import Committee, Person
from workprogramme.models import CallForAction
from workprogramme.procedure_forms import (
    LONG,
    SHORT,
    CommitteeField,
    DayForm,
    ItemField,
    ReasonsForm,
    scrutiny_committees,
)


class DocumentForm(ActForm):
    """What a scrutiny member asks for."""

    document = forms.CharField(
        label="Which document?",
        max_length=500,
        widget=SHORT,
        help_text="It must concern a meeting, a decision or an action of the executive.",
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

    matter = forms.CharField(label="What is the matter?", max_length=4000, widget=LONG)
    tried = forms.CharField(label="What has been tried already?", max_length=2000, required=False, widget=SHORT)
    excluded = RadioField(
        label="Is it about one of these?",
        choices=[one for one in CallForAction.Excluded.choices if one[0] not in ("vexatious", "irrelevant")],
        initial=CallForAction.Excluded.NONE,
    )
    systemic = forms.BooleanField(
        label="The matter is that a function is not carried out at all, or is failing systemically", required=False
    )

    def __init__(self, *args: Any, on: dt.date, desk: bool, by: Person | None = None, **kwargs: Any) -> None:
        """`by`: who refers it, where the desk does not choose."""
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
        """
        Tell a councillor before sending that the law excludes the matter (R47); the desk may record it all the same.
        """
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
    """On which day a member was given the document."""

    proof = ProofField()


class RefusedForm(ProvidedForm, ReasonsForm):
    """Why a document is refused, and when the member was told."""


class RejectForm(ReasonsForm):
    """Why a call for action is rejected."""

    excluded = RadioField(label="Is it one of these?", choices=CallForAction.Excluded)


class ReopenCallForm(ReasonForm):
    """Why it was recorded by mistake, and which kind of matter it is."""

    excluded = RadioField(label="Is it one of these?", choices=CallForAction.Excluded)


class SettleCallForm(ReasonsForm):
    """What the committee decided on a call for action."""

    acted = forms.TypedChoiceField(
        label="What did the committee decide?",
        choices=[("yes", "It acts"), ("no", "It does not act")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["acted", "reasons", "on"])

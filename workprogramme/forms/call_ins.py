"""Forms of call-in."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet

from committee.forms.fields import ActForm, DayField, RecordField
from committee.models import Person
from workprogramme.forms.scrutiny import LONG, CommitteeField, PeopleField
from workprogramme.models import CallIn, KeyDecision
from workprogramme.procedure.call_ins import OUTCOMES


class CallInForm(ActForm):
    """A decision that members call in: one of the forward plan that is open to it, or another, in words."""

    hide_optional = True

    decision_title = forms.CharField(label="Or another decision: what is it called?", max_length=250, required=False)
    decided_by = forms.CharField(label="Who took that one?", max_length=250, required=False)
    decision_published_on = DayField(label="On which day was that one published?", required=False)
    reasons = forms.CharField(label="Why is it called in?", max_length=4000, widget=LONG)

    def __init__(
        self, *args: Any, on: dt.date, open_to_it: QuerySet[KeyDecision], signs: Person | None = None, **kwargs: Any
    ) -> None:
        self.button = "Call it in" if signs else "Record the call-in"
        super().__init__(*args, **kwargs)
        others = Person.objects.councillors(on).by_surname()
        self.fields["committee"] = CommitteeField(on=on, label="Which committee is to look at it?")
        self.fields["decision"] = RecordField(
            queryset=open_to_it, required=False, label="Which decision?", empty_label="Another decision, named below",
            help_text="Those of the forward plan whose time for call-in is running.",
        )  # fmt: skip
        self.fields["members"] = PeopleField(
            queryset=others.exclude(pk=signs.pk) if signs else others,
            required=signs is None,
            label="Who else calls it in?" if signs else "Who calls it in?",
            help_text="Only those who have told you so. Each sees it on their own page, and can take their name off."
            if signs
            else "",
        )
        if signs is None:
            self.fields["on"] = DayField(label="On which day did it come?", initial=on)
        self.order_fields(["committee", "decision", *self.base_fields, "members", "on"])

    def clean(self) -> dict[str, Any]:
        """A decision of the plan, or another with its maker and its day."""
        said = super().clean() or {}
        if said.get("decision") or self.errors:
            return said
        for name, fault in (
            ("decision_title", "Choose a decision, or say what it is called."),
            ("decided_by", "Say who took the decision."),
            ("decision_published_on", "Say on which day the decision was published: call-in is counted from it."),
        ):
            if not said.get(name):
                self.add_error(name, fault)
        return said


class NamesForm(ActForm):
    """Who calls it in."""

    button = "Save the names"

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"] = PeopleField(
            queryset=Person.objects.councillors(on).by_surname(), required=False, label="Who calls it in?"
        )


class SettleCallInForm(ActForm):
    """What the committee decided on a call-in."""

    button = "Record it"

    state = forms.ChoiceField(
        label="What did the committee decide?",
        choices=[(one, CallIn.State(one).label.removeprefix("Considered: ").capitalize()) for one in OUTCOMES],
        widget=forms.RadioSelect,
    )
    outcome = forms.CharField(label="In its words", max_length=2000, widget=LONG)
    on = DayField(label="On which day?")

"""Forms of sessions and of the questions asked there."""

from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, RecordField, field_of
from reviews.models import EvidenceSession, Panellist, Question, Review, SessionKind, Witness
from workprogramme.procedure_forms import LONG, SHORT


class SessionForm(BegunForm, ActForm):
    """When, where and how the panel gathers evidence."""

    kind = forms.ChoiceField(label="What is it?", choices=SessionKind.choices, widget=forms.RadioSelect)
    on = DayField(label="Date")
    place = forms.CharField(label="Where?", max_length=200, required=False)
    is_open = forms.BooleanField(
        label="Open to the public", required=False,
        help_text="Date and place are public once the review is published.",
    )  # fmt: skip

    def __init__(self, *args: Any, session: EvidenceSession | None = None, **kwargs: Any) -> None:
        self.button = "Save the session" if session else "Add the session"
        if session is None:
            kwargs.setdefault("initial", {"kind": SessionKind.SESSION})
        super().__init__(*args, row=session, **kwargs)


class PanellistField(RecordField):
    """Somebody on the panel."""

    def label_from_instance(self, obj: Panellist) -> str:
        """Their name."""
        return str(obj.person)


class WitnessField(RecordField):
    """A witness of the review."""

    def label_from_instance(self, obj: Witness) -> str:
        """Name, post and body: only planners read it."""
        return obj.named


class QuestionForm(BegunForm, ActForm):
    """The words of a question, who asks it, and of whom."""

    button = "Save the question"
    text = forms.CharField(label="Question", max_length=1000, widget=SHORT)
    asked_by = PanellistField(
        label="Who asks it?", queryset=Panellist.objects.none(), required=False, empty_label="Not agreed yet"
    )
    witness = WitnessField(
        label="Of whom?", queryset=Witness.objects.none(), required=False, empty_label="Everyone who can answer"
    )

    def __init__(self, *args: Any, review: Review, question: Question | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=question, **kwargs)
        field_of(self, "asked_by").queryset = review.panel.in_order()
        field_of(self, "witness").queryset = review.witnesses.select_related("person")


class QuestionsForm(QuestionForm):
    """Questions of one member, a line each."""

    button = "Add the questions"
    text = forms.CharField(label="Questions", max_length=8000, widget=LONG, help_text="Enter each on a new line.")

"""The forms of a review's steps."""

from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, field_of
from reviews.findings.missing import missing
from reviews.models import Review, State
from reviews.steps.next_states import next_states


class StepForm(ActForm):
    """Where a review goes, on which day, and why."""

    button = "Record the step"
    to_state = forms.ChoiceField(label="What is the next step?", widget=forms.RadioSelect)
    on = DayField(label="When did it happen?")
    reason = forms.CharField(
        label="Why?", required=False, max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text="Required to go back, pause, abandon, or continue without every committee’s agreement to the scope. "
        "This is public once the review is published.",
    )  # fmt: skip

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = next_states(review)
        field_of(self, "to_state").choices = [(state.value, state.label) for state in states]
        self.missing = missing(review) if State.REPORTED in states and review.is_before_report else []

    def clean(self) -> dict[str, Any]:
        """Ask why a report is issued although something of it is missing (R44)."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("to_state") == State.REPORTED and self.missing and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Enter why the report is issued without it, or complete it first.")
        return cleaned


class CorrectStepForm(BegunForm, ActForm):
    """The day of a step, and its reason."""

    button = "Save the correction"
    on = DayField(label="When did it happen?")
    reason = forms.CharField(
        label="Why?", required=False, max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text="This is public once the review is published.",
    )  # fmt: skip

"""The forms of a review's steps."""

from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, field_of
from reviews.models import Review
from reviews.steps.next_states import next_states


class StepForm(ActForm):
    """Where a review goes, on which day, and why."""

    button = "Record the step"
    to_state = forms.ChoiceField(label="Where does the review go?", widget=forms.RadioSelect)
    on = DayField(label="On which day did that come about?")
    reason = forms.CharField(
        label="Why?", required=False, max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text="Needed to go back, to pause and to abandon. Everybody reads it once the review is published.",
    )  # fmt: skip

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "to_state").choices = [(state.value, state.label) for state in next_states(review)]


class CorrectStepForm(BegunForm, ActForm):
    """The day of a step, and its reason."""

    button = "Save the correction"
    on = DayField(label="On which day did it come about?")
    reason = forms.CharField(
        label="Why?", required=False, max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text="Everybody reads it once the review is published.",
    )  # fmt: skip

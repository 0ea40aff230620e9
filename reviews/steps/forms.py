"""The forms of a review's steps."""

from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, ProofField, RadioField, field_of
from reviews.models import Review
from reviews.privacy import PublicWordsForm
from reviews.steps.conditions import by_hand


class StepForm(PublicWordsForm, ActForm):
    """Where a review goes, on which day, and why."""

    public_words = ("reason",)

    button = "Record the step"
    to_state = RadioField(label="What is the next step?")
    on = DayField(label="When did it happen?")
    reason = forms.CharField(
        label="Why?", required=False, max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text="Required to go back, pause, abandon, or continue without every committee’s agreement to the scope. "
        "This is public once the review is published.",
    )  # fmt: skip

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "to_state").choices = [(state.value, state.label) for state in by_hand(review)]


class CorrectStepForm(PublicWordsForm, BegunForm, ActForm):
    """The day of a step, and its reason."""

    public_words = ("reason",)

    button = "Save the correction"
    on = DayField(label="When did it happen?")
    proof = ProofField(help_text="Needed for another date of issue of the report. Kept in the history.")
    reason = forms.CharField(
        label="Why?", required=False, max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text="This is public once the review is published.",
    )  # fmt: skip

"""Forms that correct a clerk's error in unsigned minutes: each asks for the reason."""

from typing import Any

from django import forms

from committee.forms.fields import ActForm
from meetings.forms.room import TimeField


class ReasonForm(ActForm):
    """Why it is corrected."""

    reason = forms.CharField(
        label="Reason",
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text="It is kept in the history of the meeting.",
        error_messages={"required": "Enter the reason."},
    )

    def __init__(self, *args: Any, button: str, **kwargs: Any) -> None:
        self.button = button
        super().__init__(*args, **kwargs)


class DecisionTimeForm(ReasonForm):
    """When something was decided."""

    time = TimeField(label="Decided at")
    field_order = ["time", "reason"]


class MeetingTimesForm(ReasonForm):
    """When a meeting that has ended began and ended."""

    began = TimeField(label="Began at")
    ended = TimeField(label="Ended at")
    field_order = ["began", "ended", "reason"]

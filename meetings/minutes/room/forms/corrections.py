"""Forms that correct a clerk's error in unsigned minutes: each asks for the reason."""

from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm
from meetings.minutes.room.forms.room import TimeField, clock_time
from meetings.models import Minutes, Resolution


class ReasonForm(ActForm):
    """Why it is corrected."""

    reason = forms.CharField(
        label="Reason",
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text="Kept in the history of the meeting.",
        error_messages={"required": "Enter the reason."},
    )

    def __init__(self, *args: Any, button: str, **kwargs: Any) -> None:
        self.button = button
        super().__init__(*args, **kwargs)


class DecisionTimeForm(BegunForm, ReasonForm):
    """When something was decided."""

    time = TimeField(label="Decided at")
    field_order = ["time", "reason"]

    @classmethod
    def values_of(cls, row: Resolution) -> dict[str, Any]:
        """When it is recorded to have been decided."""
        return {"time": clock_time(row.decided_at)}


class MeetingTimesForm(BegunForm, ReasonForm):
    """When a meeting that has ended began and ended."""

    began = TimeField(label="Began at")
    ended = TimeField(label="Ended at")
    field_order = ["began", "ended", "reason"]

    @classmethod
    def values_of(cls, row: Minutes) -> dict[str, Any]:
        """Both times as they are recorded."""
        return {"began": clock_time(row.began_at), "ended": clock_time(row.ended_at)}

"""Forms that correct a clerk's error in unsigned minutes: each asks for the reason."""

from itertools import chain
from typing import Any

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, long_text
from meetings.minutes.room.forms.room import TimeField, clock_time, moment_of
from meetings.models import Minutes, Resolution


class ReasonForm(ActForm):
    """Why it is corrected."""

    reason = long_text(
        "Reason", most=500, rows=2, hint="Kept in the history of the meeting.", needed="Enter the reason."
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
        """Return the recorded time of the decision."""
        return {"time": clock_time(row.decided_at)}

    @property
    def arguments(self) -> dict[str, Any]:
        """Arguments of the verb, the time as a moment of the meeting."""
        assert isinstance(self.row, Resolution)
        at = moment_of(self.row.minute.minutes, self.cleaned_data["time"], self.row.decided_at)
        return {"at": at, "reason": self.cleaned_data["reason"]}


class MeetingTimesForm(BegunForm, ReasonForm):
    """When a meeting that has ended began, adjourned, resumed and ended; the last adjournment is one to add."""

    began = TimeField(label="Began at")
    ended = TimeField(label="Ended at")

    def __init__(self, *args: Any, row: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.minutes = row
        self.pauses = [(f"adjourned_{number}", f"resumed_{number}") for number, _ in enumerate([*row.pauses, None], 1)]
        hint = "Leave both times empty if there was none."
        for number, (start, end) in enumerate(self.pauses, 1):
            self.fields[start] = TimeField(label=f"Adjournment {number}: from", required=False, help_text=hint)
            self.fields[end] = TimeField(label=f"Adjournment {number}: until", required=False)
        self.order_fields(["began", *chain.from_iterable(self.pauses), "ended", "reason"])

    @classmethod
    def values_of(cls, row: Minutes) -> dict[str, Any]:
        """Return all times as they are recorded."""
        values = {"began": clock_time(row.began_at), "ended": clock_time(row.ended_at)}
        for number, (start, end) in enumerate(row.pauses, 1):
            values |= {f"adjourned_{number}": clock_time(start), f"resumed_{number}": clock_time(end)}
        return values

    def clean(self) -> dict[str, Any]:
        """Ask for both times of an adjournment, or none."""
        data = super().clean()
        for pair in self.pauses:
            missing = [name for name in pair if not data.get(name)]
            if len(missing) == 1 and not self.errors:
                self.add_error(missing[0], "Enter both times of an adjournment.")
        return data

    @property
    def arguments(self) -> dict[str, Any]:
        """Arguments of the verb, the times as moments of the meeting."""
        minutes = self.minutes
        recorded = [(minutes.began_at, minutes.ended_at), *minutes.pauses, (None, None)]
        (began, ended), *pauses = [
            tuple(moment_of(minutes, self.cleaned_data[name], was) for name, was in zip(names, moments, strict=True))
            for names, moments in zip([("began", "ended"), *self.pauses], recorded, strict=True)
        ]
        pauses = [pause for pause in pauses if all(pause)]
        return {"began_at": began, "ended_at": ended, "pauses": pauses, "reason": self.cleaned_data["reason"]}

"""Forms in which the desk enters a recording and its captions."""

import datetime as dt
from typing import Any

from django import forms
from django.forms.models import model_to_dict
from django.utils import timezone

from committee.forms.fields import ActForm, DayField, TimeField, YesNoField
from committee.wording.dates import LONDON
from meetings.models import Meeting, Recording
from meetings.recordings.captions import MOST_BYTES


class RecordingForm(ActForm):
    """Form for a recording: its URL, title and start, the last day on which it is linked, and whether it is a draft."""

    address = forms.CharField(
        label="Web address",
        max_length=500,
        help_text="Where the recording can be watched, beginning with https://.",
        error_messages={"required": "Enter the web address of the recording."},
    )
    title = forms.CharField(
        max_length=150, help_text="As it is linked.", error_messages={"required": "Enter the title of the recording."}
    )
    starts = TimeField(
        label="Start of the recording",
        widget=forms.TimeInput(attrs={"step": "1"}),
        help_text="By the clock of the room, for example 09:58:30. Where each item begins is counted from it.",
        error_messages={
            "required": "Enter when the recording starts.",
            "invalid": "Enter a time such as 09:58:30.",
        },
    )
    kept_until = DayField(
        label="Kept until",
        help_text="After this day the link and the captions are removed, for example 21/04/2027.",
    )

    is_draft = YesNoField(label="Keep as a draft?", help_text="Only clerks see a draft.")

    def __init__(self, *args: Any, meeting: Meeting, recording: Recording | None = None, **kwargs: Any) -> None:
        self.meeting = meeting
        self.button = "Save recording" if recording else "Add recording"
        initial: dict[str, Any] = {"title": "Recording of the meeting"}
        if recording:
            starts = timezone.localtime(recording.starts_at).time().isoformat("seconds")
            initial = model_to_dict(recording, ["address", "title", "kept_until", "is_draft"]) | {"starts": starts}
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Return the form data with "starts_at", the starting time on the meeting's day, in place of "starts"."""
        data = super().clean() or {}
        if starts := data.pop("starts", None):
            data["starts_at"] = dt.datetime.combine(self.meeting.date, starts, tzinfo=LONDON)
        return data


class CaptionsForm(ActForm):
    """Form for a file of captions."""

    button = "Add captions"
    file = forms.FileField(
        label="Captions",
        help_text=f"A WebVTT file (.vtt), at most {MOST_BYTES // 1024 // 1024} MB. Check the words first: automatic "
        "captions get names wrong.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".vtt,text/vtt"

    @property
    def arguments(self) -> dict[str, Any]:
        """Arguments of `put_captions`. The verb refuses more than MOST_BYTES, so at most one byte more is read."""
        return {"data": self.cleaned_data["file"].read(MOST_BYTES + 1), "seen": self.cleaned_data["seen"]}

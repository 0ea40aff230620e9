"""Forms of a review's steps, and of the committees' decisions."""

import datetime as dt
from typing import Any

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, ProofField, RadioField, field_of, long_text
from meetings.models import Meeting, Minute
from reviews.models import Decision, Parent, Review
from reviews.privacy import PublicWordsForm
from reviews.steps.conditions import by_hand, meetings_held
from workprogramme.items.choosing import MeetingField, MinuteField, minutes_of


class CorrectStepForm(PublicWordsForm, BegunForm, ActForm):
    """The day of a step, and its reason."""

    public_words = ("reason",)

    button = "Save the correction"
    on = DayField(label="When did it happen?")
    proof = ProofField(help_text="Needed for another date of issue of the report. Kept in the history.")
    reason = long_text("Why?", most=500, required=False, hint="This is public once the review is published.")


class StepForm(PublicWordsForm, ActForm):
    """Next step of a review, with its day and reason."""

    public_words = ("reason",)

    button = "Record the step"
    to_state = RadioField(label="What is the next step?")
    on = DayField(label="When did it happen?")
    reason = long_text(
        "Why?", most=500, required=False,
        hint="Required to go back, pause, abandon, or continue without every committee’s agreement to the scope. "
        "This is public once the review is published.",
    )  # fmt: skip

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "to_state").choices = [(state.value, state.label) for state in by_hand(review)]


class WordsForm(PublicWordsForm, BegunForm, ActForm):
    """Comments of a committee on its decision, and the minute of the decision."""

    public_words = ("comments",)

    button = "Save the correction"
    comments = long_text(
        "Comments of the committee", most=4000, rows=5, required=False,
        hint="Required unless it is endorsed without comments, or deferred. This is public.",
    )  # fmt: skip
    minute = MinuteField(
        label="Under which minute?", queryset=Minute.objects.none(), required=False, empty_label="Not minuted yet"
    )

    def __init__(self, *args: Any, parent: Parent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.filter(committee=parent.committee, date__gte=self.since(parent))
        field_of(self, "minute").queryset = minutes_of(meetings)

    @staticmethod
    def since(parent: Parent) -> dt.date:
        """Return the day of the first report. The form offers minutes and meetings from that day on."""
        reported = [step.on for step in parent.review.steps.all() if step.to_state == "reported"]
        return min(reported, default=dt.date.min)


class DecisionForm(WordsForm):
    """Decision of a committee about the report."""

    button = "Record the decision"
    decision = RadioField(label="What did it decide?", choices=Decision.choices)
    meeting = MeetingField(
        label="At which meeting?", queryset=Meeting.objects.none(), required=False,
        empty_label="One that is not on this portal",
    )  # fmt: skip
    on = DayField(label="Date of the meeting", required=False, help_text="Only if it is not on this portal.")
    proof = ProofField(help_text="Only if the meeting is not on this portal. Kept with the decision.")

    def __init__(self, *args: Any, parent: Parent, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, parent=parent, **kwargs)
        field_of(self, "meeting").queryset = meetings_held(parent, self.since(parent), on)
        self.order_fields(["decision", "meeting", "on", "proof"])

    def clean(self) -> dict[str, Any]:
        """Set `on` to the day of the chosen meeting. Add an error where both or neither are given."""
        cleaned = super().clean()
        meeting = cleaned.pop("meeting", None)
        if meeting and cleaned.get("on") not in (None, meeting.date):
            self.add_error("on", "Choose the meeting or enter its date, not both.")
        elif meeting:
            cleaned["on"] = meeting.date
        elif not cleaned.get("on") and not {"meeting", "on"} & self.errors.keys():
            self.add_error("meeting", "Choose the meeting, or enter its date.")
        return cleaned

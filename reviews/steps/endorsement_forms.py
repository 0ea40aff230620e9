"""Forms of endorsement."""

import datetime as dt
from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, field_of
from meetings.models import Meeting, Minute
from reviews.models import Decision, Parent
from reviews.privacy import PublicWordsForm
from workprogramme.items.forms.choosing import MinuteField, minutes_of
from workprogramme.procedure_forms import LONG


class WordsForm(PublicWordsForm, BegunForm, ActForm):
    """What a committee said with its decision, and where that is minuted."""

    public_words = ("comments",)

    button = "Save the correction"
    comments = forms.CharField(
        label="Comments of the committee", max_length=4000, required=False, widget=LONG,
        help_text="Required unless it is endorsed without comments, or deferred. This is public.",
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
        """The day from which minutes are offered: that of the report."""
        reported = [step.on for step in parent.review.steps.all() if step.to_state == "reported"]
        return min(reported, default=dt.date.min)


class DecisionForm(WordsForm):
    """What a committee decided about the report."""

    button = "Record the decision"
    decision = forms.ChoiceField(label="What did it decide?", choices=Decision.choices, widget=forms.RadioSelect)
    on = DayField(label="Date of the meeting")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["decision", "on"])

"""Forms of the scope: its points, method and days, and the agreement of a committee."""

from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, ProofField, RadioField, field_of
from meetings.models import Meeting, Minute
from reviews.models import Parent, PointKind
from reviews.privacy import PublicWordsForm
from workprogramme.items.forms.choosing import MinuteField, minutes_of
from workprogramme.procedure_forms import LONG, SHORT


class ReasonedForm(ActForm):
    """A change of the scope: where a committee has agreed to it, with the reason for which it changes."""

    reason = forms.CharField(
        label="Why does it change after it was agreed?", max_length=500, widget=SHORT,
        help_text="Kept in the history of the review.",
    )  # fmt: skip

    def __init__(self, *args: Any, is_agreed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_agreed:
            self.order_fields([name for name in self.fields if name != "reason"])
        else:
            del self.fields["reason"]


class PointsForm(PublicWordsForm, ReasonedForm):
    """Points of one kind, a line each."""

    public_words = ("text",)

    button = "Add to the scope"
    kind = RadioField(label="What are they?", choices=PointKind.choices)
    text = forms.CharField(label="Points", max_length=8000, widget=LONG, help_text="Enter each on a new line.")


class PointForm(PublicWordsForm, BegunForm, ReasonedForm):
    """The words of a point."""

    public_words = ("text",)

    button = "Save the point"
    text = forms.CharField(label="Point", max_length=1000, widget=SHORT)


class RemovePointForm(ReasonedForm):
    """Whether a point is to go, and why."""

    button = "Remove the point"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.inputs[0].field_classes += " warning"


class MethodForm(PublicWordsForm, BegunForm, ReasonedForm):
    """How the review is carried out, and when."""

    public_words = ("method",)

    button = "Save method and days"
    method = forms.CharField(
        label="How is evidence gathered?", required=False, max_length=4000, widget=LONG,
        help_text="For example a day of hearings, visits, a call for evidence, a survey.",
    )  # fmt: skip
    evidence_on = DayField(label="When does evidence gathering start?", required=False)
    report_on = DayField(label="When does the panel plan to report?", required=False)


class AgreementForm(ActForm):
    """On which day a committee agreed the scope, and under which minute."""

    button = "Record the agreement"
    on = DayField(label="Date of the meeting")
    proof = ProofField(help_text="Only if the meeting is not on this portal. Kept in the history.")
    minute = MinuteField(
        label="Under which minute?", queryset=Minute.objects.none(), required=False, empty_label="Not minuted yet"
    )

    def __init__(self, *args: Any, parent: Parent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        since = parent.review.proposed_on
        meetings = Meeting.objects.filter(committee=parent.committee, date__gte=since)
        field_of(self, "minute").queryset = minutes_of(meetings)


class CorrectAgreementForm(BegunForm, AgreementForm):
    """The day and the minute of an agreement that is recorded."""

    button = "Save the correction"

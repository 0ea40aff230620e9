"""Forms of the scope: points, method and days, and the agreement of a committee."""

from typing import Any

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, ProofField, RadioField, field_of, long_text
from meetings.models import Meeting, Minute
from reviews.models import Parent, PointKind
from reviews.privacy import PublicWordsForm
from workprogramme.items.choosing import MinuteField, minutes_of


class ReasonedForm(ActForm):
    """A change of the scope, with the reason where a committee has agreed the scope."""

    reason = long_text("Why does it change after it was agreed?", most=500, hint="Kept in the history of the review.")

    def __init__(self, *args: Any, is_agreed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_agreed:
            self.order_fields([name for name in self.fields if name != "reason"])
        else:
            del self.fields["reason"]


class PointsForm(PublicWordsForm, ReasonedForm):
    """Points of one kind, one on each line."""

    public_words = ("text",)

    button = "Add to the scope"
    kind = RadioField(label="What are they?", choices=PointKind.choices)
    text = long_text("Points", most=8000, rows=5, hint="Enter each on a new line.")


class PointForm(PublicWordsForm, BegunForm, ReasonedForm):
    """The words of a point."""

    public_words = ("text",)

    button = "Save the point"
    text = long_text("Point", most=1000)


class RemovePointForm(ReasonedForm):
    """Removal of a point, with the reason."""

    button, warns = "Remove the point", True


class MethodForm(PublicWordsForm, BegunForm, ReasonedForm):
    """Method and days of the review."""

    public_words = ("method",)

    button = "Save method and days"
    method = long_text(
        "How is evidence gathered?", most=4000, rows=5, required=False,
        hint="For example a day of hearings, visits, a call for evidence, a survey.",
    )  # fmt: skip
    evidence_on = DayField(label="When does evidence gathering start?", required=False)
    report_on = DayField(label="When does the panel plan to report?", required=False)


class AgreementForm(ActForm):
    """Day and minute of a committee's agreement to the scope."""

    button = "Record the agreement"
    on = DayField(label="Date of the meeting")
    proof = ProofField(help_text="Only if the meeting is not on this portal. Kept in the history.")
    minute = MinuteField(
        label="Under which minute?", queryset=Minute.objects.none(), required=False, empty_label="Not minuted yet"
    )

    def __init__(self, *args: Any, parent: Parent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.filter(committee=parent.committee, date__gte=parent.review.proposed_on)
        field_of(self, "minute").queryset = minutes_of(meetings)


class CorrectAgreementForm(BegunForm, AgreementForm):
    """The day and the minute of an agreement that is recorded."""

    button = "Save the correction"

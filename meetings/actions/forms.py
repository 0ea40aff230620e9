"""Forms to filter, assign, answer and close actions, and to record absences."""

from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, PersonField, RadioField, YesNoField, long_text, short_text
from committee.forms.filters import FilterForm
from committee.law.due_by import Due
from committee.models import Committee
from committee.register.forms.people import why_field
from committee.wording.dates import long_date
from meetings.actions.due_dates import Calendar
from meetings.models import Action, AttendanceElsewhere
from meetings.papers.fields import ConvertedForm, PaperFileField


class CommitteeForm(FilterForm):
    """The committee whose actions are listed."""

    committee = forms.ModelChoiceField(
        queryset=Committee.objects.order_by("name"), to_field_name="slug", required=False, empty_label="All committees"
    )


class AssignForm(BegunForm, ActForm):
    """The owner and the due date; either may be empty."""

    hide_optional = True
    button = "Assign action"
    owner = PersonField(
        label="Owner",
        required=False,
        empty_label="Not listed",
        help_text="They see it on their own page and are reminded by email.",
    )
    owner_body = short_text(
        "Or an organisation that is not listed",
        most=120,
        required=False,
        hint="For example: the Integrated Care Board. You then need to remind them and enter their answer.",
    )
    due_on = DayField(label="Due date", required=False, help_text="Leave blank if there is no date yet.")

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, row=action, **kwargs)
        if read := _read(action):
            self.fields["due_on"].help_text = (
                f"“{read.words}” in the resolution is {long_date(read.on)}. Change it, or leave blank if there is no "
                "date yet."
            )

    @classmethod
    def values_of(cls, row: Action) -> dict[str, Any]:
        """Return the action's owner and due date; if no date is set, the day named in the action's words."""
        read = _read(row)
        return super().values_of(row) | {"due_on": read.on if read else row.due_on}

    def clean(self) -> dict[str, Any]:
        """Refuse an owner that is both a person and a body."""
        data = super().clean() or {}
        if data.get("owner") and data.get("owner_body", "").strip():
            self.add_error("owner_body", "Choose a person or enter an organisation, not both.")
        return data


def _read(action: Action) -> Due | None:
    return Calendar(action.meeting).read(action.text) if action.due_on is None and action.limb_id else None


class AnswerForm(ConvertedForm):
    """An answer: a few words, a document, or both."""

    hide_optional = True
    button = "Send answer"
    text = long_text("Your answer", most=10_000, rows=6, required=False)
    file = PaperFileField(label="A document", required=False, help_text="Instead of a written answer, or with one.")
    title = short_text(
        "What is the document called?",
        most=250,
        required=False,
        hint="Readers see this. Leave blank to use the file name.",
    )
    withheld = YesNoField(label="Does it contain information the public may not see?")

    def __init__(self, *args: Any, public: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not public:
            del self.fields["withheld"]

    def clean(self) -> dict[str, Any]:
        """Refuse an answer without words and without a document."""
        data = super().clean() or {}
        if not self.errors and not (data.get("text") or "").strip() and not data.get("file"):
            self.add_error("text", "Enter an answer, or choose a document.")
        return data


class ApprovalForm(ActForm):
    """The council's approval of the reason for an absence."""

    button = "Record approval"
    approved_on = DayField(label="Date the council approved it")
    until = DayField(label="Approved until", help_text="The last day the approval covers.")
    reason = long_text(
        "Reason", most=250, rows=2, hint="As in the council’s minutes. Do not add anything about anyone’s health."
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the day of approval, with the message at the field."""
        data = super().clean() or {}
        first, last = data.get("approved_on"), data.get("until")
        if first and last and last < first:
            self.add_error("until", "The last day must not be before the day of approval.")
        return data


class CorrectApprovalForm(BegunForm, ApprovalForm):
    """An approval as it should have been recorded, and the reason for the correction."""

    button = "Save correction"
    why = why_field("Why is it corrected?")


class ElsewhereForm(ActForm):
    """A councillor's attendance at a body that is not minuted here."""

    button = "Record attendance"
    body = short_text("Which body met?", most=120, hint="An informal session, a briefing or training does not count.")
    counts_as = RadioField(
        label="Type of body",
        choices=AttendanceElsewhere.CountsAs,
        error_messages={"required": "Choose the type of body. Only these two count."},
    )
    attended_on = DayField(label="Date attended")

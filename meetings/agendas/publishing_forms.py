"""Forms of publication: try a day, send a draft, publish, certify, supplement, urgent item, withdraw, correct."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, PersonField, TimeField, field_of, long_text, titled
from committee.models import AuditEntry, Council, Person, User
from committee.wording.worded_later import worded_later
from committee.wording.wording import worded
from meetings.agendas.item_forms import LinesForm
from meetings.models import AgendaItem, Certificate, Meeting, Minutes
from meetings.models.confirming import presided_by


class TryDayForm(ActForm):
    """A day for which to run the pre-flight."""

    button = "Check this date"
    on = DayField(label="Publication date", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_method = "get"
        self.helper.inputs[0].field_classes += " govuk-button--secondary"


class PreviewForm(ActForm):
    """A message to the Chairman and Vice-Chairmen with the draft."""

    button = "Send"
    message = long_text(
        "Message",
        most=2000,
        rows=4,
        required=False,
        hint="Shown in the email, above the link. Include when you need an answer by.",
    )


def _moment(label: str) -> forms.SplitDateTimeField:
    moment = forms.SplitDateTimeField(
        label=label,
        widget=forms.SplitDateTimeWidget(),
        input_date_formats=["%Y-%m-%d", "%d/%m/%Y"],
        error_messages={
            "required": "Enter the day and the time.",
            "invalid": "Enter the day and the time.",
            "invalid_date": "Enter a day such as 21/04/2022.",
        },
    )
    moment.fields = (moment.fields[0], TimeField(error_messages={"invalid": "Enter a time such as 09:30."}))
    return moment


class CertificateForm(BegunForm, ActForm):
    """The people who put up the notice and opened the papers to inspection, with the times and places."""

    button = "Save and count the days"
    posted_by = forms.CharField(label="Who posted it", max_length=120)
    posted_at = _moment("When it was posted")
    posted_where = forms.CharField(label="Where it was posted", max_length=200)
    inspection_by = forms.CharField(label="Who opened inspection", max_length=120)
    inspection_at = _moment("When inspection was opened")
    inspection_where = forms.CharField(label="Where the papers can be inspected", max_length=200)
    reason = long_text(
        "Why is it corrected?",
        most=500,
        rows=2,
        required=False,
        hint="The certificate is complete. The earlier details stay on it, with your reason.",
    )

    def __init__(self, *args: Any, certificate: Certificate, user: User, **kwargs: Any) -> None:
        offices = Council.current().offices
        self.usual: dict[str, Any] = {
            "posted_by": user.get_full_name(),
            "posted_at": certificate.website_at,
            "posted_where": f"Notice board, {offices}"[:200],
            "inspection_by": user.get_full_name(),
            "inspection_at": certificate.website_at,
            "inspection_where": offices,
        }
        super().__init__(*args, initial=self._or_usual(self.values_of(certificate)), row=certificate, **kwargs)
        fieldsets = [
            Fieldset("The notice of time and place", "posted_by", "posted_at", "posted_where"),
            Fieldset("Inspection at the offices", "inspection_by", "inspection_at", "inspection_where"),
        ]
        if certificate.completed_by_id:
            fieldsets.append(Fieldset("Correction", "reason"))
        else:
            del self.fields["reason"]
        self.helper.layout = Layout(*fieldsets)

    def refuse_unseen(self, now: Mapping[str, Any], last: AuditEntry | None) -> None:
        """Refuse an unseen change as `BegunForm` does; a value not recorded yet counts as the usual value offered."""
        super().refuse_unseen(self._or_usual(now), last)

    def _or_usual(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value or self.usual[name] for name, value in values.items()}


class RulingForm(BegunForm, ActForm):
    """The ruling of the chairman of the meeting that an item be taken as urgent (LGA 1972 s.100B(4)(b))."""

    button = "Record ruling"
    chairman = PersonField(
        label=worded_later("Who rules, as chairman of this meeting"),
        help_text=worded_later("Usually the Chairman. Otherwise the Vice-Chairman or member who will preside."),
    )
    circumstances = long_text(
        "The special circumstances",
        most=2000,
        rows=5,
        hint="Why it was not on the agenda in time, and why it cannot wait for the next meeting. Published, and "
        "printed in the minutes.",
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = meeting.seated()
        presided = presided_by(Minutes.objects.filter(meeting=meeting).first())
        # Set here, not on the field: Django evaluates field arguments when the class is defined.
        field_of(self, "chairman").empty_label = worded("Choose the chairman")
        people = {seat.person_id for seat in seats} | presided  # a substitute may preside
        field_of(self, "chairman").queryset = Person.objects.filter(pk__in=people).by_surname()
        chairman = next((seat.person_id for seat in seats if seat.role == "chairman"), None)
        self.initial.setdefault("chairman", chairman)


class CorrectionForm(LinesForm):
    """The words of one published item, and the public note on their correction."""

    button = "Publish correction"
    field_order = ("title", "public_title")
    public_title = titled(
        "Title for the public",
        required=False,
        help_text="Only if the title must be hidden. It is used on the page of every version. Published packs "
        "and notices keep the earlier wording.",
    )
    note = long_text("What is corrected, and why", most=400, hint="Shown on the public page with the new version.")

    def __init__(self, *args: Any, row: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.ask_details(row.business, row)

    @property
    def arguments(self) -> dict[str, Any]:
        """Arguments of the verb `correct`: `note`, and `items` (the words, by the item's id)."""
        assert self.row is not None
        words = dict(self.cleaned_data)
        return {"note": words.pop("note"), "items": {self.row.pk: words}}

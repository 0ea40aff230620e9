"""Forms of progress on a recommendation: its status, the evidence, a new date, and the day of a judgement."""

import datetime as dt
from typing import Any

from crispy_forms.layout import Field, Layout
from django import forms
from django.core.validators import MaxLengthValidator

from committee.forms.edit_conflict import BegunForm, mark_of, marks_of
from committee.forms.fields import ActForm, DayField, RadioField, field_of
from committee.forms.month import MonthField, refuse_month
from reviews.findings.recommendation_status import last_report
from reviews.locking import hold_review
from reviews.models import LATE, Addressee, ProgressEntry, ProgressStatus
from reviews.privacy import PublicWordsForm
from workprogramme.procedure_forms import LONG

SAID = ("status", "expected_on", "evidence", "reason")
MEANT = {
    ProgressStatus.NOT_STARTED: "Nothing done yet.",
    ProgressStatus.ON_TRACK: "Going as planned.",
    ProgressStatus.AT_RISK: "May be late or incomplete.",
    ProgressStatus.OFF_TRACK: "Late, or will not be complete.",
    ProgressStatus.DONE: "All of it is done.",
    ProgressStatus.NOT_NEEDED: "Something else replaces it.",
}
LAST = "last"  # key of the latest report in `began_marks`, the hashes of the values a form was opened with


class ProgressForm(ActForm):
    """Progress of an accepted recommendation."""

    hide_optional = True
    button = "Send the report"
    # Statuses that need evidence.
    shown = {ProgressStatus.ON_TRACK, ProgressStatus.AT_RISK, ProgressStatus.OFF_TRACK, ProgressStatus.DONE}
    optional = "if not started or no longer needed"
    status = RadioField(
        label="What is the status?", choices=ProgressStatus.choices, error_messages={"required": "Choose the status."}
    )
    evidence = forms.CharField(
        label="What is the evidence?", required=False, widget=LONG, validators=[MaxLengthValidator(4000)],
        help_text="Figures or dates. Do not name children or service users.",
    )  # fmt: skip
    # The placeholder lets the style sheet tell (`:placeholder-shown`) whether the field is empty.
    reason = forms.CharField(
        label="Why is it no longer needed?", required=False, validators=[MaxLengthValidator(500)],
        widget=forms.Textarea({"rows": 3, "placeholder": " "}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "status").option_hints = MEANT
        self.fields["evidence"].help_text += f" Optional {self.optional}."
        self.helper.form_class = "council-form review-progress"
        wrappers = {"reason": "review-progress__reason", "expected_on": "review-progress__late"}
        self.helper.layout = Layout(*(Field(name, wrapper_class=wrappers.get(name, "")) for name in self.fields))

    def clean(self) -> dict[str, Any]:
        """Add errors where the reason for "no longer needed", or the evidence for the status, is missing."""
        cleaned = super().clean() or self.cleaned_data
        status = cleaned.get("status")
        evidence, reason = ((cleaned.get(name) or "").strip() for name in ("evidence", "reason"))
        if status == ProgressStatus.NOT_NEEDED and not reason:
            self.add_error("reason", "Enter why it is no longer needed.")
        if status in self.shown and not evidence:
            self.add_error("evidence", "Enter the evidence: what shows that this is the status.")
        if status is None and not evidence and not reason:
            self.add_error("evidence", f"Enter the evidence if the status is {self._in_words()}.")
        return cleaned

    def _in_words(self) -> str:
        *most, last = (label.lower() for value, label in ProgressStatus.choices if value in self.shown)
        return f"{', '.join(most)} or {last}" if most else last


class OfficerProgressForm(ProgressForm):
    """Progress as an officer reports it, with a new date for work that is at risk or off track (`LATE`)."""

    expected_on = MonthField(label="New date expected, if known", required=False)
    field_order = SAID

    def clean(self) -> dict[str, Any]:
        """Drop a new date and its errors for a status outside `LATE`, because the page then hides the question."""
        cleaned = super().clean()
        if cleaned.get("status") not in LATE:
            self.errors.pop("expected_on", None)
            cleaned["expected_on"] = None
        return cleaned


class ReportForm(BegunForm, OfficerProgressForm):
    """
    Report of the officer. An unpublished `last` report fills the form, because the new report replaces that report.

    The form warns where another report was sent after the form was opened: from a second tab, or by the desk.
    """

    by_you = (
        "You sent another report after you opened this page, perhaps in another tab. It is below. This one is not sent "
        "yet: send it again to replace the other."
    )
    meanwhile = (
        "{who} sent another report after you opened this page. It is below. Yours is not sent yet: send it again to "
        "replace theirs."
    )

    def __init__(
        self, *args: Any, addressee: Addressee, last: ProgressEntry | None, today: dt.date, **kwargs: Any
    ) -> None:
        self.addressee, self.today = addressee, today
        waiting = last if last and last.published_at is None else None
        begins = {name: getattr(waiting, name, "") for name in SAID}
        super().__init__(*args, row=addressee, initial=begins, **kwargs)
        self.initial["began_from"] = marks_of(begins | {LAST: last})

    def clean(self) -> dict[str, Any]:
        """Add an error where the new date has passed, or is too far away to be meant."""
        cleaned = super().clean()
        refuse_month(self, "expected_on", self.today)
        return cleaned

    def refuse_overwriting(self) -> None:
        """Lock the review, and refuse to replace a report that was sent after the form was opened."""
        hold_review(self.addressee.recommendation.review)
        last = last_report(self.addressee)
        if last is None or self.began_marks.get(LAST) == mark_of(last):
            return
        by = last.recorded_by
        values = {name: getattr(last, name) for name in SAID}
        self.refuse_written(values | {LAST: last}, by, by.get_full_name() if by else "Someone")


class JudgementForm(PublicWordsForm, ProgressForm):
    """Judgement of the committee, with the day of its decision."""

    public_words = ("evidence", "reason")

    button = "Record the view"
    shown = {ProgressStatus.DONE}
    optional = "unless done"
    on = DayField(label="When did the committee decide this?")

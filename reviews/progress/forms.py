"""Forms of progress: how far it is done, what shows it, and as of which day."""

from typing import Any

from django import forms

from committee.forms.fields import ActForm, DayField
from reviews.models import ProgressStatus
from workprogramme.procedure_forms import LONG, SHORT


class ProgressForm(ActForm):
    """How far an accepted recommendation is done."""

    hide_optional = True
    button = "Send the report"
    status = forms.ChoiceField(
        label="What is the status?", choices=ProgressStatus.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose the status."},
    )  # fmt: skip
    evidence = forms.CharField(
        label="What is the evidence?", max_length=4000, required=False, widget=LONG,
        help_text="Figures, dates, what was put in place. Do not name children or anyone who uses a service.",
    )  # fmt: skip
    reason = forms.CharField(
        label="Why is it no longer needed?", max_length=500, required=False, widget=SHORT,
        help_text="Only if it is no longer needed.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse what is no longer needed without a reason, at the field itself."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("status") == ProgressStatus.NOT_NEEDED and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", "Enter why it is no longer needed.")
        if cleaned.get("status") == ProgressStatus.DONE and not (cleaned.get("evidence") or "").strip():
            self.add_error("evidence", "Enter what shows that it is done.")
        return cleaned


class JudgementForm(ProgressForm):
    """What the committee makes of it, on the day on which it said so."""

    button = "Record the judgement"
    on = DayField(label="When did the committee decide this?")

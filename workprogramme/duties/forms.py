"""The form of a duty that comes round."""

from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, RadioField
from workprogramme.duties.verbs import USUAL
from workprogramme.models import DutyKind


class DutyForm(BegunForm, ActForm):
    """What must be considered, why, and how often."""

    kind = RadioField(label="Which duty is it?", choices=DutyKind)
    title = forms.CharField(label="What the committee must consider", max_length=120)
    source = forms.CharField(
        label="Where it comes from", max_length=120, required=False, help_text="Such as SI 2009/942 reg 4."
    )
    every_months = forms.IntegerField(
        label="How often, in months?", min_value=1, max_value=120, initial=12,
        widget=forms.NumberInput({"class": "govuk-input--width-2"}),
    )  # fmt: skip
    warn_after = forms.IntegerField(
        label="Warn after how many months?",
        min_value=1,
        max_value=120,
        initial=10,
        help_text="Counted from the last formal meeting that considered it. There is no warning while a meeting "
        "is planned in time.",
        widget=forms.NumberInput({"class": "govuk-input--width-2"}),
    )

    def __init__(self, *args: Any, button: str = "Record the duty", **kwargs: Any) -> None:
        self.button = button
        super().__init__(*args, **kwargs)

    @staticmethod
    def usual(kind: str) -> dict[str, Any]:
        """Return the form's initial values for a duty of that kind."""
        if kind not in USUAL:
            return {"kind": DutyKind.OTHER}
        title, source = USUAL[DutyKind(kind)]
        return {"kind": kind, "title": title, "source": source}

    def clean(self) -> dict[str, Any]:
        """Refuse a warning that comes after the time."""
        data = super().clean() or {}
        every, warn = data.get("every_months"), data.get("warn_after")
        if every and warn and warn > every:
            self.add_error("warn_after", f"Enter {every} months or fewer.")
        return data

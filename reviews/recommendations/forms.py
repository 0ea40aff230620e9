"""Forms of recommendations: the words, and to whom."""

from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, RadioField, RecordField
from committee.models import Portfolio
from reviews.models import AddresseeKind
from workprogramme.procedure_forms import LONG, SHORT


class RecommendationForm(BegunForm, ActForm):
    """What is recommended, how anybody will know that it was done, and by when it is wanted."""

    button, new_button = "Save the recommendation", "Add the recommendation"
    text = forms.CharField(
        label="What does the review recommend?", max_length=2000, widget=LONG,
        help_text="Enter what should be done and by whom, so that it is clear later whether it was done.",
    )  # fmt: skip
    measure = forms.CharField(label="How will success be measured?", max_length=500, required=False)
    wanted_on = DayField(label="When should it be done?", required=False)
    wanted_months = forms.IntegerField(
        label="Or how many months after the endorsement?", required=False, min_value=1, max_value=60
    )
    minority_view = forms.CharField(
        label="Is there a minority view?", max_length=2000, required=False, widget=SHORT,
        help_text="The views of panel members who do not agree.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse a day and months at once, at the field itself."""
        cleaned = super().clean()
        if cleaned.get("wanted_on") and cleaned.get("wanted_months"):
            self.add_error("wanted_months", "Enter a date or a number of months, not both.")
        return cleaned


class AddresseeForm(ActForm):
    """To whom a recommendation is made."""

    button = "Add the addressee"
    name = forms.CharField(
        label="Who is it made to?", max_length=200, help_text="As printed: Cabinet Member for Education."
    )
    kind = RadioField(
        label="What are they?", choices=AddresseeKind.choices, 
        help_text="The law sets a different time to answer for each of these, or none.",
    )  # fmt: skip
    portfolio = RecordField(
        label="Whose portfolio is it?", queryset=Portfolio.objects.all(), required=False, empty_label="None",
        help_text="Of the executive only.",
    )  # fmt: skip

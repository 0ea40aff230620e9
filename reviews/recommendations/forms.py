"""Forms of recommendations: the words, to whom, and why one is withdrawn."""

from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, RecordField
from committee.models import Portfolio
from reviews.models import AddresseeKind, Recommendation
from workprogramme.procedure_forms import LONG, SHORT


class RecommendationForm(BegunForm, ActForm):
    """What is recommended, how anybody will know that it was done, and by when it is wanted."""

    text = forms.CharField(
        label="What does the review recommend?", max_length=2000, widget=LONG,
        help_text="Say what is to be done and by whom, so that anybody can tell afterwards whether it was.",
    )  # fmt: skip
    measure = forms.CharField(label="How will anybody know that it was done?", max_length=500, required=False)
    wanted_on = DayField(label="Wanted by which day?", required=False)
    wanted_months = forms.IntegerField(
        label="Or how many months after the endorsement?", required=False, min_value=1, max_value=60
    )
    minority_view = forms.CharField(
        label="Is there a minority view?", max_length=2000, required=False, widget=SHORT,
        help_text="What those on the panel say who do not agree.",
    )  # fmt: skip

    def __init__(self, *args: Any, recommendation: Recommendation | None = None, **kwargs: Any) -> None:
        self.button = "Save the recommendation" if recommendation else "Add the recommendation"
        super().__init__(*args, row=recommendation, holds=recommendation and recommendation.review, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Refuse a day and months at once, at the field itself."""
        cleaned = super().clean()
        if cleaned.get("wanted_on") and cleaned.get("wanted_months"):
            self.add_error("wanted_months", "Give a day or a number of months, not both.")
        return cleaned


class AddresseeForm(ActForm):
    """To whom a recommendation is made."""

    button = "Add the addressee"
    name = forms.CharField(
        label="To whom is it made?", max_length=200, help_text="As printed: Cabinet Member for Education."
    )
    kind = forms.ChoiceField(
        label="What are they?", choices=AddresseeKind.choices, widget=forms.RadioSelect,
        help_text="The law gives each of these a time of its own to answer, or none.",
    )  # fmt: skip
    portfolio = RecordField(
        label="Whose portfolio is it?", queryset=Portfolio.objects.all(), required=False, empty_label="Nobody’s",
        help_text="Of the executive only.",
    )  # fmt: skip


class WithdrawForm(ActForm):
    """Why a recommendation that was handed down is left out of the report."""

    button = "Withdraw the recommendation"
    reason = forms.CharField(
        label="Why is it withdrawn?", max_length=500, widget=SHORT, help_text="Everybody reads it."
    )

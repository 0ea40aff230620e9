"""Which rows of a public register are shown; sent by GET, so that an address can be shared."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from committee.forms.fields import field_of
from committee.models import Committee, LegalKind, MunicipalYear
from meetings.minutes.registers.decisions import OUTCOMES


class DecisionsFilter(forms.Form):
    """Which decisions the register shows."""

    hide_optional = True

    committee = forms.ModelChoiceField(
        Committee.objects.exclude(kind=LegalKind.INFORMAL),
        to_field_name="slug",
        required=False,
        empty_label="All committees",
        error_messages={"invalid_choice": "There is no such committee. Choose one from the list."},
    )
    year = forms.ChoiceField(
        required=False,
        label="Municipal year",
        error_messages={"invalid_choice": "There is no such year. Choose one from the list."},
    )
    outcome = forms.ChoiceField(
        required=False,
        label="Answer",
        choices=[("", "All decisions"), *OUTCOMES.items()],
        error_messages={"invalid_choice": "Choose whether it was answered from the list."},
    )

    def __init__(self, *args: Any, years: list[MunicipalYear], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        field_of(self, "year").choices = [("", "All years"), *((year.slug, year.label) for year in years)]

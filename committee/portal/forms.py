"""Forms of the public pages; all are sent by GET, so that an address can be shared."""

from crispy_forms.helper import FormHelper
from django import forms

from committee.models import Committee, LegalKind, MunicipalYear


class CalendarFilter(forms.Form):
    """Which meetings the calendar shows."""

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

    def __init__(self, *args, years: list[MunicipalYear], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.fields["year"].choices = [("", "This year"), *((year.slug, year.label) for year in years)]

"""Forms that filter a list. They are sent by GET, so that the address of a filtered list can be shared."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from committee.forms.fields import field_of
from committee.models import Committee, LegalKind, MunicipalYear

ALL = "All committees"


class FilterForm(forms.Form):
    """A form that only filters, and so has no CSRF token. The template writes its <form> tag and its button."""

    hide_optional = True  # no label says "(optional)", because every filter is optional

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @property
    def refusal(self) -> str:
        """
        Sentences on values that do not exist, such as an unknown committee; "" without a fault.

        The page then lists nothing and has status 404.
        """
        return " ".join(str(message) for messages in self.errors.values() for message in messages)


class YearFilter(FilterForm):
    """A filter by committee and by municipal year (one of `years`); `without_year` labels the choice of no year."""

    without_year = "All years"

    committee = forms.ModelChoiceField(
        Committee.objects.exclude(kind=LegalKind.INFORMAL),
        to_field_name="slug",
        required=False,
        empty_label=ALL,
        error_messages={"invalid_choice": "There is no such committee. Choose one from the list."},
    )
    year = forms.ChoiceField(
        required=False,
        label="Municipal year",
        error_messages={"invalid_choice": "There is no such year. Choose one from the list."},
    )

    def __init__(self, *args: Any, years: list[MunicipalYear], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "year").choices = [("", self.without_year), *((year.slug, year.label) for year in years)]

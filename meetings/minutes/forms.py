"""Forms for what a council settles once for its minutes."""

from typing import Any

from django import forms
from django.forms import formset_factory

from committee.forms.edit_conflict import BegunForm
from committee.forms.edit_conflict_rows import BegunRows
from committee.forms.fields import ActForm, long_text
from committee.models import Committee, MunicipalYear
from meetings.minutes.document import numbering
from meetings.models import MinuteSeries

BLANK_ROWS = 3


class PhraseRowForm(forms.Form):
    """One phrase; a row without label and words is left out."""

    position = forms.IntegerField(
        min_value=1,
        max_value=99,
        required=False,
        error_messages={
            "invalid": "Enter a whole number.",
            "min_value": "Enter 1 or more.",
            "max_value": "Enter 99 or less.",
        },
    )
    title = forms.CharField(label="Label", max_length=60, required=False)
    text = long_text(most=1000, rows=2, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a label without words, or words without a label."""
        data = super().clean() or {}
        if data.get("title") and not data.get("text") and "text" not in self.errors:
            self.add_error("text", "Enter its wording, or clear its label to remove it.")
        if data.get("text") and not data.get("title") and "title" not in self.errors:
            self.add_error("title", "Enter a label.")
        return data


class BasePhrases(BegunRows):
    """The council's phrases."""

    compared = ("title", "text")

    @property
    def rows(self) -> list[dict[str, str]]:
        """Labels and words in the order of their numbers."""
        data = [form.cleaned_data for form in self.in_order]
        return [{"label": row["title"], "text": row["text"]} for row in data if row.get("title")]


PhraseFormSet = formset_factory(
    PhraseRowForm, formset=BasePhrases, extra=BLANK_ROWS, max_num=99, validate_max=True, absolute_max=99
)


class FirstNumbersForm(BegunForm, ActForm):
    """From which number each committee's minutes count in a municipal year."""

    button = "Save the first numbers"

    def __init__(self, *args: Any, year: MunicipalYear, committees: list[Committee], **kwargs: Any) -> None:
        self.year, self.committees = year, {f"first_{committee.pk}": committee for committee in committees}
        super().__init__(*args, initial=self.numbers, **kwargs)
        fixed = numbering.given_out(year)
        for name, row in self.committees.items():
            self.fields[name] = forms.IntegerField(
                label=row.name,
                min_value=1,
                max_value=99_999,
                disabled=row.pk in fixed,
                help_text="Minutes {} to {} are published, so the first number cannot change.".format(*fixed[row.pk])
                if row.pk in fixed
                else "",
                widget=forms.NumberInput({"class": "govuk-input--width-5"}),
                error_messages={"required": "Enter the first number, for example 1."},
            )

    @property
    def numbers(self) -> dict[str, int]:
        """Current first number of each committee's minutes."""
        first = dict(MinuteSeries.objects.filter(year=self.year).values_list("committee", "first_number"))
        return {name: first.get(row.pk, 1) for name, row in self.committees.items()}

    @property
    def changed_numbers(self) -> dict[Committee, int]:
        """Typed numbers that differ from the current ones."""
        return {row: self.cleaned_data[name] for name, row in self.committees.items() if name in self.changed_data}

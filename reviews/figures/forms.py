"""Forms of tables of figures."""

from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, field_of
from reviews.figures.kept import table_of
from reviews.figures.reading import MOST_LETTERS, as_text
from reviews.models import FigureTable
from reviews.privacy import PublicWordsForm
from workprogramme.procedure_forms import SHORT


class FiguresForm(PublicWordsForm, BegunForm, ActForm):
    """A table pasted or typed, with what is said around it."""

    public_words = ("title", "source", "note")
    button, new_button = "Save the table", "Add the table"
    title = forms.CharField(label="Title of the table", max_length=200)
    text = forms.CharField(
        label="The table", max_length=MOST_LETTERS, strip=False,
        widget=forms.Textarea({"rows": 12, "spellcheck": "false", "class": "figures-text"}),
        help_text="Paste it from a spreadsheet, or type it with commas: headings on the first line, then one row on "
        "each line, starting with its label. Columns with % signs, and a last row called Total, are recalculated.",
    )  # fmt: skip
    source = forms.CharField(label="Whose figures are they?", max_length=300, required=False)
    note = forms.CharField(label="Note below the table", max_length=1000, required=False, widget=SHORT)

    @classmethod
    def values_of(cls, row: FigureTable) -> dict[str, Any]:
        """Return the form's values, with the table as text."""
        return {**super().values_of(row), "text": as_text(table_of(row))}


class MarkForm(PublicWordsForm, ActForm):
    """Where in a table a definition changed."""

    public_words = ("words",)
    button = "Save the change of definition"
    before = forms.ChoiceField(label="Before which row did a definition change?")
    words = forms.CharField(
        label="What changed?", max_length=200, required=False,
        help_text="Printed as a line across the table and chart. Leave blank to remove the line.",
    )  # fmt: skip

    def __init__(self, *args: Any, figures: FigureTable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "before").choices = [(label, label) for label in figures.content["labels"]]
        for label, words in list(figures.content["marks"].items())[:1]:
            self.initial.update({"before": label, "words": words})


class SentencesForm(ActForm):
    """A text in which people could be identified."""

    button = "Check the text"
    text = forms.CharField(
        label="Text of the report", max_length=200_000, widget=forms.Textarea({"rows": 12}),
        help_text="Finds sentences about fewer than five people, and numbers that are hidden in this review’s tables. "
        "The text is not saved.",
    )  # fmt: skip

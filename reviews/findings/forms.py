"""Forms of findings, of recommendations and their addressees, and of tables of figures."""

from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, RadioField, RecordField, RecordsField, field_of
from committee.models import Portfolio
from reviews.findings.figure_table import MOST_LETTERS, as_text
from reviews.findings.figures_shown import table_of
from reviews.findings.in_prose import LONGEST, Buried
from reviews.findings.missing import ANSWERED
from reviews.models import AddresseeKind, Evidence, FigureTable, Recommendation, Review, ReviewFinding, ScopePoint
from reviews.privacy import PublicWordsForm
from workprogramme.procedure_forms import LONG, SHORT

TIED = ("evidence", "scope_points", "recommendations")


class FindingForm(BegunForm, ActForm):
    """A finding, with its evidence, the points of the scope that it answers, and its recommendations."""

    button, new_button = "Save the finding", "Add the finding"
    text = forms.CharField(label="What did the review find?", max_length=1000, widget=SHORT, help_text="One sentence.")
    evidence = RecordsField(label="Which evidence supports it?", queryset=Evidence.objects.none(), required=False)
    evidence_words = forms.CharField(
        label="What else supports it?", max_length=300, required=False,
        help_text="Anything without a reference, such as a table of figures or a visit.",
    )  # fmt: skip
    scope_points = RecordsField(
        label="Which points of the scope does it answer?", queryset=ScopePoint.objects.none(), required=False
    )
    recommendations = RecordsField(
        label="Which recommendations follow from it?", queryset=Recommendation.objects.none(), required=False,
        named=lambda recommendation: f"{recommendation.number}. {recommendation.text[:120]}",
    )  # fmt: skip

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, Any] = {
            "evidence": review.evidence.standing(),
            "scope_points": review.scope_points.filter(kind__in=ANSWERED),
            "recommendations": review.recommendations.filter(withdrawn_reason=""),
        }
        for name, rows in choices.items():
            field_of(self, name).queryset = rows
            if not rows:
                del self.fields[name]

    @classmethod
    def values_of(cls, row: ReviewFinding) -> dict[str, Any]:
        """Return the form's values, with the finding's points and recommendations."""
        tied = {name: list(getattr(row, name).all()) for name in TIED}
        return {**super().values_of(row), **tied}


class ProseForm(ActForm):
    """A text in which recommendations may be buried."""

    button = "Find recommendations"
    prose = forms.CharField(
        label="Text of the report", max_length=200_000, widget=forms.Textarea({"rows": 12}),
        help_text="Sentences that say “RECOMMEND” are listed for you to choose from. Nothing is saved until you add "
        "them.",
    )  # fmt: skip


class FoundForm(ActForm):
    """The recommendations found in a text, each to be edited and added, or left out."""

    button = "Add the recommendations"

    def __init__(self, *args: Any, sentences: list[Buried], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sentences = sentences
        self.fields["prose"] = forms.CharField(widget=forms.HiddenInput, max_length=200_000)
        for place, sentence in enumerate(sentences):
            hint = f" Wanted {sentence.months} months after the endorsement." if sentence.months else ""
            self.fields[f"add_{place}"] = forms.BooleanField(
                label=f"Add number {place + 1}", required=False, initial=True
            )
            self.fields[f"text_{place}"] = forms.CharField(
                label=f"Text of number {place + 1}", max_length=LONGEST, widget=SHORT, initial=sentence.text,
                help_text=f"As found in the text. Make it a complete sentence.{hint}",
            )  # fmt: skip

    def chosen(self) -> list[Buried]:
        """Return the chosen sentences, as edited."""
        typed = self.cleaned_data
        return [
            Buried(typed[f"text_{place}"], sentence.months)
            for place, sentence in enumerate(self.sentences)
            if typed[f"add_{place}"]
        ]


class RecommendationForm(BegunForm, ActForm):
    """Recommendation with its words, its measure and its deadline."""

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
        """Add an error where both a day and a number of months are given."""
        cleaned = super().clean()
        if cleaned.get("wanted_on") and cleaned.get("wanted_months"):
            self.add_error("wanted_months", "Enter a date or a number of months, not both.")
        return cleaned


class AddresseeForm(ActForm):
    """Addressee of a recommendation."""

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


class FiguresForm(PublicWordsForm, BegunForm, ActForm):
    """A table, pasted or typed, with its title, source and note."""

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
    """A change of definition, and the row of a table that follows the change."""

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

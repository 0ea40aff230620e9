"""Forms of findings, and of recommendations that are found in a text."""

from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, RecordsField, field_of
from reviews.findings.in_prose import LONGEST, Buried
from reviews.findings.missing import ANSWERED
from reviews.models import Evidence, Recommendation, Review, ReviewFinding, ScopePoint
from workprogramme.procedure_forms import SHORT

TIED = ("evidence", "scope_points", "recommendations")


class PointsField(RecordsField):
    """Points of the scope, each by its kind and words."""

    def label_from_instance(self, obj: ScopePoint) -> str:
        """ "Purpose: ..."."""
        return str(obj)


class RecommendationsField(RecordsField):
    """Recommendations, each by its number and the beginning of its words."""

    def label_from_instance(self, obj: Recommendation) -> str:
        """ "3. Bring support organisations together ..."."""
        return f"{obj.number}. {obj.text[:120]}"


class EvidenceField(RecordsField):
    """Pieces of evidence, each by its reference and title."""

    def label_from_instance(self, obj: Evidence) -> str:
        """ "E12 Figures of the police"."""
        return f"{obj.reference} {obj.title}"


class FindingForm(BegunForm, ActForm):
    """A finding: what was found, what it rests on, what it answers and what follows."""

    button, new_button = "Save the finding", "Add the finding"
    text = forms.CharField(label="What did the review find?", max_length=1000, widget=SHORT, help_text="One sentence.")
    evidence = EvidenceField(
        label="Which evidence supports it?", queryset=Evidence.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    evidence_words = forms.CharField(
        label="What else supports it?", max_length=300, required=False,
        help_text="Anything without a reference, such as a table of figures or a visit.",
    )  # fmt: skip
    scope_points = PointsField(
        label="Which points of the scope does it answer?", queryset=ScopePoint.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    recommendations = RecommendationsField(
        label="Which recommendations follow from it?", queryset=Recommendation.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
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
        """Return the form's values, with the rows that the finding answers and leads to."""
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
    """What was found in a text: each with its words, to be added or not."""

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
        """Return the sentences to be added, in the words as edited."""
        typed = self.cleaned_data
        return [
            Buried(typed[f"text_{place}"], sentence.months)
            for place, sentence in enumerate(self.sentences)
            if typed[f"add_{place}"]
        ]

"""Forms of weighing: the points of one suggestion, and the questions a committee asks."""

from typing import Any

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.layout import Layout
from django import forms
from django.forms.formsets import formset_factory

from committee.forms.edit_conflict import BegunForm
from committee.forms.edit_conflict_rows import BegunRows
from committee.forms.fields import ActForm, RadioField, field_of
from workprogramme.models import ProgrammeItem, Question
from workprogramme.suggestions.weighing import QuestionDraft


class ScoreForm(BegunForm, ActForm):
    """Each question with its points and a note, as it is answered or waits for an answer."""

    button = "Save scores"

    def __init__(self, *args: Any, item: ProgrammeItem, questions: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, row=item, **kwargs)
        self.questions = questions
        rows: list[Any] = []
        for question in questions:
            points, note = f"points_{question.pk}", f"note_{question.pk}"
            self.fields[points] = RadioField(
                label=f"{question.label}: {question.text}",
                choices=[
                    (str(points), f"{answer} ({points} point{'' if points == 1 else 's'})")
                    for points, answer in question.answers
                ],
                error_messages={"required": f"{question.label}: choose an answer."},
            )
            self.fields[note] = forms.CharField(
                label=f"Note on “{question.label}”",
                max_length=500,
                required=False,
            )
            field_of(self, points).small = True
            rows += [InlineRadios(points), note]
        self.helper.layout = Layout(*rows)

    @classmethod
    def values_of(cls, row: ProgrammeItem) -> dict[str, Any]:
        """Return the points and the note of each question; nothing if unanswered."""
        scores = {score.question_id: score for score in row.scores.all()}
        values: dict[str, Any] = {}
        for question in row.programme.committee.weighing_questions.filter(is_active=True):
            score = scores.get(question.pk)
            offered = [points for points, _ in question.answers]
            values[f"points_{question.pk}"] = str(score.points) if score and score.points in offered else None
            values[f"note_{question.pk}"] = score.note if score else ""
        return values

    @property
    def answers(self) -> dict[Question, tuple[int, str]]:
        """Points and note for each question."""
        data = self.cleaned_data
        return {
            question: (int(data[f"points_{question.pk}"]), data[f"note_{question.pk}"]) for question in self.questions
        }


class QuestionRowForm(forms.Form):
    """One question; a row without label and words is left out."""

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
    # Not "label": the cells of a row are named after their fields, and that name is taken there.
    title = forms.CharField(max_length=60, required=False)
    text = forms.CharField(max_length=250, required=False, widget=forms.Textarea({"rows": 2}))
    best = forms.ChoiceField(choices=[("yes", "Yes"), ("no", "No")], required=False)

    def clean_best(self) -> str:
        """Return the answer with most points, used if nothing was chosen: yes."""
        return self.cleaned_data["best"] or "yes"

    def clean(self) -> dict[str, Any]:
        """Check that a label and a question come together."""
        data = super().clean() or {}
        if data.get("title") and not data.get("text") and "text" not in self.errors:
            self.add_error("text", "Enter the question in full, or clear its label to remove it.")
        if data.get("text") and not data.get("title") and "title" not in self.errors:
            self.add_error("title", "Enter a short label.")
        return data


class BaseQuestions(BegunRows):
    """The questions of a committee."""

    compared = ("title", "text", "best")

    @property
    def drafts(self) -> list[QuestionDraft]:
        """The questions in the order of their places."""
        rows = [form.cleaned_data for form in self.in_order]
        return [QuestionDraft(row["title"], row["text"], row["best"] == "no") for row in rows if row.get("title")]


QuestionFormSet = formset_factory(
    QuestionRowForm, formset=BaseQuestions, extra=2, max_num=20, validate_max=True, absolute_max=20
)

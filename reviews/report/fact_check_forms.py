"""Forms of the check of facts: the draft, who checks it, their comments by passage, what becomes of each."""

from typing import Any

from django import forms
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.safestring import SafeString

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, PersonField, RadioField
from reviews.models import CommentDecision, FactChecker
from reviews.models.fact_check import MOST_LETTERS
from reviews.report.fact_check_verbs import passages
from workprogramme.procedure_forms import SHORT


class DraftForm(ActForm):
    """The draft that is checked, and until when."""

    button = "Open fact check"
    text = forms.CharField(
        label="Draft of the report", max_length=MOST_LETTERS, widget=forms.Textarea({"rows": 14}),
        help_text="Paste the current draft. Leave a blank line between passages. Each passage can be commented on.",
    )  # fmt: skip
    last_day = DayField(label="Last day for comments", help_text="After that day the review continues without them.")


class CheckerForm(ActForm):
    """Who is asked to check the facts."""

    button = "Add person"
    person = PersonField(label="Someone in the register", required=False)
    forename = forms.CharField(label="First name, if they are not listed", max_length=100, required=False)
    surname = forms.CharField(label="Surname, if they are not listed", max_length=100, required=False)
    post = forms.CharField(
        label="What is their role?", max_length=200, required=False, help_text="Head of the advice service."
    )
    mailbox = forms.EmailField(
        label="Email address", required=False, help_text="Not needed for someone who signs in here."
    )


class CommentsForm(ActForm):
    """What somebody says of each passage; all may be left empty."""

    button = "Send your comments"

    def __init__(self, *args: Any, checker: FactChecker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, passage in enumerate(passages(checker.fact_check.text), 1):
            self.fields[_name(number)] = _box(f"Passage {number}", _shown(passage))
        self.fields[_name(0)] = _box("Anything else?", "About the draft as a whole.")

    @property
    def arguments(self) -> dict[str, Any]:
        """Return the comments by the number of the passage, without empty ones."""
        return {"comments": comments_of(self.cleaned_data)}


def comments_of(data: dict[str, Any]) -> dict[int, str]:
    """Return the typed comments by the number of the passage, without empty ones."""
    parted = ((name.removeprefix("passage_"), text) for name, text in data.items() if name.startswith("passage_"))
    return {int(number): text for number, text in parted if text.strip()}


def _name(number: int) -> str:
    return f"passage_{number}"


def _box(label: str, hint: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=2000, required=False, widget=SHORT, help_text=hint)


def _shown(passage: str) -> SafeString:
    return format_html('<p class="govuk-body">{}</p>', linebreaksbr(passage))


class DecisionForm(BegunForm, ActForm):
    """What becomes of a comment."""

    button = "Save the decision"
    decision = RadioField(label="What is your decision?", choices=CommentDecision.choices)
    reason = forms.CharField(
        label="What is changed, or why is it not changed?",
        max_length=500,
        widget=SHORT,
        help_text="At least two words.",
    )

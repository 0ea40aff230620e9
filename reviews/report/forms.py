"""Forms of the report (sections, comments, pictures, issue) and of its fact check."""

from typing import Any

from django import forms
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html

from committee.acts import audit
from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, BytesField, DayField, PersonField, ProofField, RadioField, long_text
from reviews.locking import hold_review
from reviews.models import CommentDecision, FactChecker, LeftOut, ReportSection
from reviews.models.fact_check import MOST_LETTERS
from reviews.report.fact_check_verbs import passages
from reviews.report.verbs import LONGEST


class IssueForm(ActForm):
    """Day on which a report is issued, and the reason to issue the report although it `lacks` something (R44)."""

    button = "Issue report"
    on = DayField(label="When was it issued?")
    proof = ProofField()
    reason = forms.CharField(
        label="Why?", required=False, max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text="Required where something is missing. This is public once the review is published.",
    )  # fmt: skip

    def __init__(self, *args: Any, lacks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lacks = lacks

    def clean(self) -> dict[str, Any]:
        """Refuse an empty reason if something is missing in the report."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.lacks and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Enter why the report is issued without it, or complete it first.")
        return cleaned


class LeftOutForm(BegunForm, ActForm):
    """Statement whether the report misleads without the omitted evidence, with a summary if it misleads (R41)."""

    button = "Save"
    would_mislead = forms.TypedChoiceField(
        label="Would the report be misleading, or hard to understand, without it?",
        choices=[("yes", "Yes"), ("no", "No")], coerce=lambda choice: choice == "yes", widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the report would be misleading without it."},
    )  # fmt: skip
    summary = forms.CharField(
        label="Summary of what is left out", required=False, max_length=4000, widget=forms.Textarea({"rows": 6}),
        help_text="Only if you answer Yes. It is printed in the report: tell nothing that is exempt or confidential.",
    )  # fmt: skip

    @classmethod
    def values_of(cls, row: Any) -> dict[str, Any]:
        """Return the statement on omitted evidence as the form's values."""
        statement = LeftOut.objects.filter(review=row).first()
        if statement is None:
            return {}
        return {"would_mislead": "yes" if statement.would_mislead else "no", "summary": statement.summary}

    def clean(self) -> dict[str, Any]:
        """Refuse “Yes” without a summary."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("would_mislead") and not cleaned.get("summary", "").strip():
            self.add_error("summary", "Write a summary of what is left out.")
        return cleaned


class AssignForm(BegunForm, ActForm):
    """Writer of a section. A section has no row until somebody assigns or writes it."""

    button = "Assign the section"
    to = PersonField(label="Who writes it?", required=False, help_text="Leave blank if no one is writing it yet.")

    def __init__(self, *args: Any, section: ReportSection, **kwargs: Any) -> None:
        self.section = section
        super().__init__(*args, row=section.review, initial={"to": section.assigned_to_id}, **kwargs)

    def refuse_overwriting(self) -> None:
        """Lock the review, and refuse to replace a writer who was assigned after the form was opened."""
        review = hold_review(self.section.review)
        to = review.sections.filter(kind=self.section.kind).values_list("assigned_to", flat=True).first()
        self.refuse_unseen({"to": to}, audit.trail_of(review).select_related("by").first())


class CommentForm(ActForm):
    """A comment on a section of the draft."""

    button = "Send comment"
    quoted = forms.CharField(
        label="Which words is it about?", required=False, max_length=500,
        help_text="Copy them from the section, or leave this empty.",
    )  # fmt: skip
    text = long_text("Your comment", most=LONGEST, hint="Only the panel and scrutiny officers can read it.")


class SettleForm(ActForm):
    """Reply that closes a comment."""

    button = "Reply and close comment"
    reply = long_text("Your reply", most=1000, required=False)


class ImageForm(ActForm):
    """A picture for the report."""

    button = "Add the picture"
    file = BytesField(
        label="Picture", help_text="PNG or JPEG, 10 MB at most.", accept="image/png,image/jpeg",
        most=10 * 1024 * 1024, too_large="The picture must be 10 MB or smaller.", needed="Choose a picture.",
    )  # fmt: skip
    alt = long_text(
        "Description of the picture", most=500, hint="A description for people who cannot see it.",
        needed="Describe what the picture shows.",
    )  # fmt: skip
    caption = forms.CharField(label="Caption", required=False, max_length=300, help_text="Printed below it.")

    @property
    def arguments(self) -> dict[str, Any]:
        """Arguments of the verb, with the bytes of the picture."""
        words = dict(self.cleaned_data)
        return {"data": words.pop("file"), **words}


class DraftForm(ActForm):
    """The draft to be checked, and the last day for comments."""

    button = "Open fact check"
    text = forms.CharField(
        label="Draft of the report", max_length=MOST_LETTERS, widget=forms.Textarea({"rows": 14}),
        help_text="Paste the current draft. Leave a blank line between passages. Each passage can be commented on.",
    )  # fmt: skip
    last_day = DayField(label="Last day for comments", help_text="After that day the review continues without them.")


class CheckerForm(ActForm):
    """A person who is asked to check the facts."""

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
    """A person's comments on each passage. All comments may be empty."""

    button = "Send your comments"

    def __init__(self, *args: Any, checker: FactChecker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, passage in enumerate(passages(checker.fact_check.text), 1):
            shown = format_html('<p class="govuk-body">{}</p>', linebreaksbr(passage))
            self.fields[f"passage_{number}"] = long_text(f"Passage {number}", most=2000, hint=shown, required=False)
        self.fields["passage_0"] = long_text(
            "Anything else?", most=2000, hint="About the draft as a whole.", required=False
        )

    @property
    def arguments(self) -> dict[str, Any]:
        """Arguments of the verb: `comments` by the number of the passage, without empty comments."""
        return {"comments": comments_of(self.cleaned_data)}


def comments_of(data: dict[str, Any]) -> dict[int, str]:
    """Return the typed comments by the number of the passage, without empty comments."""
    parted = ((name.removeprefix("passage_"), text) for name, text in data.items() if name.startswith("passage_"))
    return {int(number): text for number, text in parted if text.strip()}


class DecisionForm(BegunForm, ActForm):
    """Decision about a comment."""

    button = "Save the decision"
    decision = RadioField(label="What is your decision?", choices=CommentDecision.choices)
    reason = long_text("What is changed, or why is it not changed?", most=500, hint="At least two words.")

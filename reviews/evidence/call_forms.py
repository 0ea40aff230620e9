"""Forms of the call for evidence: its text and days, an answer from the public, and the officers' decisions."""

import datetime as dt
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.text import Truncator

from committee.forms.fields import ActForm, DayField, RadioField, RecordsField, field_of, long_text
from committee.forms.from_anybody import FromAnybodyForm, email_field
from committee.wording.dates import date_time
from meetings.papers.fields import PaperFilesField
from reviews.evidence.call_verbs import CHILD, MOST_BYTES, MOST_FILES, NO_CHILD, TOO_LARGE, TOO_MANY_FILES
from reviews.evidence.children import names_a_child
from reviews.evidence.forms import BEGINS_AS
from reviews.models import CallAnswer, EvidenceAccess
from reviews.privacy import PublicWordsForm

SUSPECTS_SHOWN = 100


class FewFilesField(PaperFilesField):
    """A few files. Their number and total size are checked before any file is read."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:  # type: ignore[override]
        """Return the uploads. Refuse too many files, and files that are too large together."""
        uploads = [upload for upload in data if upload] if isinstance(data, list | tuple) else [data] if data else []
        if len(uploads) > MOST_FILES:
            raise forms.ValidationError(TOO_MANY_FILES)
        if sum(upload.size or 0 for upload in uploads) > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return super().clean(data, initial)


class AnswerForm(FromAnybodyForm):
    """An answer from anybody, with optional name and email address."""

    button = "Send evidence"
    text = long_text(
        "What do you want the panel to know?", most=10000, rows=10, required=False,
        hint="Write here, or choose files below. Do not name children or anyone who receives a service.",
    )  # fmt: skip
    attached = FewFilesField(
        label="Files, if you have any", required=False,
        help_text=f"Up to {MOST_FILES} files, {MOST_BYTES // 1024 // 1024} MB together.",
    )  # fmt: skip
    post = forms.CharField(
        label="Your job or role", max_length=150, required=False, help_text="Such as “parent” or “head teacher”."
    )
    body = forms.CharField(label="Your organisation, if you are writing for one", max_length=150, required=False)
    name = forms.CharField(
        label="Your name", max_length=120, required=False, help_text="For the scrutiny officer. Never published."
    )
    email = email_field("So that the scrutiny officer can ask you about your evidence. Never published.")
    may_be_published = forms.BooleanField(label="I agree that my evidence may be published", required=False)
    is_named = forms.BooleanField(
        label="I agree that my role and organisation can be published with my evidence", required=False
    )
    no_child_is_named = forms.BooleanField(
        label="No child is named in my evidence or my files", error_messages={"required": NO_CHILD}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lay_out(
            ("Your evidence", ("text", "attached")),
            ("Who you are", ("post", "body", "name", "email")),
            ("What you agree to", ("no_child_is_named", "may_be_published", "is_named", "website", "shown")),
        )

    def clean_text(self) -> str:
        """Refuse a text that seems to name a child, here as well as in the verb, to show all errors together."""
        text: str = self.cleaned_data["text"]
        if child := names_a_child(text):
            raise forms.ValidationError(CHILD.format(words=child))
        return text

    def clean(self) -> dict[str, Any]:
        """Refuse an answer without text and file, here as well as in the verb, to show all errors together."""
        cleaned = super().clean()
        if "attached" in cleaned and not cleaned["attached"] and "text" in cleaned and not cleaned["text"].strip():
            self.add_error("text", "Enter what you want the panel to know, or choose a file.")
        return cleaned


class CallForm(PublicWordsForm, ActForm):
    """Text and days of a call for evidence."""

    public_words = ("text",)

    button = "Save the call for evidence"
    text = long_text(
        "What are you asking?", most=4000, rows=8, needed="Enter what you are asking.",
        hint="This is public once the review is published and the call opens.",
    )  # fmt: skip
    opens_on = DayField(label="First day", error_messages={"required": "Enter the first day."})
    closes_on = DayField(label="Last day", error_messages={"required": "Enter the last day."})
    kept_days = forms.IntegerField(
        label="How many days are answers kept?", min_value=7, max_value=730,
        help_text="Counted from the day each is received. Answers used as evidence are kept.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first day."""
        cleaned = super().clean() or {}
        if cleaned.get("opens_on") and cleaned.get("closes_on") and cleaned["closes_on"] < cleaned["opens_on"]:
            self.add_error("closes_on", "The last day must not be before the first.")
        return cleaned


class TakeOverForm(ActForm):
    """Parts of an answer to use as evidence, and their access."""

    button = "Use as evidence"
    pieces = forms.MultipleChoiceField(
        label="Which parts?", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose which parts to use as evidence."},
    )  # fmt: skip
    title = forms.CharField(label="What is it called?", max_length=200, help_text="Do not name anyone.")
    access = RadioField(label="Who can read it?", choices=BEGINS_AS)
    forget_on = DayField(
        label="When should it be deleted?", required=False, help_text="Leave blank to keep the evidence."
    )

    def __init__(self, *args: Any, answer: CallAnswer, on: dt.date, **kwargs: Any) -> None:
        first = {"title": "Answer to the call for evidence", "access": EvidenceAccess.PRIVATE,
                 "forget_on": on + dt.timedelta(days=5 * 365)}  # fmt: skip
        super().__init__(*args, initial=first, **kwargs)
        usable = [attachment.file for attachment in answer.files.all() if attachment.file.is_taken]
        parts = [("text", "What they wrote")] if answer.text else []
        parts += [(str(file.pk), f"The file “{file.filename}”") for file in usable]
        field_of(self, "pieces").choices, self.initial["pieces"] = parts, [value for value, _ in parts]
        if not answer.may_be_published:
            shut = [choice for choice in BEGINS_AS if choice[0] != EvidenceAccess.OPEN]
            field_of(self, "access").choices = shut
            self.fields["access"].help_text = "They did not agree to publication."


def _in_short(answer: CallAnswer) -> str:
    words = Truncator(" ".join(answer.text.split()) or "A file without words").chars(160)
    return f"{answer.reference}, {date_time(answer.sent_at)}: {words}"


class SuspectsForm(ActForm):
    """Decision on answers that were set aside as suspect: accept the answers as real, or delete them."""

    button = "Continue"
    answers = RecordsField(label="Which answers?", queryset=CallAnswer.objects.none(), required=False, named=_in_short)
    everything = forms.BooleanField(required=False)
    last = forms.IntegerField(widget=forms.HiddenInput)
    are_real = RadioField(
        label="What should happen to them?",
        choices=[("yes", "They are real: move them to the new answers"), ("no", "Delete them")],
        error_messages={"required": "Choose whether they are real."},
    )  # fmt: skip

    def __init__(self, *args: Any, waiting: QuerySet[CallAnswer], **kwargs: Any) -> None:
        newest = waiting.order_by("-pk").values_list("pk", flat=True).first() or 0
        super().__init__(*args, initial={"last": newest}, **kwargs)
        self.waiting = waiting
        shown = waiting.filter(pk__in=[answer.pk for answer in waiting.order_by("pk")[:SUSPECTS_SHOWN]])
        field_of(self, "answers").queryset = shown.order_by("pk")
        self.fields["everything"].label = f"All {waiting.count()} that are set aside"

    def clean(self) -> dict[str, Any]:
        """
        Return `answers`, the ids of the chosen answers, and `are_real`.

        "All" leaves out answers that came after the page was shown.
        """
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("answers") or ()
        if cleaned.get("everything"):
            chosen = self.waiting.filter(pk__lte=cleaned.get("last") or 0)
        if not chosen:
            self.add_error("answers", "Choose the answers, or all of them.")
        return {"answers": [answer.pk for answer in chosen], "are_real": cleaned.get("are_real") == "yes"}

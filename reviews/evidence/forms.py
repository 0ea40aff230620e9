"""Forms of evidence: a piece of it, its file, its redacted copy."""

from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField
from meetings.papers.forms.fields import PaperFileField
from reviews.evidence.publication import ONE_REDACTED
from reviews.evidence.verbs import ONE_OF_TWO
from reviews.models import Evidence, EvidenceAccess, EvidenceKind


class AboutForm(ActForm):
    """What is recorded of a piece of evidence, whether it is a text or a file."""

    title = forms.CharField(
        label="What is it called?", max_length=200, help_text="As in the list of evidence. Do not name witnesses.",
        error_messages={"required": "Enter what the evidence is called."},
    )  # fmt: skip
    kind = forms.ChoiceField(label="What is it?", choices=EvidenceKind, widget=forms.RadioSelect)
    post = forms.CharField(
        label="Whose post?", max_length=150, required=False,
        help_text="For example “Head teacher”: a post, never a name.",
    )  # fmt: skip
    body = forms.CharField(
        label="Of which body?", max_length=150, required=False,
        help_text="For example, “a secondary school”. Use a group for children, who are never named.",
    )  # fmt: skip
    is_named = forms.BooleanField(label="They agree that their post and organisation are published", required=False)
    received_on = DayField(label="Received on", error_messages={"required": "Enter the day it was received."})
    access = forms.ChoiceField(label="Who can read it?", choices=EvidenceAccess, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why?", max_length=400, required=False,
        help_text="For the record. For exempt evidence, the paragraph of Schedule 12A and the reason.",
    )  # fmt: skip
    contact = forms.CharField(
        label="How can they be contacted?", max_length=1000, required=False, widget=forms.Textarea({"rows": 2}),
        help_text="Only scrutiny officers can read this. It is deleted with the evidence.",
    )  # fmt: skip
    forget_on = DayField(
        label="When should it be deleted?", required=False,
        help_text="On that day the file and all private text are deleted. Leave blank to keep the evidence.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of an exemption at its field."""
        given = super().clean() or {}
        if given.get("access") == EvidenceAccess.EXEMPT and not given.get("reason"):
            self.add_error("reason", "Enter why it is exempt, and by which paragraph of Schedule 12A.")
        return given


def _text(**other: Any) -> forms.CharField:
    return forms.CharField(max_length=20000, widget=forms.Textarea({"rows": 12}), **other)


class EvidenceForm(AboutForm):
    """A new piece of evidence."""

    button = "Add evidence"
    text = _text(label="Text of the evidence", required=False, help_text="Or choose a file below.")
    file = PaperFileField(label="The file", required=False)
    field_order = ("title", "kind", "text", "file", "post", "body", "is_named", "received_on", "access", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("kind", EvidenceKind.STATEMENT)
        self.initial.setdefault("access", EvidenceAccess.PRIVATE)
        self.lay_out(
            ("The evidence", ("title", "kind", "text", "file", "received_on")),
            ("Who it is from", ("post", "body", "is_named", "contact")),
            ("Who reads it, and for how long", ("access", "reason", "forget_on")),
        )

    def clean(self) -> dict[str, Any]:
        """Ask for words or a file, not both."""
        given = super().clean()
        if "file" in given and bool(given.get("text")) == bool(given["file"]):
            self.add_error("text", ONE_OF_TWO)
        return given


class EditForm(BegunForm, AboutForm):
    """What is recorded of a piece of evidence, to be changed; its words where it is a text."""

    button = "Save evidence"
    text = _text(label="Text of the evidence", error_messages={"required": "Write the evidence."})
    field_order = ("title", "kind", "text", "post", "body", "is_named", "received_on", "access", "reason")

    def __init__(self, *args: Any, evidence: Evidence, **kwargs: Any) -> None:
        super().__init__(*args, row=evidence, **kwargs)
        if evidence.file_id is not None:
            del self.fields["text"]


class FileForm(ActForm):
    """Another file in place of the one that is there."""

    button = "Replace the file"
    file = PaperFileField(label="The file")


class RedactedForm(ActForm):
    """The redacted copy: words or a file."""

    button = "Save redacted copy"
    text = _text(label="The redacted text", required=False, help_text="Or choose a file below.")
    file = PaperFileField(label="The redacted file", required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for words or a file, not both."""
        given = super().clean() or {}
        if "file" in given and bool(given.get("text")) == bool(given["file"]):
            self.add_error("text", ONE_REDACTED)
        return given

"""Forms of evidence: a piece of evidence, its file, its redacted copy."""

from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, RadioField, field_of, long_text
from meetings.papers.fields import PaperFileField
from meetings.withholding import AccessFields
from reviews.evidence.verbs import ONE_OF_TWO
from reviews.models import Evidence, EvidenceAccess, EvidenceKind

BEGINS_AS = [
    (EvidenceAccess.PRIVATE, EvidenceAccess.PRIVATE.label),
    (EvidenceAccess.WITHHELD, "Exempt or confidential: enter the grounds next, and until then it is withheld"),
    (EvidenceAccess.OPEN, EvidenceAccess.OPEN.label),
]


WORDS: dict[str, Any] = {"most": 20000, "rows": 12}


class AboutForm(ActForm):
    """Details of a piece of evidence, text or file."""

    title = forms.CharField(
        label="What is it called?", max_length=200, help_text="As in the list of evidence. Do not name witnesses.",
        error_messages={"required": "Enter what the evidence is called."},
    )  # fmt: skip
    kind = RadioField(label="What is it?", choices=EvidenceKind)
    post = forms.CharField(
        label="Whose post?", max_length=150, required=False,
        help_text="For example “Head teacher”: a post, never a name.",
    )  # fmt: skip
    body = forms.CharField(
        label="Of which body?", max_length=150, required=False,
        help_text="For example, “a secondary school”. Use a group for children, who are never named.",
    )  # fmt: skip
    received_on = DayField(label="Received on", error_messages={"required": "Enter the day it was received."})
    contact = long_text(
        "How can they be contacted?", most=1000, rows=2, required=False,
        hint="Only scrutiny officers can read this. It is deleted with the evidence.",
    )  # fmt: skip
    forget_on = DayField(
        label="When should it be deleted?", required=False,
        help_text="On that day the file and all private text are deleted. Leave blank to keep the evidence.",
    )  # fmt: skip


AGREED = [
    ("no", "Neither publication nor being named"),
    ("published", "Publication, without their post and organisation"),
    ("named", "Publication, with their post and organisation"),
]


class ConsentFields(forms.Form):
    """The sender's consent: its scope, its day, and how the sender gave the consent."""

    agreed_to = RadioField(
        label="What has the sender agreed to?", choices=AGREED,
        error_messages={"required": "Choose what they agreed to."},
    )  # fmt: skip
    agreed_on = DayField(label="When did they say so?", required=False)
    agreed_how = forms.CharField(
        label="How did they say so?", max_length=200, required=False,
        help_text="For example, “By email” or “Published by Ofsted itself”. Only scrutiny officers can read this.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse consent without `agreed_on` or `agreed_how`. Return the choice as arguments of the verbs."""
        cleaned = super().clean() or {}
        agreed = cleaned.pop("agreed_to", "no")
        needed = {"agreed_on": "Enter the day on which they said so.", "agreed_how": "Enter how they said so."}
        for name, error in needed.items() if agreed != "no" or self.asks_always else ():
            if name not in self.errors and not cleaned.get(name):
                self.add_error(name, error)
        return cleaned | {"may_be_published": agreed != "no", "is_named": agreed == "named"}

    asks_always = False


class UploadForm(ActForm):
    """A form with a file. The verb takes the file as `data` and `filename`."""

    @property
    def arguments(self) -> dict[str, Any]:
        """Arguments of the verb, with `data` and `filename` only if a file was chosen."""
        data = dict(self.cleaned_data)
        upload = data.pop("file")
        return data | ({"data": upload.read(), "filename": upload.name or "file.pdf"} if upload else {})


class EvidenceForm(ConsentFields, UploadForm, AboutForm):
    """A new piece of evidence; grounds for withholding it are entered afterwards."""

    button = "Add evidence"
    text = long_text("Text of the evidence", **WORDS, required=False, hint="Or choose a file below.")
    file = PaperFileField(label="The file", required=False)
    access = RadioField(label="Who can read it?", choices=BEGINS_AS)

    def __init__(self, *args: Any, initial: dict[str, Any], **kwargs: Any) -> None:
        first = {"kind": EvidenceKind.STATEMENT, "access": EvidenceAccess.PRIVATE, "agreed_to": "no"}
        super().__init__(*args, initial=first | initial, **kwargs)
        self.lay_out(
            ("The evidence", ("title", "kind", "text", "file", "received_on")),
            ("Who it is from", ("post", "body", "contact", "agreed_to", "agreed_on", "agreed_how")),
            ("Who reads it, and for how long", ("access", "forget_on")),
        )

    def clean(self) -> dict[str, Any]:
        """Refuse evidence with both text and file, or with neither, to show all errors of the form together."""
        cleaned = super().clean()
        if "file" in cleaned and bool(cleaned.get("text")) == bool(cleaned["file"]):
            self.add_error("text", ONE_OF_TWO)
        return cleaned


class ConsentForm(ConsentFields, BegunForm, ActForm):
    """Latest consent of the sender of a piece of evidence."""

    button = "Save consent"
    asks_always = True

    @classmethod
    def values_of(cls, row: Any) -> dict[str, Any]:
        """Return the sender's consent as the form's values."""
        agreed = ("named" if row.is_named else "published") if row.may_be_published else "no"
        return {"agreed_to": agreed, "agreed_on": row.agreed_on, "agreed_how": row.agreed_how}


class EvidenceAccessForm(BegunForm, AccessFields):
    """Access to a piece of evidence, with the grounds for withholding (the same as for papers)."""

    def __init__(self, *args: Any, evidence: Evidence, **kwargs: Any) -> None:
        super().__init__(*args, row=evidence, **kwargs)
        del self.fields["public_title"]
        choices = [
            choice for choice in EvidenceAccess.choices if choice[0] != EvidenceAccess.OPEN or evidence.may_be_published
        ]
        field_of(self, "access").choices = choices
        field_of(self, "access").option_hints = {}

    @classmethod
    def values_of(cls, row: Any) -> dict[str, Any]:
        """Return the access to the evidence, and the grounds, with paragraphs as numbers."""
        return super().values_of(row) | {"paragraphs": list(row.paragraph_numbers)}


class EditForm(BegunForm, AboutForm):
    """Changes to the details of a piece of evidence, and to its text where the piece has no file."""

    button = "Save evidence"
    text = long_text("Text of the evidence", **WORDS, needed="Write the evidence.")
    field_order = ("title", "kind", "text", "post", "body", "received_on")

    def __init__(self, *args: Any, evidence: Evidence, **kwargs: Any) -> None:
        super().__init__(*args, row=evidence, **kwargs)
        if evidence.file_id is not None:
            del self.fields["text"]


class FileForm(UploadForm):
    """A new file in place of the present file."""

    button = "Replace the file"
    file = PaperFileField(label="The file")


class RedactedForm(UploadForm):
    """The redacted copy: text or a file."""

    button = "Save redacted copy"
    text = long_text("The redacted text", **WORDS, required=False, hint="Or choose a file below.")
    file = PaperFileField(label="The redacted file", required=False)

    def __init__(self, *args: Any, evidence: Evidence, **kwargs: Any) -> None:
        words = "" if evidence.redacted_id else evidence.redacted_text or evidence.text
        super().__init__(*args, initial={"text": words}, **kwargs)

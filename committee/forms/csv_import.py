"""Forms of the two steps of an import: the file, and the word to go ahead."""

from typing import Any

from django import forms
from django.core import signing

from committee.forms.fields import ActForm
from committee.register.csv_import.reading import MOST_BYTES

SALT = "committee.register.csv_import"
GOOD_FOR_SECONDS = 12 * 3600


class UploadForm(ActForm):
    """A spreadsheet saved as CSV."""

    button = "Check this file"
    file = forms.FileField(
        label="CSV file",
        help_text="Nothing is brought in yet: the next page says row by row what the file would do.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
        allow_empty_file=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".csv,text/csv"

    def clean_file(self) -> bytes:
        """The bytes, where there are not too many."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(f"The file is larger than {MOST_BYTES // 1024 // 1024} MB. Split it.")
        return file.read()


def seal(data: bytes, *, kind: str, user: int) -> str:
    """
    The file as a text that a page can carry to the next step.

    SECURITY: signed, so that what is brought in is what was checked, by the same user and as the same kind.
    """
    return signing.dumps([kind, user, data.decode("latin-1")], salt=SALT, compress=True)


def unseal(sealed: str, *, kind: str, user: int) -> bytes | None:
    """The bytes sealed for this kind and user; None where they are not, or the seal is too old."""
    try:
        was_kind, was_user, text = signing.loads(sealed, salt=SALT, max_age=GOOD_FOR_SECONDS)
    except signing.BadSignature:
        return None
    return text.encode("latin-1") if (was_kind, was_user) == (kind, user) else None

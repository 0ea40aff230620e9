"""Forms of the two steps of an import: the file, and the word to go ahead."""

from typing import Any, cast

from django import forms
from django.core import signing

from committee.forms.fields import ActForm
from committee.refusal import Refused
from committee.register.csv_import.kinds import Kind
from committee.register.csv_import.reading import MOST_BYTES, read_rows

SALT = "committee.register.csv_import"
GOOD_FOR_SECONDS = 12 * 3600


class UploadForm(ActForm):
    """A spreadsheet saved as CSV."""

    button = "Check this file"
    file = forms.FileField(
        label="CSV file",
        help_text="Nothing is imported yet. The next page shows what each row will change.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
        allow_empty_file=False,
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["file"].widget.attrs["accept"] = ".csv,text/csv"

    def clean_file(self) -> bytes:
        """The bytes, where there are not too many."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                f"The file is larger than {MOST_BYTES // 1024 // 1024} MB. Split it into smaller files."
            )
        return cast(bytes, file.read())

    def clean(self) -> dict[str, Any]:
        """Read its rows, so that what cannot be read is said at the field."""
        said = super().clean() or {}
        if "file" in said:
            try:
                said["rows"] = read_rows(said["file"], self.kind.names, self.kind.needed)
            except Refused as refusal:
                self.add_error("file", refusal.text)
        return said


def seal(data: bytes, answers: dict[int, str], *, kind: str, user: int) -> str:
    """
    The file as a text that a page can carry to the next step, with who is meant in which row, as far as it was said.

    SECURITY: signed, so that what is brought in is what was checked, by the same user and as the same kind.
    """
    said = [[number, answer] for number, answer in answers.items()]
    return signing.dumps([kind, user, data.decode("latin-1"), said], salt=SALT, compress=True)


def unseal(sealed: str, *, kind: str, user: int) -> tuple[bytes, dict[int, str]] | None:
    """The bytes and answers sealed for this kind and user; None where they are not, or the seal is too old."""
    try:
        was_kind, was_user, text, said = signing.loads(sealed, salt=SALT, max_age=GOOD_FOR_SECONDS)
    except (signing.BadSignature, ValueError):  # or sealed by the release before, which asked nothing
        return None
    return (text.encode("latin-1"), dict(said)) if (was_kind, was_user) == (kind, user) else None


def answers_in(data: Any) -> dict[int, str]:
    """Who is meant in which row, as it was chosen on the page; what is not there is not chosen."""
    return {number: str(data[f"row_{number}"])[:80] for number in _numbers(data, "row_") if data[f"row_{number}"]}


def changes_in(data: Any) -> dict[int, str]:
    """The rows whose changes somebody wants, with what they were shown of each."""
    return {number: str(data[f"change_{number}"]) or "nothing" for number in _numbers(data, "change_")}


def _numbers(data: Any, prefix: str) -> list[int]:
    ends = [name.removeprefix(prefix) for name in data if name.startswith(prefix)]
    return [int(end) for end in ends if end.isascii() and end.isdigit() and len(end) < 6]

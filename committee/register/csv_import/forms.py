"""Forms of the two steps of an import: the upload of the file, and the confirmation."""

from typing import Any

from django.core import signing

from committee.acts.refusal import Refused
from committee.forms.fields import ActForm, BytesField
from committee.register.csv_import.cells import Kind
from committee.register.csv_import.reading import MOST_BYTES, read_rows

SALT = "committee.register.csv_import"
GOOD_FOR_SECONDS = 12 * 3600


class UploadForm(ActForm):
    """A spreadsheet saved as CSV."""

    button = "Check this file"
    file = BytesField(
        label="CSV file",
        help_text="Nothing is imported yet. The next page shows what each row will change.",
        most=MOST_BYTES,
        too_large=f"The file is larger than {MOST_BYTES // 1024 // 1024} MB. Split it into smaller files.",
        accept=".csv,text/csv",
        needed="Choose a file.",
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean(self) -> dict[str, Any]:
        """Add the rows of the file as `rows`; an unreadable file is an error at the field."""
        cleaned = super().clean() or {}
        if "file" in cleaned:
            try:
                cleaned["rows"] = read_rows(cleaned["file"], self.kind.names, self.kind.needed)
            except Refused as refusal:
                self.add_error("file", refusal.text)
        return cleaned


def seal(data: bytes, answers: dict[int, str], *, kind: str, user: int) -> str:
    """
    Return the file and the people chosen for its rows as a signed text, which the page sends with the next step.

    SECURITY: the signature makes sure that the imported file is the checked file, of the same user and the same kind.
    """
    chosen = [[number, answer] for number, answer in answers.items()]
    return signing.dumps([kind, user, data.decode("latin-1"), chosen], salt=SALT, compress=True)


def unseal(sealed: str, *, kind: str, user: int) -> tuple[bytes, dict[int, str]] | None:
    """Return the sealed file and the people chosen by row; None if kind or user differ, or the seal is too old."""
    try:
        was_kind, was_user, text, chosen = signing.loads(sealed, salt=SALT, max_age=GOOD_FOR_SECONDS)
    except (signing.BadSignature, ValueError):  # ValueError: sealed by the previous release, which had no answers
        return None
    return (text.encode("latin-1"), dict(chosen)) if (was_kind, was_user) == (kind, user) else None


def answers_in(data: Any) -> dict[int, str]:
    """Return the person chosen on the page for each row number; rows without a choice are left out."""
    return {number: str(data[f"row_{number}"])[:80] for number in _numbers(data, "row_") if data[f"row_{number}"]}


def changes_in(data: Any) -> dict[int, str]:
    """
    Return the changes that the page showed, by row number, for each row whose changes the user accepted.

    An empty value becomes "nothing", because `bring_in` would take "" as consent to any change.
    """
    return {number: str(data[f"change_{number}"]) or "nothing" for number in _numbers(data, "change_")}


def _numbers(data: Any, prefix: str) -> list[int]:
    ends = [name.removeprefix(prefix) for name in data if name.startswith(prefix)]
    return [int(end) for end in ends if end.isascii() and end.isdigit() and len(end) < 6]

"""Forms for the two steps of an import: upload the file, then settle its dates and accept its warnings."""

import dataclasses
import hashlib
from typing import Any

from django import forms
from django.core import signing

from committee.acts.refusal import Refused
from committee.forms.fields import ActForm, BytesField
from committee.models import Committee, MunicipalYear, User
from committee.wording.dates import full_date
from meetings.packs.intake import sandbox
from workprogramme.importing import reading
from workprogramme.importing.calendar import Calendar
from workprogramme.importing.reading import Source, SourceRow
from workprogramme.importing.shapes import Import

SALT = "workprogramme.importing"
GOOD_FOR_SECONDS = 12 * 3600
AGAIN = "The warnings have changed because you chose a date. Read them again, then accept them."


class UploadForm(ActForm):
    """A form to upload a programme as a Word file or as CSV."""

    button = "Check this file"
    file = BytesField(
        label="The programme",
        help_text="A Word document (.docx), or a spreadsheet saved as CSV. Nothing is imported yet. "
        "The file name is public, with each outcome imported from it.",
        most=reading.MOST_BYTES,
        too_large=f"The file is larger than {reading.MOST_BYTES // 1024 // 1024} MB.",
        accept=".docx,.csv,text/csv",
        needed="Choose a file.",
    )

    def clean(self) -> dict[str, Any]:
        """Return the data with the file's rows as `source`. An unreadable file is an error of its field."""
        data = super().clean() or {}
        if "file" in data:
            try:
                with sandbox.at_once():
                    data["source"] = reading.read(data["file"], str(self.files["file"]))
            except Refused as refusal:
                self.add_error("file", refusal.text)
        return data


class ConfirmForm(ActForm):
    """A form with a choice of a meeting for each date that matches no meeting, and a box to accept the warnings."""

    def __init__(self, data: Any = None, *, found: Import, calendar: Calendar) -> None:
        count = len(found.to_bring)
        self.button = f"Import {count} row{'' if count == 1 else 's'}"
        super().__init__(data)
        self.found = found
        offered = [
            ("", "Choose a meeting"),
            *((meeting.slug, full_date(meeting.date)) for meeting in calendar.meetings),
        ]
        for question in found.questions:
            near = question.nearest
            self.fields[f"date_{question.row}"] = forms.ChoiceField(
                label=f"{question.where}: which meeting is “{question.says or 'no date'}”?",
                choices=[*offered, ("tbc", "None yet: it is to be scheduled")],
                help_text=f"The nearest is {full_date(near.date)}." if near else "",
                error_messages={"required": "Choose a meeting, or say that it is to be scheduled."},
            )
        if found.warnings:
            accept = f"I have read the {len(found.warnings)} warnings, and accept them"
            if len(found.warnings) == 1:
                accept = "I have read the warning, and accept it"
            self.fields["accepted"] = forms.BooleanField(
                label=accept, error_messages={"required": "Read the warnings and accept them, or correct the file."}
            )

    @property
    def seen(self) -> str:
        """Hash of the warnings that the page shows."""
        text = "\n".join(f"{fault.row} {fault.text}" for fault in self.found.warnings)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def clean(self) -> dict[str, Any]:
        """Return the data. Report an error where the warnings have changed since the page was shown."""
        data = super().clean() or {}
        if "accepted" in self.fields and self.data.get("seen") != self.seen and "accepted" not in self.errors:
            self.add_error("accepted", AGAIN)
        return data


def answers_in(data: Any) -> dict[int, str]:
    """Return the sent choices of meetings by row number: the slug of a meeting, or "tbc"."""
    parts = {name.removeprefix("date_"): str(value) for name, value in data.items() if name.startswith("date_")}
    return {int(row): value for row, value in parts.items() if row.isascii() and row.isdigit() and len(row) < 6}


def seal(source: Source, committee: Committee, year: MunicipalYear, user: User) -> str:
    """
    Return the rows as text. The page's form sends this text to the next step.

    SECURITY: the text is signed. Only rows that the same user has checked for the same programme can be imported.
    """
    rows = [dataclasses.astuple(row) for row in source.rows]
    whose = [committee.pk, year.pk, user.pk]
    values = [*whose, rows, source.left_out, source.name, source.strange]
    return signing.dumps(values, salt=SALT, compress=True)


def unseal(sealed: str, committee: Committee, year: MunicipalYear, user: User) -> Source | None:
    """Return the rows in a text made by `seal`; None if the text is for another programme or user, or too old."""
    try:
        *whose, rows, left_out, name, strange = signing.loads(sealed, salt=SALT, max_age=GOOD_FOR_SECONDS)
    except (signing.BadSignature, ValueError):  # ValueError: a text of an earlier release, with fewer values
        return None
    if whose != [committee.pk, year.pk, user.pk]:
        return None
    return Source([SourceRow(*row) for row in rows], left_out, name, [tuple(cell) for cell in strange])

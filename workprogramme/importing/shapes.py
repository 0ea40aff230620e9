"""Data classes of an import: the rows of a file, their errors and warnings, and what each row would do."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from meetings.models import Meeting
from workprogramme.importing.reading import SourceRow
from workprogramme.items.verbs import LeadDraft
from workprogramme.models import Table

BLOCKS, WARNS, NOTES = "blocks", "warns", "notes"


@dataclass(frozen=True, slots=True)
class Fault:
    """
    An error, warning or note about a row.

    - `row`, `where` and `column` locate the cell; `says` is the text of the cell.
    - `text` describes the fault in a sentence.
    - `weight`: BLOCKS stops the import, WARNS must be accepted by the user, NOTES is only shown.
    - `rule` is the number of the rule that the row breaks, such as R48; "" for none.
    """

    row: int
    where: str
    column: str
    says: str
    text: str
    weight: str
    rule: str = ""


@dataclass(slots=True)
class Line:
    """A row as the import would add it. A `skipped` row is not added, because the programme has its item already."""

    row: SourceRow
    title: str = ""
    table: str = Table.MEETINGS
    meeting: Meeting | None = None
    held_on: dt.date | None = None
    details: str = ""
    outcome: str = ""
    withdrawn: str = ""
    leads: list[LeadDraft] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    skipped: bool = False

    @property
    def day(self) -> dt.date | None:
        """The day of the item's meeting, or its own day; None where there is neither."""
        return self.meeting.date if self.meeting else self.held_on


@dataclass(frozen=True, slots=True)
class Question:
    """
    A date that matches no meeting: its row and its text (`says`), the nearest meeting, and the user's answer.

    The answer is the slug of a meeting, "tbc", or "" before the user has answered.
    """

    row: int
    where: str
    says: str
    nearest: Meeting | None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Import:
    """The result of checking the file `name`: its rows, its faults in order, and dates that the user must settle."""

    lines: list[Line]
    faults: list[Fault]
    questions: list[Question]
    name: str = ""

    def weighing(self, weight: str) -> list[Fault]:
        """Return the faults with this `weight`: BLOCKS, WARNS or NOTES."""
        return [fault for fault in self.faults if fault.weight == weight]

    @property
    def blocking(self) -> list[Fault]:
        """Faults that stop the import."""
        return self.weighing(BLOCKS)

    @property
    def to_settle(self) -> list[Fault]:
        """Blocking faults that the user settles by choosing a meeting: dates that match no meeting."""
        rows = {question.row for question in self.questions}
        return [fault for fault in self.blocking if fault.row in rows and fault.column == "Date"]

    @property
    def to_mend(self) -> list[Fault]:
        """Blocking faults that the user can settle only in the file."""
        settled = self.to_settle
        return [fault for fault in self.blocking if fault not in settled]

    @property
    def warnings(self) -> list[Fault]:
        """Faults that the user must accept before the import."""
        return self.weighing(WARNS)

    @property
    def notes(self) -> list[Fault]:
        """Faults shown for information only."""
        return self.weighing(NOTES)

    @property
    def to_bring(self) -> list[Line]:
        """The rows that the import would add."""
        return [line for line in self.lines if not line.skipped]

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
    What is wrong with a row, in a sentence: where it is, the column and what it says there.

    `weight`: what BLOCKS stops everything, what WARNS wants to be accepted, NOTES are only told. `rule` is the rule it
    offends against.
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
    """One row as it would be brought in; `skipped` where it would not, because the programme has it already."""

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
        """The day it is or was considered or held; None while that is to be settled."""
        return self.meeting.date if self.meeting else self.held_on


@dataclass(frozen=True, slots=True)
class Question:
    """A date that is no meeting: the row whose cell it is, what it says, and the meeting that may be meant."""

    row: int
    where: str
    says: str
    nearest: Meeting | None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Import:
    """A file called `name` looked over: its rows, its faults in their order, the dates that somebody must settle."""

    lines: list[Line]
    faults: list[Fault]
    questions: list[Question]
    name: str = ""

    def weighing(self, weight: str) -> list[Fault]:
        """Return the faults of that severity."""
        return [fault for fault in self.faults if fault.weight == weight]

    @property
    def blocking(self) -> list[Fault]:
        """Faults that stop the import."""
        return self.weighing(BLOCKS)

    @property
    def to_settle(self) -> list[Fault]:
        """Blocking faults that an answer settles: dates that are no meeting."""
        rows = {question.row for question in self.questions}
        return [fault for fault in self.blocking if fault.row in rows and fault.column == "Date"]

    @property
    def to_mend(self) -> list[Fault]:
        """Blocking faults that only a corrected file settles."""
        settled = self.to_settle
        return [fault for fault in self.blocking if fault not in settled]

    @property
    def warnings(self) -> list[Fault]:
        """Faults that somebody must accept."""
        return self.weighing(WARNS)

    @property
    def notes(self) -> list[Fault]:
        """Faults shown for information only."""
        return self.weighing(NOTES)

    @property
    def to_bring(self) -> list[Line]:
        """The rows that would be brought in."""
        return [line for line in self.lines if not line.skipped]

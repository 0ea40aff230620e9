"""The planner's board: items as cards, meetings as columns with their load, and problems (R48, R42)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from committee.wording.dates import month_and_year
from meetings.models import Meeting
from workprogramme.models import COMING, HAPPENS, OFFICER_ROLES, Duty, ItemState, Note, Programme, ProgrammeItem
from workprogramme.programmes.duties import Standing
from workprogramme.time_limits import Counting, decision_warning

# Kinds of problems, most urgent first, with the label of each filter.
KINDS = {
    "cancelled": "Meeting cancelled",
    "decision": "Too late for a decision",
    "duty": "Legal duties due",
    "no_outcome": "No outcome",
    "look_back": "Look-backs due",
    "no_officer": "No officer",
    "too_full": "Too full",
    "gap": "Nothing planned",
}
# By kind of problem: a sentence above the filtered list, where the same sentence is true of every item or meeting.
ALIKE = {
    "cancelled": "Their meeting is cancelled: move them to another, or return them to be scheduled.",
    "no_outcome": "The meeting has been held, and no outcome has been accepted.",
    "no_officer": "No officer leads them, so no one is asked for a paper or an outcome.",
    "too_full": "These meetings have too many items.",
    "gap": "Upcoming formal meetings with nothing planned.",
}
BEFORE_A_LOOK_BACK = dt.timedelta(days=60)
LIVE = (*COMING, ItemState.CONSIDERED, ItemState.FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: its kind (see `KINDS`), a sentence, and the item, meeting or duty that has the problem."""

    kind: str
    text: str
    item: ProgrammeItem | None = None
    meeting: Meeting | None = None
    duty: Duty | None = None


def has_officer(item: ProgrammeItem) -> bool:
    """Return whether an officer leads the item. Takes no query if `leads` is prefetched."""
    return any(lead.role in OFFICER_ROLES for lead in item.leads.all())


def lacks_outcome(item: ProgrammeItem, on: dt.date) -> bool:
    """Return whether the item's day has passed without an accepted outcome, as `without_outcome()` defines."""
    if item.state not in LIVE or item.table not in HAPPENS or item.has_outcome or item.day is None:
        return False
    return item.day < on and not (item.meeting and item.meeting.is_cancelled)


def of_item(item: ProgrammeItem, on: dt.date, counting: Counting | None) -> Iterator[Problem]:
    """Yield the problems of an item in the programme. Takes no query if the item's relations are loaded."""
    if item.state not in LIVE:
        return
    if item.meeting and item.meeting.is_cancelled:
        yield Problem("cancelled", "Its meeting is cancelled: move it to another.", item)
    late = decision_warning(item, counting) if item.precedes_id and item.state in COMING else ""
    if late:
        yield Problem("decision", late, item)
    if lacks_outcome(item, on):
        yield Problem("no_outcome", "The meeting has been held, and no outcome has been accepted.", item)
    if item.state == ItemState.TBC and item.wanted_on and item.wanted_on <= on + BEFORE_A_LOOK_BACK:
        what = "A look-back is due" if item.follow_up_of_id else "It is wanted"
        yield Problem("look_back", f"{what} about {month_and_year(item.wanted_on)}, and no meeting is chosen.", item)
    if item.table in HAPPENS and not item.has_outcome and not has_officer(item):
        yield Problem("no_officer", "No officer leads it.", item)


def of_meeting(meeting: Meeting, load: int, limit: int, on: dt.date) -> Iterator[Problem]:
    """Yield the problems of a meeting to come: too many items, or a formal meeting without items."""
    if meeting.is_cancelled or meeting.date < on:
        return
    if load > limit:
        yield Problem("too_full", f"{load} items; the limit is {limit}.", meeting=meeting)
    if not load and meeting.is_formal:
        yield Problem("gap", "Nothing is planned for this meeting.", meeting=meeting)


@dataclass(frozen=True, slots=True)
class Card:
    """An item on the planner, with its problems."""

    item: ProgrammeItem
    problems: list[Problem]

    @property
    def officers(self) -> list[str]:
        """Officers who lead the item, as printed."""
        return [lead.printed for lead in self.item.leads.all() if lead.role in OFFICER_ROLES]

    @property
    def others(self) -> list[str]:
        """Leads who are not officers, with their roles: "Cabinet Member: Mark Sutton"."""
        return [str(lead) for lead in self.item.leads.all() if lead.role not in OFFICER_ROLES]

    @property
    def kinds(self) -> set[str]:
        """Kinds of the item's problems."""
        return {problem.kind for problem in self.problems}

    @property
    def is_movable(self) -> bool:
        """True where the item can be scheduled or moved: not considered, ended, standing or on an agenda."""
        now = self.item
        placed = now.state in (ItemState.TBC, ItemState.SCHEDULED, ItemState.ON_AGENDA)
        return placed and not now.has_outcome and not now.is_on_agenda


@dataclass(frozen=True, slots=True)
class Column:
    """
    A meeting with the cards of its items, less the cards that the planner's filter leaves out.

    `load` is the number of all items at the meeting, `limit` the number that a meeting should have at most.
    """

    meeting: Meeting
    limit: int
    load: int
    cards: list[Card]
    problems: list[Problem]
    is_past: bool
    is_next: bool = False

    @property
    def over(self) -> int:
        """Number of items above the limit."""
        return max(0, self.load - self.limit)

    @property
    def is_target(self) -> bool:
        """True where items may be dragged to this meeting."""
        return not self.is_past and not self.meeting.is_cancelled


@dataclass(frozen=True, slots=True)
class Plan:
    """
    A programme as of the day `on`: its meetings as columns, other items as cards, suggestions, duties and problems.

    `tbc` are items to be scheduled, `days` working groups and inquiry days, `others` briefings outside meetings.
    """

    programme: Programme
    on: dt.date
    columns: list[Column]
    tbc: list[Card]
    suggestions: list[Any]
    standing: list[Card]
    days: list[Card]
    others: list[Card]
    duties: list[Standing]
    notes: list[Note]
    problems: list[Problem] = field(default_factory=list)

    @property
    def past(self) -> list[Column]:
        """The meetings that have been held."""
        return [column for column in self.columns if column.is_past]

    @property
    def coming(self) -> list[Column]:
        """The meetings to come, including today's."""
        return [column for column in self.columns if not column.is_past]

    def counts(self) -> list[tuple[str, str, int]]:
        """Return (kind, label, number of problems) for each kind of problem that occurs."""
        kinds = [problem.kind for problem in self.problems]
        return [(kind, word, kinds.count(kind)) for kind, word in KINDS.items() if kind in kinds]

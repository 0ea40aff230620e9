"""The planner's board: items as cards, meetings as columns with their load, and what stands beside them."""

import datetime as dt
from dataclasses import dataclass, field

from meetings.models import Meeting
from workprogramme.duties.standing import Standing
from workprogramme.models import OFFICER_ROLES, ItemState, Note, Programme, ProgrammeItem
from workprogramme.planner.problems import KINDS, Problem


@dataclass(frozen=True, slots=True)
class Card:
    """An item as the planner shows it."""

    item: ProgrammeItem
    problems: list[Problem]

    @property
    def officers(self) -> list[str]:
        """Who leads it as an officer, as printed."""
        return [lead.printed for lead in self.item.leads.all() if lead.role in OFFICER_ROLES]

    @property
    def others(self) -> list[str]:
        """Who else leads it: "Cabinet Member: Mark Sutton"."""
        return [str(lead) for lead in self.item.leads.all() if lead.role not in OFFICER_ROLES]

    @property
    def kinds(self) -> set[str]:
        """The kinds of what is the matter with it."""
        return {problem.kind for problem in self.problems}

    @property
    def is_movable(self) -> bool:
        """Whether it can be put to a meeting, or to another: not considered, ended, standing or on an agenda."""
        now = self.item
        placed = now.state in (ItemState.TBC, ItemState.SCHEDULED, ItemState.ON_AGENDA)
        return placed and not now.has_outcome and not now.is_on_agenda

    @property
    def needs_reason(self) -> bool:
        """Whether moving it must be explained: it has a meeting or a day already."""
        return self.item.day is not None

    @property
    def lacks_outcome(self) -> bool:
        """Whether its outcome is still to be accepted."""
        return "no_outcome" in self.kinds


@dataclass(frozen=True, slots=True)
class Column:
    """A meeting with its cards (all of its items, or those asked for): `load` items where it takes `limit`."""

    meeting: Meeting
    limit: int
    load: int
    cards: list[Card]
    problems: list[Problem]
    is_past: bool
    is_next: bool = False

    @property
    def over(self) -> int:
        """How many items it has too many."""
        return max(0, self.load - self.limit)

    @property
    def is_target(self) -> bool:
        """Whether items may be put to it by dragging."""
        return not self.is_past and not self.meeting.is_cancelled


@dataclass(frozen=True, slots=True)
class Plan:
    """A programme on a day: columns in order of their meetings, side columns, and everything to look at."""

    programme: Programme
    on: dt.date
    columns: list[Column]
    tbc: list[Card]
    suggestions: list[ProgrammeItem]
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
        """The meetings to come, today's with them."""
        return [column for column in self.columns if not column.is_past]

    def counts(self) -> list[tuple[str, str, int]]:
        """What there is to look at: (kind, its word, how many), kinds with none left out."""
        kinds = [problem.kind for problem in self.problems]
        return [(kind, word, kinds.count(kind)) for kind, word in KINDS.items() if kind in kinds]

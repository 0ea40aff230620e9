"""Recurring duties: business that a committee must formally consider again within a number of months."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from committee.law.periods import months_from
from committee.wording.dates import long_date


class Kept(StrEnum):
    """The state of a committee's duty on a day."""

    IN_TIME = "in_time"
    PLANNED = "planned"
    DUE = "due"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Round:
    """
    The state of a duty on a day.

    - `last`, `planned`: days of the last and of the next formal meeting on the duty, or None
    - `due_on`: last day for the next formal meeting; None where no last meeting is recorded
    """

    kept: Kept
    last: date | None
    planned: date | None
    due_on: date | None

    @property
    def warns(self) -> bool:
        """True where the duty is due or missed."""
        return self.kept in (Kept.DUE, Kept.MISSED)

    @property
    def words(self) -> str:
        """A sentence on the last and the next meeting that considers the duty."""
        if self.last is None or self.due_on is None:
            opening = "No formal meeting on this is recorded"
            return (
                f"{opening} yet. One is planned for {long_date(self.planned)}."
                if self.planned
                else f"{opening} or planned."
            )
        last, due = f"Last considered on {long_date(self.last)}", long_date(self.due_on)
        if self.kept is Kept.MISSED:
            return f"{last}: it should have been considered again by {due}{self._planned(', and is planned for')}."
        if self.planned and self.planned > self.due_on:
            return f"{last}: it must be considered again by {due}, but is planned for {long_date(self.planned)}."
        return f"{last}, next by {due}{self._planned('; planned for')}."

    def _planned(self, words: str) -> str:
        return f"{words} {long_date(self.planned)}" if self.planned else ""


def stands(last: date | None, planned: date | None, on: date, *, every_months: int = 12, warn_after: int = 10) -> Round:
    """
    Return the state of a duty on that day (R42); `last` and `planned` are the days of the last and next formal meeting.

    The crime and disorder committee meets for its duty at least once in every twelve months (SI 2009/942 reg 4).
    The duty is DUE from `warn_after` months after the last meeting, unless the next meeting is planned in time. A duty
    without a recorded meeting is DUE now, planned or not, because twelve months may have passed.
    """
    if last is None:
        return Round(Kept.DUE, None, planned, None)
    due_on = months_from(last, every_months)
    if on > due_on:
        state = Kept.MISSED
    elif planned and planned <= due_on:
        state = Kept.PLANNED
    else:
        state = Kept.DUE if on > months_from(last, warn_after) else Kept.IN_TIME
    return Round(state, last, planned, due_on)

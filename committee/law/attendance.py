"""The six-month rule: the day on which an absent councillor ceases to be a councillor, and earlier warnings (R36).

LGA 1972 s.85: six consecutive months from the date of the last attendance at any meeting of the authority, unless the
failure was due to a reason that the authority approved before the period expired. Apologies are no approval.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from committee.law.findings import Finding, Severity
from committee.law.periods import months_from
from committee.wording.dates import long_date

MONTHS = 6
# Months after the last attendance.
WARNED_AT = 4
ALERTED_AT = 5


class Stage(IntEnum):
    """The stage of a member's absence."""

    FINE = 0
    WARNED = 1
    ALERTED = 2
    EXPIRED = 3


@dataclass(frozen=True, slots=True, order=True)
class Approval:
    """An absence that the council approved: the day of the approval, and the last day that it covers."""

    approved_on: date
    until: date


@dataclass(frozen=True, slots=True)
class Clock:
    """
    The six months of one member's absence.

    - `since`: day of the last attendance
    - `ends`: last day on which an attendance keeps the seat, approvals included
    - `warns`, `alerts`: first days of the stages WARNED and ALERTED
    - `approved_until`: last day covered by an approval given in time, or None
    """

    since: date
    ends: date
    warns: date
    alerts: date
    approved_until: date | None = None

    def stage(self, on: date) -> Stage:
        """Return the stage that the absence has reached on that day."""
        if on > self.ends:
            return Stage.EXPIRED
        return Stage.ALERTED if on >= self.alerts else Stage.WARNED if on >= self.warns else Stage.FINE

    def finding(self, on: date, name: str) -> Finding | None:
        """Return the finding of R36 from the fourth month on; None before."""
        stage = self.stage(on)
        if stage is Stage.FINE:
            return None
        if stage is Stage.EXPIRED:
            text = f"{name} attended no meeting between {long_date(self.since)} and {long_date(self.ends)}"
            text += ", so has ceased to be a member unless the council approved the reason in time."
        else:
            text = f"{name} has attended no meeting since {long_date(self.since)} and ceases to be a member"
            text += f" unless they attend one, or the council approves the reason, by {long_date(self.ends)}."
        return Finding("R36", Severity.WARN, text, "LGA 1972 s.85")


def clock(since: date, approvals: Iterable[Approval] = ()) -> Clock:
    """
    Return the six months from the last attendance, `since`.

    The period ends on the same day of the month six months later, or at the end of a shorter month (Dodds v Walker). An
    approval counts if it was given by the last day of the period, as extended by earlier approvals. The period then
    ends with the approval, if that is later, and the warnings come two months and one month before the end.
    """
    ends = months_from(since, MONTHS)
    approved_until = None
    for approval in sorted(approvals):
        # An approval on the last day is still in time, because the period runs to the end of that day.
        if approval.approved_on <= ends < approval.until:
            ends = approved_until = approval.until
    warns, alerts = months_from(since, WARNED_AT), months_from(since, ALERTED_AT)
    if approved_until:
        warns = max(warns, months_from(ends, WARNED_AT - MONTHS))
        alerts = max(alerts, months_from(ends, ALERTED_AT - MONTHS))
    return Clock(since, ends, warns, alerts, approved_until)

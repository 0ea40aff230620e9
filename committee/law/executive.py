"""
Decisions of the executive: first days for key decisions, notices of private meetings, and the influence of scrutiny.

SI 2012/2089 regs 9 to 11. It is unsettled whether the clear days are working days. Councils count calendar days for the
28 days of reg 9, so calendar days are the default here. The five days of reg 10 are counted as for a meeting
(Elitestone: inference).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from committee.law.clear_days import DayList, calendar_clear, clear_days
from committee.law.findings import Finding, Severity
from committee.law.response import KEY_DECISION_DAYS, key_decision_notice_by, nth_working_day_after
from committee.wording.dates import long_date
from committee.wording.wording import chair

SECOND_NOTICE_DAYS = 5
REG_5 = "SI 2012/2089 reg 5"


@dataclass(frozen=True, slots=True)
class PrivateNotices:
    """
    The days of the two notices that a meeting of the executive is to be held in private, and of an agreement.

    - `first`, `second`: the days on which the first and the second notice were given
    - `from_`: the first day on which the meeting may be private under the first notice. The council's way of counting
      clear days on the day of that notice applies.
    - `agreed`: the day on which the entitled person agreed that the meeting cannot reasonably be deferred
    - `moved`: the day on which the meeting's new date was published; None where the meeting was not moved
    - `deferred`: True where the meeting was moved to a later day, so that an agreement not to defer the meeting is void
    """

    first: date | None = None
    from_: date | None = None
    second: date | None = None
    agreed: date | None = None
    moved: date | None = None
    deferred: bool = False


def why_not_in_private(notice: PrivateNotices, meeting: date, days: DayList) -> Finding | None:
    """
    Return why the executive may not meet in private that day, wholly or in part; None where it may (R58, reg 5).

    Two notices are needed:

    - the first, 28 clear days before the meeting, with the reasons
    - the second, five clear days before the meeting, with the reasons, the representations received and the response

    An agreement under reg 5(6) replaces a missing notice, if it was obtained by the day of the meeting and the meeting
    is not deferred. Where the meeting was moved after the notices, its new day must be published five clear days
    before.
    """
    if notice.agreed and notice.agreed <= meeting and not notice.deferred:
        return None
    if notice.first is None or notice.from_ is None:
        return _private("no notice of it has been published 28 clear days before")
    if meeting < notice.from_:
        return _private(
            f"its first notice, of {long_date(notice.first)}, lets it be held in private from {long_date(notice.from_)}"
        )
    if notice.second is None:
        return _private(
            "its second notice, with the reasons, the representations received and the response, has not been published"
        )
    clear = len(clear_days(notice.second, meeting, days))
    if clear < SECOND_NOTICE_DAYS:
        return _private(
            f"its second notice, of {long_date(notice.second)}, gives {clear} of the {SECOND_NOTICE_DAYS} clear days"
        )
    if notice.moved and (clear := len(clear_days(notice.moved, meeting, days))) < SECOND_NOTICE_DAYS:
        return _private(
            f"its notices were given for another day, and the notice of {long_date(notice.moved)} that it is moved "
            f"gives {clear} of the {SECOND_NOTICE_DAYS} clear days"
        )
    return None


def _private(why: str) -> Finding:
    text = (
        f"It cannot be heard in private: {why}. Without both notices it needs the agreement of the {chair().lower()} "
        "of the scrutiny committee that it cannot reasonably be deferred, published with the reasons."
    )
    return Finding("R58", Severity.BLOCK, text, REG_5)


class Influence(StrEnum):
    """The position of a committee's meeting before, in or after the period of a decision (see `influence`)."""

    IN_TIME = "in_time"
    CLOSE = "close"
    LATE = "late"
    AFTER = "after"


def decision_from(notice: date, days: DayList, *, working: bool = False) -> date:
    """Return the first day for a key decision: 28 clear days have passed since its notice (SI 2012/2089 reg 9)."""
    if working:
        return nth_working_day_after(notice, KEY_DECISION_DAYS, days) + timedelta(days=1)
    return notice + timedelta(days=KEY_DECISION_DAYS + 1)


def clear_days_of_notice(notice: date, decision: date, days: DayList, *, working: bool = False) -> int:
    """Return the number of clear days between notice and decision: working or calendar days (SI 2012/2089 reg 9)."""
    return len(clear_days(notice, decision, days)) if working else calendar_clear(notice, decision)


def why_notice_is_short(notice: date, decision: date, days: DayList, *, working: bool = False) -> str:
    """Return a sentence on why notice on day `notice` is too short; "" where there are 28 clear days (reg 9)."""
    if decision_from(notice, days, working=working) <= decision:
        return ""
    clear = clear_days_of_notice(notice, decision, days, working=working)
    last = key_decision_notice_by(decision, days, working=working)
    return (
        f"Notice on {long_date(notice)} gives {clear} of the {KEY_DECISION_DAYS} clear days needed before "
        f"{long_date(decision)}: the last day for it was {long_date(last)}."
    )


def influence(meeting: date, earliest: date, latest: date, days: DayList, *, working: bool = False) -> Influence:
    """
    Return whether a committee that meets on day `meeting` can influence a decision due from `earliest` to `latest`.

    - AFTER: the meeting is after the period, and cannot influence the decision
    - LATE: the meeting is within the period, so the decision may have been taken already
    - CLOSE: the meeting is less than 28 clear days before the period. It can advise, but notice of another key decision
      for `earliest` would be too late (reg 9)
    - IN_TIME: the meeting is earlier than that
    """
    if meeting > latest:
        return Influence.AFTER
    if meeting >= earliest:
        return Influence.LATE
    if meeting > key_decision_notice_by(earliest, days, working=working):
        return Influence.CLOSE
    return Influence.IN_TIME

"""
Rules for notice, agendas, and late and urgent business, under three regimes.

Committees are under Part VA of the Local Government Act 1972 (s.100B, s.100E), full council under Part VA and Schedule
12 paragraph 4, the executive under SI 2012/2089. Each regime requires five clear days, with different exceptions.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from committee.law.clear_days import Count, DayList, count, last_working_day
from committee.law.findings import Finding, Severity
from committee.law.reasons import gives_reason
from committee.wording.dates import long_date
from committee.wording.wording import chair


class Kind(StrEnum):
    """The legal kind of a body, which decides the rules for its meetings (s.100E; SI 2012/2089 regs 2-4)."""

    COUNCIL = "council"
    EXECUTIVE = "executive"
    COMMITTEE = "committee"
    SUB_COMMITTEE = "sub_committee"
    JOINT = "joint"
    INFORMAL = "informal"


FIVE_DAYS_SINCE = date(2002, 10, 1)
PART_VA = "LGA 1972 s.100B(3)-(4); SI 2002/715"
SUMMONS = "LGA 1972 Sch 12 para 4(1A), 4(5)"
EXECUTIVE = "SI 2012/2089 reg 6(2)"


@dataclass(frozen=True, slots=True)
class ShorterNotice:
    """
    A meeting recorded as convened at shorter notice: the day of the call, and the days of its notice and reports.

    - known_since: the first day on which the calendar had this meeting, or another meeting of the body that this
      meeting replaces; None if unknown
    - instead_of: the day of the replaced meeting, where the body gave up that day on or after the last day to publish
      its agenda; else None
    """

    called_on: date
    notice_on: date
    reports_on: date | None = None
    known_since: date | None = None
    instead_of: date | None = None


@dataclass(frozen=True, slots=True)
class Urgency:
    """A chairman's ruling that one item be considered as a matter of urgency (s.100B(4)(b))."""

    chairman: str
    circumstances: str

    @property
    def complete(self) -> bool:
        """True where the ruling names the chairman of the meeting and the special circumstances."""
        return bool(self.chairman.strip()) and gives_reason(self.circumstances)


def required_clear_days(kind: Kind | str, on: date) -> int | None:
    """Return 5; 3 for a meeting before 1 October 2002 (SI 2002/715); None for an informal session."""
    if Kind(kind) is Kind.INFORMAL:
        return None
    return 5 if on >= FIVE_DAYS_SINCE else 3


def _in_time(kind: Kind | str, opened: date, meeting: date, days: DayList) -> Count | None:
    """Return None where there are enough clear days or the body is informal; else the count, which is too short."""
    required = required_clear_days(kind, meeting)
    if required is None:
        return None
    counted = count(opened, meeting, days, required)
    return None if counted.lawful else counted


def _block(rule: str, text: str, source: str) -> Finding:
    return Finding(rule, Severity.BLOCK, text, source)


def _too_late(counted: Count, days: DayList) -> str:
    last = last_working_day(counted.meeting, counted.required, days)
    if counted.published >= counted.meeting:
        return (
            f"{long_date(counted.published)} is not before the meeting: the last day to publish was {long_date(last)}."
        )
    return (
        f"Publishing on {long_date(counted.published)} gives {counted.clear} of the {counted.required} clear days "
        f"needed: the last day to publish was {long_date(last)}."
    )


def may_publish(
    kind: Kind | str,
    published: date,
    meeting: date,
    days: DayList,
    *,
    shorter_notice: ShorterNotice | None = None,
    all_items_urgent: bool = False,
) -> Finding | None:
    """
    Return what stops a first publication of the agenda; None where it may be published (R01, R05, R06).

    - Committees: s.100B(3)-(4).
    - Council: Schedule 12 para 4(1A). Nothing cures a late summons: para 4(5) allows urgent business at the annual
      meeting, but no late summons to that meeting.
    - Executive: SI 2012/2089 reg 6(2). An urgency ruling does not cure a late agenda.
    - all_items_urgent: True where every item has a complete ruling.

    An urgency ruling is for late items, not for late notice of the meeting, which `notice_of_meeting` checks.
    """
    counted = _in_time(kind, published, meeting, days)
    if counted is None:
        return None
    late = _too_late(counted, days)
    if published > meeting:
        return _after_the_meeting(kind, late)
    if Kind(kind) is Kind.COUNCIL:
        return _block(
            "R05", f"{late} Nothing clears this for the Council: not urgency, nor its annual meeting.", SUMMONS
        )
    if shorter_notice is not None:
        return refuse_shorter_notice(shorter_notice, published, meeting, days, counted.required)
    if Kind(kind) is Kind.EXECUTIVE:
        return _block("R06", f"{late} An urgency ruling cannot clear this for the executive.", EXECUTIVE)
    if all_items_urgent:
        return None
    ruling = f"the {chair().lower()}’s urgency ruling"
    text = f"{late} Every item needs {ruling}, or the meeting must be called at shorter notice."
    return _block("R01", text, PART_VA)


def _after_the_meeting(kind: Kind | str, late: str) -> Finding:
    """Return the finding on a publication after the meeting, which no ruling and no shorter notice can cure."""
    rules = {Kind.COUNCIL: ("R05", SUMMONS), Kind.EXECUTIVE: ("R06", EXECUTIVE)}
    rule, source = rules.get(Kind(kind), ("R01", PART_VA))
    return _block(rule, late, source)


def notice_of_meeting(
    kind: Kind | str, posted: date, meeting: date, days: DayList, *, shorter_notice: ShorterNotice | None = None
) -> Finding | None:
    """
    Return what is wrong with the notice of time and place; None where it is in time. Urgency cannot cure late notice.

    s.100A(6)(a): five clear days at the offices or, if convened at shorter notice, when it is convened. Council:
    Schedule 12 para 4(1A), with no shorter notice. Executive: SI 2012/2089 reg 6(1).
    """
    counted = _in_time(kind, posted, meeting, days)
    if counted is None:
        return None
    late = f"Notice of the meeting is late. {_too_late(counted, days)}"
    if Kind(kind) is Kind.COUNCIL:
        return _block("R05", late, "LGA 1972 Sch 12 para 4(1A)")
    if shorter_notice is not None:
        return refuse_shorter_notice(shorter_notice, posted, meeting, days, counted.required)
    if Kind(kind) is Kind.EXECUTIVE:
        return _block("R06", late, "SI 2012/2089 reg 6(1)")
    return _block("R01", late, "LGA 1972 s.100A(6)(a)")


def refuse_shorter_notice(
    shorter: ShorterNotice, agenda_on: date, meeting: date, days: DayList, required: int = 5
) -> Finding | None:
    """Return why a call at shorter notice is not accepted; None if it is accepted (R02, s.100A(6)(a), s.100B(3)(a))."""
    opened = {"notice": shorter.notice_on, "agenda": agenda_on, "reports": shorter.reports_on}
    apart = [name for name, on in opened.items() if on is not None and on != shorter.called_on]
    if shorter.called_on > meeting:
        text = "A meeting cannot be called after the day on which it is held."
    elif count(shorter.called_on, meeting, days, required).lawful:
        text = (
            f"The meeting was called on {long_date(shorter.called_on)}, when {required} clear days could still be "
            "given: it was not convened at shorter notice."
        )
    elif shorter.known_since and count(shorter.known_since, meeting, days, required).lawful:
        since = "for that day since" if shorter.instead_of is None else "since"
        text = (
            f"A meeting has been in the calendar {since} {long_date(shorter.known_since)}, when "
            f"{required} clear days could still be given: neither a late agenda, nor cancelling it or moving it and "
            "putting it back or to a near day, makes it one convened at shorter notice."
        )
    elif apart:
        text = (
            f"A meeting called at shorter notice opens notice, agenda and reports when it is called, on "
            f"{long_date(shorter.called_on)}. Opened on another day: {', '.join(apart)}."
        )
    else:
        return None
    return _block("R02", text, "LGA 1972 s.100A(6)(a), s.100B(3)(a)")


def may_consider(
    kind: Kind | str,
    item_open: date,
    meeting: date,
    days: DayList,
    *,
    called_on: date | None = None,
    urgency: Urgency | None = None,
    annual: bool = False,
) -> Finding | None:
    """
    Return why a meeting may not consider an item; None where it may (R03, R05, R06).

    - item_open: the day from which the agenda with this item, or the item itself, was open to inspection
    - called_on: the day on which the meeting was convened at genuinely shorter notice, or None; an item open by that
      day is in time (s.100B(4)(a); reg 6(2)(b))
    - urgency: the chairman's ruling, which needs a name and special circumstances (s.100B(4)(b)). A ruling has no
      effect for the executive. For the Council it has effect only at the annual meeting (Schedule 12 para 4(5))
    """
    counted = _in_time(kind, item_open, meeting, days)
    if counted is None:
        return None
    if item_open > meeting:
        return _after_the_meeting(kind, _too_late(counted, days))
    ruled = urgency is not None and urgency.complete
    if Kind(kind) is Kind.COUNCIL:
        if annual and ruled:
            return None
        text = "Council may take only the business in its summons; urgent business only at the annual meeting."
        return _block("R05", text, SUMMONS)
    if called_on is not None and item_open <= called_on:
        return None
    if Kind(kind) is Kind.EXECUTIVE:
        text = "The executive may not take an item added so late: there is no urgency ruling for agenda items."
        return _block("R06", text, EXECUTIVE)
    if ruled:
        return None
    text = (
        f"This item was open for {counted.clear} of {counted.required} clear days. It cannot be considered without "
        f"the urgency ruling of the {chair().lower()} of the meeting, by name, with the special circumstances."
    )
    return _block("R03", text, "LGA 1972 s.100B(4)(b)")


def late_report(kind: Kind | str, published: date, meeting: date, days: DayList, reason: str) -> Finding | None:
    """R07: return a warning if a report for an item listed in time is late; else None (s.100B(3) and proviso)."""
    if _in_time(kind, published, meeting, days) is None:
        return None
    text = "This report is late for an item that was listed in time: it goes out as a supplement. "
    text += f"Reason: {reason.strip()}" if reason.strip() else "Enter why it is late."
    return Finding("R07", Severity.WARN, text, "LGA 1972 s.100B(3)")


def public_copy_goes_too(kind: Kind | str, released: date, meeting: date, days: DayList) -> bool:
    """R08: return whether a paper given to members that day must be public at the same moment (s.100B(3) proviso)."""
    return _in_time(kind, released, meeting, days) is not None

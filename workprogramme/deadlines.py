"""Clocks of procedures such as call-in: the state and next deadline in words, and whether a deadline is missed."""

import datetime as dt
from dataclasses import dataclass

from committee.acts.saving import day_of
from committee.law.clear_days import last_calendar_day
from committee.law.executive import SECOND_NOTICE_DAYS, why_not_in_private
from committee.wording.dates import long_date
from meetings.models import PrivateNotice
from workprogramme.models import CallForAction, CallIn, DocumentRequest, KeyDecision, Notice, UrgentDecision
from workprogramme.time_limits import Counting


@dataclass(frozen=True, slots=True)
class Clock:
    """
    State of a procedure: a word, its colour, and a sentence (`text`) about the deadline.

    `late` is True if a deadline is missed.
    """

    word: str
    colour: str
    text: str = ""
    late: bool = False


def of_decision(decision: KeyDecision, today: dt.date, counting: Counting, *, public: bool = False) -> Clock:
    """Return the clock of a key decision, from notice to call-in. `public` leaves out tasks of the council."""
    if decision.withdrawn_at:
        return Clock("Withdrawn", "grey", decision.withdrawn_reason)
    if decision.taken_on:
        return _taken(decision, today, counting, public)
    if not decision.published_at:
        return _to_publish(decision, today, counting)
    if decision.latest_on >= today:
        return _noticed(decision, counting)
    ended = f"The period for the decision ended on {long_date(decision.latest_on)}"
    if public:
        return Clock("Not recorded as taken", "grey", f"{ended}.")
    return Clock("Was it taken?", "red", f"{ended}: record when it was taken, or withdraw it.", late=True)


def _noticed(decision: KeyDecision, counting: Counting) -> Clock:
    first = long_date(decision.earliest_on)
    if decision.notice != Notice.FULL or decision.published_at is None:
        word = "General exception" if decision.notice == Notice.GENERAL else "Special urgency"
        return Clock(word, "orange", f"It can be taken from {first}, without 28 days’ notice.")
    text = f"Notice was given on {_day(decision.published_at)}. The decision can be taken from {first}."
    return Clock("Notice published", "green", text)


def _to_publish(decision: KeyDecision, today: dt.date, counting: Counting) -> Clock:
    last = counting.notice_by(decision.earliest_on)
    if last < today:
        text = (
            f"The last day for notice of {counting.clear_days} was {long_date(last)}. Published today, it can be taken "
            f"from {long_date(counting.decision_from(today))}, sooner only by general exception or special urgency."
        )
        return Clock("Too late for full notice", "red", text, late=True)
    text = f"Publish its notice by {long_date(last)}, {counting.left(today, last)}: {counting.clear_days} before."
    return Clock("Notice not published", "yellow", text)


def _taken(decision: KeyDecision, today: dt.date, counting: Counting, public: bool) -> Clock:
    taken = f"Taken on {long_date(decision.taken_on)}." if decision.taken_on else ""
    if not decision.decision_published_on or not decision.call_in_until:
        to_do = "" if public else " Record when the decision was published. The call-in period starts then."
        return Clock("Taken", "blue", f"{taken}{to_do}")
    last = decision.call_in_until
    if today <= last:
        return Clock(
            "Can be called in", "teal", f"{taken} Until the end of {long_date(last)}, {counting.left(today, last)}."
        )
    return Clock("Taken", "green", f"{taken} The time for calling it in ended on {long_date(last)}.")


def of_private_notice(notice: PrivateNotice, today: dt.date, counting: Counting, *, public: bool = False) -> Clock:
    """
    Return the clock of a notice of private business: the next notice due, or whether a private hearing is lawful (R58).

    `public` leaves out tasks of the council.
    """
    meeting = notice.meeting.date
    if notice.withdrawn_at:
        return Clock("Withdrawn", "grey", notice.withdrawn_reason)
    if notice.meeting.is_cancelled:
        return Clock("Meeting cancelled", "grey", f"The meeting of {long_date(meeting)} has been cancelled.")
    if notice.agreed_on and notice.is_agreed:
        text = f"{notice.agreed_by} agreed on {long_date(notice.agreed_on)} that it cannot reasonably be deferred."
        return Clock("Agreed", "green", text)
    why = why_not_in_private(notice.given, meeting, counting.days)
    if why is None:
        return Clock("Both notices given", "green", f"The meeting is on {long_date(meeting)}.")
    if notice.first_published_at and not notice.second_published_at and notice.may_meet_from:
        last = last_calendar_day(meeting, SECOND_NOTICE_DAYS, counting.days)
        if meeting >= notice.may_meet_from and today <= last:
            due = "" if public else f" Publish the second by {long_date(last)}, {counting.left(today, last)}."
            return Clock("First notice given", "blue", f"The meeting is on {long_date(meeting)}.{due}")
    if not notice.first_published_at and counting.notice_by(meeting) >= today:
        last = counting.notice_by(meeting)
        due = "" if public else f"Publish the first notice by {long_date(last)}, {counting.left(today, last)}."
        return Clock("First notice not given", "yellow", due)
    return Clock("Not in time", "red", "" if public else why.text, late=True)


def of_call_in(call_in: CallIn, today: dt.date, counting: Counting) -> Clock:
    """Return the clock of a call-in: whether it is in time, the committee's deadline, and the outcome."""
    states = CallIn.State
    if call_in.state == states.RECEIVED:
        late = ", and was received later" if day_of(call_in.received_at) > call_in.due_on else ""
        return Clock("To be checked", "yellow", f"It could be made until the end of {long_date(call_in.due_on)}{late}.")
    if call_in.state == states.ACCEPTED and call_in.meet_by:
        return _to_meet(call_in, call_in.meet_by, today, counting)
    colour = {states.REFUSED: "red", states.NOT_PURSUED: "green"}.get(states(call_in.state), "blue")
    settled = f"Decided on {long_date(call_in.settled_on)}." if call_in.settled_on else ""
    return Clock(call_in.get_state_display(), colour, settled)


def _to_meet(call_in: CallIn, meet_by: dt.date, today: dt.date, counting: Counting) -> Clock:
    day = call_in.item.day if call_in.item else None
    due = f"by {long_date(meet_by)}"
    if day is None:
        late, remaining = meet_by < today, counting.left(today, meet_by)
        text = f"The committee {'had' if late else 'has'} to meet on it {due}, {remaining}; no meeting is set."
        return Clock("Needs a meeting", "red" if late else "orange", text, late=late)
    if day > meet_by:
        return Clock(
            "Meeting too late", "red", f"The committee meets on {long_date(day)}; it must meet {due}.", late=True
        )
    return Clock("To be considered", "blue", f"The committee meets on {long_date(day)}; it must meet {due}.")


def of_request(request: DocumentRequest, today: dt.date, counting: Counting) -> Clock:
    """Return the clock of a document request: when it is due (within ten clear days, reg 17, R46), or its answer."""
    states = DocumentRequest.State
    if request.state != states.OPEN:
        colour = {states.PROVIDED: "green", states.REFUSED: "red"}.get(states(request.state), "grey")
        on = f"On {long_date(request.answered_on)}." if request.answered_on else ""
        return Clock(request.get_state_display(), colour, on)
    late = request.due_on < today
    word, verb = ("Overdue", "was") if late else ("Due", "is")
    text = f"It {verb} due by the end of {long_date(request.due_on)}, {counting.left(today, request.due_on)}."
    return Clock(word, "red" if late else "blue", text, late=late)


def of_call_for_action(call: CallForAction, today: dt.date, _counting: Counting | None = None) -> Clock:
    """Return the clock of a call for action. The law sets no deadline, so the clock says how long the call waits."""
    states = CallForAction.State
    waited = (today - call.received_on).days
    since = f"Received on {long_date(call.received_on)}"
    if call.state == states.RECEIVED:
        ago = "today" if waited == 0 else f"{waited} day{'' if waited == 1 else 's'} ago"
        return Clock("To be checked", "yellow", f"{since}, {ago}.")
    if call.state == states.ACCEPTED:
        day = call.meeting.date if call.meeting else (call.item.day if call.item else None)
        meets = f"The committee discusses it on {long_date(day)}." if day else "No meeting is set for it yet."
        return Clock("To be discussed", "blue" if day else "orange", meets)
    colour = {states.REJECTED: "red", states.ACTED: "green"}.get(states(call.state), "grey")
    on = f"On {long_date(call.settled_on)}." if call.settled_on else ""
    return Clock(call.get_state_display().removeprefix("Discussed: ").capitalize(), colour, on)


def of_urgent(urgent: UrgentDecision, today: dt.date, _counting: Counting | None = None) -> Clock:
    """Return the clock of an urgent decision: the chairman's answer, or the first day for the decision (reg 10)."""
    answers = UrgentDecision.Answer
    if urgent.answer == answers.ASKED:
        return Clock(
            "Asked", "orange", f"{urgent.chairman} was asked on {_day(urgent.asked_at)} and has not answered yet."
        )
    if urgent.answer == answers.TOLD and urgent.earliest_on:
        may = "can be taken" if urgent.earliest_on <= today else "cannot be taken before"
        text = f"{urgent.chairman} was told on {_day(urgent.asked_at)}. Five clear days: it {may}"
        return Clock(
            "Told", "green", f"{text} {'from ' if may == 'can be taken' else ''}{long_date(urgent.earliest_on)}."
        )
    on = f" on {_day(urgent.answered_at)}" if urgent.answered_at else ""
    if urgent.answer == answers.WITHDRAWN:
        return Clock("Withdrawn", "grey", f"It was withdrawn{on}.")
    colour = "green" if urgent.answer == answers.AGREED else "red"
    return Clock(urgent.get_answer_display(), colour, f"{urgent.chairman} {urgent.get_answer_display().lower()}{on}.")


def _day(at: dt.datetime) -> str:
    return long_date(day_of(at))

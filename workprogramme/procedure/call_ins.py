"""Verbs of call-in: receive, check, refuse, settle (LGA 2000 s.9F(4); days and numbers are the constitution's)."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from committee import audit
from committee.law.clear_days import long_date
from committee.models import Committee, Person, User
from committee.refusal import Refused
from meetings.models import Meeting
from meetings.procedure.keeping import day_of, said, save
from workprogramme.forward_plan import Counting
from workprogramme.models import CallIn, KeyDecision, Purpose
from workprogramme.procedure.taking_up import take_up

State = CallIn.State
OUTCOMES = (State.NOT_PURSUED, State.REFERRED, State.TO_COUNCIL)


@transaction.atomic
def receive(
    committee: Committee,
    *,
    members: Collection[Person],
    reasons: str,
    decision: KeyDecision | None = None,
    decision_title: str = "",
    decided_by: str = "",
    decision_published_on: dt.date | None = None,
    at: dt.datetime,
    by: User,
) -> CallIn:
    """
    Record that `members` call a decision in: one of the forward plan, or another, in words with its day.

    The last day and the number of members who must sign are fixed as they are now. Raises Refused for a body that does
    no scrutiny, a decision not yet published, or one called in already.
    """
    if not committee.is_scrutiny:
        raise Refused("A decision is called in by an overview and scrutiny committee.")
    if decision:
        KeyDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
        _refuse_again(decision)
        decision_title, decided_by = decision.title, decision.decision_maker
        decision_published_on = decision.decision_published_on
    if decision_published_on is None or decision_published_on > day_of(at):
        raise Refused("Only a decision that has been published can be called in: say on which day it was.")
    counting = Counting.current()
    call_in = CallIn(
        committee=committee,
        decision=decision,
        decision_title=" ".join(decision_title.split()),
        decided_by=" ".join(decided_by.split()),
        decision_published_on=decision_published_on,
        reasons=said(reasons, "why it is called in", 4000),
        received_at=at,
        due_on=counting.call_in_until(decision_published_on),
        needed=counting.rules.call_in_members,
        recorded_by=by,
    )
    save(call_in)
    call_in.members.set(members)
    audit.record(by, "received", call_in, members=_names(call_in), due_on=call_in.due_on.isoformat())
    return call_in


def _refuse_again(decision: KeyDecision) -> None:
    if decision.call_ins.exclude(state=State.REFUSED).exists():
        raise Refused("That decision has been called in already; it can be called in once.")


def _names(call_in: CallIn) -> str:
    return ", ".join(str(person) for person in call_in.members.by_surname())


def _hold(call_in: CallIn, *states: str) -> CallIn:
    """The row as it is now, locked. Raises Refused where it is in none of `states`."""
    rows = CallIn.objects.select_for_update(of=("self",)).select_related("committee", "item__meeting")
    now = rows.get(pk=call_in.pk)
    if now.state not in states:
        raise Refused(f"That call-in stands elsewhere now: {now.get_state_display().lower()}.")
    return now


@transaction.atomic
def set_members(call_in: CallIn, members: Collection[Person], *, by: User) -> CallIn:
    """Say anew who calls it in, as names come and go until it is checked. Raises Refused later."""
    now = _hold(call_in, State.RECEIVED)
    now.members.set(members)
    audit.record(by, "said who calls in", now, members=_names(now))
    return now


@transaction.atomic
def leave(call_in: CallIn, person: Person, *, by: User) -> CallIn:
    """Take a member's name off a call-in that has not been checked yet. Raises Refused later, and for anybody else."""
    now = _hold(call_in, State.RECEIVED)
    if not now.members.filter(pk=person.pk).exists():
        raise Refused("That name is not on the call-in.")
    now.members.remove(person)
    audit.record(by, "took a name off", now, member=str(person))
    return now


def why_not_valid(call_in: CallIn) -> str:
    """Why a call-in is not valid by the constitution, as a sentence; "" where it is."""
    signed = call_in.members.count()
    if day_of(call_in.received_at) > call_in.due_on:
        return f"It came after {long_date(call_in.due_on)}, the last day for it."
    if signed < call_in.needed:
        return f"It bears {signed} of the {call_in.needed} names needed."
    return ""


def usual_title(call_in: CallIn) -> str:
    """What the work programme calls it, unless somebody says otherwise."""
    return f"Call-in: {call_in.decision_title}"[:250]


@transaction.atomic
def accept(
    call_in: CallIn, *, title: str = "", meeting: Meeting | None = None, on: dt.date, at: dt.datetime, by: User
) -> CallIn:
    """
    Find it valid: the committee must meet on it within its days, and it goes into the work programme.

    There it has `title`, which anybody reads: a decision that is none of the forward plan was named by its members.
    Raises Refused where it came too late or bears too few names, or the meeting would not do.
    """
    now = _hold(call_in, State.RECEIVED)
    if why := why_not_valid(now):
        raise Refused(f"{why} Refuse it, with that as the reason.")
    now.meet_by = Counting.current().call_in_met_by(day_of(now.received_at))
    now.item = take_up(
        now.committee,
        title=" ".join(title.split()) or usual_title(now),
        purpose=Purpose.CALL_IN,
        names=_names(now),
        details=f"Call-in of a decision of {now.decided_by}, published on {long_date(now.decision_published_on)}.",
        meeting=meeting,
        on=on,
        at=at,
        by=by,
    )
    now.state = State.ACCEPTED
    save(now)
    audit.record(by, "accepted", now, meet_by=now.meet_by.isoformat())
    return now


@transaction.atomic
def refuse(call_in: CallIn, *, reasons: str, on: dt.date, by: User) -> CallIn:
    """Find it not valid, with the reasons its members are told. Raises Refused once it has been checked."""
    now = _hold(call_in, State.RECEIVED)
    now.outcome = said(reasons, "why it is not valid", 2000)
    now.state, now.settled_on = State.REFUSED, on
    save(now)
    audit.record(by, "refused", now, reasons=now.outcome)
    return now


@transaction.atomic
def settle(call_in: CallIn, *, state: str, outcome: str, on: dt.date, by: User) -> CallIn:
    """Record what the committee decided: the decision stands, goes back, or goes to the Council. Raises Refused."""
    if state not in OUTCOMES:
        raise Refused("Say whether the decision stands, goes back to who took it, or goes to the Council.")
    now = _hold(call_in, State.ACCEPTED)
    now.outcome = said(outcome, "what the committee decided", 2000)
    now.state, now.settled_on = state, on
    save(now)
    audit.record(by, "settled", now, outcome=State(state).label)
    return now

"""Verbs of a councillor call for action: refer, accept, reject, settle (R47: LGA 2000 s.9FC, SI 2012/1022)."""

import datetime as dt

from committee.access.permissions import is_this_member, plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, proven, reasoned, said, save
from committee.acts.verbs import verb
from committee.law.calls_for_action import refuse_reference
from committee.models import Committee, Person, Term, User
from committee.wording.dates import long_date
from meetings.models import Meeting
from workprogramme.locking import hold_request
from workprogramme.models import CallForAction, Purpose
from workprogramme.programmes.taking_up import met_on, take_up

State = CallForAction.State
OPEN = (State.RECEIVED, State.ACCEPTED)


@verb(
    may=plans_scrutiny, may_this=lambda who, on, /, committee, councillor, **_: is_this_member(who, on, councillor.pk)
)
def refer(
    committee: Committee,
    councillor: Person,
    *,
    matter: str,
    tried: str = "",
    excluded: str = CallForAction.Excluded.NONE,
    systemic: bool = False,
    on: dt.date,
    proof: str = "",
    at: dt.datetime,
    by: User,
) -> CallForAction:
    """
    Refer a local matter to the committee. Reject an excluded matter at once, with the reason in law (R47).

    If the councillor is a full member of the committee, only a matter outside the committee's functions is excluded.

    Raises Refused where

    - the committee does no scrutiny, or the person is neither a councillor nor a full member of the committee;
    - the same call is already open;
    - the day `on` is in the future, or is not today and has no `proof`.
    """
    proof = proven(proof, on, at)
    if not committee.is_scrutiny:
        raise Refused("A call for action goes to an overview and scrutiny committee.")
    is_councillor = Term.objects.on(on).filter(person=councillor).exists()
    own_member = committee.seats.on(on).full_members().filter(person=councillor).exists()
    if not is_councillor and not own_member:
        raise Refused(f"{councillor} was neither a councillor nor a member of the {committee} that day.")
    # Lock the committee, because two simultaneous calls may refer the same matter.
    Committee.objects.select_for_update(of=("self",), no_key=True).get(pk=committee.pk)
    words = said(matter, "what the matter is", 4000)
    waits = CallForAction.objects.filter(committee=committee, councillor=councillor, state__in=OPEN)
    if (same := waits.filter(matter__iexact=words).first()) is not None:
        raise Refused(f"That matter was referred on {long_date(same.received_on)} and is waiting.")
    call = CallForAction(
        committee=committee,
        councillor=councillor,
        matter=words,
        tried=(tried or "").strip(),
        excluded=excluded,
        systemic=systemic,
        own_member=own_member,
        received_on=on,
        recorded_by=by,
    )
    finding = refuse_reference(excluded, systemic=systemic, own_member=own_member)
    if finding:
        call.state, call.reasons, call.settled_on = State.REJECTED, f"{finding.text} ({finding.source})", on
    save(call)
    rule = "R47" if finding else ""
    audit.record(by, "rejected" if finding else "received", call, rule=rule, on=on.isoformat(), proof=proof)
    return call


@verb(may=plans_scrutiny)
def accept(
    call: CallForAction, *, title: str, meeting: Meeting | None = None, on: dt.date, at: dt.datetime, by: User
) -> CallForAction:
    """
    Accept a call and add an item to the work programme. `title` is public. The `matter` of the call stays private.

    Raises Refused for an excluded matter (R47), or where the meeting is not suitable.
    """
    locked = hold_request(call, State.RECEIVED)
    if finding := refuse_reference(locked.excluded, systemic=locked.systemic, own_member=locked.own_member):
        raise Refused(finding.text, rule="R47")
    locked.item = take_up(
        locked.committee,
        title=said(title, "what the work programme calls it", 250),
        purpose=Purpose.CALL_FOR_ACTION,
        names=str(locked.councillor),
        details="Councillor call for action.",
        meeting=meeting,
        on=on,
        at=at,
        by=by,
    )
    locked.meeting, locked.state = meeting, State.ACCEPTED
    save(locked)
    audit.record(by, "accepted", locked, meeting=str(meeting or ""), on=on.isoformat())
    return locked


@verb(may=plans_scrutiny)
def reject(call: CallForAction, *, reasons: str, excluded: str = "", on: dt.date, by: User) -> CallForAction:
    """
    Reject a call, with reasons for the councillor. `excluded` corrects the kind of matter.

    The provision that excludes the matter is added to the reasons (R47). Raises Refused without reasons, for a matter
    that the law does not exclude, and once the call has been accepted or rejected.
    """
    locked = hold_request(call, State.RECEIVED)
    locked.excluded = excluded or locked.excluded
    finding = refuse_reference(locked.excluded, systemic=locked.systemic, own_member=locked.own_member)
    if finding is None:
        raise Refused(
            "The law does not exclude this matter, so it cannot be rejected. Accept it: the committee decides whether "
            "to act, and gives its reasons (LGA 2000 s.9FC).",
            rule="R47",
        )
    words = reasoned(reasons, "why it is rejected: the councillor is told", 1500)
    locked.reasons = f"{words} ({finding.source})"
    locked.state, locked.settled_on = State.REJECTED, on
    save(locked)
    audit.record(by, "rejected", locked, reasons=locked.reasons, on=on.isoformat())
    return locked


@verb(may=plans_scrutiny)
def settle(call: CallForAction, *, acted: bool, reasons: str, on: dt.date, at: dt.datetime, by: User) -> CallForAction:
    """
    Record the committee's decision after a meeting discussed the matter. The trail names the meeting.

    If the committee does not act, the councillor must be given `reasons` (LGA 2000 s.9FC(4)). Raises Refused without
    `reasons`, and where no meeting had the matter on its agenda by the day `on`.
    """
    locked = hold_request(call, State.ACCEPTED)
    meeting = met_on(locked.item, on, at)
    what = "what the committee does" if acted else "why the committee does not act: the councillor is told"
    locked.reasons = reasoned(reasons, what, 2000)
    locked.state, locked.settled_on = State.ACTED if acted else State.NOT_ACTED, on
    save(locked)
    audit.record(by, "settled", locked, outcome=locked.get_state_display(), on=on.isoformat(), meeting=str(meeting))
    return locked


@verb(may=plans_scrutiny)
def reopen(call: CallForAction, *, reason: str, excluded: str = "", at: dt.datetime, by: User) -> CallForAction:
    """
    Reopen a call that was rejected or settled by mistake.

    A rejected call is received again, a settled call is accepted again. `excluded` corrects the kind of matter.
    Raises Refused where the call is open or withdrawn.
    """
    locked = hold_request(call, State.REJECTED, State.ACTED, State.NOT_ACTED)
    why, was = reasoned(reason, "why it was recorded by mistake"), locked.get_state_display()
    facts = {"reasons": locked.reasons, "on": locked.settled_on.isoformat() if locked.settled_on else ""}
    locked.state = State.RECEIVED if locked.state == State.REJECTED else State.ACCEPTED
    locked.settled_on, locked.reasons, locked.excluded = None, "", excluded or locked.excluded
    save(locked)
    audit.record(by, "reopened", locked, reason=why, was=was, **facts)
    return locked


@verb(may=plans_scrutiny, may_this=lambda who, on, /, call, **_: is_this_member(who, on, call.councillor_id))
def withdraw(call: CallForAction, *, reason: str = "", at: dt.datetime, by: User) -> CallForAction:
    """
    Withdraw a call that nobody has accepted or rejected, such as a call that was recorded twice.

    Anybody but the councillor must give a reason. Raises Refused once the call has been accepted or rejected.
    """
    locked = hold_request(call, State.RECEIVED)
    is_own = by.person_id == locked.councillor_id
    locked.reasons = (reason or "").strip() if is_own else reasoned(reason, "why it is withdrawn", 2000)
    locked.state, locked.settled_on = State.WITHDRAWN, max(day_of(at), locked.received_on)
    save(locked)
    audit.record(by, "withdrew", locked, reason=locked.reasons)
    return locked

"""
Verbs of call-in (LGA 2000 s.9F(4)): receive, confirm, accept, refuse, settle.

The number of days and of members is in the council's constitution.
"""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.utils import timezone

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, proven, reasoned, save
from committee.acts.verbs import Anybody, LinkHolder, verb
from committee.law.reasons import names_law
from committee.models import Committee, Person, User
from committee.sign_in import signed_links
from committee.wording.dates import long_date
from meetings.models import Meeting
from workprogramme.forward_plan import same_decision
from workprogramme.forward_plan.same_decision import Named
from workprogramme.locking import hold_request
from workprogramme.member_requests.signatories import counted, letter_in_time, names, who_may_call_in
from workprogramme.models import CallIn, KeyDecision, Purpose, Signatory
from workprogramme.programmes.taking_up import met_on, take_up
from workprogramme.time_limits import Counting

State, How = CallIn.State, Signatory.How
OUTCOMES = (State.NOT_PURSUED, State.REFERRED, State.TO_COUNCIL)
CONFIRM = "call_in.confirm"  # the name of the act that a signed link is for


def _is_among(
    who: Anybody, on: dt.date, /, committee: Committee, *, members: Collection[Person], **said: object
) -> bool:
    """Return whether `who` is one of the members who sign the call-in."""
    return isinstance(who, User) and who.is_active and any(person.pk == who.person_id for person in members)


@verb(may=plans_scrutiny, may_this=_is_among, points_to=["decision"])
def receive(
    committee: Committee,
    *,
    members: Collection[Person],
    reasons: str,
    decision: KeyDecision | None = None,
    decision_title: str = "",
    decided_by: str = "",
    decision_reference: str = "",
    decision_published_on: dt.date | None = None,
    came_on: dt.date | None = None,
    proof: str = "",
    at: dt.datetime,
    by: User,
) -> CallIn:
    """
    Record that `members` call in a `decision` of the forward plan, or another decision given by title and day.

    The rules in force on the decision's day of publication decide who may call in, until when, and how many must sign.
    If `by` is one of the members, this act confirms their name, unless the last day for call-in has passed. Every other
    member confirms separately.

    `came_on` is the day on which a letter or email came, if earlier than today. That day counts as the day of receipt.
    `proof` describes the letter or email.

    Raises Refused where

    - the committee does no scrutiny, or a member may not call in;
    - the decision is not published, or has been called in already (however its title is spelled);
    - a day other than today has no `proof`.
    """
    if not committee.is_scrutiny:
        raise Refused("Choose an overview and scrutiny committee.")
    day, came_on = day_of(at), came_on or day_of(at)
    signs = next((person for person in members if person.pk == by.person_id), None)
    proof = proven(proof, came_on, at)
    typed = _typed(decision_title, decided_by, decision_reference, decision_published_on)
    decision = decision or (same_decision.in_the_plan(typed) if typed else None)
    if decision:
        decision = KeyDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
        typed = same_decision.named(decision)
    if typed is None or typed.published_on > came_on:
        raise Refused("Only a published decision can be called in. Enter the day it was published.")
    same_decision.refuse_called_in(typed)
    counting = Counting.current()
    rules = counting.rules.of_published(typed.published_on)
    call_in = CallIn(
        committee=committee,
        decision=decision,
        decision_title=typed.title,
        decided_by=typed.decided_by,
        decision_reference=typed.reference,
        decision_published_on=typed.published_on,
        decision_key=typed.key,
        reasons=reasoned(reasons, "why it is called in", 4000),
        received_at=at if came_on == day else noon_of(came_on),
        due_on=(decision and decision.call_in_until) or counting.call_in_until(typed.published_on),
        needed=rules.call_in_members,
        open_to=rules.call_in_by,
        recorded_by=by,
    )
    _refuse_who_may_not(call_in, members, came_on)
    save(call_in)
    _name(call_in, members, at=at, by=by)
    facts: dict[str, Any] = {"came_on": came_on.isoformat(), "recorded_on": day.isoformat(), "proof": proof}
    facts |= {"named": [person.pk for person in members]}
    audit.record(by, "received", call_in, members=_names(call_in), due_on=call_in.due_on.isoformat(), **facts)
    if signs and day <= call_in.due_on:
        _confirm(call_in, signs, How.SIGN_IN, at=at, by=by)
    return call_in


def _typed(title: str, decided_by: str, reference: str, published_on: dt.date | None) -> Named | None:
    """Return a decision as typed; None if its day of publication is not given."""
    if published_on is None:
        return None
    title, decided_by, reference = (" ".join(text.split()) for text in (title, decided_by, reference))
    return Named(title, decided_by, reference, published_on)


def noon_of(day: dt.date) -> dt.datetime:
    """Return noon of `day`, for a letter whose time of day is unknown."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def _refuse_who_may_not(call_in: CallIn, members: Collection[Person], on: dt.date) -> None:
    may = set(who_may_call_in(call_in.open_to, call_in.committee, on).values_list("pk", flat=True))
    if others := sorted(str(person) for person in members if person.pk not in may):
        rule = call_in.get_open_to_display()
        raise Refused(
            f"{', '.join(others)} may not call a decision in. {rule} may on that day, and no member of the executive."
        )


def _name(call_in: CallIn, members: Collection[Person], *, at: dt.datetime, by: User) -> None:
    for person in members:
        save(Signatory(call_in=call_in, person=person, named_at=at, named_by=by))


def _names(call_in: CallIn) -> str:
    return ", ".join(str(signatory) for signatory in call_in.signatories.select_related("person"))


@verb(may=plans_scrutiny)
def set_members(call_in: CallIn, members: Collection[Person], *, at: dt.datetime, by: User) -> CallIn:
    """
    Change the members named on a call-in that has not been checked. Newly named members must confirm.

    Raises Refused where

    - the call-in has been checked, or a person may not call in;
    - a member would be added after the last day for call-in;
    - a member who has confirmed would be removed (members remove their own names).
    """
    locked = hold_request(call_in, State.RECEIVED)
    existing = {signatory.person_id: signatory for signatory in locked.signatories.select_related("person")}
    wanted = {person.pk: person for person in members}
    gone = [row for pk, row in existing.items() if pk not in wanted]
    if confirmed := [str(row) for row in gone if row.confirmed_at]:
        raise Refused(f"{', '.join(confirmed)} confirmed it: only they can take their own name off.")
    new = [row for pk, row in wanted.items() if pk not in existing]
    if new and day_of(at) > locked.due_on:
        raise Refused(f"{long_date(locked.due_on)} was the last day for calling it in, so no name can be added.")
    _refuse_who_may_not(locked, new, day_of(at))
    locked.signatories.filter(pk__in=[row.pk for row in gone]).delete()
    _name(locked, new, at=at, by=by)
    audit.record(by, "changed who calls in", locked, members=_names(locked))
    return locked


def _signatory(call_in: CallIn, person: Person) -> Signatory:
    signatory = call_in.signatories.filter(person=person).first()
    if signatory is None:
        raise Refused("That name is not on the call-in.")
    return signatory


def is_that_person(who: Anybody, on: dt.date, /, call_in: CallIn, person: Person, **about: object) -> bool:
    """Return whether `who` is `person`, by sign-in or signed link: nobody else may confirm or remove their name."""
    if isinstance(who, User):
        return who.is_active and who.person_id == person.pk
    return isinstance(who, LinkHolder) and who.person == person


@verb(may_this=is_that_person)
def confirm(call_in: CallIn, person: Person, *, at: dt.datetime, by: User | LinkHolder) -> Signatory:
    """
    Confirm that `person` calls the decision in: by their own sign-in, or by their signed link.

    Raises Refused where the call-in has been checked, the person may not call a decision in, or the last day for
    call-in has passed. If a proven letter names the person and came by that day, the person may still confirm later.
    """
    locked = hold_request(call_in, State.RECEIVED)
    return _confirm(locked, person, How.LINK if isinstance(by, LinkHolder) else How.SIGN_IN, at=at, by=by)


def _confirm(call_in: CallIn, person: Person, how: str, *, at: dt.datetime, by: User | LinkHolder) -> Signatory:
    row = _signatory(call_in, person)
    day = day_of(call_in.received_at if names(letter_in_time(call_in), row) else at)
    if row.confirmed_at:
        raise Refused("You have confirmed it already.")
    if day > call_in.due_on:
        raise Refused(f"{long_date(call_in.due_on)} was the last day for calling it in.")
    _refuse_who_may_not(call_in, [person], day)
    row.confirmed_at, row.how = at, how
    save(row)
    audit.record(by, "confirmed", call_in, how=How(how).label)
    return row


@verb(may_this=is_that_person)
def leave(call_in: CallIn, person: Person, *, by: User | LinkHolder) -> CallIn:
    """
    Remove a member's own name from a call-in that has not been checked, by sign-in or by the signed link.

    Raises Refused once the call-in has been checked, and where the member is not named on it.
    """
    locked = hold_request(call_in, State.RECEIVED)
    _signatory(locked, person).delete()
    audit.record(by, "removed a name from", locked, member=str(person))
    return locked


def to_confirm(call_in: CallIn) -> list[Person]:
    """Return the members named who have not confirmed yet, by surname."""
    return [signatory.person for signatory in call_in.signatories.filter(confirmed_at=None).select_related("person")]


def may_ask_to_confirm(who: Any, on: dt.date, /, call_in: CallIn, *args: object, **about: object) -> bool:
    """Return whether `who` may ask others to confirm: a scrutiny officer, or a member named on the call-in."""
    if not isinstance(who, User) or not who.is_active:
        return False
    return call_in.signatories.filter(person=who.person_id).exists() or plans_scrutiny(who, on)


@verb(may_this=may_ask_to_confirm, in_one_transaction=False)
def ask_to_confirm(call_in: CallIn, person: Person, *, address: str = "", at: dt.datetime, by: User) -> bool:
    """
    Email a named member a signed link to confirm or to remove their name. Return whether the email was sent.

    Raises Refused where the member has confirmed, the call-in has been checked, the time for calling in has ended, or
    there is no email address for the member.
    """
    if call_in.state != State.RECEIVED or person not in to_confirm(call_in):
        raise Refused(f"{person} has nothing to confirm.")
    return signed_links.send(CONFIRM, person, call_in, address=address, at=at, by=by)


@verb(may_this=may_ask_to_confirm, in_one_transaction=False)
def ask_all_to_confirm(call_in: CallIn, *, at: dt.datetime, by: User) -> list[str]:
    """Email a link to every member who has not confirmed. Return the names of members to whom no email was sent."""
    missed = []
    for person in to_confirm(call_in):
        try:
            went = ask_to_confirm(call_in, person, at=at, by=by)
        except Refused:  # the member has no sign-in, or the time for calling in has ended
            went = False
        if not went:
            missed.append(str(person))
    return missed


def why_not_valid(call_in: CallIn) -> str:
    """Return a sentence that says why a call-in is not valid by the constitution; "" if the call-in is valid."""
    signed = len(counted(call_in))
    if day_of(call_in.received_at) > call_in.due_on:
        return f"It was received after {long_date(call_in.due_on)}, the deadline."
    if signed < call_in.needed:
        return f"It has {signed} of the {call_in.needed} confirmed names needed."
    return ""


def recorded_words(call_in: CallIn) -> str:
    """
    Return who recorded a proven letter that came in time, and when; "" without such a letter.

    The words go directly behind the day of receipt: ", recorded by Jo Hill on 3 May 2026".
    """
    if (entry := letter_in_time(call_in)) is None:
        return ""
    return f", recorded by {entry.by_name} on {long_date(dt.date.fromisoformat(entry.facts['recorded_on']))}"


def usual_title(call_in: CallIn) -> str:
    """Return the call-in's default title in the work programme."""
    return f"Call-in: {call_in.decision_title}"[:250]


@verb(may=plans_scrutiny)
def accept(
    call_in: CallIn, *, title: str = "", meeting: Meeting | None = None, on: dt.date, at: dt.datetime, by: User
) -> CallIn:
    """
    Accept the call-in as valid: set the last day for the committee's meeting and add an item to the work programme.

    `title` is the item's public title, by default `usual_title`. For a decision outside the forward plan, the default
    repeats words that members typed. Raises Refused where the call-in came too late or has too few names, or the
    meeting is not suitable.
    """
    row = hold_request(call_in, State.RECEIVED)
    if why := why_not_valid(row):
        raise Refused(f"{why} Refuse it, with that as the reason.")
    row.meet_by = Counting.current().call_in_met_by(day_of(row.received_at))
    row.item = take_up(
        row.committee,
        title=" ".join(title.split()) or usual_title(row),
        purpose=Purpose.CALL_IN,
        names=", ".join(str(signatory.person) for signatory in counted(row)),
        details=f"Call-in of a decision of {row.decided_by}, published on {long_date(row.decision_published_on)}."
        + (f" Received on {long_date(day_of(row.received_at))}{words}." if (words := recorded_words(row)) else ""),
        meeting=meeting,
        on=on,
        at=at,
        by=by,
    )
    row.state = State.ACCEPTED
    save(row)
    audit.record(by, "accepted", row, meet_by=row.meet_by.isoformat())
    return row


@verb(may=plans_scrutiny)
def refuse(call_in: CallIn, *, reasons: str, on: dt.date, by: User) -> CallIn:
    """
    Refuse the call-in as not valid, with reasons that its members read.

    Raises Refused where the call-in has been checked already. If the call-in came in time with enough names, also
    raises Refused where `reasons` name no law and no rule of the constitution.
    """
    locked = hold_request(call_in, State.RECEIVED)
    locked.outcome, ground = reasoned(reasons, "why it is not valid", 2000), why_not_valid(locked)
    if not ground and not names_law(locked.outcome) and "constitution" not in locked.outcome.lower():
        raise Refused("It came in time and has the names it needs: name the Act or the part of the constitution.")
    locked.state, locked.settled_on = State.REFUSED, on
    save(locked)
    audit.record(by, "refused", locked, reasons=locked.outcome, ground=ground)
    return locked


@verb(may=plans_scrutiny)
def settle(call_in: CallIn, *, state: str, outcome: str, on: dt.date, at: dt.datetime, by: User) -> CallIn:
    """
    Record the outcome of the committee's meeting: the decision stands, is referred back, or goes to the Council.

    The trail names the meeting. Raises Refused for a day in the future, and where the committee's meeting on the
    call-in was not held by that day.
    """
    if state not in OUTCOMES:
        raise Refused("Choose whether the decision stands, is referred back or goes to the Council.")
    locked = hold_request(call_in, State.ACCEPTED)
    meeting = met_on(locked.item, on, at)
    locked.outcome = reasoned(outcome, "what the committee decided", 2000)
    locked.state, locked.settled_on = state, on
    save(locked)
    audit.record(by, "settled", locked, outcome=State(state).label, meeting=str(meeting))
    return locked

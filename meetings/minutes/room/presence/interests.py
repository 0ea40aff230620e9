"""Interests are declared, corrected and taken back; who is barred leaves (R33-R35, LA 2011 ss.31-32)."""

from datetime import date, datetime
from typing import Any

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import reasoned, save
from committee.acts.verbs import verb
from committee.law.periods import months_beginning_with
from committee.models import User
from committee.wording.dates import clock_time
from meetings.actions import verbs as actions
from meetings.minutes.room.holding import again, hold_attendee, hold_minutes, no_new_faults, refuse_out_of_time
from meetings.minutes.room.presence import attendance
from meetings.minutes.room.presence.presence import Attendance
from meetings.models import Action, ActionState, AgendaItem, Attendee, Capacity, Declaration, InterestKind, Minutes

CHANGES = {"kind", "nature", "sensitive", "registered", "dispensation", "dispensed_by", "dispensed_on"}
LASTS = 48  # months at most that a dispensation lasts (LA 2011 s.33(3))


@verb(may=runs_the_desk)
def declare(
    attendee: Attendee,
    item: AgendaItem,
    *,
    kind: str,
    nature: str,
    at: datetime,
    by: User,
    sensitive: bool = False,
    registered: bool = True,
    dispensation: str = "",
    dispensed_by: str = "",
    dispensed_on: date | None = None,
    left_room: bool = False,
) -> Declaration:
    """
    Record an interest that somebody declared in an item at `at`; with `left_room` they also leave the room then.

    A disclosable pecuniary interest without a dispensation bars from the whole item, so it is Refused where they are
    recorded as voting on it (R33): take the vote back and record it without theirs, which `breaches` records for what
    it was. `dispensation` says for what one was granted, `dispensed_by` and `dispensed_on` by whom and when. An
    unregistered interest asks something of the member and the monitoring officer (R34). Declared twice alike, the
    first stands. Also Refused for an officer, and for whoever is not there.
    """
    minutes, attendee = hold_attendee(attendee)
    row = Declaration(
        minutes=minutes,
        attendee=attendee,
        item=item,
        kind=kind,
        nature=nature.strip(),
        sensitive=sensitive,
        registered=registered,
        dispensation=dispensation.strip(),
        dispensed_by=" ".join(dispensed_by.split()),
        dispensed_on=dispensed_on,
        made_at=at,
    )
    before = Declaration.objects.filter(attendee=attendee, item=item).first()
    if before:
        if any(getattr(before, name) != getattr(row, name) for name in CHANGES):
            raise Refused(f"{attendee.name} has declared an interest in this item already: correct that one.")
        return leave_for_interest(before, at=at, by=by) if left_room and not before.left_room else before
    _refuse_declaring(minutes, attendee, item, at)
    _refuse_unsaid(row)
    with no_new_faults(minutes):
        save(row)
    # SECURITY: what the interest is stays out of the trail: it may be sensitive, now or once corrected (R35).
    audit.record(by, "recorded an interest of", attendee, item=item.number, kind=kind)
    if (row.bars and not row.registered) or (kind == "dpi" and not registered):
        actions.open_for_declaration(row, at=at, by=by)
    return leave_for_interest(row, at=at, by=by) if left_room else row


def _refuse_unsaid(declaration: Declaration) -> None:
    if not declaration.nature and not declaration.sensitive:
        raise Refused("Enter the nature of the interest, or tick that it is sensitive (LA 2011 s.32).")
    _refuse_dispensation(declaration)


def _refuse_dispensation(declaration: Declaration) -> None:
    """R33: a dispensation names who granted it and when, before the meeting and four years before it at most (s.33)."""
    by, on = declaration.dispensed_by, declaration.dispensed_on
    if not (declaration.dispensation or by or on):
        return
    if not by or on is None:
        raise Refused("Enter who granted the dispensation and on which day (LA 2011 s.33).", rule="R33")
    day = declaration.minutes.meeting.date
    if on > day:
        raise Refused("The dispensation was granted after the meeting, so it does not cover it.", rule="R33")
    if months_beginning_with(on, LASTS) < day:
        raise Refused("A dispensation lasts at most four years. This one had ended (LA 2011 s.33(3)).", rule="R33")


def _refuse_declaring(minutes: Minutes, attendee: Attendee, item: AgendaItem, at: datetime) -> None:
    if item.meeting_id != minutes.meeting_id:
        raise Refused("That item belongs to another meeting.")
    if attendee.capacity == Capacity.OFFICER or not (attendee.of_the_committee or attendee.person_id):
        raise Refused(
            "Only members’ interests are recorded here. Put an officer’s or guest’s interest in the text of the minute."
        )
    refuse_out_of_time(minutes, at, "been declared")
    if not Attendance.of(minutes).is_here(attendee, at):
        raise Refused(f"{attendee.name} was not there at {clock_time(at)}.")


@verb(may=runs_the_desk)
def leave_for_interest(declaration: Declaration, *, at: datetime, by: User) -> Declaration:
    """Record that whoever declared it left the room because of it; where they have left already, that is enough."""
    minutes, attendee = hold_attendee(declaration.attendee)
    declaration = again(declaration, "item")
    declaration.attendee = attendee
    if declaration.left_room:
        return declaration
    if attendee.presences.filter(left_at__isnull=True).exists():
        reason = f"declared an interest in item {declaration.item.number}"
        attendance.leave(attendee, at=at, by=by, reason=reason)
    elif Attendance.of(minutes).is_here(attendee, at):
        raise Refused(f"{attendee.name} was there at {clock_time(at)}: correct when they left.")
    declaration.left_room = True
    save(declaration)
    return declaration


@verb(may=runs_the_desk)
def correct_declaration(
    declaration: Declaration, *, at: datetime, by: User, reason: str = "", **changes: Any
) -> Declaration:
    """
    Correct kind, nature, sensitive, registered or dispensation of an interest; with `reason` where it bars no longer.

    Raises Refused without that, where that would bar somebody who is recorded as voting, or no longer bar somebody
    whose breach is recorded (R33); TypeError for other `changes`.
    """
    if unknown := set(changes) - CHANGES:
        raise TypeError(f"A declaration has no such fields: {', '.join(sorted(unknown))}.")
    minutes, attendee = hold_attendee(declaration.attendee)
    declaration = again(declaration, "item")
    declaration.attendee, declaration.minutes = attendee, minutes
    barred = declaration.bars
    for name, value in changes.items():
        setattr(declaration, name, value.strip() if isinstance(value, str) else value)
    _refuse_unsaid(declaration)
    if not declaration.bars:
        _refuse_breached(declaration)
    with no_new_faults(minutes):
        save(declaration)
    if actions.open_for_declaration(declaration, at=at, by=by) is None:
        _drop_action(declaration)
    lifted = barred and declaration.kind != InterestKind.DPI
    facts = {"kind": declaration.kind} | (_lift(declaration, reason, at, by) if lifted else {})
    audit.record(by, "corrected an interest of", attendee, item=declaration.item.number, **facts)
    return declaration


def _lift(declaration: Declaration, reason: str, at: datetime, by: User) -> dict[str, Any]:
    """R33: tell the monitoring officer of a barring interest that no longer bars; return what the trail keeps of it."""
    reason = reasoned(reason, "why the interest is no disclosable pecuniary interest")
    actions.open_for_lifted(declaration, at=at, by=by)
    return {"lifted": True, "reason": reason, "lifted_at": at.isoformat()}


@verb(may=runs_the_desk)
def undeclare(declaration: Declaration, *, at: datetime, by: User, reason: str = "") -> None:
    """
    Strike out an interest entered by mistake; one that bars with a `reason`, which the monitoring officer hears of.

    Raises Refused without that, and where somebody acted on what it asked for (R34).
    """
    minutes = hold_minutes(declaration.minutes)
    declaration = again(declaration, "item", "attendee")
    declaration.minutes = minutes
    _refuse_breached(declaration)
    _drop_action(declaration)
    facts = _lift(declaration, reason, at, by) if declaration.bars else {}
    with no_new_faults(minutes):
        declaration.delete()
    audit.record(by, "removed an interest of", declaration.attendee, item=declaration.item.number, **facts)


def _refuse_breached(declaration: Declaration) -> None:
    if declaration.breaches.exists():
        text = (
            f"A vote or speech of {declaration.attendee.name} is recorded as a breach of it. Remove the breach first."
        )
        raise Refused(text, rule="R33")


def _drop_action(declaration: Declaration) -> None:
    action = Action.objects.filter(declaration=declaration).first()
    if action is None:
        return
    if action.state != ActionState.OPEN or action.answers.exists() or action.reminders.exists():
        raise Refused(
            "The monitoring officer already has an action about this. Close that action with a reason instead."
        )
    action.delete()

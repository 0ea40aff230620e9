"""
Verbs for declared interests: declare or remove an interest, and record a breach (R33-R35, LA 2011 ss.31-32).

A barred member's vote or speech is recorded as it happened. The vote is not counted, and the monitoring officer is
asked to look at the breach (R33, LA 2011 s.31(4), s.34).
"""

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
from meetings.minutes.findings.consistency import DECIDED
from meetings.minutes.room.holding import (
    again,
    hold_attendee,
    hold_minutes,
    hold_row,
    lapse_certificate,
    no_new_faults,
    refuse_out_of_time,
)
from meetings.minutes.room.presence import attendance
from meetings.minutes.room.state import Attendance
from meetings.models import (
    Action,
    ActionState,
    AgendaItem,
    Attendee,
    Breach,
    Capacity,
    Choice,
    Declaration,
    Method,
    Minutes,
    Resolution,
)

# If these fields are equal, an attendee's second declaration in an item is the first declaration sent again.
SAID = ("kind", "nature", "sensitive", "registered", "dispensation", "dispensed_by", "dispensed_on")
LASTS = 48  # longest life of a dispensation, in months (LA 2011 s.33(3))


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
    Record an interest that an attendee declared in an item at `at`; with `left_room`, also the departure at `at`.

    `dispensation` is what was allowed; `dispensed_by` and `dispensed_on` are who granted it and when. An
    unregistered disclosable pecuniary interest opens an action (R34). A declaration sent twice is recorded once.

    A disclosable pecuniary interest without a dispensation bars the member from the whole item. Raises Refused where
    the member's vote on the item is recorded (R33): take the result back, record it without the member's vote, and
    record the member's vote as a breach. Raises Refused also for an officer, and for somebody not present at `at`.
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
        if any(getattr(before, name) != getattr(row, name) for name in SAID):
            raise Refused(f"{attendee.name} has declared an interest in this item already: remove that one first.")
        return leave_for_interest(before, at=at, by=by) if left_room and not before.left_room else before
    _refuse_declaring(minutes, attendee, item, at)
    if not row.nature and not sensitive:
        raise Refused("Enter the nature of the interest, or tick that it is sensitive (LA 2011 s.32).")
    _refuse_dispensation(row)
    with no_new_faults(minutes):
        save(row)
    # SECURITY: the nature of an interest is never on the trail, because it may be or become sensitive (R35).
    audit.record(by, "recorded an interest of", attendee, item=item.number, kind=kind)
    actions.open_for_declaration(row, at=at, by=by)
    return leave_for_interest(row, at=at, by=by) if left_room else row


def _refuse_dispensation(declaration: Declaration) -> None:
    """R33: require the grantor and the day of a dispensation, and a meeting within four years of that day (s.33)."""
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
    """Record that the member left the room because of the interest they declared, unless this is recorded already."""
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
def undeclare(declaration: Declaration, *, at: datetime, by: User, reason: str = "") -> None:
    """
    Strike out an interest entered by mistake. Removing a barring interest opens an action of the monitoring officer.

    Raises Refused where a barring interest is removed without `reason`, where a breach of the interest is recorded, and
    where somebody has answered or closed the action that the interest opened, or was reminded of the action (R34).
    """
    minutes, declaration = hold_row(declaration, "item", "attendee")
    if declaration.breaches.exists():
        name = declaration.attendee.name
        raise Refused(f"A vote or speech of {name} is recorded as a breach of it. Remove the breach first.", rule="R33")
    _drop_action(declaration)
    facts: dict[str, Any] = {}
    if declaration.bars:
        reason = reasoned(reason, "why the interest is no disclosable pecuniary interest")
        actions.open_for_lifted(declaration, at=at, by=by)
        facts = {"lifted": True, "reason": reason, "lifted_at": at.isoformat()}
    with no_new_faults(minutes):
        declaration.delete()
    audit.record(by, "removed an interest of", declaration.attendee, item=declaration.item.number, **facts)


def _drop_action(declaration: Declaration) -> None:
    for action in Action.objects.filter(declaration=declaration):
        if not _is_untouched(action):
            raise Refused(
                "The monitoring officer already has an action about this. Close that action with a reason instead."
            )
        action.delete()


def _is_untouched(action: Action) -> bool:
    return action.state == ActionState.OPEN and not action.answers.exists() and not action.reminders.exists()


VOTES = (Choice.FOR, Choice.AGAINST)


@verb(may=runs_the_desk)
def record_vote_in_breach(
    declaration: Declaration, resolution: Resolution, choice: str, *, at: datetime, by: User
) -> Breach:
    """
    Record that a member voted although an interest barred them; the vote is not counted.

    A breach sent twice is recorded once. Raises Refused where the interest does not bar the member, where no vote was
    taken on the motion, where the motion belongs to another item, and where the member was not in the room.
    """
    if choice not in VOTES:
        raise Refused("Choose for or against. A member who abstains has not voted.")
    minutes, now = _hold(declaration)
    put = again(resolution, "minute")
    if put.minute.minutes_id != minutes.pk or put.minute.item_id != now.item_id:
        raise Refused("That vote was taken under a different item from the one the interest was declared in.")
    if put.result not in DECIDED or put.method == Method.ASSENT or put.decided_at is None:
        raise Refused("No vote was taken on it: record the count without this member first, then their vote.")
    if not Attendance.of(minutes).is_here(now.attendee, put.decided_at):
        raise Refused(f"{now.attendee.name} was not there at {clock_time(put.decided_at)}.")
    before = now.breaches.filter(resolution=put).first()
    if before:
        if before.choice != choice:
            raise Refused(f"{now.attendee.name} is recorded as {before.get_choice_display().lower()}.", rule="R33")
        return before
    return _record(minutes, now, put, choice, at=at, by=by)


@verb(may=runs_the_desk)
def record_speech_in_breach(declaration: Declaration, *, at: datetime, by: User) -> Breach:
    """
    Record that a member took part in the discussion although an interest barred them.

    A breach sent twice is recorded once. Raises Refused where the interest does not bar the member.
    """
    minutes, now = _hold(declaration)
    if before := now.breaches.filter(resolution=None).first():
        return before
    return _record(minutes, now, None, "", at=at, by=by)


def _hold(declaration: Declaration) -> tuple[Minutes, Declaration]:
    minutes, locked = hold_row(declaration, "item", "attendee")
    if not locked.bars:
        raise Refused(
            f"{locked.attendee.name} has no interest that bars them from this item, so there was no breach.", rule="R33"
        )
    return minutes, locked


def _record(
    minutes: Minutes, declaration: Declaration, resolution: Resolution | None, choice: str, *, at: datetime, by: User
) -> Breach:
    earlier = declaration.breaches.select_related("action").first()
    row = Breach(declaration=declaration, resolution=resolution, choice=choice, recorded_at=at, recorded_by=by)
    row.action = earlier.action if earlier else actions.open_for_breach(declaration, at=at, by=by)
    save(row)
    lapse_certificate(minutes)
    what = {"vote": choice} if resolution else {"spoke": True}
    audit.record(by, "recorded a breach by", declaration.attendee, item=declaration.item.number, rule="R33", **what)
    return row


@verb(may=runs_the_desk)
def strike_out_breach(breach: Breach, *, by: User) -> None:
    """
    Strike out a breach recorded by mistake.

    The monitoring officer's action is removed too, unless another breach has the same action, or somebody has answered,
    closed or been reminded of the action.
    """
    minutes = hold_minutes(breach.declaration.minutes)
    locked = again(breach, "declaration__item", "declaration__attendee")
    action = Action.objects.get(pk=locked.action_id)
    locked.delete()
    if _is_untouched(action) and not action.breaches.exists():
        action.delete()
    lapse_certificate(minutes)
    audit.record(by, "removed a breach by", locked.declaration.attendee, item=locked.declaration.item.number)

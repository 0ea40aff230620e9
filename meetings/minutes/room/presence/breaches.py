"""
A vote or a speech in breach of an interest, recorded as it happened: in no tally, and the monitoring officer is asked
to look at it (R33, LA 2011 s.31(4), s.34).
"""

from datetime import datetime

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.verbs import verb
from committee.models import User
from committee.wording.dates import clock_time
from meetings.actions import verbs as actions
from meetings.minutes.room.holding import again, hold_minutes, lapse_certificate
from meetings.minutes.room.presence.presence import Attendance
from meetings.models import Action, ActionState, Breach, Choice, Declaration, Method, Minutes, Resolution, Result

VOTES = (Choice.FOR, Choice.AGAINST)
DECIDED = (Result.CARRIED, Result.LOST, Result.UNDETERMINED)


@verb(may=runs_the_desk)
def record_vote_in_breach(
    declaration: Declaration, resolution: Resolution, choice: str, *, at: datetime, by: User
) -> Breach:
    """
    Record that somebody whom an interest bars voted all the same; the vote is left out of the tally that decides.

    Recorded twice alike, the first stands. Raises Refused where nothing bars them, where no vote was taken on it or on
    another item, and where they were not there.
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
    Record that somebody whom an interest bars took part in the discussion all the same.

    Recorded twice, the first stands. Raises Refused where nothing bars them.
    """
    minutes, now = _hold(declaration)
    if before := now.breaches.filter(resolution=None).first():
        return before
    return _record(minutes, now, None, "", at=at, by=by)


def _hold(declaration: Declaration) -> tuple[Minutes, Declaration]:
    minutes = hold_minutes(declaration.minutes)
    locked = again(declaration, "item__minute", "attendee")
    locked.minutes = minutes
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
    _lapse(minutes, declaration)
    what = {"vote": choice} if resolution else {"spoke": True}
    audit.record(by, "recorded a breach by", declaration.attendee, item=declaration.item.number, rule="R33", **what)
    return row


def _lapse(minutes: Minutes, declaration: Declaration) -> None:
    if hasattr(declaration.item, "minute"):
        lapse_certificate(minutes)


@verb(may=runs_the_desk)
def strike_out_breach(breach: Breach, *, by: User) -> None:
    """
    Strike out a breach recorded by mistake.

    The monitoring officer's action goes with the last breach, unless they have answered: then it is closed.
    """
    minutes = hold_minutes(breach.declaration.minutes)
    locked = again(breach, "declaration__item__minute", "declaration__attendee")
    action = Action.objects.get(pk=locked.action_id)
    locked.delete()
    untouched = action.state == ActionState.OPEN and not action.answers.exists() and not action.reminders.exists()
    if untouched and not action.breaches.exists():
        action.delete()
    _lapse(minutes, locked.declaration)
    audit.record(by, "removed a breach by", locked.declaration.attendee, item=locked.declaration.item.number)

"""A meeting adjourns and resumes on the same day."""

from datetime import datetime

from committee.access.permissions import runs_the_desk
from committee.acts.refusal import Refused
from committee.acts.verbs import verb
from committee.models import User
from committee.wording.dates import clock_time
from meetings.minutes.room.holding import hold_minutes, keep, refuse_out_of_time
from meetings.models import Minutes, MinutesState


@verb(may=runs_the_desk)
def adjourn(minutes: Minutes, *, at: datetime, by: User) -> Minutes:
    """
    Record that the meeting adjourned at `at`, to resume on the same day.

    Raises Refused for a meeting that has not begun, has ended or is adjourned, and where something was done later.
    """
    minutes = _hold(minutes)
    pauses = minutes.pauses
    if pauses and pauses[-1][1] is None:
        return minutes
    refuse_out_of_time(minutes, at, "adjourned")
    since = pauses[-1][1] if pauses else minutes.began_at
    if since and at < since:
        raise Refused(f"The meeting was not sitting before {clock_time(since)}: it cannot have adjourned then.")
    minutes.adjournments = [*minutes.adjournments, [at.isoformat(), None]]
    return keep(minutes, minutes, "recorded the adjournment of", by, at=at.isoformat())


@verb(may=runs_the_desk)
def resume(minutes: Minutes, *, at: datetime, by: User) -> Minutes:
    """Record that the meeting resumed. Raises Refused where it is not adjourned, and for a time before that."""
    minutes = _hold(minutes)
    pauses = minutes.pauses
    if not pauses or pauses[-1][1] is not None:
        raise Refused("The meeting is not adjourned.")
    refuse_out_of_time(minutes, at, "resumed")
    if at < pauses[-1][0]:
        raise Refused(f"The meeting adjourned at {clock_time(pauses[-1][0])}: it cannot have resumed before.")
    minutes.adjournments = [*minutes.adjournments[:-1], [minutes.adjournments[-1][0], at.isoformat()]]
    return keep(minutes, minutes, "recorded the resumption of", by, at=at.isoformat())


@verb(may=runs_the_desk)
def undo_adjournment(minutes: Minutes, *, by: User) -> Minutes:
    """Strike out the last adjournment, recorded by mistake. Raises Refused where there is none."""
    minutes = _hold(minutes)
    if not minutes.adjournments:
        raise Refused("No adjournment is recorded.")
    start = minutes.pauses[-1][0]
    minutes.adjournments = minutes.adjournments[:-1]
    return keep(minutes, minutes, "removed an adjournment of", by, at=start.isoformat())


def _hold(minutes: Minutes) -> Minutes:
    minutes = hold_minutes(minutes)
    if minutes.began_at is None:
        raise Refused("Start the meeting first.")
    if minutes.state != MinutesState.TAKING:
        raise Refused("The meeting has ended. Reopen it to change when it was adjourned.")
    return minutes

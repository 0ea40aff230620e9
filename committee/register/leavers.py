"""Sign-ins of officers who have left: without rights from the day after their last post, suspended by a daily task."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from committee.models.user_standing import leavers
from committee.register.sign_ins import suspend
from committee.timers.daily import Done, NotDone, Timer

LEFT = "Their last post has ended."


def suspend_leavers(*, at: datetime) -> Iterator[Done | NotDone]:
    """Suspend the sign-ins of users whose last post has ended. Yield their number, and a line for each one refused."""
    today, count = timezone.localdate(at), 0
    for user in leavers(today).filter(is_active=True, is_demo=False):
        try:
            suspend(user, on=today, by=PORTAL, why=LEFT)
            count += 1
        except Refused as refusal:
            yield NotDone(f"A sign-in of someone who has left was not suspended: {refusal}")
    if count:
        yield Done(f"{count} {'sign-in' if count == 1 else 'sign-ins'} suspended, because the last post has ended.")


TIMERS = (Timer("leavers", "Sign-ins of officers who have left were not suspended.", suspend_leavers),)

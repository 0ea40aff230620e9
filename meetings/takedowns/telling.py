"""Who is mailed about a takedown that waits: the proper officer at once, and every day once its day is over (R60)."""

import datetime as dt
from collections.abc import Iterator

from committee.acts import audit
from committee.acts.saving import day_of
from committee.acts.verbs import PORTAL
from committee.mail import notices
from committee.models import Council, Role, RoleGrant, User
from committee.timers.daily import Done, NotDone, Timer
from meetings.models import Takedown

TOLD = "emailed the proper officer about the"
REMINDED = "reminded the officers of the overdue"


def tell_at_once(*, at: dt.datetime) -> bool:
    """E-mail the proper officers what is hidden and they have not been told of; return whether the mail was taken."""
    untold = [takedown for takedown in _waiting() if not _was(TOLD, takedown)]
    return not untold or _send(untold, TOLD, at, Role.PROPER_OFFICER)


def remind_of_undecided(*, at: dt.datetime) -> Iterator[Done | NotDone]:
    """Email overdue decisions to the proper officers, deputies and the monitoring officer, once a day at most."""
    day = day_of(at)
    late = [takedown for takedown in _waiting() if takedown.is_overdue(day)]
    overdue = [takedown for takedown in late if not _was(REMINDED, takedown, facts__on=str(day))]
    sent = tell_at_once(at=at)
    if overdue:
        sent &= _send(overdue, REMINDED, at, Role.PROPER_OFFICER, Role.MONITORING_OFFICER)
        yield Done(f"Takedowns that are overdue for a decision: {len(overdue)}.")
    if not sent:
        yield NotDone("No one was told of a takedown that waits for a decision: there is no address, or no mail.")


def _waiting() -> list[Takedown]:
    return list(
        Takedown.objects.waiting().select_related("meeting__committee", "hidden_by").order_by("decide_by", "pk")
    )


def _was(did: str, takedown: Takedown, **facts: str) -> bool:
    return audit.trail_of(takedown).filter(did=did, **facts).exists()


def _send(takedowns: list[Takedown], did: str, at: dt.datetime, *roles: Role) -> bool:
    """Mail holders of `roles`, else the council's own address. SECURITY: no word of what is hidden, or why."""
    holders = RoleGrant.objects.on(day_of(at)).filter(role__in=roles).values("user")
    users = User.objects.filter(pk__in=holders, is_active=True).order_by("pk")
    subject = f"{'Overdue: takedown' if did == REMINDED else 'Takedown'} for you to decide"
    words = {"takedowns": takedowns, "overdue": did == REMINDED}
    about = subject, "email/takedowns.txt", words
    if not users:
        to = Council.current().email
        if not to or notices.failure_of(notices.mail_address, to, *about):
            return False
    elif any(notices.failure_of(notices.mail, user, *about) for user in users):
        return False
    for takedown in takedowns:
        audit.record(PORTAL, did, takedown, on=str(day_of(at)))
    return True


TIMERS = (Timer("takedowns", "No one was told of a takedown that waits for a decision.", remind_of_undecided),)

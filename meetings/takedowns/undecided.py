"""
Takedowns that wait for the proper officer, and publication of an agenda that cannot wait for the decision (R60).

The proper officers are emailed at once, and daily once the decision is overdue.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from committee.access.limits import within
from committee.acts import audit
from committee.acts.saving import day_of
from committee.acts.verbs import PORTAL
from committee.mail import notices
from committee.models import Role, User
from committee.timers.daily import Done, NotDone, Timer
from meetings.models import AgendaItem, AgendaVersion, Meeting, PublishedPaper, Takedown, TakedownSubject
from meetings.takedowns import moving, subjects, values
from meetings.takedowns.rebuilding import rebuild_after_takedown

TOLD = "emailed the proper officer about the"
REMINDED = "reminded the officers of the overdue"


def tell_at_once(*, at: dt.datetime) -> bool:
    """Email the proper officers the takedowns not emailed yet; return False where the email could not be sent."""
    untold = [takedown for takedown in _waiting() if not _was(TOLD, takedown)]
    return not untold or _send(untold, TOLD, at, Role.PROPER_OFFICER)


def remind_of_undecided(*, at: dt.datetime) -> Iterator[Done | NotDone]:
    """Email new takedowns to the proper officers and, once a day, overdue takedowns also to the monitoring officer."""
    day = day_of(at)
    late = [takedown for takedown in _waiting() if takedown.is_overdue(day)]
    overdue = [takedown for takedown in late if not _was(REMINDED, takedown, facts__on=str(day))]
    sent = tell_at_once(at=at)
    if overdue:
        sent &= _send(overdue, REMINDED, at, Role.PROPER_OFFICER, Role.MONITORING_OFFICER)
        yield Done(f"Takedowns that are overdue for a decision: {len(overdue)}.")
    if not sent:
        yield NotDone("No one was told of a takedown that waits for a decision: there is no address, or no mail.")


def _waiting() -> QuerySet[Takedown]:
    """Return takedowns that wait for the proper officer, most urgent first."""
    return Takedown.objects.waiting().select_related("meeting__committee", "hidden_by").order_by("decide_by", "pk")


def _was(did: str, takedown: Takedown, **facts: str) -> bool:
    return audit.trail_of(takedown).filter(did=did, **facts).exists()


def _send(takedowns: list[Takedown], did: str, at: dt.datetime, *roles: Role) -> bool:
    """
    Email the holders of `roles`, else the council; return whether every email was sent.

    SECURITY: the email has no hidden words, and no reason.
    """
    subject = f"{'Overdue: takedown' if did == REMINDED else 'Takedown'} for you to decide"
    words = {"takedowns": takedowns, "overdue": did == REMINDED}
    if not notices.mail_holders(roles, day_of(at), subject, "email/takedowns.txt", words):
        return False
    for takedown in takedowns:
        audit.record(PORTAL, did, takedown, on=str(day_of(at)))
    return True


TIMERS = (Timer("takedowns", "No one was told of a takedown that waits for a decision.", remind_of_undecided),)


# Subjects whose words a new version of the same meeting's agenda would print.
OF_AN_AGENDA = (TakedownSubject.PAPER, TakedownSubject.ITEM, TakedownSubject.MEETING, TakedownSubject.MOVE,
                TakedownSubject.RULING)  # fmt: skip


@contextmanager
def words_in_place(meeting: Meeting) -> Iterator[None]:
    """
    Restore the text of undecided takedowns while the next agenda version is made, then remove the text again.

    Use this for a version that cannot wait for the proper officer (R55). A takedown that is undone later restores the
    text in that version too; a confirmed takedown erases the text there. Call this inside the transaction that locks
    the meeting, so that nobody can read the restored text.
    """
    waiting = list(meeting.takedowns.waiting().filter(subject__in=OF_AN_AGENDA))
    if not waiting:
        yield
        return
    hidden = moving.put_back(waiting)
    before = set(meeting.versions.values_list("pk", flat=True))
    yield
    made = set(meeting.versions.exclude(pk__in=before).values_list("pk", flat=True))
    listed = set(PublishedPaper.objects.filter(version__in=made).values_list("pk", flat=True))
    new = {AgendaVersion._meta.db_table: made, PublishedPaper._meta.db_table: listed}
    for takedown in waiting:
        removed = [value for value in _values_again(takedown) if value.row_id in new.get(value.of_table, ())]
        moving.take_out(takedown, removed)
    moving.put_in(hidden)
    transaction.on_commit(partial(rebuild_after_takedown.enqueue, meeting.pk), robust=True)


def _values_again(takedown: Takedown) -> Iterable[values.Value]:
    """Return the values that the takedown would remove if it were made again now; no files are read."""
    thing = subjects.model_of(takedown.subject)._base_manager.get(pk=takedown.subject_id)
    with_item = takedown.words.filter(of_table=AgendaItem._meta.db_table).exists()
    return subjects.values_of(thing, values.Sheets(takedown.note, defaultdict(int)), with_item)


def takedowns_to_decide(today: dt.date, user: User) -> list[tuple[Takedown, bool]]:
    """Return takedowns that wait for the proper officer, most urgent first, each with True if it is overdue."""
    return [(takedown, takedown.is_overdue(today)) for takedown in within(_waiting(), user, today)]

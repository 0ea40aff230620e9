"""A meeting that was entered by mistake is removed from the calendar (R02)."""

import datetime as dt
from functools import partial
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, ProtectedError

from committee import audit
from committee.models import Committee, User
from committee.permissions import runs_the_desk
from committee.refusal import Refused
from committee.saving import day_of, save
from committee.search import index
from committee.verbs import verb
from meetings import notice_period
from meetings.agendas import standing_items
from meetings.calendar import convening
from meetings.locking import hold
from meetings.models import Meeting, Paper, RemovedMeeting
from meetings.unused_files import clear_away


class Bound(NamedTuple):
    """What there is of a meeting that keeps it in the calendar."""

    published: bool
    private_notices: bool
    papers: bool
    previews: bool


def bound(meeting: Meeting) -> Bound:
    """What there is of it, asked in one query."""
    asked = (
        Exists(meeting.versions.all()),
        Exists(meeting.private_notices.all()),
        Exists(Paper.objects.filter(item__meeting=meeting)),
        Exists(meeting.previews.all()),
    )
    return Bound._make(Meeting.objects.filter(pk=meeting.pk).values_list(*asked).get())


def why_not_removed(meeting: Meeting, on: dt.date, found: Bound | None = None) -> str:
    """
    Why a meeting is cancelled rather than removed from the calendar; "" where it may be removed (R02, R55).

    `found`: what there is of it, where the caller has asked.
    """
    found = found or bound(meeting)
    if found.published:
        return "Its agenda is published, so it stays on record: cancel it instead."
    if meeting.is_cancelled:
        return "It is already cancelled, and stays on record."
    if meeting.moves.exists():
        return "It has been re-arranged, and its earlier day stays on record: cancel it instead."
    if found.private_notices:
        return "Notice has been given of private business at this meeting. Cancel it instead."
    if found.papers:
        return "Its agenda has papers, or papers are due for it: cancel it instead."
    if found.previews:
        return "A draft of its agenda has been sent out: cancel it instead."
    deadline = notice_period.deadline(meeting)
    announced = Meeting.objects.public().filter(pk=meeting.pk).exists()
    if announced and (meeting.date < on or (deadline and on >= deadline.first_unlawful_day)):
        return "It has been in the public calendar and is too soon or past. Cancel it instead."
    return ""


@verb(may=runs_the_desk)
def remove_meeting(meeting: Meeting, *, at: dt.datetime, by: User) -> RemovedMeeting:
    """
    Take a meeting that was entered by mistake out of the calendar, with the items of its agenda.

    Raises Refused where anything of it was published, announced or asked for, and where the public calendar has it and
    its clear days can no longer be given: then it is cancelled. What it was known for counts on (R02).
    """
    # Held before the meeting, as whoever schedules holds it.
    Committee.objects.select_for_update(of=("self",)).get(pk=meeting.committee_id)
    if not Meeting.objects.filter(pk=meeting.pk).exists():
        raise Refused("Someone has removed the meeting from the calendar.")
    meeting = hold(meeting)
    convening.refuse_held(meeting, "removed")
    if why := why_not_removed(meeting, day_of(at)):
        raise Refused(why)
    removed = RemovedMeeting(
        committee=meeting.committee,
        date=meeting.date,
        starts=meeting.starts,
        informal=meeting.informal,
        entered_at=meeting.created_at,
        removed_at=at,
        removed_by=by,
    )
    save(removed)
    pk = meeting.pk
    # SECURITY: a stranger's file that waits here goes with it, and no draft is kept that nobody can find any more.
    kept = [*meeting.dropped_files.values_list("original", flat=True), *meeting.packs.values_list("stored", flat=True)]
    try:
        with transaction.atomic():
            meeting.builds.all().delete()
            meeting.packs.all().delete()
            meeting.items.all().delete()
            meeting.delete()
    except ProtectedError as error:
        there = "; ".join(sorted({str(row._meta.verbose_name) for row in error.protected_objects})[:3])
        raise Refused(f"{there} is planned for it. Move that first, or cancel the meeting.") from error
    transaction.on_commit(partial(clear_away, kept), robust=True)
    meeting.pk = pk
    audit.record(by, "removed from the calendar", meeting, starts=f"{meeting.starts:%H:%M}")
    standing_items.find_minutes_again(meeting.committee)
    index.changed(meeting)
    return removed

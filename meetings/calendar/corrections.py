"""Verbs that correct the calendar: remove a meeting entered by mistake, or undo a wrong re-arrangement (R02, R54)."""

import datetime as dt
from functools import partial

from django.db import transaction
from django.db.models import ProtectedError

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, save
from committee.acts.verbs import verb
from committee.following import topics
from committee.models import User
from committee.search import index
from meetings import notice_period
from meetings.agendas import standing_items
from meetings.calendar import convening
from meetings.calendar.verbs import refuse_twice
from meetings.locking import hold, hold_committee, is_published
from meetings.models import Meeting, Paper, RemovedMeeting
from meetings.packs import derived_store
from meetings.unused_files import clear_away

# Time within which a mistake can be undone as if it had never been made.
WITHIN = dt.timedelta(days=1)


def why_not_removed(meeting: Meeting, at: dt.datetime) -> str:
    """
    Return why a meeting must be cancelled rather than removed from the calendar; "" where it may be removed (R02, R55).

    A meeting entered less than a day ago may be removed even if its day is near or past, because nothing has been sent
    out about the meeting yet.
    """
    if is_published(meeting):
        return "Its agenda is published, so it stays on record: cancel it instead."
    if meeting.is_cancelled:
        return "It is already cancelled, and stays on record."
    if meeting.moves.exists():
        return "It has been re-arranged, and its earlier day stays on record: undo that first, or cancel it instead."
    if meeting.private_notices.exists():
        return "Notice has been given of private business at this meeting. Cancel it instead."
    if Paper.objects.filter(item__meeting=meeting).exists():
        return "Its agenda has papers, or papers are due for it: cancel it instead."
    if meeting.previews.exists():
        return "A draft of its agenda has been sent out: cancel it instead."
    deadline = notice_period.deadline(meeting)
    announced = Meeting.objects.public().filter(pk=meeting.pk).exists()
    on, is_fresh = day_of(at), dt.timedelta(0) <= at - meeting.created_at < WITHIN
    if announced and not is_fresh and (meeting.date < on or (deadline and on >= deadline.first_unlawful_day)):
        return "It has been in the public calendar and is too soon or past. Cancel it instead."
    return ""


@verb(may=runs_the_desk)
def remove_meeting(meeting: Meeting, *, at: dt.datetime, by: User) -> RemovedMeeting:
    """
    Take a meeting that was entered by mistake out of the calendar, with the items of its agenda.

    Raises Refused for a reason of `why_not_removed`, where the meeting has begun, and where another app has planned
    something for the meeting. The returned record of the removed meeting stays, because it counts for how long a
    meeting on that day was known (R02).
    """
    hold_committee(meeting.committee_id)
    if not Meeting.objects.filter(pk=meeting.pk).exists():
        raise Refused("Someone has removed the meeting from the calendar.")
    meeting = hold(meeting)
    convening.refuse_held(meeting, "removed")
    if why := why_not_removed(meeting, at):
        raise Refused(why)
    removed = _keep_removed(meeting, meeting.created_at, at, by)
    pk = meeting.pk
    # SECURITY: unchecked files dropped on the agenda are deleted too, and draft packs that nobody could find any more.
    stored = [
        *meeting.dropped_files.values_list("original", flat=True),
        *meeting.packs.values_list("stored", flat=True),
    ]
    hashes = list(meeting.packs.values_list("stored__sha256", flat=True))
    try:
        with transaction.atomic():
            meeting.builds.all().delete()
            meeting.packs.all().delete()
            meeting.attendance_plans.all().delete()
            meeting.items.all().delete()
            meeting.delete()
    except ProtectedError as error:
        blockers = "; ".join(sorted({str(row._meta.verbose_name) for row in error.protected_objects})[:3])
        raise Refused(f"{blockers} is planned for it. Move that first, or cancel the meeting.") from error
    transaction.on_commit(partial(clear_away, stored), robust=True)
    transaction.on_commit(partial(derived_store.forget_made_of, hashes), robust=True)
    meeting.pk = pk
    audit.record(by, "removed from the calendar", meeting, starts=f"{meeting.starts:%H:%M}")
    standing_items.find_minutes_again(meeting.committee)
    index.changed(meeting)
    return removed


def _keep_removed(meeting: Meeting, since: dt.datetime, at: dt.datetime, by: User) -> RemovedMeeting:
    """Record that the calendar had the meeting on its day, from `since` until the removal at `at` (R02)."""
    day = {"date": meeting.date, "starts": meeting.starts, "informal": meeting.informal, "entered_at": since}
    removed = RemovedMeeting(committee=meeting.committee, **day, removed_at=at, removed_by=by)
    save(removed)
    return removed


def why_not_undone(meeting: Meeting, at: dt.datetime) -> str:
    """Return why the last re-arrangement stays on record; "" where it may be undone, as if never made (R54)."""
    move = meeting.moves.last()
    if move is None:
        return "The meeting has not been re-arranged."
    if at - move.moved_at >= WITHIN:
        return "It was re-arranged more than a day ago. Re-arrange it again instead."
    if move.after_publication or is_published(meeting):
        return "Its agenda is published, so the new day has been announced. Re-arrange it again instead."
    if meeting.told_at and meeting.told_at >= move.moved_at:
        return "People have been emailed about the new day. Re-arrange it again instead."
    if meeting.private_notices.exists():
        return "Notice has been given of private business at this meeting. Re-arrange it again instead."
    followed = {"committee": meeting.committee.slug, "meeting": str(meeting.pk), "council": topics.ONLY_ONE}
    if topics.is_told(f"move {move.pk}", **followed):
        return "Followers have been emailed about the new day. Re-arrange it again instead."
    return ""


@verb(may=runs_the_desk)
def undo_rearrangement(meeting: Meeting, *, at: dt.datetime, by: User) -> Meeting:
    """
    Undo a re-arrangement made by mistake less than a day ago: the meeting gets its earlier day, time and place again.

    The re-arrangement stays on the trail, and the wrong day counts as a meeting removed from the calendar (R02). Raises
    Refused once anything was sent out about the re-arrangement, where the meeting is cancelled or has begun, and where
    another meeting of the committee has the earlier day and time.
    """
    hold_committee(meeting.committee_id)
    meeting = hold(meeting)
    convening.refuse_held(meeting, "moved back")
    if meeting.is_cancelled:
        raise Refused("The meeting is cancelled.")
    move = meeting.moves.last()
    if why := why_not_undone(meeting, at):
        raise Refused(why)
    assert move is not None  # else why_not_undone returns a reason
    refuse_twice(meeting.committee, move.old_date, move.old_starts, but=meeting)
    was = str(meeting)
    if move.old_date != meeting.date:
        _keep_removed(meeting, move.moved_at, at, by)
        meeting.called_on, meeting.shorter_notice_reason = None, ""
    meeting.date, meeting.sequence = move.old_date, move.old_sequence
    meeting.starts, meeting.venue = move.old_starts, move.old_venue
    move.delete()
    save(meeting)
    audit.record(by, "undid the re-arrangement of", meeting, was=was, reason=move.reason)
    standing_items.find_minutes_again(meeting.committee)
    index.changed(meeting)
    return meeting

"""
Verbs that correct a clerk's error in unsigned minutes; each records a reason on the trail.

A clerk can correct the time of a decision and the times of the meeting, undo a start, and discard minutes opened by
mistake. So no mistake leaves a meeting stuck. Attendance, interests, votes and items are corrected by their own verbs.
Signed minutes are corrected only by a later meeting (LGA 1972 Sch 12 para 41, R26).
"""

from collections.abc import Sequence
from datetime import datetime

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import reasoned, save
from committee.acts.verbs import verb
from committee.models import User
from committee.wording.dates import clock_time
from meetings.calendar.convening import done_in, only_begun
from meetings.minutes.room.holding import hold_minutes, hold_resolution, keep, no_new_faults, refuse_wrong_day
from meetings.minutes.room.opening import latest_moment, refuse_begun_after
from meetings.models import Declaration, Meeting, Minutes, Presence, Resolution

WHY = "why it is corrected"


@verb(may=runs_the_desk)
def correct_decision_time(resolution: Resolution, *, at: datetime, reason: str, by: User) -> Resolution:
    """
    Correct the time of a decision. The result stays, and minutes that the decision confirmed stay signed.

    Raises Refused where no reason is given, where nothing is decided, for a time on another day than the meeting, and
    where a voter was not in the room or the public had been readmitted at `at` (R17, R29-R33).
    """
    minutes, resolution = hold_resolution(resolution)
    reason = reasoned(reason, WHY)
    if resolution.decided_at is None:
        raise Refused("Nothing has been decided yet, so there is no time to correct.")
    if resolution.decided_at == at:
        return resolution
    refuse_wrong_day(minutes, at, "been decided")
    exclusion = getattr(resolution, "exclusion", None)
    if exclusion and exclusion.readmitted_at and at > exclusion.readmitted_at:
        text = f"The public came back at {clock_time(exclusion.readmitted_at)}: they were excluded before."
        raise Refused(text, rule="R17")
    before = resolution.decided_at
    resolution.decided_at = at
    facts = {"before": before.isoformat(), "at": at.isoformat(), "reason": reason}
    return keep(minutes, resolution, "corrected the time of", by, **facts)


@verb(may=runs_the_desk)
def correct_meeting_times(
    minutes: Minutes,
    *,
    began_at: datetime,
    ended_at: datetime,
    pauses: Sequence[tuple[datetime, datetime]] | None = None,
    reason: str,
    by: User,
) -> Minutes:
    """
    Correct the start, adjournments and end of a meeting. An item closed at the old end is then closed at the new end.

    `pauses` are all adjournments as (start, end); None leaves them as recorded. Raises Refused where no reason is
    given, where the meeting has not ended, for a time on another day than the meeting, and where an event is recorded
    before the start, after the end or during an adjournment.
    """
    minutes = hold_minutes(minutes)
    reason = reasoned(reason, WHY)
    before, recorded = (minutes.began_at, minutes.ended_at, minutes.pauses), minutes.adjournments
    if minutes.ended_at is None:
        raise Refused("The meeting has not ended: record its end.")
    adjournments = minutes.pauses if pauses is None else list(pauses)
    if before == (began_at, ended_at, adjournments):
        return minutes
    refuse_wrong_day(minutes, began_at, "begun")
    refuse_wrong_day(minutes, ended_at, "ended")
    if ended_at < began_at:
        raise Refused("The end must be after the start.")
    moments = [began_at, *(moment for pause in adjournments for moment in pause if moment), ended_at]
    if moments != sorted(moments):
        raise Refused("Each adjournment must begin and end in its turn, between the start and the end of the meeting.")
    with no_new_faults(minutes):
        minutes.adjournments = [[start.isoformat(), end and end.isoformat()] for start, end in adjournments]
        refuse_begun_after(minutes, began_at)
        for entry in minutes.entries.filter(closed_at=minutes.ended_at, opened_at__lte=ended_at):
            entry.closed_at = ended_at
            save(entry)
        minutes.began_at, minutes.ended_at = began_at, ended_at
        save(minutes)
    if (latest := latest_moment(minutes)) and latest[1] > ended_at:
        raise Refused(
            f"{latest[0]} at {clock_time(latest[1])}: the meeting cannot have ended at {clock_time(ended_at)}."
        )
    facts = {"began_at": began_at.isoformat(), "ended_at": ended_at.isoformat(), "reason": reason}
    if minutes.adjournments != recorded:
        facts |= {"adjournments": minutes.adjournments, "recorded": recorded}
    audit.record(
        by, "corrected the times of", minutes, before=[was.isoformat() if was else "" for was in before[:2]], **facts
    )
    return minutes


@verb(may=runs_the_desk)
def take_beginning_back(minutes: Minutes, *, reason: str, by: User) -> Minutes:
    """
    Remove a start recorded by mistake: for the wrong meeting, or for a meeting that did not take place.

    Attendance stays recorded. Afterwards the meeting can be moved or cancelled. Raises Refused where no reason is
    given, once the meeting has ended, and where an item, an interest or a motion is recorded (R25).
    """
    minutes = hold_minutes(minutes)
    if minutes.began_at is None:
        return minutes
    reason = reasoned(reason, "why the start is undone")
    if minutes.ended_at:
        raise Refused("The meeting has ended, so it had begun: correct its times instead, or reopen it first.")
    if done_in(minutes):
        raise Refused(
            "An item, an interest or a motion is recorded, so the meeting had begun. First remove what "
            "was recorded by mistake."
        )
    began, minutes.began_at = minutes.began_at, None
    return keep(minutes, minutes, "undid the start of", by, before=began.isoformat(), reason=reason)


@verb(may=runs_the_desk)
def discard_minutes(minutes: Minutes, *, reason: str, by: User) -> Meeting:
    """
    Remove minutes that were opened by mistake, with their entries and attendees; return the meeting.

    Raises Refused where no reason is given, or anything is recorded: a text, a time, an interest, a motion, a version.
    """
    minutes = hold_minutes(minutes)
    reason = reasoned(reason, "why they are discarded")
    if only_begun(minutes):
        raise Refused("The meeting is recorded as started. If that is a mistake, undo the start first.")
    recorded = (
        minutes.versions.exists(),
        minutes.began_at is not None,
        hasattr(minutes, "ground"),
        minutes.entries.exclude(text="", public_summary="").exists(),
        minutes.entries.exclude(opened_at__isnull=True, taken=False, number__isnull=True).exists(),
        Presence.objects.filter(attendee__minutes=minutes).exists(),
        Declaration.objects.filter(minutes=minutes).exists(),
        Resolution.objects.filter(minute__minutes=minutes).exists(),
    )
    if any(recorded):
        raise Refused(
            "Something is recorded in these minutes, so they cannot be discarded. Correct what is wrong instead."
        )
    meeting = minutes.meeting
    minutes.entries.all().delete()
    minutes.attendees.all().delete()
    minutes.delete()
    audit.record(by, "discarded the minutes opened by mistake of", meeting, reason=reason)
    return meeting

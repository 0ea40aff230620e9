"""Verbs of the calendar: schedule, re-arrange, cancel; every change is stored with its reason (R54, R55)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, facts_of, reasoned, save, set_changed
from committee.acts.verbs import Portal, as_part, verb
from committee.models import Committee, LegalKind, User, Venue
from committee.search import index
from committee.wording.dates import clock_time, long_date
from meetings import notice_period
from meetings.agendas import notifying, standing_items, versioning
from meetings.calendar import convening
from meetings.locking import hold, hold_committee, is_published
from meetings.models import Meeting, MeetingMove, VersionKind
from meetings.packs.leak_check import public_words
from meetings.takedowns import undecided

DETAILS = {"venue", "webcast_url", "note", "informal", "annual"}
PRINTED = {"venue", "webcast_url", "informal", "annual"}
MEETINGS_A_DAY = 99
# Delay before people are emailed about a change. Until then, `corrections.undo_rearrangement` can undo a mistake.
WAITS = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Entry:
    """One meeting to be scheduled; None means the committee's usual time or venue."""

    day: dt.date
    starts: dt.time | None = None
    venue: Venue | None = None
    informal: bool = False


@verb(may=runs_the_desk)
def schedule(
    committee: Committee,
    day: dt.date,
    *,
    starts: dt.time | None = None,
    venue: Venue | None = None,
    informal: bool = False,
    by: User | Portal,
) -> Meeting:
    """Put one meeting in the calendar, and fill the agenda of a formal meeting. Raises Refused as `schedule_year`."""
    return as_part(schedule_year)(committee, [Entry(day, starts, venue, informal)], by=by)[0]


@verb(may=runs_the_desk)
def schedule_year(committee: Committee, entries: Sequence[Entry], *, by: User | Portal) -> list[Meeting]:
    """
    Put a committee's meetings in the calendar, and fill the agendas of the formal meetings.

    Raises Refused, and saves none, where the committee does not exist on one of the days or already meets at the time.
    """
    # Locked, so that two clerks cannot give two meetings the same address.
    committee = hold_committee(committee.pk)
    meetings = [
        _enter(committee, entry) for entry in sorted(entries, key=lambda entry: (entry.day, entry.starts or dt.time()))
    ]
    for meeting in meetings:
        audit.record(by, "added to the calendar", meeting, starts=f"{meeting.starts:%H:%M}", informal=meeting.informal)
        if meeting.is_formal:
            as_part(standing_items.fill)(meeting, by=by)
    standing_items.find_minutes_again(committee)
    index.changed(*meetings)
    return meetings


def _enter(committee: Committee, entry: Entry) -> Meeting:
    day, starts = entry.day, entry.starts or committee.usual_time
    refuse_outside_its_life(committee, day)
    refuse_twice(committee, day, starts)
    meeting = Meeting(
        committee=committee,
        date=day,
        sequence=_free_sequence(committee, day),
        starts=starts,
        venue=entry.venue or committee.usual_venue,
        informal=entry.informal or committee.is_informal,
    )
    save(meeting)
    return meeting


def refuse_outside_its_life(committee: Committee, day: dt.date) -> None:
    """Raise Refused where `committee` does not exist on `day`: not established yet, or dissolved."""
    if day < committee.since:
        raise Refused(
            f"The {committee} does not exist on {long_date(day)}: it was established on {long_date(committee.since)}."
        )
    if committee.until and day > committee.until:
        raise Refused(
            f"The {committee} does not exist on {long_date(day)}: its last day is {long_date(committee.until)}."
        )


def refuse_twice(committee: Committee, day: dt.date, starts: dt.time, but: Meeting | None = None) -> None:
    """Raise Refused where a meeting of `committee`, other than `but`, starts at the time `starts` on `day`."""
    others = Meeting.objects.filter(committee=committee, date=day, starts=starts, cancelled_at__isnull=True)
    if but:
        others = others.exclude(pk=but.pk)
    if others.exists():
        raise Refused(f"The {committee} already meets on {long_date(day)} at {clock_time(starts)}.")


def _free_sequence(committee: Committee, day: dt.date, but: Meeting | None = None) -> int:
    """Return the lowest `sequence` on `day` that gives an address that no other meeting has or had."""
    meetings = Meeting.objects.filter(committee=committee, date=day)
    moves = MeetingMove.objects.filter(meeting__committee=committee, old_date=day)
    if but:
        meetings, moves = meetings.exclude(pk=but.pk), moves.exclude(meeting=but)
    taken = {*meetings.values_list("sequence", flat=True), *moves.values_list("old_sequence", flat=True)}
    free = next(number for number in range(1, MEETINGS_A_DAY + 2) if number not in taken)
    if free > MEETINGS_A_DAY:
        raise Refused(f"The {committee} has too many meetings on {long_date(day)}.")
    return free


@verb(may=runs_the_desk)
def rearrange(
    meeting: Meeting,
    *,
    day: dt.date,
    starts: dt.time,
    venue: Venue | None = None,
    reason: str,
    tell: bool = False,
    at: dt.datetime,
    by: User,
) -> MeetingMove:
    """
    Move a meeting to another day, time or venue; the old values stay on record and the old address redirects (R54).

    `venue` None keeps the venue. Members and people who owe a paper are emailed; with `tell`, also about a meeting that
    was never public. In a draft calendar no day was announced, so the move is not recorded and the returned move is
    unsaved. A call at shorter notice was for the old day, so a move to another day removes the call. After publication,
    clear days are counted from the new notice, even if only the time or place changes.

    Raises Refused:

    - where the meeting is cancelled, past or begun
    - where the committee does not exist on that day
    - where nothing changes, or no reason is given
    - where the law forbids a move so late (R01, R02, R05, R06)
    - where the executive would meet before its notices allow an item to be taken in private (R58)
    """
    reason = reasoned(reason, "why the meeting is re-arranged")
    public_words.refuse_telling([("the reason", [reason])], meeting)
    hold_committee(meeting.committee_id)
    meeting = hold(meeting)
    _refuse_gone(meeting, at, "re-arranged")
    refuse_outside_its_life(meeting.committee, day)
    if day < day_of(at):
        raise Refused(f"{long_date(day)} has passed: choose a day to come.")
    venue = venue or meeting.venue
    if (day, starts, venue) == (meeting.date, meeting.starts, meeting.venue):
        raise Refused("You have not changed anything. Change the day, the time or the venue.")
    refuse_twice(meeting.committee, day, starts, but=meeting)
    if day != meeting.date:
        convening.refuse_private(meeting, day, told_on=day_of(at))
    move = MeetingMove(
        meeting=meeting,
        old_date=meeting.date,
        old_sequence=meeting.sequence,
        old_starts=meeting.starts,
        old_venue=meeting.venue,
        new_date=day,
        new_starts=starts,
        reason=reason,
        after_publication=is_published(meeting),
        moved_at=at,
        moved_by=by,
    )
    if not Meeting.objects.agreed().filter(pk=meeting.pk).exists():
        # No day of a draft calendar was announced, so there is no re-arrangement to print.
        move.after_publication = False
    else:
        save(move)
    before = str(meeting)
    if day != meeting.date:
        if meeting.annual:
            convening.refuse_annual(meeting, day)
        meeting.date, meeting.sequence = day, _free_sequence(meeting.committee, day, but=meeting)
        meeting.called_on, meeting.shorter_notice_reason = None, ""
    meeting.starts, meeting.venue = starts, venue
    save(meeting)
    note = f"Re-arranged from {convening.left(move, venue)}: {reason}"
    if move.after_publication and (late := convening.notice_anew(meeting, move, day_of(at), reason)):
        note = f"{note[: 499 - len(late)]} {late}"
    audit.record(by, "re-arranged", meeting, was=before, to=f"{day.isoformat()} {starts:%H:%M}", reason=reason)
    _tell(meeting, VersionKind.REARRANGED, note, at, by, tell=tell)
    standing_items.find_minutes_again(meeting.committee)
    index.changed(meeting)
    return move


@verb(may=runs_the_desk)
def cancel(meeting: Meeting, *, reason: str, tell: bool = False, at: dt.datetime, by: User) -> Meeting:
    """
    Cancel a meeting: it stays in the calendar with its reason, and its agenda stays readable (R55).

    Members and people who owe a paper are emailed; with `tell`, also about a meeting that was never public. Raises
    Refused where the meeting is cancelled already, past or begun.
    """
    reason = reasoned(reason, "why the meeting is cancelled")
    public_words.refuse_telling([("the reason", [reason])], meeting)
    meeting = hold(meeting)
    _refuse_gone(meeting, at, "cancelled")
    meeting.cancelled_at, meeting.cancelled_by, meeting.cancelled_reason = at, by, reason
    save(meeting)
    audit.record(by, "cancelled", meeting, reason=reason)
    _tell(meeting, VersionKind.CANCELLED, f"Cancelled: {reason}", at, by, tell=tell)
    standing_items.find_minutes_again(meeting.committee)
    index.changed(meeting)
    return meeting


@verb(may=runs_the_desk)
def undo_cancellation(meeting: Meeting, *, reason: str, at: dt.datetime, by: User) -> Meeting:
    """
    Let a cancelled meeting be held after all, with its day, time and place unchanged (R65).

    Where the agenda is published, the next version, a notice and an email announce this, with clear days counted from
    now. Raises Refused:
    - where the meeting is not cancelled, or its day has passed
    - where the committee does not exist on that day, or has another meeting on that day at that time
    - where the cancellation was announced, and a new notice cannot give the clear days
    """
    reason = reasoned(reason, "why the meeting will be held after all")
    public_words.refuse_telling([("the reason", [reason])], meeting)
    committee = hold_committee(meeting.committee_id)
    meeting = hold(meeting)
    if not meeting.is_cancelled:
        raise Refused("The meeting is not cancelled.")
    if meeting.date < day_of(at):
        raise Refused(f"The meeting of {long_date(meeting.date)} would have been held by now.")
    refuse_outside_its_life(committee, meeting.date)
    refuse_twice(committee, meeting.date, meeting.starts, but=meeting)
    if why := why_too_late(meeting, day_of(at)):
        raise Refused(why, rule="R65")
    if meeting.annual:
        convening.refuse_annual(meeting, meeting.date)
    was = meeting.cancelled_reason
    meeting.cancelled_at, meeting.cancelled_by, meeting.cancelled_reason = None, None, ""
    save(meeting)
    audit.record(by, "undid the cancellation of", meeting, reason=reason, cancelled_because=was)
    when = f"{long_date(meeting.date)}, {clock_time(meeting.starts)}"
    _tell(meeting, VersionKind.REINSTATED, f"To be held after all, on {when}: {reason}", at, by)
    standing_items.find_minutes_again(committee)
    index.changed(meeting)
    return meeting


def why_too_late(meeting: Meeting, on: dt.date) -> str:
    """
    R65: return why an announced cancellation can no longer be undone; "" where it can.

    A notice of cancellation ends the notice of the meeting: a new notice must again give the clear days (LGA 1972
    s.100A(6)(a), Sch 12 para 4(1A); SI 2012/2089 reg 6).
    """
    deadline = notice_period.deadline(meeting)
    if deadline is None or not is_published(meeting) or on < deadline.first_unlawful_day:
        return ""
    return (
        f"Its cancellation was announced, and {deadline.required} clear days’ notice that it will be held after all "
        "can no longer be given. Add a new meeting on a day for which there is still time to give notice."
    )


def people_told(meeting: Meeting, on: dt.date, *, tell: bool = False) -> list[notifying.Recipient]:
    """
    Return the recipients of the email on a change to a meeting whose agenda is not published.

    [] for a meeting that was never public, unless `tell`. Followers get news of a public meeting (`meetings.news`).
    """
    is_emailed = not is_published(meeting) and (tell or Meeting.objects.public().filter(pk=meeting.pk).exists())
    return notifying.recipients(meeting, on) if is_emailed else []


def _tell(meeting: Meeting, kind: str, note: str, at: dt.datetime, by: User, *, tell: bool = False) -> None:
    """Announce a change: for a published agenda by its next version, a notice and emails (R55); else by emails."""
    if is_published(meeting):
        with undecided.words_in_place(meeting):
            versioning.republish(meeting, kind, note[:500], at=at, by=by)
    elif people_told(meeting, day_of(at), tell=tell):
        task = notifying.tell_of_change
        if task.get_backend().supports_defer:
            task = task.using(run_after=at + WAITS)
        about = (meeting.pk, str(kind), note, notifying.change_of(meeting, kind), day_of(at).isoformat())
        transaction.on_commit(lambda: task.enqueue(*about))


def _refuse_gone(meeting: Meeting, at: dt.datetime, what: str) -> None:
    if meeting.is_cancelled:
        raise Refused("The meeting has already been cancelled.")
    if meeting.date < day_of(at):
        raise Refused(f"The meeting of {long_date(meeting.date)} has passed and cannot be {what}.")
    convening.refuse_held(meeting, what)


@verb(may=runs_the_desk)
def set_details(meeting: Meeting, *, by: User, **details: Any) -> Meeting:
    """
    Change `venue`, `webcast_url`, `note`, `informal` or `annual`; fill the agenda of a session that becomes formal.

    Raises Refused where the agenda is published and its printed words would change: this needs a re-arrangement or a
    correction. Raises Refused also where the note would disclose withheld matter (R16). Raises TypeError for any other
    detail.
    """
    if details.get("annual"):
        # The committee is locked first, as in all verbs, so that two clerks cannot mark two meetings as annual.
        hold_committee(meeting.committee_id)
    meeting = hold(meeting)
    changed = set_changed(meeting, details, allowed=DETAILS)
    if not changed:
        return meeting
    if PRINTED & set(changed) and is_published(meeting):
        raise Refused("The agenda is published: re-arrange the meeting to change its place, or publish a correction.")
    if changed.get("webcast_url") and not meeting.committee.is_webcast:
        raise Refused(
            f"The meetings of the {meeting.committee} are not webcast: where they are, enter the address with the "
            "committee first."
        )
    if changed.get("annual"):
        convening.refuse_annual(meeting, meeting.date)
    if changed.get("informal"):
        convening.refuse_informal(meeting)
    public_words.refuse_telling([("the note", [changed.get("note") or ""])], meeting)
    save(meeting)
    index.changed(meeting)
    audit.record(by, "changed the details of", meeting, **facts_of(changed))
    if "informal" in changed:
        if meeting.is_formal and not meeting.items.exists():
            standing_items.fill(meeting, by=by)
        standing_items.find_minutes_again(meeting.committee)
    return meeting


@verb(may=runs_the_desk)
def call_at_shorter_notice(meeting: Meeting, *, called_on: dt.date, reason: str, by: User) -> Meeting:
    """
    Record that a meeting was convened at shorter notice (LGA 1972 s.100A(6)(a), s.100B(3)(a); R02).

    Raises Refused:

    - for the Council (R05), and for an informal session
    - where the clear days could still be given after the call, or the meeting was known before
    - once the agenda is published, because a late agenda is no shorter notice
    """
    reason = reasoned(reason, "why the meeting is called at shorter notice")
    meeting = hold(meeting)
    if is_published(meeting):
        raise Refused("The agenda is already published, so you cannot change whether it was called at shorter notice.")
    deadline = notice_period.deadline(meeting)
    if deadline is None:
        raise Refused("An informal session needs no notice.")
    if notice_period.legal_kind(meeting) is LegalKind.COUNCIL:
        raise Refused("The Council cannot be called at shorter notice (LGA 1972 Sch 12 para 4(1A)).", rule="R05")
    if called_on > meeting.date:
        raise Refused("A meeting cannot be called after the day on which it is held.")
    if called_on < deadline.first_unlawful_day:
        raise Refused(
            f"On {long_date(called_on)} there was still time to give {deadline.required} clear days: shorter notice is "
            f"for a meeting called on or after {long_date(deadline.first_unlawful_day)}."
        )
    convening.refuse_known(meeting, deadline)
    meeting.called_on, meeting.shorter_notice_reason = called_on, reason
    save(meeting)
    audit.record(by, "called at shorter notice", meeting, called_on=called_on.isoformat(), reason=reason)
    return meeting

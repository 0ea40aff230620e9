"""States of each item's minute: reached, closed, open or withheld, and the people who attended for the item."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import reasoned, save
from committee.acts.verbs import verb
from committee.law import exemption
from committee.law.reasons import names_who_forbids
from committee.models import User
from committee.search import index
from committee.wording.dates import clock_time
from meetings.minutes.findings.consistency import uncovered
from meetings.minutes.room.holding import (
    hold_minute,
    keep,
    lapse_certificate,
    no_new_faults,
    refuse_before_the_day,
    refuse_out_of_time,
    saved,
)
from meetings.minutes.room.state import Room
from meetings.models import Access, Action, Attendee, Minute, Minutes


@verb(may=runs_the_desk)
def open_item(minute: Minute, *, at: datetime, by: User) -> Minute:
    """
    Record that the meeting reached an item, or came back to it; any other open item is closed.

    An item that is open already keeps its time. Raises Refused for an exempt item unless a carried resolution excludes
    the public for the item and all its paragraphs (R17). A confidential item needs no resolution (R18). Raises Refused
    also for a public item while the public are excluded (LGA 1972 s.100A(1)).
    """
    minutes, minute = hold_minute(minute)
    if minute.opened_at and not minute.closed_at:
        return minute
    reach(minutes, minute, at)
    audit.record(by, "recorded the opening of", minute, at=at.isoformat())
    return minute


def reach(minutes: Minutes, minute: Minute, at: datetime) -> None:
    """Open `minute` at `at`, for verbs that have locked the meeting. Closes and refuses as `open_item` does."""
    refuse_omitted(minute)
    refuse_withdrawn(minute)
    refuse_out_of_time(minutes, at, "been reached")
    _refuse_before_the_start(minutes, at)
    if minute.closed_at and at < minute.closed_at:
        raise Refused(f"The item ended at {clock_time(minute.closed_at)}, so it cannot be reopened before that.")
    room = Room.of(minutes)
    if text := uncovered(room, minute, at):
        raise Refused(text, rule="R17")
    if not minute.is_withheld and room.excluded_at(at):
        raise Refused("The public are still excluded, and this item is public. Readmit them first.", rule="R17")
    with no_new_faults(minutes):
        for other in minutes.entries.filter(opened_at__lte=at, closed_at__isnull=True).exclude(pk=minute.pk):
            other.closed_at = at
            save(other)
        later = minutes.entries.filter(opened_at__gt=at).exclude(pk=minute.pk).order_by("opened_at").first()
        minute.opened_at = minute.opened_at or at
        minute.closed_at = later.opened_at if later else minutes.ended_at
        save(minute)
        if minutes.began_at is None:
            minutes.began_at = at
            save(minutes)


def _refuse_before_the_start(minutes: Minutes, at: datetime | None) -> None:
    if at and minutes.began_at and at < minutes.began_at:
        raise Refused(f"The meeting began at {clock_time(minutes.began_at)}: no item was reached before.")


@verb(may=runs_the_desk)
def close_item(minute: Minute, *, at: datetime, by: User) -> Minute:
    """Record when an item ended; an end recorded earlier stays. Raises Refused where the item was not reached."""
    minutes, minute = hold_minute(minute)
    if minute.opened_at is None:
        raise Refused("The item has not started.")
    if minute.closed_at:
        return minute
    return _set_times(minutes, minute, minute.opened_at, at, by, "recorded the end of")


@verb(may=runs_the_desk)
def set_item_times(minute: Minute, *, opened_at: datetime | None, closed_at: datetime | None, by: User) -> Minute:
    """Correct an item's opening and closing times. Raises Refused where other records contradict the times (R17)."""
    minutes, minute = hold_minute(minute)
    if opened_at and minute.opened_at is None:
        refuse_withdrawn(minute)
    if opened_at is None and minute.resolutions.filter(decided_at__isnull=False).exists():
        raise Refused("Something was decided under this item, so it was reached.")
    if opened_at is None and minute.number and not minute.taken:
        raise Refused(
            f"Minute {minute.printed_number} has been published under its number: the item was reached.", rule="R28"
        )
    if opened_at is None and minute.access == Access.EXEMPT and minute.text:
        raise Refused("Something is minuted under this item, which is exempt, so it was reached.", rule="R17")
    _refuse_before_the_start(minutes, opened_at)
    return _set_times(minutes, minute, opened_at, closed_at, by, "corrected the times of")


def _set_times(
    minutes: Minutes, minute: Minute, opened: datetime | None, closed: datetime | None, by: User, did: str
) -> Minute:
    for moment in (opened, closed):
        if moment:
            refuse_out_of_time(minutes, moment, "happened")
    if closed and (opened is None or closed < opened):
        raise Refused("An item cannot end before it starts. Correct one of the times.")
    minute.opened_at, minute.closed_at = opened, closed
    times = {"opened": opened.isoformat() if opened else "", "closed": closed.isoformat() if closed else ""}
    keep(minutes, minute, did, by, **times)
    lapse_certificate(minutes)
    return minute


def refuse_omitted(minute: Minute) -> None:
    """Raise Refused for an item that is left out of the minutes."""
    if minute.omitted:
        raise Refused(f"“{minute.heading_for_public}” has no minute. Tick first that it has one.")


def refuse_withdrawn(minute: Minute) -> None:
    """Raise Refused where the published agenda shows the item as withdrawn: the public were told not to come for it."""
    if minute.item and minute.item.is_withdrawn:
        raise Refused(
            f"Item {minute.item.number} was withdrawn from the agenda. To consider it after all, add it to "
            "the agenda again.",
            rule="R57",
        )


def refuse_unreached(minute: Minute) -> None:
    """Raise Refused for an exempt item that is not opened yet: nothing may be minuted under it (R17)."""
    if minute.access == Access.EXEMPT and minute.opened_at is None:
        text = "This item is exempt. Exclude the public and start the item before you minute it."
        raise Refused(text, rule="R17")


@verb(may=runs_the_desk)
def attend_for(minute: Minute, attendees: Iterable[Attendee], *, by: User) -> Minute:
    """Replace the people recorded as attending for an item. Raises Refused where an interest bars one of them (R33)."""
    minutes, minute = hold_minute(minute)
    refuse_before_the_day(minutes)
    wanted = {attendee.pk for attendee in attendees}
    rows = list(minutes.attendees.filter(pk__in=wanted))
    if len(rows) != len(wanted):
        raise Refused("Someone you chose has been removed from attendance. Reload the page.")
    if {row.pk for row in minute.in_attendance.all()} == wanted:
        return minute
    with no_new_faults(minutes):
        minute.in_attendance.set(rows)
    audit.record(by, "recorded who attended for", minute, names=[row.name for row in rows])
    return minute


@verb(may=runs_the_desk)
def set_access(
    minute: Minute,
    *,
    access: str,
    paragraphs: tuple[int, ...] = (),
    public_heading: str | None = None,
    reason: str = "",
    by: User,
) -> Minute:
    """
    Set a minute open, exempt (by paragraphs) or confidential, and set its public heading.

    Opening a withheld minute needs a `reason`, which is recorded on the trail (R17). Making a minute confidential needs
    a `reason` too, unless a paper of the item is confidential: the reason names who forbids disclosure (s.100A(3)).
    Actions that a withheld minute asked for are withheld too. Raises Refused:

    - where an exempt item was taken while the public were not excluded
    - for an open minute, where the item was taken while the public were excluded, or an exclusion still in force names
      the item (R17, LGA 1972 s.100C(1)(a))
    - for any access but confidential, where a paper of the item is confidential (R18)
    """
    minutes, minute = hold_minute(minute)
    other = minutes.meeting.committee.other_ground
    if paragraphs and not set(paragraphs) <= set(exemption.grounds_of(other)):
        raise Refused(f"Choose from {exemption.to_choose(other)}.", rule="R11")
    papers = minute.item.papers.exclude(state="withdrawn") if minute.item else None
    by_paper = bool(papers and papers.filter(access=Access.CONFIDENTIAL))
    if access != Access.CONFIDENTIAL and by_paper:
        raise Refused("Its paper is confidential: the law excludes the public, without any choice.", rule="R18")
    if access == Access.OPEN and minute.is_withheld:
        _refuse_opening(Room.of(minutes), minute)
        reason = reasoned(reason, "why the public may read the minute")
    if access == Access.CONFIDENTIAL and access != minute.access and not by_paper and not names_who_forbids(reason):
        raise Refused("Enter which department’s terms, enactment or court order forbids disclosure.", rule="R18")
    if access == Access.EXEMPT and not paragraphs:
        raise Refused("Enter the paragraphs of Schedule 12A that make it exempt.", rule="R17")
    waited = minute.waits
    minute.access = access
    minute.paragraphs = exemption.join_paragraphs(paragraphs) if access == Access.EXEMPT else ""
    if public_heading is not None:
        minute.public_heading = public_heading.strip()
    if waited:
        minute.omitted = False
        minute.heading = minute.item.title if minute.item and minute.is_withheld else minute.heading
    why = {"reason": reason} if reason else {}
    keep(minutes, minute, "set the access of", by, access=access, paragraphs=minute.paragraphs, **why)
    lapse_certificate(minutes)
    if minute.is_withheld:
        actions = Q(limb__resolution__minute=minute) | Q(item__isnull=False, item=minute.item_id)
        Action.objects.filter(actions).update(withheld=True)
    index.changed(minute)
    return minute


def _refuse_opening(room: Room, minute: Minute) -> None:
    """Raise Refused for an item taken while the public were excluded, or named by an exclusion that is in force."""
    if minute.opened_at and room.excluded_at(minute.opened_at):
        text = "The item was taken while the public were excluded, so its minute cannot be open."
        raise Refused(text, rule="R17")
    for exclusion in room.exclusions:
        named = {row.item_id for row in exclusion.excluded.all()}
        if minute.opened_at is None and exclusion.readmitted_at is None and minute.item_id in named:
            text = (
                "The meeting has resolved that the public are excluded for this item, so its minute cannot be "
                "open. If it was considered in public, first record when the public were readmitted."
            )
            raise Refused(text, rule="R17")


@verb(may=runs_the_desk)
def omit(minute: Minute, *, omitted: bool, by: User) -> Minute:
    """
    Leave an item out of the minutes, or bring it back.

    Raises Refused for leaving out an item with a record or a published number, and for bringing back a private item
    without grounds.
    """
    _, minute = hold_minute(minute)
    if minute.omitted == omitted:
        return minute
    if not omitted and minute.waits:
        raise Refused(
            "The item is not considered in public. First enter the paragraphs of Schedule 12A that make it exempt.",
            rule="R17",
        )
    if omitted and (minute.text or minute.was_taken or minute.resolutions.exists()):
        raise Refused("Something is recorded under this item, so it has a minute.")
    if omitted and minute.number:
        raise Refused(f"Minute {minute.printed_number} has been published under its number.", rule="R28")
    minute.omitted = omitted
    saved(minute, "left out" if omitted else "put back", by)
    index.changed(minute)
    return minute


@verb(may=runs_the_desk)
def say_taken(minute: Minute, *, taken: bool, by: User) -> Minute:
    """
    Record whether an item without a recorded time was taken; an item that was not taken is not printed.

    Raises Refused:
    - for an exempt item that is to be taken without a time (R17)
    - for a public item that an exclusion names, a withdrawn item, and an item without a minute
    - where a minute published under its number would be marked as not taken (R28)
    """
    minutes, minute = hold_minute(minute)
    if minute.taken == taken:
        return minute
    if taken:
        refuse_withdrawn(minute)
        refuse_before_the_day(minutes)
        refuse_omitted(minute)
    if taken and minute.access == Access.EXEMPT and minute.opened_at is None:
        text = "This item is exempt. Enter the time it was reached, after the resolution to exclude the public."
        raise Refused(text, rule="R17")
    if not taken and minute.number and minute.opened_at is None:
        raise Refused(
            f"Minute {minute.printed_number} has been published under its number: the item was taken.", rule="R28"
        )
    minute.taken = taken
    keep(minutes, minute, "recorded as taken" if taken else "recorded as not taken", by)
    lapse_certificate(minutes)
    index.changed(minute)
    return minute

"""Context of the room's page: the items with their state, the current item, its resolutions, and the attendees."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.utils import timezone

from committee.acts.requests import SignedInRequest
from committee.acts.seen import as_shown, mark_of_content
from committee.models import Council
from committee.richtext import diff
from meetings.actions.due_dates import Calendar
from meetings.lookup import crumbs
from meetings.members import expected
from meetings.minutes.document import layout, wording
from meetings.minutes.document.views.desk import editor_of
from meetings.minutes.lookup import COLOURS
from meetings.minutes.room.lookup import clock_of, is_ahead, is_set, is_today
from meetings.minutes.room.resolutions import amending, resolving, voting
from meetings.minutes.room.resolutions.recommended import recommended_limbs
from meetings.minutes.room.state import Room
from meetings.models import Attendee, ItemKind, Limb, LimbKind, Minute, MinutesState, Resolution, Result


def page_of(request: SignedInRequest, room: Room, entry: Minute) -> dict[str, Any]:
    """Return the context of the room's page at the item `entry`."""
    meeting = room.minutes.meeting
    at = clock_of(request, room)
    style = wording.Style.of(Council.current())
    here, needed = room.count_at(at, entry.item_id)
    calendar = Calendar(meeting)
    recommended = recommended_limbs(entry)
    return {
        "meeting": meeting,
        "minutes": room.minutes,
        "state_colour": COLOURS[MinutesState(room.minutes.state)],
        "frozen": room.minutes.is_frozen,
        "trail": crumbs(meeting),
        "entry": entry,
        "next": room.after(entry),
        "lines": [(row, _state(row)) for row in room.entries],
        "at": timezone.localtime(at),
        "clock_is_set": is_set(request, meeting),
        "clock_runs": is_today(meeting),
        "is_ahead": is_ahead(meeting),
        "is_adjourned": bool(room.minutes.pauses) and room.minutes.pauses[-1][1] is None,
        "people": [
            (heading, [_person(room, row, at, entry) for row in rows])
            for heading, rows in (("", room.of_the_committee), ("Also in attendance", room.besides))
            if rows or not heading
        ],
        "waiting": [] if room.minutes.is_frozen else expected.waiting(room.minutes),
        "undeclared_notices": [] if room.minutes.is_frozen else expected.undeclared_notices(room.minutes),
        "behind": meeting.items.filter(withdrawn_at__isnull=True, minute__isnull=True).exists(),
        "nobody_yet": not room.attended,
        "only_begun": _only_begun(room),
        "here": here,
        "needed": needed,
        "presiding": room.presiding,
        "resolutions": [_resolution(row, entry, style, calendar) for row in entry.resolutions.all()],
        "recommended": recommended,
        "recommended_seen": mark_of_content(resolving.words_of(recommended)),
        "declared": room.declared_in(entry.item_id),
        "covered": room.is_covered(entry, at) if entry.is_withheld else True,
        "is_exclusion": entry.item is not None and entry.item.kind == ItemKind.EXCLUSION,
        "exclusions": room.excluded_at(at),
        "editor": editor_of(entry, meeting, request.user, in_room=True),
        "urgent": getattr(entry.item, "ruling", None),
        "can_agree": _can_agree(room, entry, at),
        "may_refer": any(row.is_carried and not row.amends_id for row in entry.resolutions.all()),
        "may_preside": _may_preside(room),
        "said": list(messages.get_messages(request)),
    }


def _can_agree(room: Room, entry: Minute, at: datetime) -> bool:
    """Return whether the meeting may resolve under the item now: the item was reached, or resolving may open it."""
    if entry.omitted or room.minutes.is_frozen or is_ahead(room.minutes.meeting):
        return False
    if entry.is_withheld:
        return entry.opened_at is not None and room.is_covered(entry, at)
    return entry.opened_at is not None or (room.minutes.began_at is not None and not room.excluded_at(at))


def _may_preside(room: Room) -> list[tuple[Attendee, bool]]:
    """
    Return (attendee, whether the form preselects them) for all who may preside.

    Empty once the meeting has begun or somebody presides. The preselected person is the Chairman, else the first
    appointed Vice-Chairman, else the first member; if any of them are here, only those here are considered.
    """
    meeting = room.minutes.meeting
    if room.minutes.began_at or room.presiding:
        return []
    able = [attendee for attendee in room.attendees if attendee.person_id and attendee.may_preside]
    here = [attendee for attendee in able if any(presence.left_at is None for presence in attendee.presences.all())]
    rank = {seat.person_id: place for place, seat in enumerate(meeting.presiding(meeting.date))}
    first = min(here or able, key=lambda attendee: rank.get(attendee.person_id or 0, len(rank)), default=None)
    return [(attendee, attendee is first) for attendee in able]


def _only_begun(room: Room) -> bool:
    """Return whether nothing was done in the meeting, so that its start can be undone. Makes no query."""
    taken = any(entry.was_taken for entry in room.entries)
    return room.minutes.ended_at is None and not (taken or room.resolutions or room.declarations)


def _state(entry: Minute) -> str:
    if entry.omitted:
        return "No minute"
    if entry.closed_at or (entry.taken and not entry.opened_at):
        return "Done"
    return "Now" if entry.opened_at else ""


def _person(room: Room, attendee: Attendee, at: datetime, entry: Minute) -> dict[str, Any]:
    """Return an attendee's row of the side column: their presence, a note and their buttons."""
    last = max(attendee.presences.all(), key=lambda presence: presence.arrived_at, default=None)
    is_here = room.is_here(attendee, at)
    left_at = last.left_at if last and not is_here else None
    notes = []
    if attendee.virtual:
        notes.append("remote: not counted")
    elif attendee.remote:
        notes.append("remote")
    elif attendee.of_the_committee and not attendee.voting:
        notes.append("without a vote")
    if attendee.replaces:
        notes.append(f"for {attendee.replaces.name}")
    if attendee.body:
        notes.append(attendee.body)
    if room.is_barred(attendee, entry.item_id):
        notes.append("may not take part in this item")
    return {
        "attendee": attendee,
        "is_here": is_here,
        "since": last.arrived_at if is_here and last else None,
        "left": left_at,
        "note": "; ".join(notes),
        "acts": _acts(room, attendee, is_here, left_at),
    }


def _acts(room: Room, attendee: Attendee, is_here: bool, left_at: datetime | None) -> list[tuple[str, str]]:
    """Return an attendee's buttons as (act, label), the likeliest first."""
    if is_ahead(room.minutes.meeting):
        return [("no_apologies", "No apologies")] if attendee.apologies else [("apologise", "Apologies")]
    if is_here:
        return [("leave", "Mark as left")] if room.minutes.began_at else [("absent", "Not here")]
    if attendee.apologies:
        return [("arrive", "Mark as arrived"), ("no_apologies", "No apologies")]
    came = [("arrive", f"Mark as {'returned' if left_at else 'arrived'}")]
    return came if left_at else [*came, ("apologise", "Apologies")]


def _resolution(resolution: Resolution, entry: Minute, style: wording.Style, calendar: Calendar) -> dict[str, Any]:
    """
    Return the context of one motion under the item; `waits` is why it cannot be put to the vote yet.

    Each limb has its printed marker and words (`mark`, `text`), its differences from the report's recommendation
    (`changes`) and, where no due date is set, the date that its words give (`offered`).
    """
    limbs = list(resolution.limbs.all())
    if resolution.amends_id and resolution.result != Result.AMENDED:
        printed = wording.amendment(limbs, style, layout.parts_amended(resolution, entry.resolutions.all()))
    else:  # only a carried motion prints "RESOLVED"
        printed = wording.words(limbs, style) if resolution.is_carried else wording.that("That", limbs, style)
    marks = printed.limbs or (("", ""),) * len(limbs)
    return {
        "row": resolution,
        "lead": printed.lead,
        "limbs": [
            {
                "mark": mark,
                "text": text,
                "limb": limb,
                "changes": _changes(limb),
                "offered": calendar.read(limb.text) if limb.asks and limb.due_on is None else None,
            }
            for (mark, text), limb in zip(marks, limbs, strict=True)
        ],
        "vote": " ".join(wording.vote_lines(resolution)),
        "seen": as_shown(voting.agree, resolution),
        "waits": amending.waits(resolution),
    }


def _changes(limb: Limb) -> list[diff.Piece]:
    if not limb.recommended or limb.recommended == limb.text or limb.kind == LimbKind.CONFIRMED:
        return []
    return diff.by_word(limb.recommended, limb.text)

"""Verbs that schedule, move, reorder, put back, withdraw, decline, merge, close and restore an item."""

import datetime as dt
from typing import Any

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import reasoned
from committee.acts.verbs import Portal, verb
from committee.models import User
from committee.wording.dates import full_date
from meetings.locking import hold
from meetings.models import Meeting
from workprogramme import leak_check
from workprogramme.dates import last_day
from workprogramme.locking import hold_item, hold_programmes, step
from workprogramme.models import (
    DONE,
    ENDED,
    GONE,
    PROPOSED,
    WAITING,
    ItemState,
    Origin,
    Programme,
    ProgrammeItem,
    Table,
)

REASON = "why it is moved"


def hold_meeting(programme: Programme, meeting: Meeting) -> Meeting:
    """
    Lock and return the meeting's row, so that nobody cancels the meeting before the verb has saved.

    Raises Refused where the meeting is of another committee, is cancelled, is outside the programme's year and the year
    after it, or is in a draft calendar of the next year.
    """
    meeting = hold(meeting)
    if meeting.committee_id != programme.committee_id:
        raise Refused(f"That is a meeting of another committee: choose one of the {programme.committee}.")
    if meeting.is_cancelled:
        raise Refused("That meeting is cancelled: choose another, or leave the item to be scheduled.")
    if not programme.year.starts <= meeting.date <= last_day(programme.year):
        raise Refused(f"That meeting is neither in {programme.year} nor in the year after it.")
    if meeting.date > programme.year.ends and not Meeting.objects.agreed().filter(pk=meeting.pk).exists():
        # SECURITY: the public item would reveal a day that is not agreed yet.
        raise Refused(
            "That meeting is in next year’s draft calendar. Publish that calendar first, or add the item to the "
            "programme of its year."
        )
    return meeting


def placed_state(table: str, meeting: Meeting | None, held_on: dt.date | None) -> str:
    """Return the state that follows from an item's table, meeting and day: standing, scheduled, to be scheduled."""
    if table == Table.STANDING:
        return ItemState.STANDING
    return ItemState.SCHEDULED if meeting or held_on else ItemState.TBC


def _movable(item: ProgrammeItem) -> ProgrammeItem:
    locked = hold_item(item)
    if locked.state in ENDED:
        raise Refused(f"The item is at its end ({locked.get_state_display().lower()}): it can no longer be moved.")
    if locked.state in DONE or locked.has_outcome:
        raise Refused("The item has been considered: propose a follow-up instead of moving it.")
    if locked.state in WAITING and locked.origin == Origin.RESIDENT:
        # SECURITY: a scheduled item is public, and a resident's words may name a person.
        raise Refused("A resident suggested it. Accept it first, with wording that can be public.")
    if locked.table == Table.STANDING:
        raise Refused("A standing item does not have its own meeting: add an item to the programme instead.")
    return locked


def _refuse_on_agenda(item: ProgrammeItem) -> None:
    if item.agenda_item and item.is_on_agenda:
        meeting = item.agenda_item.meeting
        raise Refused(f"It is on the agenda of {full_date(meeting.date)}: remove it from that agenda first.")


@verb(may=plans_scrutiny)
def schedule(
    item: ProgrammeItem, meeting: Meeting, *, reason: str = "", on: dt.date, at: dt.datetime, by: User | Portal
) -> ProgrammeItem:
    """
    Schedule an item for a meeting. To move an item that has a meeting or day already, give a `reason`.

    `on` is the day of the act. Raises Refused where the meeting is not suitable, or the item is on an agenda,
    considered or ended.
    """
    locked = _movable(item)
    meeting = hold_meeting(locked.programme, meeting)
    if locked.meeting_id == meeting.pk:
        return locked
    _refuse_on_agenda(locked)
    why = reasoned(reason, REASON) if locked.day else (reason or "").strip()
    did = "moved" if locked.day else "scheduled"
    locked.agenda_item, locked.held_on = None, None
    step(locked, ItemState.SCHEDULED, meeting=meeting, reason=why, on=on, at=at, by=by, did=did, to=str(meeting))
    return locked


@verb(may=plans_scrutiny)
def put_back(item: ProgrammeItem, *, reason: str, on: dt.date, at: dt.datetime, by: User) -> ProgrammeItem:
    """Remove an item from its meeting, to be scheduled again, with a reason. Raises Refused as `schedule` does."""
    locked = _movable(item)
    if locked.state == ItemState.TBC:
        return locked
    _refuse_on_agenda(locked)
    why = reasoned(reason, REASON)
    locked.agenda_item, locked.held_on = None, None
    step(locked, ItemState.TBC, meeting=None, reason=why, on=on, at=at, by=by, did="put back")
    return locked


@verb(may=plans_scrutiny)
def mark_considered(item: ProgrammeItem, *, on: dt.date, at: dt.datetime, by: User | Portal) -> ProgrammeItem:
    """
    Record that an item has been considered at its meeting or on its day.

    Raises Refused where the item has no meeting and no day, the day is in the future, the meeting is cancelled, or the
    agenda item was withdrawn.
    """
    locked = hold_item(item)
    if locked.state in DONE:
        return locked
    if locked.state not in (ItemState.SCHEDULED, ItemState.ON_AGENDA) or locked.day is None:
        raise Refused("It has no meeting and no day yet, so it cannot have been considered.")
    if locked.day > on:
        raise Refused(f"It is to be considered on {full_date(locked.day)}, which is in the future.")
    if reason := why_not_there(locked):
        raise Refused(reason)
    step(locked, ItemState.CONSIDERED, meeting=locked.meeting, on=locked.day, at=at, by=by, did="noted as considered")
    return locked


@verb(may=plans_scrutiny)
def withdraw(item: ProgrammeItem, *, reason: str, on: dt.date, at: dt.datetime, by: User) -> ProgrammeItem:
    """
    Withdraw an item with a reason. The item stays in the programme as withdrawn.

    Raises Refused where the item has ended or been considered, or is on an agenda. A suggestion is refused too, because
    a withdrawn item is public.
    """
    locked = hold_item(item)
    if locked.state in WAITING:
        raise Refused("It has not been accepted: decline it instead.")
    if locked.state in DONE:
        raise Refused("It has been considered: close it instead.")
    return _end(locked, ItemState.WITHDRAWN, reason, "why it is withdrawn", "withdrew", on=on, at=at, by=by)


@verb(may=plans_scrutiny)
def decline(item: ProgrammeItem, *, reason: str, on: dt.date, at: dt.datetime, by: User) -> ProgrammeItem:
    """
    Decline a suggestion, with the reason that its author reads.

    Raises Refused where the item is no longer a suggestion, or the reason reveals something withheld (R16).
    """
    locked = hold_item(item)
    if locked.state not in WAITING:
        raise Refused("It has been accepted: withdraw it instead.")
    leak_check.refuse_telling(locked.programme, [("the reason", [reason or ""])])
    return _end(locked, ItemState.DECLINED, reason, "why it is declined", "declined", on=on, at=at, by=by)


@verb(may=plans_scrutiny)
def merge(
    item: ProgrammeItem, into: ProgrammeItem, *, reason: str, on: dt.date, at: dt.datetime, by: User
) -> ProgrammeItem:
    """
    End `item`, because it continues in the item `into`, for example in a joint review.

    Raises Refused where both are the same item, either has ended, `item` has been considered, or `item` is accepted and
    `into` is only a suggestion.

    SECURITY: a suggestion that nobody has accepted is recorded as declined. A merged item is public, and the words of a
    suggestion must stay private.
    """
    if item.pk == into.pk:
        raise Refused("An item cannot be merged into itself.")
    hold_programmes(item.programme, into.programme)
    now, goes_on = hold_item(item), hold_item(into)
    if goes_on.is_ended:
        raise Refused("The item to merge into has already ended.")
    if goes_on.state in WAITING and now.state not in WAITING:
        raise Refused("The item to merge into is only a suggestion. Accept it first.")
    if now.state in DONE:
        raise Refused("It has been considered: propose a follow-up instead.")
    now.merged_into = goes_on
    state = ItemState.DECLINED if now.state in WAITING else ItemState.MERGED
    return _end(now, state, reason, "why it is merged", "merged", on=on, at=at, by=by, into=goes_on.name_on_trail)


@verb(may=plans_scrutiny)
def close(item: ProgrammeItem, *, reason: str = "", on: dt.date, at: dt.datetime, by: User) -> ProgrammeItem:
    """Close a considered item, so that no outcome is awaited. Raises Refused for an item that is not considered."""
    locked = hold_item(item)
    if locked.state not in DONE:
        raise Refused("Only what has been considered can be closed: withdraw it instead.")
    locked.ended_reason = (reason or "").strip()
    step(
        locked, ItemState.CLOSED, meeting=locked.meeting, reason=locked.ended_reason, on=on, at=at, by=by, did="closed"
    )
    return locked


def _end(
    now: ProgrammeItem,
    state: str,
    reason: str,
    what: str,
    did: str,
    *,
    on: dt.date,
    at: dt.datetime,
    by: User,
    into: str = "",
) -> ProgrammeItem:
    """Set the final `state` of a locked item. Raises Refused where the item has ended or is on an agenda."""
    if now.state in ENDED:
        raise Refused(f"The item is at its end already ({now.state_words.lower()}).")
    _refuse_on_agenda(now)
    now.ended_reason = reasoned(reason, what)
    facts: dict[str, Any] = {"into": into} if into else {}
    step(
        now,
        state,
        meeting=now.meeting,
        reason=now.ended_reason,
        on=on,
        at=at,
        by=by,
        did=did,
        **facts,
    )
    return now


def why_not_there(item: ProgrammeItem) -> str:
    """
    Return a sentence if a scheduled item cannot have been considered at its meeting, otherwise "".

    The reason is a cancelled meeting or a withdrawn agenda item. The day of the meeting does not matter.
    """
    if item.state not in (ItemState.SCHEDULED, ItemState.ON_AGENDA):
        return ""
    if item.meeting and item.meeting.is_cancelled:
        return (
            "Its meeting is cancelled, so it was not considered there: move it to another, or return it "
            "to be scheduled."
        )
    if item.state == ItemState.ON_AGENDA and item.agenda_item and item.agenda_item.is_withdrawn:
        return (
            "It was withdrawn from the agenda, so it was not considered there: move it to another, or "
            "return it to be scheduled."
        )
    return ""


def beside(item: ProgrammeItem) -> list[ProgrammeItem]:
    """Return all items at the meeting of `item`, including `item`, in order; [] if `item` has no meeting."""
    rows = ProgrammeItem.objects.filter(programme=item.programme_id, meeting=item.meeting_id, meeting__isnull=False)
    return list(rows.exclude(state__in=(*PROPOSED, *GONE)).order_by("position", "pk"))


@verb(may=plans_scrutiny)
def put_earlier(item: ProgrammeItem, *, by: User) -> ProgrammeItem:
    """
    Swap an item with the item before it at its meeting, and return the item that was before it.

    Raises Refused where `item` is the first, has no meeting, or has been considered or ended.
    """
    return _change_places(item, -1, "put earlier", "It is already the first item of its meeting.", by=by)


@verb(may=plans_scrutiny)
def put_later(item: ProgrammeItem, *, by: User) -> ProgrammeItem:
    """
    Swap an item with the item after it at its meeting, and return the item that was after it.

    Raises Refused where `item` is the last, and as `put_earlier` does.
    """
    return _change_places(item, 1, "put later", "It is already the last item of its meeting.", by=by)


def _change_places(item: ProgrammeItem, way: int, did: str, at_the_end: str, *, by: User) -> ProgrammeItem:
    locked = hold_item(item)
    if locked.is_ended or locked.state in DONE or locked.has_outcome:
        raise Refused("The item has been considered or has ended, so its order cannot change.")
    siblings = beside(locked)
    if locked.pk not in (ids := [row.pk for row in siblings]):
        raise Refused("It has no meeting, so it cannot be ordered. Schedule it first.")
    place = ids.index(locked.pk)
    if not 0 <= place + way < len(siblings):
        raise Refused(at_the_end)
    other = siblings[place + way]
    siblings[place], siblings[place + way] = other, siblings[place]
    _number(siblings)
    audit.record(by, did, locked, programme=str(locked.programme), meeting=str(locked.meeting), beside=other.title)
    return other


def _number(rows: list[ProgrammeItem]) -> None:
    """Save new positions, so that the items are in the order of `rows`. No two items keep the same position."""
    last = -1
    for row, position in zip(rows, sorted(item.position for item in rows), strict=True):
        last = max(position, last + 1)
        ProgrammeItem.objects.filter(pk=row.pk).exclude(position=last).update(position=last)


GIVEN_UP = (ItemState.WITHDRAWN, ItemState.MERGED)


@verb(may=plans_scrutiny)
def restore(item: ProgrammeItem, *, reason: str, on: dt.date, at: dt.datetime, by: User) -> ProgrammeItem:
    """
    Restore an item withdrawn, merged, closed or declined by mistake. The story shows the end and the restoration.

    - A withdrawn or merged item returns to its meeting or day. If the meeting or day is past, or the meeting is
      cancelled, the item is to be scheduled. A standing item is standing again.
    - A closed or declined item returns to its state before the end. The words of a suggestion stay private.

    Raises Refused where no reason is given, the item has not ended, or the item was carried forward to another year.
    """
    locked = hold_item(item)
    if locked.state == ItemState.ROLLED:
        raise Refused("It has been carried forward. Continue in next year’s work programme.")
    if locked.state not in ENDED:
        raise Refused(f"It has not ended ({locked.state_words.lower()}).")
    why = reasoned(reason, "why it is restored")
    meeting = locked.meeting
    if locked.state in GIVEN_UP and not _is_to_come(locked, on):
        meeting, locked.held_on, locked.agenda_item = None, None, None
    to_state = _stood(locked, meeting)
    locked.ended_reason, locked.merged_into = "", None
    step(locked, to_state, meeting=meeting, reason=why, on=on, at=at, by=by, did="restored")
    return locked


def _is_to_come(item: ProgrammeItem, on: dt.date) -> bool:
    """Lock the item's meeting. Return whether the meeting or day is `on` or later, and the meeting is not cancelled."""
    if item.meeting is None:
        return item.held_on is not None and item.held_on >= on
    meeting = hold(item.meeting)
    return meeting.date >= on and not meeting.is_cancelled


def _stood(item: ProgrammeItem, meeting: Meeting | None) -> str:
    """Return the state to restore: for a `GIVEN_UP` item by its meeting or day, otherwise the state before the end."""
    if item.state in GIVEN_UP:
        return placed_state(item.table, meeting, item.held_on)
    ended = item.moves.filter(to_state=item.state).order_by("-recorded_at", "-pk").first()
    usual = ItemState.SUGGESTED if item.state == ItemState.DECLINED else ItemState.CONSIDERED
    return ended.from_state if ended and ended.from_state else usual

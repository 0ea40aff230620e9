"""Verbs of an item's place in the year: schedule, move, reorder, put back, withdraw, merge, close, and undo an end."""

import datetime as dt
from typing import Any

from committee import audit
from committee.dates import full_date
from committee.models import User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import reasoned
from committee.verbs import Portal, verb
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


def refuse_meeting(programme: Programme, meeting: Meeting) -> None:
    """Raise Refused for another committee’s meeting, one cancelled, or neither in this year nor agreed for the next."""
    if meeting.committee_id != programme.committee_id:
        raise Refused(f"That is a meeting of another committee: choose one of the {programme.committee}.")
    if meeting.is_cancelled:
        raise Refused("That meeting is cancelled: choose another, or leave the item to be scheduled.")
    if not programme.year.starts <= meeting.date <= last_day(programme.year):
        raise Refused(f"That meeting is neither in {programme.year} nor in the year after it.")
    if meeting.date > programme.year.ends and not Meeting.objects.agreed().filter(pk=meeting.pk).exists():
        # SECURITY: whoever reads of the item would read of a day that is not agreed yet.
        raise Refused(
            "That meeting is in next year’s draft calendar. Publish that calendar first, or add the item to the "
            "programme of its year."
        )


def hold_meeting(programme: Programme, meeting: Meeting) -> Meeting:
    """The meeting's row as it is now, locked, so that it is not cancelled meanwhile. Refused as `refuse_meeting`."""
    held = hold(meeting)
    refuse_meeting(programme, held)
    return held


def _movable(item: ProgrammeItem) -> ProgrammeItem:
    held = hold_item(item)
    if held.state in ENDED:
        raise Refused(f"The item is at its end ({held.get_state_display().lower()}): it can no longer be moved.")
    if held.state in DONE or held.has_outcome:
        raise Refused("The item has been considered: propose a follow-up instead of moving it.")
    if held.state in WAITING and held.origin == Origin.RESIDENT:
        # SECURITY: whoever wrote these words may have named somebody, and what is scheduled anybody may read.
        raise Refused("A resident suggested it. Accept it first, with wording that can be public.")
    if held.table == Table.STANDING:
        raise Refused("A standing item does not have its own meeting: add an item to the programme instead.")
    return held


def _refuse_on_agenda(item: ProgrammeItem) -> None:
    if item.agenda_item and item.is_on_agenda:
        meeting = item.agenda_item.meeting
        raise Refused(f"It is on the agenda of {full_date(meeting.date)}: remove it from that agenda first.")


@verb(may=plans_scrutiny)
def schedule(
    item: ProgrammeItem, meeting: Meeting, *, reason: str = "", on: dt.date, at: dt.datetime, by: User | Portal
) -> ProgrammeItem:
    """
    Put an item to a meeting, or move it to another, which needs its reason; `on` is the day of the act.

    Raises Refused where the meeting does not do, the item is on an agenda, considered or ended.
    """
    held = _movable(item)
    meeting = hold_meeting(held.programme, meeting)
    if held.meeting_id == meeting.pk:
        return held
    _refuse_on_agenda(held)
    why = reasoned(reason, REASON) if held.day else (reason or "").strip()
    did = "moved" if held.day else "scheduled"
    held.agenda_item, held.held_on = None, None
    step(held, ItemState.SCHEDULED, meeting=meeting, reason=why, on=on, at=at, by=by, did=did, to=str(meeting))
    return held


@verb(may=plans_scrutiny)
def put_back(item: ProgrammeItem, *, reason: str, on: dt.date, at: dt.datetime, by: User) -> ProgrammeItem:
    """Take an item from its meeting, to be scheduled again; needs its reason. Raises Refused as `schedule` does."""
    held = _movable(item)
    if held.state == ItemState.TBC:
        return held
    _refuse_on_agenda(held)
    why = reasoned(reason, REASON)
    held.agenda_item, held.held_on = None, None
    step(held, ItemState.TBC, meeting=None, reason=why, on=on, at=at, by=by, did="put back")
    return held


@verb(may=plans_scrutiny)
def mark_considered(item: ProgrammeItem, *, on: dt.date, at: dt.datetime, by: User | Portal) -> ProgrammeItem:
    """
    Note that an item has been considered at its meeting or on its day.

    Raises Refused where it has neither, where that has not come, is cancelled, or its agenda let it go.
    """
    held = hold_item(item)
    if held.state in DONE:
        return held
    if held.state not in (ItemState.SCHEDULED, ItemState.ON_AGENDA) or held.day is None:
        raise Refused("It has no meeting and no day yet, so it cannot have been considered.")
    if held.day > on:
        raise Refused(f"It is to be considered on {full_date(held.day)}, which is in the future.")
    if reason := why_not_there(held):
        raise Refused(reason)
    step(held, ItemState.CONSIDERED, meeting=held.meeting, on=held.day, at=at, by=by, did="noted as considered")
    return held


@verb(may=plans_scrutiny)
def withdraw(item: ProgrammeItem, *, reason: str, on: dt.date, at: dt.datetime, by: User) -> ProgrammeItem:
    """
    Give an item up, with its reason; it stays in the programme as withdrawn.

    Raises Refused once it has ended or been considered, and for a suggestion: what is withdrawn may be read by anybody.
    """
    held = hold_item(item)
    if held.state in WAITING:
        raise Refused("It has not been accepted: decline it instead.")
    if held.state in DONE:
        raise Refused("It has been considered: close it instead.")
    return _end(held, ItemState.WITHDRAWN, reason, "why it is withdrawn", "withdrew", on=on, at=at, by=by)


@verb(may=plans_scrutiny)
def decline(item: ProgrammeItem, *, reason: str, on: dt.date, at: dt.datetime, by: User) -> ProgrammeItem:
    """
    Turn a suggestion down, with its reason, which whoever made it is told.

    Raises Refused where it is no suggestion any more, or the reason tells what is withheld (R16).
    """
    held = hold_item(item)
    if held.state not in WAITING:
        raise Refused("It has been accepted: withdraw it instead.")
    leak_check.refuse_telling(held.programme, [("the reason", [reason or ""])])
    return _end(held, ItemState.DECLINED, reason, "why it is declined", "declined", on=on, at=at, by=by)


@verb(may=plans_scrutiny)
def merge(
    item: ProgrammeItem, into: ProgrammeItem, *, reason: str, on: dt.date, at: dt.datetime, by: User
) -> ProgrammeItem:
    """
    Let an item go on in another, such as a joint review. Raises Refused for itself, or one that has ended.

    SECURITY: a suggestion that nobody has taken up goes on as one not taken up, since what is merged may be read by
    anybody and its words are whoever wrote them.
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
    """Say that nothing more comes of a considered item. Raises Refused where it has not been considered."""
    held = hold_item(item)
    if held.state not in DONE:
        raise Refused("Only what has been considered can be closed: withdraw it instead.")
    held.ended_reason = (reason or "").strip()
    step(held, ItemState.CLOSED, meeting=held.meeting, reason=held.ended_reason, on=on, at=at, by=by, did="closed")
    return held


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
    """End a held item."""
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
    """Why an item that waits for its meeting cannot have been considered there whatever the day; "" where it can."""
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
    """The items at the meeting of `item`, itself among them, in their order; none where it has no meeting."""
    rows = ProgrammeItem.objects.filter(programme=item.programme_id, meeting=item.meeting_id, meeting__isnull=False)
    return list(rows.exclude(state__in=(*PROPOSED, *GONE)).order_by("position", "pk"))


@verb(may=plans_scrutiny)
def put_earlier(item: ProgrammeItem, *, by: User) -> ProgrammeItem:
    """
    Let an item change places with the one before it at its meeting; what is before it now.

    Raises Refused where it is first already, has no meeting, or has been considered or ended.
    """
    return _change_places(item, -1, "put earlier", "It is already the first item of its meeting.", by=by)


@verb(may=plans_scrutiny)
def put_later(item: ProgrammeItem, *, by: User) -> ProgrammeItem:
    """The same with the one after it. Raises Refused where it is last already, and as `put_earlier` does."""
    return _change_places(item, 1, "put later", "It is already the last item of its meeting.", by=by)


def _change_places(item: ProgrammeItem, way: int, did: str, at_the_end: str, *, by: User) -> ProgrammeItem:
    held = hold_item(item)
    if held.is_ended or held.state in DONE or held.has_outcome:
        raise Refused("The item has been considered or has ended, so its order cannot change.")
    there = beside(held)
    if held.pk not in (ids := [one.pk for one in there]):
        raise Refused("It has no meeting, so it cannot be ordered. Schedule it first.")
    place = ids.index(held.pk)
    if not 0 <= place + way < len(there):
        raise Refused(at_the_end)
    other = there[place + way]
    there[place], there[place + way] = other, there[place]
    _number(there)
    audit.record(by, did, held, programme=str(held.programme), meeting=str(held.meeting), beside=other.title)
    return other


def _number(rows: list[ProgrammeItem]) -> None:
    """Give `rows` their positions in this order, none twice: those they had, as far as they do."""
    last = -1
    for row, position in zip(rows, sorted(item.position for item in rows), strict=True):
        last = max(position, last + 1)
        ProgrammeItem.objects.filter(pk=row.pk).exclude(position=last).update(position=last)


GIVEN_UP = (ItemState.WITHDRAWN, ItemState.MERGED)


@verb(may=plans_scrutiny)
def restore(item: ProgrammeItem, *, reason: str, on: dt.date, at: dt.datetime, by: User) -> ProgrammeItem:
    """
    Take back that an item was withdrawn, merged, closed or turned down by mistake; its story says both.

    It stands where it stood: at its meeting, if that is to come, else to be scheduled; a suggestion waits again, in its
    words, which stay private. Raises Refused where it has not ended or has been rolled forward, and without a reason.
    """
    held = hold_item(item)
    if held.state == ItemState.ROLLED:
        raise Refused("It has been carried forward. Continue in next year’s work programme.")
    if held.state not in ENDED:
        raise Refused(f"It has not ended ({held.state_words.lower()}).")
    why = reasoned(reason, "why it is restored")
    meeting = held.meeting
    if held.state in GIVEN_UP and not _is_to_come(held, on):
        meeting, held.held_on, held.agenda_item = None, None, None
    to_state = _stood(held, meeting)
    held.ended_reason, held.merged_into = "", None
    step(held, to_state, meeting=meeting, reason=why, on=on, at=at, by=by, did="restored")
    return held


def _is_to_come(item: ProgrammeItem, on: dt.date) -> bool:
    """Whether its meeting, which is held, or its day is to come."""
    if item.meeting is None:
        return item.held_on is not None and item.held_on >= on
    meeting = hold(item.meeting)
    return meeting.date >= on and not meeting.is_cancelled


def _stood(item: ProgrammeItem, meeting: Meeting | None) -> str:
    """As what it stood before it ended."""
    if item.state in GIVEN_UP:
        if item.table == Table.STANDING:
            return ItemState.STANDING
        return ItemState.SCHEDULED if meeting or item.held_on else ItemState.TBC
    ended = item.moves.filter(to_state=item.state).order_by("-recorded_at", "-pk").first()
    usual = ItemState.SUGGESTED if item.state == ItemState.DECLINED else ItemState.CONSIDERED
    return ended.from_state if ended and ended.from_state else usual

"""Verb of an item that was ended by mistake: take that back."""

import datetime as dt

from committee.models import User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import reasoned
from committee.verbs import verb
from meetings.locking import hold
from meetings.models import Meeting
from workprogramme.locking import hold_item, step
from workprogramme.models import ENDED, ItemState, ProgrammeItem, Table

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

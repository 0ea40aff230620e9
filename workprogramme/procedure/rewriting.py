"""The verb behind the item's own page of words: everything but its meeting, in one act."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from committee.models import User
from committee.refusal import Refused
from workprogramme.models import ENDED, PROPOSED, ItemState, ProgrammeItem, Table
from workprogramme.procedure import items
from workprogramme.procedure.items import LeadDraft
from workprogramme.procedure.keeping import hold_item, step

WAITING = (ItemState.TBC, ItemState.SCHEDULED)


@transaction.atomic
def rewrite(
    item: ProgrammeItem,
    *,
    leads: Sequence[LeadDraft],
    table: str,
    held_on: dt.date | None,
    on: dt.date,
    at: dt.datetime,
    by: User,
    **words: object,
) -> ProgrammeItem:
    """
    Change an item's `words`, who leads it, in which table it stands and, where it has no meeting, its day.

    What is given a day is scheduled; what loses it is to be scheduled again; a standing item has neither. Raises
    Refused as `edit_item` does, and where it has a meeting that it would have to give up first.
    """
    now = hold_item(item)
    _refuse_place(now, table, held_on)
    items.edit_item(now, by=by, **words)
    if [LeadDraft(lead.role, lead.person, lead.name) for lead in now.leads.select_related("person")] != list(leads):
        items.set_leads(now, leads, by=by)
    now = hold_item(item)
    state = _state_at(now, table, held_on)
    if state != now.state:
        now.table, now.held_on = table, held_on
        did = "scheduled" if state == ItemState.SCHEDULED else "put back" if state == ItemState.TBC else "made standing"
        step(now, state, meeting=None, on=on, at=at, by=by, did=did, table=Table(table).label)
        return now
    return items.edit_item(now, table=table, held_on=held_on, by=by)


def _refuse_place(item: ProgrammeItem, table: str, held_on: dt.date | None) -> None:
    if item.meeting is None:
        if table == Table.STANDING and held_on:
            raise Refused("A standing item has no day of its own: leave the day empty.")
        return
    day = f"{item.meeting.date.day} {item.meeting.date:%B %Y}"
    if held_on:
        raise Refused(f"It is considered at the meeting of {day}: leave the day empty, or move it from there first.")
    if table == Table.STANDING and item.table != Table.STANDING:
        raise Refused(f"It has a meeting, on {day}: put it back to be scheduled before you make it a standing item.")


def _state_at(item: ProgrammeItem, table: str, held_on: dt.date | None) -> str:
    """The state that its place gives it; the one it has where it has a meeting, is done with or only proposed."""
    placed = item.state in (*WAITING, ItemState.STANDING)
    if item.meeting or not placed or item.state in (*ENDED, *PROPOSED):
        return item.state
    if table == Table.STANDING:
        return ItemState.STANDING
    return ItemState.SCHEDULED if held_on else ItemState.TBC

"""Verbs of an item's words: add it, change it, say who leads it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from committee import audit
from committee.models import Person, User
from meetings.models import Meeting
from meetings.procedure.keeping import save
from workprogramme.models import ItemState, Lead, LeadRole, Programme, ProgrammeItem, Table
from workprogramme.procedure.keeping import hold_item, hold_programme, step
from workprogramme.procedure.scheduling import refuse_meeting

FIELDS = {
    "title", "details", "purpose", "brief", "papers_due_on", "wanted_on", "precedes", "duty", "origin", "origin_words",
    "origin_on", "origin_meeting", "origin_minute", "follow_up_of", "position",
}  # fmt: skip
CHANGES = FIELDS | {"table", "held_on"}


@dataclass(frozen=True, slots=True)
class LeadDraft:
    """Who leads an item: a person of the register, or a name."""

    role: str
    person: Person | None = None
    name: str = ""


@transaction.atomic
def add_item(
    programme: Programme,
    *,
    title: str,
    table: str = Table.MEETINGS,
    meeting: Meeting | None = None,
    held_on: dt.date | None = None,
    leads: Sequence[LeadDraft] = (),
    state: str = "",
    reason: str = "",
    on: dt.date,
    at: dt.datetime,
    by: User | None,
    **fields: object,
) -> ProgrammeItem:
    """
    Add an item: scheduled where it has a meeting or a day, standing in that table, else to be scheduled.

    `on` is the day of the act as people would tell it; `state` is given only for what is merely suggested. Raises
    Refused where the row or the meeting would not do; TypeError for unknown `fields`.
    """
    _refuse_unknown(fields, FIELDS)
    programme = hold_programme(programme)
    if meeting:
        refuse_meeting(programme, meeting)
    last = programme.items.order_by("-position").values_list("position", flat=True).first() or 0
    item = ProgrammeItem(
        programme=programme,
        title=" ".join((title or "").split()),
        table=table,
        held_on=held_on,
        meeting=meeting,
        state=state or _state(table, meeting, held_on),
        created_at=at,
        created_by=by,
        **{"position": last + 1, **fields},
    )
    save(item)
    _put_leads(item, leads)
    step(
        item, item.state, meeting=meeting, reason=reason, on=on, at=at, by=by, first=True,
        did="suggested" if item.state == ItemState.SUGGESTED else "added",
    )  # fmt: skip
    return item


def _refuse_unknown(fields: dict[str, object], known: set[str]) -> None:
    if unknown := set(fields) - known:
        raise TypeError(f"An item has no such fields: {', '.join(sorted(unknown))}.")


def _state(table: str, meeting: Meeting | None, held_on: dt.date | None) -> str:
    if table == Table.STANDING:
        return ItemState.STANDING
    return ItemState.SCHEDULED if meeting or held_on else ItemState.TBC


def _put_leads(item: ProgrammeItem, leads: Sequence[LeadDraft]) -> None:
    for position, draft in enumerate(leads, 1):
        name = "" if draft.person else " ".join(draft.name.split())
        save(Lead(item=item, role=draft.role, person=draft.person, name=name, position=position))


@transaction.atomic
def edit_item(item: ProgrammeItem, *, by: User, **changes: object) -> ProgrammeItem:
    """
    Change an item's words and facts, not its meeting nor its state, which have verbs of their own.

    Raises Refused where the row would not be valid; TypeError for unknown `changes`.
    """
    _refuse_unknown(changes, CHANGES)
    now = hold_item(item)
    if "title" in changes:
        changes["title"] = " ".join(str(changes["title"] or "").split())
    changed = {name: value for name, value in changes.items() if getattr(now, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(now, name, value)
        save(now)
        audit.record(by, "changed", now, **{name: str(value) for name, value in changed.items()})
    return now


@transaction.atomic
def set_leads(item: ProgrammeItem, leads: Sequence[LeadDraft], *, by: User) -> ProgrammeItem:
    """Say anew who leads an item, in the order given; nobody where `leads` is empty."""
    now = hold_item(item)
    now.leads.all().delete()
    _put_leads(now, leads)
    said = [f"{LeadRole(draft.role).label}: {draft.person or draft.name}" for draft in leads]
    audit.record(by, "said who leads", now, leads="; ".join(said))
    return now

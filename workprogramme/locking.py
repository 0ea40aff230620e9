"""Locks on rows that verbs of the programme change, and the function that records a step of an item."""

import datetime as dt

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.verbs import Anybody, signed_in
from committee.search import index
from meetings.models import Meeting
from workprogramme import leak_check
from workprogramme.models import CallForAction, CallIn, DocumentRequest, Move, Programme, ProgrammeItem


def hold_programme(programme: Programme) -> Programme:
    """Lock the programme until the transaction ends, and return its present row."""
    return hold_programmes(programme)[programme.pk]


def hold_programmes(*programmes: Programme) -> dict[int, Programme]:
    """Lock the programmes in the order of ids, to avoid deadlocks. Return their present rows by id."""
    ids = sorted({programme.pk for programme in programmes})
    rows = Programme.objects.select_for_update(of=("self",)).select_related("committee", "year")
    return {row.pk: row for row in rows.filter(pk__in=ids).order_by("pk")}


def hold_item(item: ProgrammeItem) -> ProgrammeItem:
    """
    Lock the item's programme, and return the item's present row.

    Raises Refused where somebody has removed the item, or moved the item to another programme.
    """
    programme = hold_programme(item.programme)
    rows = ProgrammeItem.objects.select_related("meeting__committee", "agenda_item__meeting__committee", "created_by")
    now = rows.filter(pk=item.pk).first()
    if now is None:
        raise Refused("Someone has removed that item.")
    if now.programme_id != programme.pk:
        raise Refused(f"It is now in the work programme of {now.programme.year}. Open this page again.")
    now.programme = programme
    return now


def hold_request[Row: (CallIn, CallForAction, DocumentRequest)](row: Row, *states: str) -> Row:
    """Lock a member's request and return its present row. Raises Refused where its state is not in `states`."""
    now = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    if now.state not in states:
        raise Refused(f"Its state is now “{now.get_state_display()}”. Open its page again to see what you can do.")
    return now


def step(
    item: ProgrammeItem,
    to_state: str,
    *,
    meeting: Meeting | None,
    reason: str = "",
    on: dt.date,
    at: dt.datetime,
    by: Anybody,
    did: str,
    first: bool = False,
    **facts: str,
) -> Move:
    """
    Save a locked `item` with `to_state` and `meeting`. Record `did` on the trail. Return the stored step.

    `first` marks the first step of a new item. Raises Refused where the row would be invalid, or the reason reveals
    something withheld (R16).
    """
    leak_check.refuse_telling(item.programme, leak_check.of_reason(to_state, reason))
    before, was, day = (None, "", None) if first else (item.meeting, item.state, _day_kept(item))
    item.state, item.meeting = to_state, meeting
    save(item)
    move = Move(
        item=item,
        from_meeting=before,
        to_meeting=meeting,
        from_day=day,
        to_day=item.held_on,
        from_state=was,
        to_state=to_state,
        reason=reason,
        on=on,
        recorded_at=at,
        recorded_by=signed_in(by),
    )
    save(move)
    index.changed(item)
    audit.record(by, did, item, programme=str(item.programme), reason=reason, **facts)
    return move


def _day_kept(item: ProgrammeItem) -> dt.date | None:
    """Return the item's `held_on` as stored in the database, before this act changes the day."""
    return ProgrammeItem.objects.filter(pk=item.pk).values_list("held_on", flat=True).first()

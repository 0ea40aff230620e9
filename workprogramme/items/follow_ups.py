"""The verb that proposes a follow-up of a considered item, such as a look-back after twelve months."""

import datetime as dt

from committee.access.permissions import plans_scrutiny
from committee.acts.refusal import Refused
from committee.acts.verbs import verb
from committee.models import MunicipalYear, User
from meetings.models import Minute
from workprogramme.items import verbs as items
from workprogramme.items.scheduling import mark_considered
from workprogramme.locking import hold_item, hold_programmes, step
from workprogramme.models import DONE, ItemState, Origin, Programme, ProgrammeItem, Purpose, Table


@verb(may=plans_scrutiny)
def propose_follow_up(
    item: ProgrammeItem,
    *,
    title: str = "",
    wanted_on: dt.date | None = None,
    details: str = "",
    origin: str = Origin.MINUTE,
    on: dt.date,
    at: dt.datetime,
    by: User,
) -> ProgrammeItem:
    """
    Propose a follow-up of a considered item, to be scheduled, with the same leads.

    - The follow-up goes into the programme of the year of `wanted_on`. Without such a programme, the follow-up goes
      into the item's programme, or into the latest programme that was carried forward from the item's programme.
    - If the day of `item` is `on` or earlier, `item` is first marked as considered.

    Raises Refused where `item` has not been considered.
    """
    programme = _programme_for(item.programme, wanted_on)
    hold_programmes(item.programme, programme)
    now = _considered(item, on=on, at=at, by=by)
    made = items.add_item(
        programme,
        title=title or now.title,
        details=details.strip(),
        purpose=Purpose.FOLLOW_UP,
        leads=items.leads_of(now),
        wanted_on=wanted_on,
        follow_up_of=now,
        origin=origin,
        origin_on=on,
        origin_meeting=now.meeting if origin in (Origin.MINUTE, Origin.MEETING) else None,
        origin_minute=_minute_of(now) if origin == Origin.MINUTE else None,
        on=on,
        at=at,
        by=by,
    )
    if now.table != Table.STANDING and now.state != ItemState.FOLLOW_UP:
        now.ended_reason = ""
        step(now, ItemState.FOLLOW_UP, meeting=now.meeting, on=on, at=at, by=by, did="proposed a follow-up of")
    return made


def _programme_for(programme: Programme, wanted_on: dt.date | None) -> Programme:
    year = MunicipalYear.of(wanted_on) if wanted_on else None
    of_year = Programme.objects.filter(committee=programme.committee_id, year=year).first() if year else None
    latest = programme
    while of_year is None and (after := Programme.objects.filter(rolled_from=latest).first()):
        latest = after
    return of_year or latest


def _considered(item: ProgrammeItem, *, on: dt.date, at: dt.datetime, by: User) -> ProgrammeItem:
    locked = hold_item(item)
    if locked.state in (*DONE, ItemState.CLOSED) or locked.table == Table.STANDING:
        return locked
    if locked.state in (ItemState.SCHEDULED, ItemState.ON_AGENDA) and locked.day and locked.day <= on:
        return mark_considered(locked, on=on, at=at, by=by)
    raise Refused("It has not been considered, so there is nothing to follow up: move it or schedule it instead.")


def _minute_of(item: ProgrammeItem) -> Minute | None:
    return Minute.objects.filter(item=item.agenda_item_id).first() if item.agenda_item_id else None

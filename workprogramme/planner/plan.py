"""The planner's view of a programme: meetings with their load, items without a meeting, and problems."""

import datetime as dt

from django.db.models import Count, Prefetch, QuerySet

from meetings.models import Meeting
from workprogramme.items.choosing import meetings_of
from workprogramme.models import GONE, PROPOSED, ItemState, Lead, Programme, ProgrammeItem, Table
from workprogramme.planner import board
from workprogramme.planner.board import Card, Column, Plan, Problem
from workprogramme.programmes.duties import standings
from workprogramme.suggestions.listing import by_score
from workprogramme.time_limits import Counting


def items_of(programme: Programme) -> QuerySet[ProgrammeItem]:
    """Return the accepted items that have not left this programme, with the data of their cards, in two queries."""
    leads = Prefetch("leads", Lead.objects.select_related("person"))
    rows = programme.items.exclude(state__in=(*GONE, *PROPOSED)).prefetch_related(leads)
    return rows.select_related("meeting", "agenda_item__meeting", "precedes", "origin_meeting").in_order()


def plan(programme: Programme, on: dt.date) -> Plan:
    """
    Return the planner's view of the programme on the day `on`. Load the programme's `committee` and `year` first.

    The view takes six queries. If an item precedes a key decision, `Counting` takes one or two more.
    """
    items = list(items_of(programme))
    counting = Counting.current() if any(item.precedes_id for item in items) else None
    cards = [_card(item, programme, on, counting) for item in items]
    columns = _columns(programme, cards, on)
    duties = standings(programme.committee, on)
    tbc = [card for card in cards if card.item.state == ItemState.TBC]
    plan = Plan(
        programme=programme,
        on=on,
        columns=columns,
        tbc=sorted(tbc, key=lambda card: card.item.wanted_on or dt.date.max),
        suggestions=list(by_score(programme.items.proposed())),
        standing=[card for card in cards if card.item.state == ItemState.STANDING],
        days=[card for card in cards if _elsewhere(card.item) and card.item.table != Table.BRIEFINGS],
        others=[card for card in cards if _elsewhere(card.item) and card.item.table == Table.BRIEFINGS],
        duties=duties,
        notes=list(programme.committee.programme_notes.standing()),
    )
    for card in cards:
        plan.problems.extend(card.problems)
    for column in columns:
        plan.problems.extend(column.problems)
    for duty in duties:
        if duty.round.warns:
            plan.problems.append(Problem("duty", duty.round.words, duty=duty.duty))
    return plan


def _elsewhere(item: ProgrammeItem) -> bool:
    """Return whether an item takes place outside meetings, such as a working group or a briefing."""
    return item.meeting_id is None and item.state not in (ItemState.TBC, ItemState.STANDING)


def _card(item: ProgrammeItem, programme: Programme, on: dt.date, counting: Counting | None) -> Card:
    item.programme = programme
    if item.meeting:
        item.meeting.committee = programme.committee
    return Card(item, list(board.of_item(item, on, counting)))


def loads(programme: Programme) -> dict[int, int]:
    """Return the number of items at each meeting with items, by meeting id, in one query."""
    items = programme.items.filter(meeting__isnull=False).exclude(state__in=(*GONE, *PROPOSED))
    return dict(items.values_list("meeting").annotate(Count("pk")).order_by())


def _columns(programme: Programme, cards: list[Card], on: dt.date) -> list[Column]:
    """Return columns of the year's meetings that are not cancelled, and of all other meetings with items."""
    at: dict[Meeting, list[Card]] = {}
    for card in cards:
        if card.item.meeting:
            at.setdefault(card.item.meeting, []).append(card)
    year_meetings = {row for row in meetings_of(programme) if row.date <= programme.year.ends and not row.is_cancelled}
    shown = sorted(year_meetings | set(at), key=lambda meeting: (meeting.date, meeting.starts))
    nearest = next((row for row in shown if row.date >= on and not row.is_cancelled), None)
    columns = []
    for meeting in shown:
        meeting.committee = programme.committee
        meeting_cards, limit = at.get(meeting, []), programme.load_limit
        worries = list(board.of_meeting(meeting, len(meeting_cards), limit, on))
        columns.append(
            Column(meeting, limit, len(meeting_cards), meeting_cards, worries, meeting.date < on, meeting == nearest)
        )
    return columns

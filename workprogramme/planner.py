"""The planner, read: a programme as meetings with their load, what waits beside them, and what to look at."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery, Sum

from meetings.models import Meeting
from workprogramme import problems as finding
from workprogramme.duties import Standing, standings
from workprogramme.forward_plan import Counting
from workprogramme.models import ENDED, OFFICER_ROLES, ItemState, Lead, Note, Programme, ProgrammeItem, Score, Table
from workprogramme.problems import Problem
from workprogramme.suggestions import BEST

WAITING = (ItemState.SUGGESTED, ItemState.WEIGHED)
GONE = tuple(state for state in ENDED if state != ItemState.CLOSED)
A_YEAR = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Card:
    """An item as the planner shows it."""

    item: ProgrammeItem
    problems: list[Problem]

    @property
    def officers(self) -> list[str]:
        """Who leads it as an officer, as printed."""
        return [lead.printed for lead in self.item.leads.all() if lead.role in OFFICER_ROLES]

    @property
    def others(self) -> list[str]:
        """Who else leads it: "Cabinet Member: Mark Sutton"."""
        return [str(lead) for lead in self.item.leads.all() if lead.role not in OFFICER_ROLES]

    @property
    def kinds(self) -> set[str]:
        """The kinds of what is the matter with it."""
        return {problem.kind for problem in self.problems}

    @property
    def is_movable(self) -> bool:
        """Whether it can be put to a meeting, or to another: not considered, ended, standing or on an agenda."""
        now = self.item
        placed = now.state in (ItemState.TBC, ItemState.SCHEDULED, ItemState.ON_AGENDA)
        return placed and not now.has_outcome and not now.is_on_agenda

    @property
    def needs_reason(self) -> bool:
        """Whether moving it must be explained: it has a meeting or a day already."""
        return self.item.day is not None

    @property
    def lacks_outcome(self) -> bool:
        """Whether its outcome is still to be accepted."""
        return "no_outcome" in self.kinds


@dataclass(frozen=True, slots=True)
class Column:
    """A meeting with its cards (all of its items, or those asked for): `load` items where it takes `limit`."""

    meeting: Meeting
    limit: int
    load: int
    cards: list[Card]
    problems: list[Problem]
    is_past: bool
    is_next: bool = False

    @property
    def over(self) -> int:
        """How many items it has too many."""
        return max(0, self.load - self.limit)

    @property
    def is_target(self) -> bool:
        """Whether items may be put to it by dragging."""
        return not self.is_past and not self.meeting.is_cancelled


@dataclass(frozen=True, slots=True)
class Plan:
    """A programme on a day: columns in order of their meetings, side columns, and everything to look at."""

    programme: Programme
    on: dt.date
    columns: list[Column]
    tbc: list[Card]
    suggestions: list[ProgrammeItem]
    standing: list[Card]
    days: list[Card]
    others: list[Card]
    duties: list[Standing]
    notes: list[Note]
    problems: list[Problem] = field(default_factory=list)

    @property
    def past(self) -> list[Column]:
        """The meetings that have been held."""
        return [column for column in self.columns if column.is_past]

    @property
    def coming(self) -> list[Column]:
        """The meetings to come, today's with them."""
        return [column for column in self.columns if not column.is_past]

    def counts(self) -> list[tuple[str, str, int]]:
        """What there is to look at: (kind, its word, how many), kinds with none left out."""
        kinds = [problem.kind for problem in self.problems]
        return [(kind, word, kinds.count(kind)) for kind, word in finding.KINDS.items() if kind in kinds]


def items_of(programme: Programme) -> QuerySet[ProgrammeItem]:
    """
    Every item that is still this programme's own, with what a card tells of it: two queries.

    A suggestion has its `points` of `most`, None where it has not been weighed.
    """
    scores = Score.objects.filter(item=OuterRef("pk")).order_by().values("item")
    leads = Prefetch("leads", Lead.objects.select_related("person"))
    rows = programme.items.exclude(state__in=GONE).select_related(
        "meeting", "agenda_item__meeting", "precedes", "origin_meeting"
    )
    rows = rows.annotate(
        points=Subquery(scores.annotate(of=Sum("points")).values("of")),
        most=Subquery(scores.annotate(of=BEST * Count("pk")).values("of")),
    )
    return rows.prefetch_related(leads).in_order()


def plan(programme: Programme, on: dt.date) -> Plan:
    """
    The programme as its planner sees it on that day; `committee` and `year` at hand.

    Five queries whatever the size, three more where an item precedes a key decision.
    """
    items = list(items_of(programme))
    counting = Counting.current() if any(item.precedes_id for item in items) else None
    cards = [_card(item, programme, on, counting) for item in items if item.state not in WAITING]
    columns = _columns(programme, cards, on)
    duties = standings(programme.committee, on)
    found = Plan(
        programme=programme,
        on=on,
        columns=columns,
        tbc=_by_wish([card for card in cards if card.item.state == ItemState.TBC]),
        suggestions=_best_first([item for item in items if item.state in WAITING]),
        standing=[card for card in cards if card.item.state == ItemState.STANDING],
        days=[card for card in cards if _elsewhere(card.item) and card.item.table != Table.BRIEFINGS],
        others=[card for card in cards if _elsewhere(card.item) and card.item.table == Table.BRIEFINGS],
        duties=duties,
        notes=list(programme.committee.programme_notes.filter(cleared_on__isnull=True)),
    )
    for card in cards:
        found.problems.extend(card.problems)
    for column in columns:
        found.problems.extend(column.problems)
    for one in duties:
        found.problems.extend(finding.of_duty(one.duty, one.round))
    return found


def _elsewhere(item: ProgrammeItem) -> bool:
    """Whether it stands neither at a meeting nor among what waits: a working group, an inquiry day, a briefing."""
    return item.meeting_id is None and item.state not in (ItemState.TBC, ItemState.STANDING)


def _by_wish(cards: list[Card]) -> list[Card]:
    """What is wanted soonest first, then as they were put."""
    return sorted(cards, key=lambda card: card.item.wanted_on or dt.date.max)


def _card(item: ProgrammeItem, programme: Programme, on: dt.date, counting: Counting | None) -> Card:
    item.programme = programme
    if item.meeting:
        item.meeting.committee = programme.committee
    return Card(item, list(finding.of_item(item, on, counting)))


def meetings_of(programme: Programme) -> QuerySet[Meeting]:
    """The committee's meetings in the programme's year and the year after it."""
    last = programme.year.ends + A_YEAR
    return programme.committee.meetings.filter(date__range=(programme.year.starts, last)).order_by("date", "starts")


def loads(programme: Programme) -> dict[int, int]:
    """How many items each meeting has, by its id, in one query."""
    there = programme.items.filter(meeting__isnull=False).exclude(state__in=(*GONE, *WAITING))
    return dict(there.values_list("meeting").annotate(Count("pk")).order_by())


def _columns(programme: Programme, cards: list[Card], on: dt.date) -> list[Column]:
    """Meetings of the year that are held, and any other that has items of this programme."""
    at: dict[int, list[Card]] = {}
    for card in cards:
        if card.item.meeting_id:
            at.setdefault(card.item.meeting_id, []).append(card)
    known = {meeting.pk: meeting for meeting in meetings_of(programme)}
    known |= {card.item.meeting_id: card.item.meeting for card in cards if card.item.meeting_id not in (None, *known)}
    shown = [
        one for one in known.values() if one.pk in at or (one.date <= programme.year.ends and not one.is_cancelled)
    ]
    shown.sort(key=lambda one: (one.date, one.starts))
    nearest = next((one.pk for one in shown if one.date >= on and not one.is_cancelled), None)
    found = []
    for meeting in shown:
        meeting.committee = programme.committee
        there, limit = at.get(meeting.pk, []), programme.load_limit
        worries = list(finding.of_meeting(meeting, len(there), limit, on))
        found.append(Column(meeting, limit, len(there), there, worries, meeting.date < on, meeting.pk == nearest))
    return found


def _best_first(items: list[ProgrammeItem]) -> list[ProgrammeItem]:
    """Suggestions with the best share of the points first, those not weighed last."""
    return sorted(items, key=lambda item: -(item.points / item.most) if item.most else 1)

"""The plan of a municipal year as a grid of committees and months, and verbs that open and publish a year."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.seen import refuse_unseen
from committee.acts.verbs import as_part, verb
from committee.law.clear_days import SATURDAY, DayList
from committee.models import Committee, MunicipalYear, User
from committee.register import council
from committee.register.calendar import day_list
from committee.register.lawful import hold
from committee.search import index
from meetings.agendas.deadlines import Clash, clashes
from meetings.listing import listed
from meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class Month:
    """A column: the first day of the month, and its weekdays that are no working days, as (day, reason)."""

    first: dt.date
    closed: list[tuple[dt.date, str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting in a cell, with its clashes, and the reason why its day is no working day ("" for a working day)."""

    meeting: Meeting
    clashes_with: list[Clash]
    not_a_working_day: str


@dataclass(frozen=True, slots=True)
class Row:
    """A committee with the meetings of each month, in the order of the columns; `count` is the number of meetings."""

    committee: Committee
    cells: list[tuple[Month, list[Entry]]]
    count: int


@dataclass(frozen=True, slots=True)
class Year:
    """
    The plan of a year.

    `entries` are its meetings by date; `problems` are the meetings that clash or are not on a working day.
    """

    year: MunicipalYear
    months: list[Month]
    rows: list[Row]
    entries: list[Entry] = field(default_factory=list)
    problems: list[Entry] = field(default_factory=list)


def plan(year: MunicipalYear, of: Collection[int] | None = None) -> Year:
    """
    Return the plan of a year, for committees with the ids `of` or for all; clashes with any committee are shown.

    Makes six queries, whatever the number of committees and meetings.
    """
    days = day_list()
    months = _months(year, days)
    meetings = list(listed(Meeting.objects.filter(date__range=(year.starts, year.ends))).order_by("date", "starts"))
    clashing = clashes(meetings)
    entries = [
        Entry(meeting, clashing.get(meeting.pk, []), "" if meeting.is_cancelled else days.why_not(meeting.date))
        for meeting in meetings
        if of is None or meeting.committee_id in of
    ]
    by_month: dict[tuple[int, int, int], list[Entry]] = {}
    for entry in entries:
        day = entry.meeting.date
        by_month.setdefault((entry.meeting.committee_id, day.year, day.month), []).append(entry)
    rows = []
    for committee in _committees(year, {meeting.committee_id for meeting in meetings}):
        if of is not None and committee.pk not in of:
            continue
        cells = [(month, by_month.get((committee.pk, month.first.year, month.first.month), [])) for month in months]
        rows.append(Row(committee, cells, sum(len(cell) for _, cell in cells)))
    problems = [entry for entry in entries if entry.clashes_with or entry.not_a_working_day]
    return Year(year, months, rows, entries, problems)


def _committees(year: MunicipalYear, besides: set[int]) -> list[Committee]:
    """Return the committees that existed at some time of the year, and the committees with ids in `besides`."""
    return [
        committee
        for committee in Committee.objects.all()
        if committee.pk in besides
        or (committee.since <= year.ends and (committee.until is None or committee.until >= year.starts))
    ]


def _months(year: MunicipalYear, days: DayList) -> list[Month]:
    months: dict[dt.date, Month] = {}
    day = year.starts
    while day <= year.ends:
        month = months.setdefault(day.replace(day=1), Month(day.replace(day=1), []))
        if day.weekday() < SATURDAY and not days.working(day):
            month.closed.append((day, days.why_not(day)))
        day += dt.timedelta(days=1)
    return list(months.values())


A_YEAR = dt.timedelta(weeks=52)


@verb(may=runs_the_desk)
def open_next_year(*, by: User) -> MunicipalYear:
    """
    Add the municipal year that follows the last entered year: a draft of 52 weeks.

    Raises Refused where no year has been entered.
    """
    last = MunicipalYear.objects.order_by("-starts").first()
    if last is None:
        raise Refused("Add the first municipal year in the register: the next one follows it.")
    starts = last.ends + dt.timedelta(days=1)
    return as_part(council.add_year)(starts, starts + A_YEAR - dt.timedelta(days=1), by=by)


def meetings_of(year: MunicipalYear) -> object:
    """Return the facts of a year's meetings that must not change between showing the page and publishing."""
    rows = Meeting.objects.filter(date__range=(year.starts, year.ends)).order_by("pk")
    return list(rows.values_list("pk", "committee", "date", "starts", "venue", "informal", "cancelled_at"))


@verb(may=runs_the_desk, seen=meetings_of)
def publish_calendar(year: MunicipalYear, *, seen: str, on: dt.date, by: User) -> int:
    """
    Publish the calendar of meetings of a municipal year; return the number of public meetings in it.

    From `on` the public sees the meetings of the year, also those added later. For the law of notice, a meeting was not
    known before `on`, unless its agenda was published earlier (R02). Raises Refused where the calendar is already
    public, and where it has no meeting yet.
    """
    hold(year)
    year = MunicipalYear.objects.get(pk=year.pk)
    if not year.is_draft:
        raise Refused(f"The calendar of meetings {year} is published already.")
    refuse_unseen(year, seen)
    if not Meeting.objects.filter(date__range=(year.starts, year.ends)).exists():
        raise Refused(f"The calendar of meetings {year} has no meeting yet: add its meetings first.")
    year.is_draft, year.published_on = False, on
    save(year)
    index.changed(year)
    count = Meeting.objects.public().filter(date__range=(year.starts, year.ends)).count()
    audit.record(by, "published the calendar of meetings of", year, meetings=count)
    return count

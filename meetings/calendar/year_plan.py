"""A municipal year as a grid: committees as rows, months as columns, with the days on which nothing should be held."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from committee.law.clear_days import SATURDAY, DayList
from committee.models import Committee, MunicipalYear
from committee.register.calendar import day_list
from meetings.agendas.deadlines import Clash, clashes
from meetings.listing import listed
from meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class Month:
    """A column: its first day within the year, and the weekdays in it that do not count, with their names."""

    first: dt.date
    closed: list[tuple[dt.date, str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting in its cell: with what it clashes with, and why its day is not a working day."""

    meeting: Meeting
    clashes_with: list[Clash]
    not_a_working_day: str


@dataclass(frozen=True, slots=True)
class Row:
    """A committee with the meetings of each month, in the order of the columns."""

    committee: Committee
    cells: list[tuple[Month, list[Entry]]]
    count: int


@dataclass(frozen=True, slots=True)
class Year:
    """The whole page; `entries` are its meetings by date, `problems` those that clash or are on no working day."""

    year: MunicipalYear
    months: list[Month]
    rows: list[Row]
    entries: list[Entry] = field(default_factory=list)
    problems: list[Entry] = field(default_factory=list)


def plan(year: MunicipalYear, of: Collection[int] | None = None) -> Year:
    """
    Return the year's plan, of the committees with these ids or of all; they may clash with any.

    Six queries, whatever the number of committees and meetings.
    """
    days = day_list()
    months = [_month(first, year, days) for first in _firsts(year)]
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
    """Return the committees that existed at some time of the year, and any that met in it."""
    return [
        committee
        for committee in Committee.objects.all()
        if committee.pk in besides
        or (committee.since <= year.ends and (committee.until is None or committee.until >= year.starts))
    ]


def _firsts(year: MunicipalYear) -> list[dt.date]:
    firsts, day = [], year.starts.replace(day=1)
    while day <= year.ends:
        firsts.append(day)
        day = (day + dt.timedelta(days=32)).replace(day=1)
    return firsts


def _month(first: dt.date, year: MunicipalYear, days: DayList) -> Month:
    following = (first + dt.timedelta(days=32)).replace(day=1)
    span = [first + dt.timedelta(days=n) for n in range((following - first).days)]
    closed = [
        (day, days.why_not(day))
        for day in span
        if year.starts <= day <= year.ends and day.weekday() < SATURDAY and not days.working(day)
    ]
    return Month(first, closed)

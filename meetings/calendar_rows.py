"""
Meetings for public lists, and calendar grids of meetings by weeks.

The meetings are read as plain values, which can be cache keys.
"""

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import BigIntegerField, DateField, QuerySet

from committee.models import Committee, LegalKind
from committee.public_pages.compiled import Several, compiled
from meetings import listing
from meetings.listing import Stands
from meetings.models import Meeting, MeetingMove, MinutesState, make_slug
from meetings.models.meeting import MeetingQuerySet

_READ = (
    *("pk", "date", "sequence", "starts", "informal", "note", "cancelled_at", "cancelled_reason", "venue__name"),
    *("committee__name", "committee__short_name", "committee__slug", "committee__kind"),
)
NAMES = (*_READ, *listing.known())
_DATE, _WAS_MOVED = NAMES.index("date"), NAMES.index("was_moved")
type Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """The committee or other body that meets."""

    name: str
    short_name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Row(Stands):
    """A meeting in a list shown on the day `on`, with the attributes of a Meeting that templates use."""

    on: dt.date
    pk: int
    committee: Body
    slug: str
    starts: dt.time
    venue: str
    rearranged_words: str
    cancelled_reason: str
    note: str

    @property
    def standing(self) -> listing.Standing:
        """State of the meeting, as a list shows it."""
        return listing.standing_in_a_list(self, self.on)

    @property
    def is_draft(self) -> bool:
        """True where the minutes are published subject to confirmation."""
        return self.minutes_out is not None and self.minutes_out != MinutesState.CONFIRMED


@dataclass(frozen=True, slots=True)
class Lines:
    """
    Meetings read as values. Rows are made only on iteration, because a page with a cached list needs no rows.

    `words` gives, by meeting id, the former day, time and venue of a re-arranged meeting, as far as they have changed.
    Rows depend only on these three fields.
    """

    read: tuple[Values, ...]
    words: dict[int, str]
    on: dt.date

    def __len__(self) -> int:
        return len(self.read)

    def __iter__(self) -> Iterator[Row]:
        return iter(_rows(self.read, self.words, self.on))

    def by_month(self) -> Iterator[tuple[dt.date, "Lines"]]:
        """Yield, for each month with meetings, its first day and its lines."""
        for first, group in groupby(self.read, key=_first_of_month):
            read = tuple(group)
            words = {pk: self.words[pk] for pk in (values[0] for values in read) if pk in self.words}
            yield first, Lines(read, words, self.on)


def between(first: dt.date, last: dt.date, on: dt.date, committee: Committee | None = None) -> Lines:
    """
    Return the lines of public meetings from `first` to `last`, of one committee or of all.

    Makes one query, or two where a meeting was moved.
    """
    days = {"first": first, "last": last}
    rows = _between(**days) if committee is None else _of_committee(**days, committee=committee.pk)
    return Lines(tuple(rows), _words(rows), on)


@compiled(first=DateField(), last=DateField())
def _between(first: dt.date, last: dt.date) -> QuerySet[Meeting, Values]:
    return listed(Meeting.objects.public().filter(date__range=(first, last)))


@compiled(first=DateField(), last=DateField(), committee=BigIntegerField())
def _of_committee(first: dt.date, last: dt.date, committee: int) -> QuerySet[Meeting, Values]:
    return listed(Meeting.objects.public().filter(date__range=(first, last), committee=committee))


def listed(meetings: MeetingQuerySet, **more: Any) -> QuerySet[Meeting, Values]:
    """Return the queryset of values that `rows_of` needs, followed by the values of `more` annotations."""
    extra = {**listing.known(), **more}
    return meetings.annotate(**extra).order_by("date", "starts", "committee__name").values_list(*_READ, *extra)


def rows_of(rows: Sequence[Values], on: dt.date) -> list[Row]:
    """Return the rows of meetings read by `listed`. Makes one query where a meeting was moved, else none."""
    return _rows(rows, _words(rows), on)


def _words(rows: Sequence[Values]) -> dict[int, str]:
    """Return the former day, time and venue of each moved meeting in words, by meeting id; "" where none changed."""
    moved = [values[0] for values in rows if values[_WAS_MOVED]]
    moves = groupby(_moves(meetings=moved), key=lambda move: move.meeting_id) if moved else ()
    return {meeting: _rearranged(list(of_one)) for meeting, of_one in moves}


def _rearranged(moves: list[MeetingMove]) -> str:
    return moves[0].meeting.rearranged_by(moves)[1]


def _rows(rows: Sequence[Values], words: dict[int, str], on: dt.date) -> list[Row]:
    read = (dict(zip(NAMES, values, strict=False)) for values in rows)
    return [_row(values, words.get(values["pk"], ""), on) for values in read]


def _first_of_month(values: Values) -> dt.date:
    day: dt.date = values[_DATE]
    return day.replace(day=1)


@compiled(meetings=Several(BigIntegerField()))
def _moves(meetings: list[int]) -> QuerySet[MeetingMove]:
    # A subquery, because `meeting__in` accepts no parameter, and a compiled query has a parameter in place of the ids.
    of_these = Meeting.objects.filter(pk__in=meetings).order_by().values("pk")
    moves = MeetingMove.objects.filter(meeting__in=of_these).select_related("meeting", "old_venue")
    return moves.order_by("meeting_id", "moved_at", "pk")


def _row(values: dict[str, Any], rearranged_words: str, on: dt.date) -> Row:
    return Row(
        date=values["date"],
        is_cancelled=values["cancelled_at"] is not None,
        is_formal=not values["informal"] and values["committee__kind"] != LegalKind.INFORMAL,
        is_published=values["is_published"],
        minutes_out=values["minutes_out"],
        is_decided=values["is_decided"],
        on=on,
        pk=values["pk"],
        committee=Body(values["committee__name"], values["committee__short_name"], values["committee__slug"]),
        slug=make_slug(values["date"], values["sequence"]),
        starts=values["starts"],
        venue=values["venue__name"] or "",
        rearranged_words=rearranged_words,
        cancelled_reason=values["cancelled_reason"],
        note=values["note"],
    )


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Day:
    """A square of the grid; `date` is None for a square outside the month."""

    date: dt.date | None
    meetings: list[Any]
    is_today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month or some weeks: the first day, and the weeks from Monday on. The template is `_month_grid.html`."""

    first: dt.date
    weeks: list[list[Day]]
    weekdays: tuple[str, ...] = WEEKDAYS
    is_month: bool = True


def month_grid(first: dt.date, meetings: Iterable[Meeting | Row], today: dt.date) -> Month:
    """Return the month of `first` with those of `meetings` that are in that month. Makes no query."""
    by_day = _by_day(meetings)
    weeks = [
        [
            Day(day, by_day[day], day == today) if day.month == first.month else Day(None, [], is_today=False)
            for day in week
        ]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
    return Month(first.replace(day=1), weeks)


def weeks_grid(meetings: Iterable[Meeting | Row], today: dt.date, weeks: int) -> Month:
    """Return a number of `weeks`, beginning with the week of `today`, with their meetings. Makes no query."""
    by_day, monday = _by_day(meetings), monday_of(today)
    days = [monday + dt.timedelta(days=number) for number in range(7 * weeks)]
    squares = [Day(day, by_day[day], day == today) for day in days]
    return Month(monday, [squares[start : start + 7] for start in range(0, len(squares), 7)], is_month=False)


def monday_of(day: dt.date) -> dt.date:
    """Return the Monday of the week of `day`."""
    return day - dt.timedelta(days=day.weekday())


def _by_day(meetings: Iterable[Meeting | Row]) -> dict[dt.date, list[Meeting | Row]]:
    by_day: dict[dt.date, list[Meeting | Row]] = defaultdict(list)
    for meeting in meetings:
        by_day[meeting.date].append(meeting)
    return by_day

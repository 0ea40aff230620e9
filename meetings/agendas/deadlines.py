"""What needs the clerk next, by date: agendas to publish, papers to chase."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from committee.law.clear_days import DayList, working_days_left
from committee.models import LegalKind, Person
from meetings import notice_period
from meetings.actions import absences, listing
from meetings.models import Meeting, Paper, PaperState

AHEAD = dt.timedelta(weeks=10)
SOON = 5


@dataclass(frozen=True, slots=True)
class ToPublish:
    """An agenda not yet published; `left` counts working days to the last lawful one (negative: late)."""

    meeting: Meeting
    last_day: dt.date
    left: int
    papers_in: int
    papers_due: int

    @property
    def is_urgent(self) -> bool:
        """Whether it is for this week."""
        return self.left <= SOON


@dataclass(frozen=True, slots=True)
class ToChase:
    """A paper promised and not in; `left` counts working days to the day it is due (negative: late)."""

    paper: Paper
    owes: Person | None
    can_be_reminded: bool
    due: dt.date | None
    left: int | None
    reminded_at: dt.datetime | None

    @property
    def is_late(self) -> bool:
        """Whether its day has gone."""
        return self.left is not None and self.left < 0


def to_publish(today: dt.date, calendar: DayList) -> list[ToPublish]:
    """Agendas to publish, the nearest deadline first: two queries, however many."""
    standing = Q(items__withdrawn_at__isnull=True) & Q(items__papers__isnull=False)
    counted = standing & ~Q(items__papers__state=PaperState.WITHDRAWN)
    received = counted & Q(items__papers__state=PaperState.RECEIVED)
    counts = {
        "papers_due": Count("items__papers", filter=counted, distinct=True),
        "papers_in": Count("items__papers", filter=received, distinct=True),
    }
    meetings = (
        Meeting.objects.upcoming(today)
        .formal()
        .unpublished()
        .exclude(committee__kind=LegalKind.INFORMAL)
        .filter(date__lte=today + AHEAD)
        .select_related("committee", "venue")
        .annotate(**counts)
    )
    found = []
    for meeting in meetings:
        deadline = notice_period.deadline(meeting, calendar)
        if deadline:
            left = deadline.working_days_left(today)
            found.append(ToPublish(meeting, deadline.last_working_day, left, meeting.papers_in, meeting.papers_due))
    return sorted(found, key=lambda one: (one.last_day, one.meeting.date, one.meeting.pk))


def to_chase(today: dt.date, calendar: DayList) -> list[ToChase]:
    """Papers missing for meetings to come, the latest first: one query, however many."""
    missing = (
        Paper.objects.missing()
        .filter(
            item__meeting__date__gte=today,
            item__meeting__date__lte=today + AHEAD,
            item__meeting__cancelled_at__isnull=True,
        )
        .select_related("item__meeting__committee", "owner__user", "item__owner__user")
    )
    found = [_to_chase(paper, today, calendar) for paper in missing]
    return sorted(found, key=lambda one: (one.due or dt.date.max, one.paper.pk))


def _to_chase(paper: Paper, today: dt.date, calendar: DayList) -> ToChase:
    owes, due = paper.answerable, due_day(paper, calendar)
    sign_in = getattr(owes, "user", None) if owes else None
    left = working_days_left(today, due, calendar) if due else None
    return ToChase(paper, owes, bool(sign_in and sign_in.is_active), due, left, paper.reminded_at)


def due_day(paper: Paper, calendar: DayList) -> dt.date | None:
    """When a paper is due: the day it was asked for, else the last lawful day for its agenda."""
    if paper.due_on:
        return paper.due_on
    deadline = notice_period.deadline(paper.item.meeting, calendar)
    return deadline.last_working_day if deadline else None


@dataclass(frozen=True, slots=True)
class ToFollow:
    """What was asked for that needs the clerk: `overdue` rows, and `counts` of the rest as (number, words, address)."""

    overdue: list[listing.Row]
    counts: list[tuple[int, str, str]]


def to_follow(today: dt.date, most: int) -> ToFollow:
    """Overdue actions, the oldest first, `most` of them; then what has no owner, no date, or an answer to close."""
    found = listing.counts(today)
    late = listing.rows(listing.of_kind("overdue", today)[:most], today) if found["overdue"] else []
    more = {
        "overdue": (found["overdue"] - len(late), "more overdue"),
        "unowned": (found["unowned"], "asked for without an owner"),
        "undated": (found["undated"], "asked for without a date"),
        "answered": (found["answered"], "answered, to be closed"),
    }
    counts = [(count, words, reverse("desk:actions") + f"?show={kind}") for kind, (count, words) in more.items()]
    near = len(absences.near_the_end(today))
    counts.append((near, f"member{'' if near == 1 else 's'} near six months of absence", reverse("desk:absences")))
    return ToFollow(late, [one for one in counts if one[0]])


def clashes(meetings: Collection[Meeting]) -> dict[int, list[Meeting]]:
    """For each meeting (by id) those that meet in the same place within two hours of it on the same day."""
    places: dict[tuple[dt.date, int], list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        if meeting.venue_id and not meeting.is_cancelled:
            places[meeting.date, meeting.venue_id].append(meeting)
    found: dict[int, list[Meeting]] = {}
    for there in places.values():
        for meeting in there:
            others = [other for other in there if other.pk != meeting.pk and _near(meeting, other)]
            if others:
                found[meeting.pk] = others
    return found


def _near(meeting: Meeting, other: Meeting) -> bool:
    minutes = abs((meeting.starts.hour - other.starts.hour) * 60 + meeting.starts.minute - other.starts.minute)
    return minutes < 120

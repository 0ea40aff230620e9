"""The clerk's next tasks, by date, such as agendas to publish and papers to chase; and clashes of meetings."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from committee.law.clear_days import DayList
from committee.models import Seat, SeatRole
from committee.wording.dates import clock_time
from meetings import notice_period
from meetings.actions import absences, listing
from meetings.listing import with_standing
from meetings.models import AgendaItem, AgendaVersion, Certificate, Meeting, PanelMember, Paper, PaperState, VersionKind
from meetings.notice_period import Owed

AHEAD = dt.timedelta(weeks=10)  # how far ahead meetings are listed
BEHIND = dt.timedelta(weeks=26)  # how long after its meeting an incomplete certificate is listed
SOON = 5  # working days left, for `ToPublish.is_urgent`
# Kinds of versions that start clear days: for each such version, the desk records who posted the notice.
CERTIFIED = (VersionKind.FIRST, VersionKind.ADDED, VersionKind.REARRANGED, VersionKind.REINSTATED)
# Ids of the committees to list; None: all.
type Of = Collection[int] | None


def within(of: Of, path: str = "") -> Q:
    """
    Return a filter for meetings of the committees `of`; empty for None.

    `path` is the lookup that leads to the meeting, such as "meeting__".
    """
    return Q() if of is None else Q(**{f"{path}committee__in": of})


@dataclass(frozen=True, slots=True)
class ToPublish:
    """
    An agenda not yet published.

    - `last_day`: last working day on which publication is lawful
    - `left`: working days until `last_day`; negative when `last_day` has passed
    - `papers_in`, `papers_due`: number of papers received, and number of all papers; withdrawn papers do not count
    """

    meeting: Meeting
    last_day: dt.date
    left: int
    papers_in: int
    papers_due: int

    @property
    def is_urgent(self) -> bool:
        """True if at most SOON working days are left."""
        return self.left <= SOON


def coming(today: dt.date, of: Of = None) -> list[Meeting]:
    """
    Return the meetings of the next ten weeks, each with its `standing`. Makes two queries.

    Each meeting has `papers_due`, the number of its papers, and `papers_in`, the number of papers received. Withdrawn
    papers, and papers of withdrawn items, do not count.
    """
    standing = Q(items__withdrawn_at__isnull=True) & Q(items__papers__isnull=False)
    counted = standing & ~Q(items__papers__state=PaperState.WITHDRAWN)
    received = counted & Q(items__papers__state=PaperState.RECEIVED)
    counts = {
        "papers_due": Count("items__papers", filter=counted, distinct=True),
        "papers_in": Count("items__papers", filter=received, distinct=True),
    }
    meetings = Meeting.objects.filter(within(of), date__range=(today, today + AHEAD)).annotate(**counts)
    return with_standing(meetings.order_by("date", "starts"), today)


def to_publish(meetings: Iterable[Meeting], today: dt.date, calendar: DayList) -> list[ToPublish]:
    """Return the agendas to publish, the nearest deadline first. `meetings` come from `coming`; no query is made."""
    rows = []
    for meeting in meetings:
        is_waiting = meeting.is_formal and not (meeting.is_cancelled or meeting.is_published)
        if is_waiting and (deadline := notice_period.deadline(meeting, calendar)):
            days_left = deadline.working_days_left(today)
            rows.append(ToPublish(meeting, deadline.last_working_day, days_left, meeting.papers_in, meeting.papers_due))
    return sorted(rows, key=lambda row: (row.last_day, row.meeting.date, row.meeting.pk))


def to_chase(meetings: Iterable[Meeting], today: dt.date, calendar: DayList) -> list[Owed]:
    """Return the missing papers of meetings from `coming`, the earliest due date first. Makes at most one query."""
    lacking = {row.pk: row for row in meetings if row.papers_in < row.papers_due and not row.is_cancelled}
    missing = Paper.objects.missing().filter(item__meeting__in=lacking)
    rows = []
    for paper in missing.select_related("owner__user", "item__owner__user"):
        paper.item.meeting = lacking[paper.item.meeting_id]
        rows.append(Owed.of(paper, today, calendar))
    return sorted(rows, key=lambda row: (row.due or dt.date.max, row.paper.pk))


def to_follow(today: dt.date, most: int, of: Of = None) -> dict[str, Any]:
    """
    Return {"overdue": rows of the oldest overdue actions, at most `most`, "counts": other work for the clerk}.

    `counts` is a list of (number, label, URL): further overdue actions, actions without owner, actions without date,
    answered actions to close, and all councillors near six months of absence. A number of 0 is left out.
    """
    totals = listing.counts(today, committees=of)
    overdue = listing.of_kind("overdue", today).filter(within(of, "meeting__"))
    late = listing.rows(overdue[:most], today) if totals["overdue"] else []
    words = {
        "unowned": ("action has no owner", "actions have no owner"),
        "undated": ("action has no date", "actions have no date"),
        "answered": ("answer to close", "answers to close"),
    }
    more = [("overdue", totals["overdue"] - len(late), "more overdue")]
    more += [(kind, totals[kind], words[kind][totals[kind] != 1]) for kind in words]
    counts = [(count, label, reverse("desk:actions") + f"?show={kind}") for kind, count, label in more]
    near = len(absences.near_the_end(today))
    counts.append((near, f"member{'' if near == 1 else 's'} near six months of absence", reverse("desk:absences")))
    return {"overdue": late, "counts": [row for row in counts if row[0]]}


def urgent_to_publish(today: dt.date, of: Of = None) -> list[AgendaItem]:
    """Return items ruled urgent that the published agenda of a coming meeting does not list yet."""
    ruled = AgendaItem.objects.filter(
        within(of, "meeting__"),
        meeting__date__gte=today,
        meeting__cancelled_at__isnull=True,
        withdrawn_at__isnull=True,
        ruling__isnull=False,
    )
    items = list(ruled.select_related("meeting__committee").order_by("meeting__date", "number"))
    if not items:
        return []
    versions = AgendaVersion.objects.filter(meeting__in={item.meeting_id for item in items})
    out: dict[int, set[int]] = defaultdict(set)
    for meeting, listed in versions.values_list("meeting", "snapshot__items"):
        out[meeting] |= {item["pk"] for item in listed}
    return [item for item in items if item.meeting_id in out and item.pk not in out[item.meeting_id]]


def certificates_to_complete(today: dt.date, of: Of = None) -> list[Certificate]:
    """Return incomplete certificates of meetings that are at most half a year past. Makes one query."""
    rows = Certificate.objects.filter(
        within(of, "version__meeting__"),
        completed_by__isnull=True,
        version__kind__in=CERTIFIED,
        version__meeting__date__gte=today - BEHIND,
        version__meeting__cancelled_at__isnull=True,
    )
    rows = rows.select_related("version__meeting__committee").defer("version__snapshot")
    return list(rows.order_by("version__meeting__date", "version__number"))


@dataclass(frozen=True, slots=True)
class Clash:
    """
    Another meeting that begins within two hours, in the same place or with members in common.

    `members` is the number of people who sit on both committees.
    """

    meeting: Meeting
    same_place: bool
    members: int

    @property
    def words(self) -> str:
        """The clash in words, for the end of a sentence."""
        other = f"{self.meeting.committee.short_name} at {clock_time(self.meeting.starts)}"
        shared = f"{self.members} member{'' if self.members == 1 else 's'} also sit{'s' * (self.members == 1)} on"
        if not self.members:
            return f"same place as {other}"
        return f"{shared} {other}{', in the same place' if self.same_place else ''}"


def clashes(meetings: Collection[Meeting]) -> dict[int, list[Clash]]:
    """
    Return the clashes of each meeting, by the meeting's id. A meeting without clashes is left out.

    Substitutes are not counted as members, because a substitute sits only when somebody is away. Makes one
    query if meetings of different committees begin within two hours of each other, else none.
    """
    days: dict[dt.date, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        if not meeting.is_cancelled:
            days[meeting.date].append(meeting)
    pairs = [(this, other) for group in days.values() for this, other in permutations(group, 2) if _near(this, other)]
    members = _members({this for this, other in pairs if this.committee_id != other.committee_id})
    by_meeting: dict[int, list[Clash]] = {}
    for this, other in pairs:
        apart = this.committee_id != other.committee_id
        shared = len(members[this.pk] & members[other.pk]) if apart else 0
        same_place = this.venue_id is not None and this.venue_id == other.venue_id
        if shared or same_place:
            by_meeting.setdefault(this.pk, []).append(Clash(other, same_place, shared))
    return by_meeting


def _members(meetings: set[Meeting]) -> dict[int, set[int]]:
    """Return, by meeting id, the ids of the people who sit at the meeting: the committee on its day, or its panel."""
    if not meetings:
        return {}
    seats: dict[int, list[Seat]] = defaultdict(list)
    rows = Seat.objects.filter(committee__in={meeting.committee_id for meeting in meetings})
    for seat in rows.exclude(role=SeatRole.SUBSTITUTE):
        seats[seat.committee_id].append(seat)
    drawn: dict[int, set[int]] = defaultdict(set)
    panels = [row for row in meetings if row.committee.panel_size is not None]
    for member in PanelMember.objects.filter(meeting__in=panels) if panels else ():
        drawn[member.meeting_id].add(member.person_id)
    members: dict[int, set[int]] = {}
    for row in meetings:
        people = {seat.person_id for seat in seats[row.committee_id] if seat.held_on(row.date)}
        members[row.pk] = people & drawn[row.pk] if row in panels else people
    return members


def _near(meeting: Meeting, other: Meeting) -> bool:
    minutes = abs((meeting.starts.hour - other.starts.hour) * 60 + meeting.starts.minute - other.starts.minute)
    return minutes < 120

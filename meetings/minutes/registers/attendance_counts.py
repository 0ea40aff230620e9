"""
How many meetings of a committee each member attended, of those they could: counts, never percentages.

A member could attend the formal meetings that were held and minuted while they held the seat. Informal sessions and
cancelled meetings are left out. A substitute is credited with having stood in; the member they stood in for was absent.
Somebody on a screen was not present (R31).
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from committee.models import Committee, Person, Seat, SeatRole
from meetings.models import Attendee, Capacity, Minutes, MinutesState, Presence
from meetings.models.attendance import AttendeeQuerySet
from meetings.models.minutes import MinutesQuerySet

PUBLIC = (MinutesState.PUBLISHED, MinutesState.CONFIRMED)


@dataclass
class Count:
    """
    One person in a period: `attended` of `possible` meetings in their own seat, and what else there is to say.

    `stood_in` are the names of those they replaced, one a meeting; `replaced_by` of those who replaced them.
    """

    person: Person
    role: str = ""
    attended: int = 0
    possible: int = 0
    apologies: int = 0
    virtual: int = 0
    stood_in: list[str] = field(default_factory=list)
    replaced_by: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Name as printed, with the office."""
        return f"{self.person.printed_name} ({self.role})" if self.role else self.person.printed_name

    @property
    def notes(self) -> list[str]:
        """Notes, in words, that the figures alone do not show."""
        notes = []
        if self.apologies:
            notes.append(f"{self.apologies} {_times(self.apologies, 'apology', 'apologies')}")
        if self.replaced_by:
            notes.append(f"replaced by {_names(self.replaced_by)}")
        if self.virtual:
            notes.append(f"{self.virtual} joined by video, which the law does not count")
        if self.stood_in:
            notes.append("stood in once" if len(self.stood_in) == 1 else f"stood in {len(self.stood_in)} times")
            notes[-1] += f", for {_names(self.stood_in)}"
        return notes


def _times(count: int, singular: str, many: str) -> str:
    return singular if count == 1 else many


def _names(names: list[str]) -> str:
    return ", ".join(dict.fromkeys(names))


def counts(committee: Committee, since: dt.date, until: dt.date, *, public: bool = True) -> list[Count]:
    """
    Return the counts of everybody who held a seat or stood in from `since` to `until`, by surname: three queries.

    With `public` only meetings whose minutes are published count, so that nothing is shown before they are.
    """
    meetings = _meetings_on_record(committee, since, until, public)
    seats = list(committee.seats.overlapping(since, until).select_related("person"))
    attendance = _attendees(meetings)
    by_person: dict[int, Count] = {}
    for seat in seats:
        if seat.role != SeatRole.SUBSTITUTE:
            _reckon(by_person.setdefault(seat.person_id, Count(seat.person)), seat, meetings, attendance)
    for attendees in attendance.values():
        for attendee in attendees.values():
            if attendee.capacity == Capacity.SUBSTITUTE and _present(attendee):
                _credit(by_person, attendee)
    return sorted(by_person.values(), key=lambda one: (one.person.surname.lower(), one.person.forename.lower()))


def of_person(person: Person, since: dt.date, until: dt.date) -> list[tuple[Committee, Count]]:
    """Return the `counts` of one person with each committee, by its name: of published minutes, three queries."""
    seats = list(person.seats.overlapping(since, until).select_related("committee").order_by("since"))
    bodies = {seat.committee_id: seat.committee for seat in seats}
    counted = _counted(since, until, public=True)
    attendance: dict[int, dict[int, Attendee]] = defaultdict(dict)
    stood: dict[int, list[Attendee]] = defaultdict(list)
    named = Attendee.objects.filter(Q(person=person) | Q(replaces=person), minutes__in=counted)
    for attendee in _with_people(named).select_related("minutes__meeting__committee"):
        body = attendee.minutes.meeting.committee
        if attendee.person_id is not None:
            attendance[attendee.minutes_id][attendee.person_id] = attendee
        if attendee.capacity == Capacity.SUBSTITUTE and _present(attendee):
            bodies.setdefault(body.pk, body)
            stood[body.pk].append(attendee)
    meetings: dict[int, dict[int, dt.date]] = defaultdict(dict)
    for pk, body_id, day in counted.filter(meeting__committee__in=bodies).values_list(
        "pk", "meeting__committee", "meeting__date"
    ):
        meetings[body_id][pk] = day
    rows = []
    for body in sorted(bodies.values(), key=lambda body: body.name):
        mine: dict[int, Count] = {}
        for seat in seats:
            if seat.committee_id == body.pk and seat.role != SeatRole.SUBSTITUTE:
                _reckon(mine.setdefault(person.pk, Count(person)), seat, meetings[body.pk], attendance)
        for attendee in stood[body.pk]:
            _credit(mine, attendee)
        if person.pk in mine:
            rows.append((body, mine[person.pk]))
    return rows


def meetings_held(committee: Committee, since: dt.date, until: dt.date, *, public: bool = True) -> int:
    """Return the number of meetings that the counts cover."""
    return len(_meetings_on_record(committee, since, until, public))


def _meetings_on_record(committee: Committee, since: dt.date, until: dt.date, public: bool) -> dict[int, dt.date]:
    rows = _counted(since, until, public=public).filter(meeting__committee=committee)
    return dict(rows.values_list("pk", "meeting__date"))


def _counted(since: dt.date, until: dt.date, *, public: bool) -> MinutesQuerySet:
    """Minutes of the formal meetings that were held in those days."""
    rows = Minutes.objects.filter(
        meeting__date__range=(since, until), meeting__informal=False, meeting__cancelled_at__isnull=True
    )
    return (rows.filter(state__in=PUBLIC) if public else rows).order_by("meeting__date")


def _attendees(meetings: dict[int, dt.date]) -> dict[int, dict[int, Attendee]]:
    """Return the attendees of the register in each minutes (by id), by person."""
    rows = _with_people(Attendee.objects.filter(minutes__in=meetings, person__isnull=False))
    by_minutes: dict[int, dict[int, Attendee]] = defaultdict(dict)
    for attendee in rows:
        if attendee.person_id is not None:
            by_minutes[attendee.minutes_id][attendee.person_id] = attendee
    return by_minutes


def _with_people(rows: AttendeeQuerySet) -> AttendeeQuerySet:
    """Return the rows with person and replaced member prefetched, and annotated with `came`."""
    came = Exists(Presence.objects.filter(attendee=OuterRef("pk")))
    return rows.select_related("person", "replaces").annotate(came=came)


def _present(attendee: Attendee) -> bool:
    return bool(getattr(attendee, "came", False)) and not attendee.virtual


def _reckon(count: Count, seat: Seat, meetings: dict[int, dt.date], attendance: dict[int, dict[int, Attendee]]) -> None:
    count.role = "" if seat.role == SeatRole.MEMBER and not seat.role_name else seat.role_label
    for minutes, day in meetings.items():
        if not seat.held_on(day):
            continue
        count.possible += 1
        attendee = attendance[minutes].get(seat.person_id)
        if attendee and attendee.capacity in (Capacity.MEMBER, Capacity.CO_OPTEE):
            count.attended += _present(attendee)
            count.apologies += attendee.apologies and not _present(attendee)
            count.virtual += attendee.virtual


def _credit(by_person: dict[int, Count], substitute: Attendee) -> None:
    person, replaced = substitute.person, substitute.replaces
    if person is None or replaced is None:
        return
    by_person.setdefault(person.pk, Count(person)).stood_in.append(replaced.name)
    if replaced.pk in by_person:
        by_person[replaced.pk].replaced_by.append(person.name)

"""
How many meetings of a committee each member attended, of those they could: counts, never percentages.

A member could attend the formal meetings that were held and minuted while they held the seat. Informal sessions and
cancelled meetings are left out. A substitute is credited with having stood in; the member they stood in for was absent.
Somebody on a screen was not present (R31).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Q

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
            notes.append("1 apology" if self.apologies == 1 else f"{self.apologies} apologies")
        if self.replaced_by:
            notes.append(f"replaced by {_names(self.replaced_by)}")
        if self.virtual:
            notes.append(f"{self.virtual} joined by video, which the law does not count")
        if self.stood_in:
            notes.append("stood in once" if len(self.stood_in) == 1 else f"stood in {len(self.stood_in)} times")
            notes[-1] += f", for {_names(self.stood_in)}"
        return notes


def _names(names: list[str]) -> str:
    return ", ".join(dict.fromkeys(names))


def counts(committee: Committee, since: dt.date, until: dt.date) -> list[Count]:
    """
    Return the counts of everybody who held a seat or stood in from `since` to `until`, by surname: three queries.

    Only meetings whose minutes are published count, so that nothing is shown before they are.
    """
    minutes = _counted(since, until).filter(meeting__committee=committee)
    days = {committee.pk: dict(minutes.values_list("pk", "meeting__date"))}
    seats = committee.seats.overlapping(since, until).select_related("person")
    listed = Attendee.objects.filter(minutes__in=days[committee.pk], person__isnull=False)
    rows = _reckoned(seats, list(_with_people(listed)), days).values()
    return sorted(rows, key=lambda row: (row.person.surname.lower(), row.person.forename.lower()))


def of_person(person: Person, since: dt.date, until: dt.date) -> list[tuple[Committee, Count]]:
    """Return the `counts` of one person with each committee, by its name: of published minutes, three queries."""
    seats = list(person.seats.overlapping(since, until).select_related("committee").order_by("since"))
    minutes = _counted(since, until)
    named = Attendee.objects.filter(Q(person=person) | Q(replaces=person), minutes__in=minutes)
    listed = list(_with_people(named).select_related("minutes__meeting__committee"))
    bodies = {seat.committee_id: seat.committee for seat in seats}
    bodies |= {row.minutes.meeting.committee_id: row.minutes.meeting.committee for row in listed}
    days: dict[int, dict[int, dt.date]] = defaultdict(dict)
    rows = minutes.filter(meeting__committee__in=bodies).values_list("pk", "meeting__committee", "meeting__date")
    for pk, body, day in rows:
        days[body][pk] = day
    reckoned = _reckoned(seats, listed, days)
    in_order = sorted(bodies.values(), key=lambda body: body.name)
    return [(body, reckoned[body.pk, person.pk]) for body in in_order if (body.pk, person.pk) in reckoned]


def meetings_held(committee: Committee, since: dt.date, until: dt.date) -> int:
    """Return the number of meetings that the counts cover."""
    return _counted(since, until).filter(meeting__committee=committee).count()


def _counted(since: dt.date, until: dt.date) -> MinutesQuerySet:
    """Return the published minutes of the formal meetings that were held in those days."""
    rows = Minutes.objects.filter(state__in=PUBLIC, meeting__date__range=(since, until))
    return rows.filter(meeting__informal=False, meeting__cancelled_at__isnull=True).order_by("meeting__date")


def _with_people(rows: AttendeeQuerySet) -> AttendeeQuerySet:
    """Return the rows with person and replaced member, annotated with `came` and the `committee_id` that met."""
    came = Exists(Presence.objects.filter(attendee=OuterRef("pk")))
    return rows.select_related("person", "replaces").annotate(came=came, committee_id=F("minutes__meeting__committee"))


def _present(attendee: Attendee) -> bool:
    return bool(getattr(attendee, "came", False)) and not attendee.virtual


def _reckoned(
    seats: Iterable[Seat], listed: Sequence[Attendee], days: Mapping[int, dict[int, dt.date]]
) -> dict[tuple[int, int], Count]:
    """Return the count of each body and person, by their ids; `days` are those of each body's minutes."""
    rows: dict[tuple[int, int], Count] = {}
    attendance = {(row.minutes_id, row.person_id): row for row in listed}
    for seat in seats:
        if seat.role == SeatRole.SUBSTITUTE:
            continue
        count = rows.setdefault((seat.committee_id, seat.person_id), Count(seat.person))
        count.role = "" if seat.role == SeatRole.MEMBER and not seat.role_name else seat.role_label
        for minutes, day in days.get(seat.committee_id, {}).items():
            if seat.held_on(day):
                count.possible += 1
                _attend(count, attendance.get((minutes, seat.person_id)))
    for row in listed:
        if row.capacity == Capacity.SUBSTITUTE and _present(row) and row.person and row.replaces:
            body: int = getattr(row, "committee_id", 0)
            rows.setdefault((body, row.person.pk), Count(row.person)).stood_in.append(row.replaces.name)
            if replaced := rows.get((body, row.replaces.pk)):
                replaced.replaced_by.append(row.person.name)
    return rows


def _attend(count: Count, attendee: Attendee | None) -> None:
    if attendee and attendee.capacity in (Capacity.MEMBER, Capacity.CO_OPTEE):
        count.attended += _present(attendee)
        count.apologies += attendee.apologies and not _present(attendee)
        count.virtual += attendee.virtual

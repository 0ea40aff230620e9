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
        """As it is printed, with the office."""
        return f"{self.person.printed_name} ({self.role})" if self.role else self.person.printed_name

    @property
    def notes(self) -> list[str]:
        """What the figures alone would not say, in words."""
        said = []
        if self.apologies:
            said.append(f"{self.apologies} {_times(self.apologies, 'apology', 'apologies')}")
        if self.replaced_by:
            said.append(f"replaced by {_names(self.replaced_by)}")
        if self.virtual:
            said.append(f"{self.virtual} joined by video, which the law does not count")
        if self.stood_in:
            said.append("stood in once" if len(self.stood_in) == 1 else f"stood in {len(self.stood_in)} times")
            said[-1] += f", for {_names(self.stood_in)}"
        return said


def _times(count: int, one: str, many: str) -> str:
    return one if count == 1 else many


def _names(names: list[str]) -> str:
    return ", ".join(dict.fromkeys(names))


def counts(committee: Committee, since: dt.date, until: dt.date, *, public: bool = True) -> list[Count]:
    """
    The counts of everybody who held a seat or stood in from `since` to `until`, by surname: three queries.

    With `public` only meetings whose minutes are published count, so that nothing is told before they are.
    """
    held = _held(committee, since, until, public)
    seats = list(committee.seats.overlapping(since, until).select_related("person"))
    there = _attendees(held)
    found: dict[int, Count] = {}
    for seat in seats:
        if seat.role != SeatRole.SUBSTITUTE:
            _reckon(found.setdefault(seat.person_id, Count(seat.person)), seat, held, there)
    for attendees in there.values():
        for attendee in attendees.values():
            if attendee.capacity == Capacity.SUBSTITUTE and _present(attendee):
                _credit(found, attendee)
    return sorted(found.values(), key=lambda one: (one.person.surname.lower(), one.person.forename.lower()))


def of_person(person: Person, since: dt.date, until: dt.date) -> list[tuple[Committee, Count]]:
    """What `counts` says of one person, with its committee, by its name: of published minutes, three queries."""
    seats = list(person.seats.overlapping(since, until).select_related("committee").order_by("since"))
    bodies = {seat.committee_id: seat.committee for seat in seats}
    counted = _counted(since, until, public=True)
    there: dict[int, dict[int, Attendee]] = defaultdict(dict)
    stood: dict[int, list[Attendee]] = defaultdict(list)
    named = Attendee.objects.filter(Q(person=person) | Q(replaces=person), minutes__in=counted)
    for attendee in _told(named).select_related("minutes__meeting__committee"):
        body = attendee.minutes.meeting.committee
        if attendee.person_id is not None:
            there[attendee.minutes_id][attendee.person_id] = attendee
        if attendee.capacity == Capacity.SUBSTITUTE and _present(attendee):
            bodies.setdefault(body.pk, body)
            stood[body.pk].append(attendee)
    held: dict[int, dict[int, dt.date]] = defaultdict(dict)
    for pk, body_id, day in counted.filter(meeting__committee__in=bodies).values_list(
        "pk", "meeting__committee", "meeting__date"
    ):
        held[body_id][pk] = day
    found = []
    for body in sorted(bodies.values(), key=lambda body: body.name):
        mine: dict[int, Count] = {}
        for seat in seats:
            if seat.committee_id == body.pk and seat.role != SeatRole.SUBSTITUTE:
                _reckon(mine.setdefault(person.pk, Count(person)), seat, held[body.pk], there)
        for attendee in stood[body.pk]:
            _credit(mine, attendee)
        if person.pk in mine:
            found.append((body, mine[person.pk]))
    return found


def meetings_held(committee: Committee, since: dt.date, until: dt.date, *, public: bool = True) -> int:
    """How many meetings the counts are of."""
    return len(_held(committee, since, until, public))


def _held(committee: Committee, since: dt.date, until: dt.date, public: bool) -> dict[int, dt.date]:
    rows = _counted(since, until, public=public).filter(meeting__committee=committee)
    return dict(rows.values_list("pk", "meeting__date"))


def _counted(since: dt.date, until: dt.date, *, public: bool) -> MinutesQuerySet:
    """Minutes of the formal meetings that were held in those days."""
    rows = Minutes.objects.filter(
        meeting__date__range=(since, until), meeting__informal=False, meeting__cancelled_at__isnull=True
    )
    return (rows.filter(state__in=PUBLIC) if public else rows).order_by("meeting__date")


def _attendees(held: dict[int, dt.date]) -> dict[int, dict[int, Attendee]]:
    """For each minutes (by id) who of the register is listed, by person."""
    rows = _told(Attendee.objects.filter(minutes__in=held, person__isnull=False))
    found: dict[int, dict[int, Attendee]] = defaultdict(dict)
    for attendee in rows:
        if attendee.person_id is not None:
            found[attendee.minutes_id][attendee.person_id] = attendee
    return found


def _told(rows: AttendeeQuerySet) -> AttendeeQuerySet:
    """With whom they are and whom they replaced at hand, and whether they `came`."""
    came = Exists(Presence.objects.filter(attendee=OuterRef("pk")))
    return rows.select_related("person", "replaces").annotate(came=came)


def _present(attendee: Attendee) -> bool:
    return bool(getattr(attendee, "came", False)) and not attendee.virtual


def _reckon(one: Count, seat: Seat, held: dict[int, dt.date], there: dict[int, dict[int, Attendee]]) -> None:
    one.role = "" if seat.role == SeatRole.MEMBER and not seat.role_name else seat.role_label
    for minutes, day in held.items():
        if not seat.held_on(day):
            continue
        one.possible += 1
        attendee = there[minutes].get(seat.person_id)
        if attendee and attendee.capacity in (Capacity.MEMBER, Capacity.CO_OPTEE):
            one.attended += _present(attendee)
            one.apologies += attendee.apologies and not _present(attendee)
            one.virtual += attendee.virtual


def _credit(found: dict[int, Count], substitute: Attendee) -> None:
    person, replaced = substitute.person, substitute.replaces
    if person is None or replaced is None:
        return
    found.setdefault(person.pk, Count(person)).stood_in.append(replaced.name)
    if replaced.pk in found:
        found[replaced.pk].replaced_by.append(person.name)

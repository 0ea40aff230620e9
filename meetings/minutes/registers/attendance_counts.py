"""
How many meetings of a committee each member attended, of those they could: counts, never percentages.

A member could attend the formal meetings that were held and minuted while they held the seat. Informal sessions and
cancelled meetings are left out. A substitute is credited with having stood in; the member they stood in for was absent.
Somebody on a screen was not present (R31).
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from committee.models import Committee, Person, Seat, SeatRole
from meetings.models import Attendee, Capacity, Minutes, MinutesState, Presence

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


def meetings_held(committee: Committee, since: dt.date, until: dt.date, *, public: bool = True) -> int:
    """How many meetings the counts are of."""
    return len(_held(committee, since, until, public))


def _held(committee: Committee, since: dt.date, until: dt.date, public: bool) -> dict[int, dt.date]:
    rows = Minutes.objects.filter(
        meeting__committee=committee,
        meeting__date__range=(since, until),
        meeting__informal=False,
        meeting__cancelled_at__isnull=True,
    )
    rows = rows.filter(state__in=PUBLIC) if public else rows
    return dict(rows.order_by("meeting__date").values_list("pk", "meeting__date"))


def _attendees(held: dict[int, dt.date]) -> dict[int, dict[int, Attendee]]:
    """For each minutes (by id) who of the register is listed, by person."""
    rows = (
        Attendee.objects.filter(minutes__in=held, person__isnull=False)
        .select_related("person", "replaces")
        .annotate(came=Exists(Presence.objects.filter(attendee=OuterRef("pk"))))
    )
    found: dict[int, dict[int, Attendee]] = defaultdict(dict)
    for attendee in rows:
        if attendee.person_id is not None:
            found[attendee.minutes_id][attendee.person_id] = attendee
    return found


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

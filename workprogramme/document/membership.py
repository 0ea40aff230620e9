"""Who sat on the committee, as the programme prints it."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef

from committee import wording
from committee.models import Seat, SeatRole, Term
from workprogramme.models import Programme

FIRST = {SeatRole.CHAIRMAN: 0, SeatRole.VICE_CHAIRMAN: 1}


def seats_of(programme: Programme, on: dt.date) -> list[Seat]:
    """Who sat on the committee on that day: who presides first, then by surname."""
    elected = Term.objects.on(on).filter(person=OuterRef("person"))
    seats = programme.committee.membership(on).annotate(elected=Exists(elected))
    return sorted(seats, key=lambda seat: FIRST.get(SeatRole(seat.role), 2))


def member(seat: Seat) -> dict[str, str]:
    """A member's name, and role where there is one."""
    plain = seat.role == SeatRole.MEMBER and not seat.role_name
    return {"name": seat.person.printed_name, "role": "" if plain else seat.role_label}


def chairman(seat: Any) -> dict[str, str]:
    """The Chairman as the introduction is signed: Councillor Bob Spencer."""
    name = seat.person.printed_name
    return {"name": wording.member(name) if seat.elected else name, "role": seat.role_label}

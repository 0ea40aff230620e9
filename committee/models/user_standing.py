"""What a user is on a day: roles, whether a councillor, and on which committees they sit, asked for in one query."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import CharField, Value
from django.db.models.functions import Cast

from committee.models.committees import Seat
from committee.models.people import Term
from committee.models.user import RoleGrant, User

ROLE, TERM, SEAT = "role", "term", "seat"


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is on a day; `seats` are ids of committees, substitutes' seats among them."""

    roles: frozenset[str]
    is_councillor: bool
    seats: frozenset[int]


def standing_of(user: User, on: date) -> Standing:
    """What `user` is on that day, read once per user object and day."""
    kept = user.__dict__.setdefault("_standing_on", {})
    if on not in kept:
        kept[on] = _read(user, on)
    return cast(Standing, kept[on])


def _read(user: User, on: date) -> Standing:
    # One query instead of three: nearly every page asks all of it of whoever is signed in.
    rows = RoleGrant.objects.on(on).filter(user=user).order_by().values_list(Value(ROLE), "role")
    if user.person_id is not None:
        terms = Term.objects.on(on).filter(person=user.person_id).order_by()
        seats = Seat.objects.on(on).filter(person=user.person_id).order_by()
        rows = rows.union(
            terms.values_list(Value(TERM), Cast("pk", CharField())),
            seats.values_list(Value(SEAT), Cast("committee_id", CharField())),
            all=True,
        ).order_by()  # A union takes the model's own ordering again, by columns it has not got.
    found: dict[str, set[str]] = {ROLE: set(), TERM: set(), SEAT: set()}
    for kind, value in rows:
        found[kind].add(value)
    return Standing(frozenset(found[ROLE]), bool(found[TERM]), frozenset(map(int, found[SEAT])))

"""Who sits on a committee and who sat on it before, as its page shows them: plain values, by which a part is kept."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, DateField, OuterRef, Q, QuerySet, StringAgg, Subquery, Value
from django.utils.safestring import SafeString

from committee.models import Committee, GroupMembership, Seat, Term
from committee.public_pages.compiled import compiled
from committee.public_pages.pieces import piece

MOST_WHO_STOOD = 60


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who sits on it: who they are, with the names that a person has, role, group and division."""

    slug: str
    printed_name: str
    initials: str
    photograph: bool
    photograph_name: str
    role: str
    group: str
    division: str


@dataclass(frozen=True, slots=True)
class Stood:
    """Somebody who sat on it before."""

    slug: str
    printed_name: str
    role: str
    since: dt.date
    until: dt.date


def of(committee: Committee, then: dt.date) -> tuple[list[Member], list[Stood]]:
    """Return the members on that day, by surname, and former members, the last first: one query."""
    seats = _seats(committee=committee.pk, then=then)
    former = [(seat, seat.until) for seat in seats if seat.until is not None and seat.until < then]
    former.sort(key=lambda one: one[1], reverse=True)
    sits = [seat for seat in seats if seat.until is None or seat.until >= then]
    return [_member(seat) for seat in sits], [_stood(seat, until) for seat, until in former]


def drawn(members: list[Member], stood: list[Stood]) -> SafeString:
    """Return the members' part of the page, cached while they are the same."""
    context = {"members": members, "stood": stood}
    return piece("public/_committee_people.html", (members, stood), lambda: context)


@compiled(committee=BigIntegerField(), then=DateField())
def _seats(committee: int, then: dt.date) -> QuerySet[Seat]:
    """
    Return the seats of that day, by surname, and former seats, up to MOST_WHO_STOOD.

    Each has its holder's divisions and groups on that day.
    """
    seats = Seat.objects.filter(committee=committee).full_members()
    former = seats.filter(until__lt=then).order_by("-until", "person__surname", "person__forename")[:MOST_WHO_STOOD]
    shown = Q(pk__in=seats.on(then).values("pk")) | Q(pk__in=former.values("pk"))
    divisions = Term.objects.on(then).filter(person=OuterRef("person"), division__isnull=False)
    groups = GroupMembership.objects.on(then).filter(person=OuterRef("person"))
    annotations: dict[str, Any] = {
        "divisions": _all_of(divisions, "division__name"),
        "groups": _all_of(groups, "group__name"),
    }
    rows = Seat.objects.filter(shown, committee=committee).by_surname()
    return rows.select_related("person__photograph").annotate(**annotations)


def _all_of(rows: QuerySet[Any, Any], name: str) -> Subquery:
    """Return a subquery of one field of all these rows of a person, joined by commas."""
    in_one = rows.order_by().values("person").annotate(names=StringAgg(name, Value(", "), order_by="pk"))
    return Subquery(in_one.values("names"))


def _member(seat: Any) -> Member:
    person = seat.person
    role = seat.role_label if seat.role != "member" or seat.role_name else ""
    if not seat.voting:
        role = f"{role or 'Member'}, without a vote"
    elif seat.voting_scope:
        role = f"{role or 'Member'}, with a vote on {seat.voting_scope}"
    return Member(
        slug=person.slug,
        printed_name=person.printed_name,
        initials=person.initials,
        photograph=person.photograph is not None,
        photograph_name=person.photograph_name,
        role=role,
        group=seat.groups or "",
        division=seat.divisions or "",
    )


def _stood(seat: Seat, until: dt.date) -> Stood:
    person = seat.person
    return Stood(person.slug, person.printed_name, seat.role_label, seat.since, until)

"""What the register has to find: committees, and members with their divisions, groups and seats."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse

from committee.models import (
    Committee,
    Division,
    EntryKind,
    GroupMembership,
    LegalKind,
    Person,
    PoliticalGroup,
    Seat,
    Term,
)
from committee.search.sources import Row, Source


def _committees(units: Collection[int]) -> Iterator[tuple[int, Row]]:
    for body in Committee.objects.filter(pk__in=units):
        address = reverse("public:committee", args=[body.slug])
        names = body.short_name if body.short_name not in body.name else ""
        text = "\n".join(part for part in (names, body.remit) if part)
        yield body.pk, Row(EntryKind.COMMITTEE, body.pk, address, body.name, text, committee=body.pk)


def those_there(things: Collection[int]) -> Iterable[int]:
    """Return the ids of committees that are there: every committee is public."""
    return Committee.objects.filter(pk__in=things).values_list("pk", flat=True)


COMMITTEES = Source(
    "committees",
    {Committee: "pk"},
    lambda: Committee.objects.values_list("pk", flat=True),
    _committees,
    {EntryKind.COMMITTEE: those_there},
)


def members_of(units: Collection[int]) -> QuerySet[Person]:
    """Return members, present and past, with all that they were; never an officer."""
    rows = Person.objects.filter(pk__in=units).filter(Q(terms__isnull=False) | Q(seats__isnull=False)).distinct()
    return rows.prefetch_related("terms__division", "group_memberships__group", "seats__committee")


def _members(units: Collection[int]) -> Iterator[tuple[int, Row]]:
    """
    Yield members, present and past, with what is public of them; never an officer.

    Members whose first term or seat is still to begin are included, and shown from that day (`Person.objects.public`).
    """
    for person in members_of(units):
        parts = [f"Member for {term.division}" for term in person.terms.all() if term.division]
        parts += [str(membership.group) for membership in person.group_memberships.all()]
        parts += [seat.committee.name for seat in person.seats.all() if seat.committee.kind != LegalKind.INFORMAL]
        text = ". ".join(dict.fromkeys(parts))
        address = reverse("public:councillor", args=[person.slug])
        yield person.pk, Row(EntryKind.PERSON, person.pk, address, person.printed_name, text, people=(person.pk,))


def _all_members() -> set[int]:
    return {*Term.objects.values_list("person", flat=True), *Seat.objects.values_list("person", flat=True)}


def public_members(things: Collection[int], on: dt.date) -> Iterable[int]:
    """Return the ids of those members whose page anybody may read on that day."""
    return Person.objects.public(on).filter(pk__in=things).values_list("pk", flat=True)


MEMBERS = Source(
    "members",
    {
        Person: "pk",
        Term: "person",
        GroupMembership: "person",
        Seat: "person",
        Division: lambda row: Term.objects.filter(division=row).values_list("person", flat=True),
        PoliticalGroup: lambda row: GroupMembership.objects.filter(group=row).values_list("person", flat=True),
        Committee: lambda row: Seat.objects.filter(committee=row).values_list("person", flat=True),
    },
    _all_members,
    _members,
    public_on={EntryKind.PERSON: public_members},
)

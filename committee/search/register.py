"""Search of the register: committees, and members with their divisions, groups and seats."""

from collections.abc import Collection, Iterator

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
from committee.search.sources import Row, Source, among, among_on


def _committees(units: Collection[int]) -> Iterator[tuple[int, Row]]:
    for body in Committee.objects.filter(pk__in=units):
        address = reverse("public:committee", args=[body.slug])
        names = body.short_name if body.short_name not in body.name else ""
        text = "\n".join(part for part in (names, body.remit) if part)
        yield body.pk, Row(EntryKind.COMMITTEE, body.pk, address, body.name, text, committee=body.pk)


COMMITTEES = Source(
    "committees",
    {Committee: "pk"},
    Committee,
    _committees,
    {EntryKind.COMMITTEE: among(Committee.objects.all)},
)


def members_of(units: Collection[int]) -> QuerySet[Person]:
    """Return the people (by id) who have, had or will have a term or a seat; terms, groups and seats are loaded."""
    rows = Person.objects.filter(pk__in=units).filter(Q(terms__isnull=False) | Q(seats__isnull=False)).distinct()
    return rows.prefetch_related("terms__division", "group_memberships__group", "seats__committee")


def _members(units: Collection[int]) -> Iterator[tuple[int, Row]]:
    """
    Yield (id of the person, row) for present and past members, with their terms, groups and seats in the row's text.

    Members whose first term or seat is still to begin are included. Such members are shown from the first day of the
    term or seat (`Person.objects.public`).
    """
    for person in members_of(units):
        parts = [f"Member for {term.division}" for term in person.terms.all() if term.division]
        parts += [str(membership.group) for membership in person.group_memberships.all()]
        parts += [seat.committee.name for seat in person.seats.all() if seat.committee.kind != LegalKind.INFORMAL]
        text = ". ".join(dict.fromkeys(parts))
        address = reverse("public:councillor", args=[person.slug])
        yield person.pk, Row(EntryKind.PERSON, person.pk, address, person.printed_name, text, people=(person.pk,))


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
    Person,
    _members,
    public_on={EntryKind.PERSON: among_on(Person.objects.public)},
)

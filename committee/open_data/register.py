"""What the register has to reuse: committees, members, and their seats; never an officer."""

import datetime as dt
from collections.abc import Collection, Iterator

from django.db.models import Q
from django.urls import reverse

from committee.models import (
    Committee,
    Division,
    GroupMembership,
    LegalKind,
    Person,
    PoliticalGroup,
    Seat,
    Term,
)
from committee.models.dated import Dated
from committee.open_data.sources import Data, Record, RecordSource, iso


def _committees(units: Collection[int]) -> Iterator[tuple[int, Record]]:
    for body in Committee.objects.filter(pk__in=units):
        data = {
            "name": body.name,
            "classification": body.get_kind_display(),
            "function": body.get_function_display(),
            "description": body.remit,
            "parent_id": body.parent_id,
            "founding_date": iso(body.since),
            "dissolution_date": iso(body.until),
            "page": reverse("public:committee", args=[body.slug]),
        }
        yield body.pk, Record("committee", body.pk, data, committee=body.pk)


COMMITTEES = RecordSource(
    "committees",
    {Committee: "pk"},
    lambda: Committee.objects.values_list("pk", flat=True),
    _committees,
    {"committee": lambda things: Committee.objects.filter(pk__in=things).values_list("pk", flat=True)},
)


def _members(units: Collection[int]) -> Iterator[tuple[int, Record]]:
    """Members, present and past, each shown from the first day of a seat or a term, and their seats."""
    rows = Person.objects.filter(pk__in=units).filter(Q(terms__isnull=False) | Q(seats__isnull=False)).distinct()
    for person in rows.prefetch_related("terms__division", "group_memberships__group", "seats__committee"):
        first = min(row.since for row in (*person.terms.all(), *person.seats.all()))
        yield person.pk, Record("person", person.pk, _person(person), since=first)
        for seat in person.seats.all():
            if seat.committee.kind == LegalKind.INFORMAL:
                continue
            yield person.pk, Record("seat", seat.pk, _seat(seat), committee=seat.committee_id, since=seat.since)


def _person(person: Person) -> Data:
    return {
        "name": person.printed_name,
        "honorific_prefix": person.title,
        "given_name": person.forename,
        "family_name": person.surname,
        "honorific_suffix": person.honours,
        "terms": [{"division": str(row.division or ""), **_days(row)} for row in person.terms.all()],
        "groups": [{"name": row.group.name, **_days(row)} for row in person.group_memberships.all()],
        "page": reverse("public:councillor", args=[person.slug]),
    }


def _seat(seat: Seat) -> Data:
    return {
        "person_id": seat.person_id,
        "organization_id": seat.committee_id,
        "role": seat.role_label,
        "voting": seat.voting,
        **_days(seat),
    }


def _days(row: Dated) -> Data:
    return {"start_date": iso(row.since), "end_date": iso(row.until)}


def _all_members() -> set[int]:
    return {*Term.objects.values_list("person", flat=True), *Seat.objects.values_list("person", flat=True)}


def _public_members(things: Collection[int], on: dt.date) -> Iterator[int]:
    yield from Person.objects.public(on).filter(pk__in=things).values_list("pk", flat=True)


def _public_seats(things: Collection[int], on: dt.date) -> Iterator[int]:
    rows = Seat.objects.filter(pk__in=things, since__lte=on)
    yield from rows.exclude(committee__kind=LegalKind.INFORMAL).values_list("pk", flat=True)


MEMBERS = RecordSource(
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
    public_on={"person": _public_members, "seat": _public_seats},
)

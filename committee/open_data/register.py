"""Open data of the register: committees, members, and their seats; never an officer."""

import datetime as dt
from collections.abc import Collection, Iterator

from django.urls import reverse

from committee.models import Committee, EntryKind, LegalKind, Person, Seat
from committee.models.dated import Dated
from committee.open_data.records import Data, Record, iso
from committee.search import register as search
from committee.search.sources import Source


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


COMMITTEES = Source(
    "committees",
    search.COMMITTEES.ways,
    search.COMMITTEES.units,
    _committees,
    {"committee": search.COMMITTEES.public[EntryKind.COMMITTEE]},
)


def _members(units: Collection[int]) -> Iterator[tuple[int, Record]]:
    """
    Yield (id of the person, record) for present and past members, and for their seats.

    A member is public from the first day of their first term or seat. Seats on informal bodies are left out.
    """
    for person in search.members_of(units):
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


def _public_seats(things: Collection[int], on: dt.date) -> Iterator[int]:
    rows = Seat.objects.filter(pk__in=things, since__lte=on)
    yield from rows.exclude(committee__kind=LegalKind.INFORMAL).values_list("pk", flat=True)


MEMBERS = Source(
    "members",
    search.MEMBERS.ways,
    search.MEMBERS.units,
    _members,
    public_on={"person": search.MEMBERS.public_on[EntryKind.PERSON], "seat": _public_seats},
)

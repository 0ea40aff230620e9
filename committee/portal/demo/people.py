"""
Base data of the demonstration: council, years, venues, committees, people, sign-ins.

Rows are created in bulk, without verbs, because the demonstration shows no act on them.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import models
from django.utils.text import slugify

from committee.models import (
    Committee,
    Council,
    Division,
    GroupMembership,
    MunicipalYear,
    Person,
    PoliticalGroup,
    Portfolio,
    PortfolioHolding,
    Post,
    RoleGrant,
    Seat,
    Term,
    User,
    Venue,
)

Facts = dict[str, Any]
LONG_AGO = dt.date(2017, 5, 18)


def load_council(facts: Facts) -> None:
    """Record the council, its municipal years and its venues."""
    Council.objects.update_or_create(pk=1, defaults=facts["council"])
    _add([MunicipalYear(is_draft=False, **year) for year in facts["years"]], "starts")
    _add([Venue(**venue) for venue in facts["venues"]], "name")


def load_committees(facts: Facts) -> None:
    """Create the committees, and set their predecessors and contact officers."""
    venue = Venue.objects.order_by("pk").first()
    for entry in facts["committees"]:
        entry = dict(entry)
        before, contact = entry.pop("predecessors", []), entry.pop("contact", "")
        committee, _ = Committee.objects.get_or_create(
            slug=entry.pop("slug"), defaults={"since": dt.date(2021, 5, 20), "usual_venue": venue, **entry}
        )
        committee.predecessors.set(Committee.objects.filter(slug__in=before))
        if contact and committee.contact_officer is None:
            committee.contact_officer = Person.objects.filter(slug=contact).first()
            committee.save()


def load_people(entries: Sequence[Facts], since: dt.date, until: dt.date | None, *, invented: bool) -> None:
    """Create people with their terms, seats, portfolios and posts from `since` to `until`."""
    words = ("title", "honours", "surgeries")
    _add(
        [
            Person(
                slug=_slug(entry),
                forename=entry["name"][0],
                surname=entry["name"][1],
                is_invented=invented,
                email=entry.get("published_email", ""),
                **{word: entry[word] for word in words if word in entry},
            )
            for entry in entries
        ],
        "slug",
    )
    people_by_slug = Person.objects.in_bulk([_slug(entry) for entry in entries], field_name="slug")
    people = [(people_by_slug[_slug(entry)], entry) for entry in entries]
    span = {"since": since, "until": until}
    _load_terms(people, span)
    posts = [Post(person=person, **_post(entry["post"]), **span) for person, entry in people if "post" in entry]
    _add(posts, "person_id", "since")
    _load_seats(people, span)
    _load_portfolios(people, span)


def _load_terms(people: Iterable[tuple[Person, Facts]], span: Facts) -> None:
    """Create the councillors' terms and group memberships, with invented divisions and political groups."""
    councillors = [(person, entry) for person, entry in people if entry.get("councillor")]
    _add([Division(name=entry["division"]) for _, entry in councillors if "division" in entry], "name")
    divisions = {division.name: division for division in Division.objects.all()}
    terms = [
        Term(person=person, division=divisions.get(entry.get("division", "")), **span) for person, entry in councillors
    ]
    _add(terms, "person_id", "since")
    grouped = [(person, entry["group"]) for person, entry in councillors if "group" in entry]
    _add([PoliticalGroup(name=name) for _, name in grouped], "name")
    groups = {group.name: group for group in PoliticalGroup.objects.all()}
    _add([GroupMembership(person=person, group=groups[name], **span) for person, name in grouped], "person_id", "since")


def _slug(entry: Facts) -> str:
    return slugify(" ".join(entry["name"]))


def _post(facts: Facts) -> Facts:
    return {"title": facts["title"], "is_proper_officer": facts.get("proper_officer", False)}


def _load_seats(people: Iterable[tuple[Person, Facts]], span: Facts) -> None:
    committees = {committee.slug: committee for committee in Committee.objects.all()}
    seats = []
    for person, entry in people:
        for seat in entry.get("seats", []):
            role = {key: seat[key] for key in ("role", "role_name") if key in seat}
            voting = seat.get("role") != "co_optee"
            seats.append(Seat(person=person, committee=committees[seat["committee"]], voting=voting, **role, **span))
    _add(seats, "person_id", "committee_id", "since")


def _load_portfolios(people: Iterable[tuple[Person, Facts]], span: Facts) -> None:
    pairs = [(person, holding) for person, entry in people for holding in entry.get("portfolios", [])]
    _add([Portfolio(name=holding["name"]) for _, holding in pairs], "name")
    named = {portfolio.name: portfolio for portfolio in Portfolio.objects.all()}
    holdings = [
        PortfolioHolding(
            person=person, portfolio=named[holding["name"]], role=holding.get("role", "cabinet_member"), **span
        )
        for person, holding in pairs
    ]
    _add(holdings, "person_id", "portfolio_id", "since")


def load_sign_ins(entries: Sequence[Facts], password: str, since: dt.date) -> list[User]:
    """Create sign-ins for invented people. Their roles begin at LONG_AGO, so that they may act in 2022."""
    load_people(entries, since, None, invented=True)
    emails = [entry["email"] for entry in entries]
    existing = User.objects.in_bulk(emails, field_name="email")
    missing = [entry for entry in entries if entry["email"] not in existing]
    people = Person.objects.in_bulk([_slug(entry) for entry in missing], field_name="slug")
    secret = make_password(password) if missing else ""  # one hash for all: hashing is slow on purpose
    User.objects.bulk_create(
        User(
            email=entry["email"],
            password=secret,
            name=f"{people[_slug(entry)].name} (invented)",
            person=people[_slug(entry)],
            is_demo=True,
        )
        for entry in missing
    )
    users = User.objects.select_related("person").in_bulk(emails, field_name="email")
    roles = [(users[entry["email"]], role) for entry in entries for role in entry.get("roles", [])]
    _add([RoleGrant(user=user, role=role, since=LONG_AGO) for user, role in roles], "user_id", "role", "since")
    return [users[email] for email in emails]


def _add(rows: Sequence[models.Model], *key: str) -> None:
    """Create the rows, all of one table, except where an existing row has the same `key` fields."""
    if not rows:
        return
    table = type(rows[0])._default_manager
    existing = set(table.values_list(*key))
    new: dict[tuple[Any, ...], models.Model] = {}
    for row in rows:
        new.setdefault(tuple(getattr(row, name) for name in key), row)
    table.bulk_create(row for which, row in new.items() if which not in existing)


def year_of(today: dt.date) -> MunicipalYear:
    """Return the municipal year of `today`. Create a missing year, from the third Thursday of May."""
    year = MunicipalYear.of(today)
    if year:
        return year
    begins = today.year if today >= _third_thursday_of_may(today.year) else today.year - 1
    return MunicipalYear.objects.create(
        is_draft=False,
        starts=_third_thursday_of_may(begins),
        ends=_third_thursday_of_may(begins + 1) - dt.timedelta(days=1),
    )


def _third_thursday_of_may(year: int) -> dt.date:
    first = dt.date(year, 5, 15)
    return first + dt.timedelta(days=(3 - first.weekday()) % 7)

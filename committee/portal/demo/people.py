"""The ground floor of the demonstration: council, years, venues, committees, people, sign-ins."""

import datetime as dt
from typing import Any

from django.utils.text import slugify

from committee.models import (
    Committee,
    Council,
    MunicipalYear,
    Person,
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
    """The council's record, its municipal years and its venues."""
    Council.objects.update_or_create(pk=1, defaults=facts["council"])
    for year in facts["years"]:
        MunicipalYear.objects.get_or_create(starts=year["starts"], defaults={"ends": year["ends"]})
    for venue in facts["venues"]:
        Venue.objects.get_or_create(name=venue["name"])


def load_committees(facts: Facts) -> None:
    """The bodies named in the pack."""
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


def load_person(entry: Facts, since: dt.date, until: dt.date | None, *, invented: bool) -> Person:
    """One person with what they were from `since` to `until`: councillor, seats, portfolios, post."""
    forename, surname = entry["name"]
    person, _ = Person.objects.get_or_create(
        slug=slugify(f"{forename} {surname}"),
        defaults={
            "forename": forename,
            "surname": surname,
            "title": entry.get("title", ""),
            "honours": entry.get("honours", ""),
            "is_invented": invented,
        },
    )
    span = {"since": since, "defaults": {"until": until}}
    if entry.get("councillor"):
        Term.objects.get_or_create(person=person, **span)
    for seat in entry.get("seats", []):
        committee = Committee.objects.get(slug=seat["committee"])
        role = {key: seat[key] for key in ("role", "role_name") if key in seat}
        voting = seat.get("role") != "co_optee"
        Seat.objects.get_or_create(
            person=person, committee=committee, since=since, defaults={"until": until, "voting": voting, **role}
        )
    for holding in entry.get("portfolios", []):
        portfolio, _ = Portfolio.objects.get_or_create(name=holding["name"])
        PortfolioHolding.objects.get_or_create(
            person=person,
            portfolio=portfolio,
            since=since,
            defaults={"until": until, "role": holding.get("role", "cabinet_member")},
        )
    if post := entry.get("post"):
        Post.objects.get_or_create(
            person=person,
            since=since,
            defaults={
                "title": post["title"],
                "is_proper_officer": post.get("proper_officer", False),
                "until": until,
            },
        )
    return person


def load_sign_in(entry: Facts, password: str, since: dt.date) -> User:
    """A sign-in of the demonstration for an invented person; its roles reach back, so that it could act in 2022."""
    person = load_person(entry, since, None, invented=True)
    user = User.objects.filter(email=entry["email"]).first()
    if user is None:
        user = User.objects.create_user(
            entry["email"], password, name=f"{person.name} (invented)", person=person, is_demo=True
        )
    for role in entry.get("roles", []):
        RoleGrant.objects.get_or_create(user=user, role=role, since=LONG_AGO)
    return user


def year_of(today: dt.date) -> MunicipalYear:
    """The municipal year that `today` falls in, made if need be: it runs from the Thursday after 15 May."""
    found = MunicipalYear.of(today)
    if found:
        return found
    begins = today.year if today >= _third_thursday_of_may(today.year) else today.year - 1
    return MunicipalYear.objects.create(
        starts=_third_thursday_of_may(begins), ends=_third_thursday_of_may(begins + 1) - dt.timedelta(days=1)
    )


def _third_thursday_of_may(year: int) -> dt.date:
    first = dt.date(year, 5, 15)
    return first + dt.timedelta(days=(3 - first.weekday()) % 7)

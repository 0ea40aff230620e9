"""People, and what they are from when to when."""

from datetime import date

from django.db import transaction
from django.utils.text import slugify

from committee import audit
from committee.models import Division, GroupMembership, Person, PoliticalGroup, Post, Seat, Term, User
from committee.models.dated import Dated
from committee.models.entitlement import first_day_outside
from committee.refusal import Refused
from committee.register.lawful import end, hold, hold_register, said, save_lawful


def free_slug(forename: str, surname: str) -> str:
    """An address for a person that nobody has: bob-spencer, or bob-spencer-2 for the second of that name."""
    base = slugify(f"{forename} {surname}")[:70] or "person"
    taken = set(Person.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number = 1
    while (slug := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return slug


@transaction.atomic
def add_person(*, forename: str, surname: str, by: User | None, title: str = "", honours: str = "") -> Person:
    """Enter a person; two people may share a name. Raises Refused where a name is missing or too long."""
    person = save_lawful(
        Person(title=title, forename=forename, surname=surname, honours=honours, slug=free_slug(forename, surname))
    )
    audit.record(by, "added", person)
    return person


@transaction.atomic
def edit_person(person: Person, *, by: User | None, **changes: str) -> Person:
    """Correct title, forename, surname or honours; the address stays. Raises Refused."""
    hold(person)
    before = {name: getattr(person, name) for name in changes}
    changed = {name: [before[name], value] for name, value in changes.items() if before[name] != value}
    for name, value in changes.items():
        setattr(person, name, value)
    save_lawful(person)
    if changed:
        audit.record(by, "corrected the name of", person, changed=changed)
    return person


@transaction.atomic
def give_term(
    person: Person, *, division: Division | None, since: date, until: date | None = None, by: User | None
) -> Term:
    """
    Record that a person is a councillor, for a division.

    Raises Refused where they are one already in that time, where they are an officer of the council then (LGA 1972
    s.80), and where the division has three.
    """
    hold(person)
    if post := person.posts.all().overlapping(since, until).first():
        raise Refused(f"{person} is an officer of the council in that time ({post.title}), so cannot be a councillor.")
    if person.terms.all().overlapping(since, until):
        raise Refused(f"{person} is a councillor in that time already. End that first.")
    if division is not None:
        hold(division)
        others = Term.objects.filter(division=division).overlapping(since, until).exclude(person=person).count()
        if others >= 3:
            raise Refused(f"{division} has three councillors in that time already.")
    term = save_lawful(Term(person=person, division=division, since=since, until=until))
    audit.record(by, "recorded as a councillor", term, since=since.isoformat())
    return term


@transaction.atomic
def join_group(
    person: Person, *, group: PoliticalGroup, since: date, until: date | None = None, by: User
) -> GroupMembership:
    """Record the political group a person belongs to; Refused where they are in one in that time."""
    hold(person)
    if person.group_memberships.all().overlapping(since, until):
        raise Refused(f"{person} belongs to a group in that time already. End that first.")
    membership = save_lawful(GroupMembership(person=person, group=group, since=since, until=until))
    audit.record(by, "recorded the political group of", membership, since=since.isoformat())
    return membership


@transaction.atomic
def give_post(
    person: Person,
    *,
    title: str,
    since: date,
    by: User | None,
    until: date | None = None,
    is_proper_officer: bool = False,
    is_monitoring_officer: bool = False,
) -> Post:
    """
    Record an officer's post.

    Raises Refused where the person holds a post of that title then, is a councillor (LGA 1972 s.80) or has a vote on a
    committee (s.104), or where another monitoring officer is in post (the Local Government and Housing Act 1989 s.5
    speaks of one of their officers).
    """
    hold(person)
    hold_register()
    if person.terms.all().overlapping(since, until):
        raise Refused(f"{person} is a councillor in that time, so cannot be an officer of the council (LGA 1972 s.80).")
    voting = person.seats.filter(voting=True).exclude(voting_ground="other").overlapping(since, until)
    if seat := voting.select_related("committee").first():
        raise Refused(
            f"{person} has a vote on the {seat.committee} in that time. End that seat first (LGA 1972 s.104)."
        )
    if person.posts.filter(title__iexact=title).overlapping(since, until):
        raise Refused(f"{person} is {title} in that time already.")
    if is_monitoring_officer:
        other = Post.objects.filter(is_monitoring_officer=True).overlapping(since, until).exclude(person=person).first()
        if other:
            raise Refused(f"{other.person} is the monitoring officer in that time. End that post first.")
    post = save_lawful(
        Post(
            person=person,
            title=title,
            since=since,
            until=until,
            is_proper_officer=is_proper_officer,
            is_monitoring_officer=is_monitoring_officer,
        )
    )
    audit.record(by, "recorded the post of", post, since=since.isoformat())
    return post


@transaction.atomic
def end_dated(record: Dated, *, on: date, by: User | None) -> None:
    """
    Record the last day of a term, a group membership, a post, a seat or a portfolio.

    Raises Refused before it began, and for a term on which a vote still rests after that day (R64).
    """
    if isinstance(record, Term):
        _end_term(record, on)
    else:
        end(record, on)
    audit.record(by, f"ended on {said(on)}", record, until=on.isoformat())


def _end_term(term: Term, on: date) -> None:
    hold(term.person)
    if on >= term.since and (seats := _left_without_term(term, on)):
        names = ", ".join(dict.fromkeys(str(seat.committee) for seat in seats))
        raise Refused(
            f"{term.person} has a vote after {said(on)} on: {names}. Record first that they leave by that day, or "
            "their next term of office (LGHA 1989 s.13)."
        )
    end(term, on)


def _left_without_term(term: Term, on: date) -> list[Seat]:
    """The voting seats that rested on `term` after `on`."""
    seats = term.person.seats.filter(voting=True, voting_ground="").overlapping(on, None).select_related("committee")
    was = [(one.since, one.until) for one in term.person.terms.all()]
    then = [(one.since, on if one.pk == term.pk else one.until) for one in term.person.terms.all()]
    return [
        seat
        for seat in seats
        if first_day_outside(was, seat.since, seat.until) is None and first_day_outside(then, seat.since, seat.until)
    ]


def _add_named(kind: type[Division] | type[PoliticalGroup], name: str, by: User | None, **fields):
    hold_register()
    if kind._default_manager.filter(name__iexact=name).exists():
        raise Refused(f"There is a {kind._meta.verbose_name} called {name} already.")
    made = save_lawful(kind(name=name, **fields))
    audit.record(by, f"added the {kind._meta.verbose_name}", made)
    return made


@transaction.atomic
def add_division(name: str, *, by: User | None) -> Division:
    """Enter an electoral division; Refused where the name is taken."""
    return _add_named(Division, name, by)


@transaction.atomic
def add_group(name: str, *, by: User | None, short_name: str = "") -> PoliticalGroup:
    """Enter a political group; Refused where the name is taken."""
    return _add_named(PoliticalGroup, name, by, short_name=short_name)

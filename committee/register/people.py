"""People, and what they are from when to when."""

from datetime import date

from django.db import transaction
from django.utils.text import slugify

from committee import audit
from committee.models import Division, GroupMembership, Person, PoliticalGroup, Post, Term, User
from committee.models.dated import Dated
from committee.refusal import Refused
from committee.register.lawful import end, said, save_lawful


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
    """Record that a person is a councillor, for a division; Refused where they are one already in that time."""
    if person.terms.all().overlapping(since, until):
        raise Refused(f"{person} is a councillor in that time already. End that first.")
    if division is not None:
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

    Raises Refused where the person holds a post of that title then, or where another monitoring officer is in post
    (the Local Government and Housing Act 1989 s.5 speaks of one of their officers).
    """
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
    """Record the last day of a term, a group membership, a post, a seat or a portfolio; Refused before it began."""
    end(record, on)
    audit.record(by, f"ended on {said(on)}", record, until=on.isoformat())


def _add_named(kind: type[Division] | type[PoliticalGroup], name: str, by: User | None, **fields):
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

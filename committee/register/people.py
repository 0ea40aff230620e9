"""Verbs for people, and for their terms, groups, posts and portfolios with first and last days."""

from datetime import date
from typing import Any

from committee.access.permissions import keeps_the_register
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.verbs import Portal, verb
from committee.models import (
    AuditEntry,
    Division,
    GroupMembership,
    Person,
    PoliticalGroup,
    Portfolio,
    PortfolioHolding,
    PortfolioRole,
    Post,
    Term,
    User,
    executive_scrutiny,
)
from committee.models.dated import Dated
from committee.models.entitlement import first_day_outside
from committee.register.lawful import end, hold, hold_register, refuse_oneself, save_lawful, set_all
from committee.register.matching import matching, what_is
from committee.register.roles_told import is_or_was_member, tell_of_member
from committee.wording.dates import full_date
from committee.wording.references import free_slug

MERGED = "merged into one entry"  # the act on the trail where `merging` deletes an entry


def _slugs(beginning: str) -> set[str]:
    """Return the slugs of people and of merged entries, so that a merged entry's slug never leads to a namesake."""
    theirs = Person.objects.filter(slug__startswith=beginning).values_list("slug", flat=True)
    merged = AuditEntry.objects.filter(
        subject_type=Person._meta.label_lower, did=MERGED, facts__slug__startswith=beginning
    )
    return {*theirs, *merged.values_list("facts__slug", flat=True)}


@verb(may=keeps_the_register)
def add_person(
    *,
    forename: str,
    surname: str,
    by: User | Portal,
    title: str = "",
    honours: str = "",
    although_namesake: bool = False,
) -> Person:
    """
    Add a person; two people may share a name where the user confirms it (`although_namesake`).

    Raises Refused where that name exists already in any spelling, or where a name is missing or too long.
    """
    hold_register()  # otherwise people added at the same time could get the same slug
    if not although_namesake and (here := matching(forename, surname)):
        names = "; ".join(what_is(namesake) for namesake in here[:3])
        raise Refused(f"Someone of that name is in the register: {names}. If this is a different person, tick the box.")
    slug = free_slug(f"{forename} {surname}", 70, "person", _slugs)
    person = save_lawful(Person(title=title, forename=forename, surname=surname, honours=honours, slug=slug))
    audit.record(by, "added", person)
    return person


@verb(may=keeps_the_register)
def edit_person(person: Person, *, by: User | Portal, **changes: str) -> Person:
    """Correct title, forename, surname or honours. The slug stays. Raises Refused where the models refuse a value."""
    hold(person)
    changed = set_all(person, changes)
    save_lawful(person)
    if changed:
        audit.record(by, "corrected the name of", person, changed=changed)
    return person


@verb(may=keeps_the_register)
def change_contact(person: Person, *, email: str = "", surgeries: str = "", by: User | Portal) -> Person:
    """
    Change the email address and the surgeries on a member's public page.

    Raises Refused where the models refuse a value, or where a text tells something withheld.
    """
    hold(person)
    if changed := set_all(person, {"email": email, "surgeries": surgeries}):
        save_lawful(person)
        audit.record(by, "changed the contact details of", person, changed=changed)
    return person


@verb(may=keeps_the_register)
def give_term(
    person: Person, *, division: Division | None, since: date, until: date | None = None, by: User | Portal
) -> Term:
    """
    Record that a person is a councillor, for a division.

    Where the person has a sign-in and was no member before, the other users who decide on roles are emailed. Raises
    Refused where the person is already a councillor or an officer of the council in that time (LGA 1972 s.80), or where
    the division has three councillors.
    """
    refuse_oneself(person, by)
    hold(person)
    term = Term(person=person, division=division, since=since, until=until)
    refuse_term(term)
    if not is_or_was_member(person):
        tell_of_member(person, since, by)
    save_lawful(term)
    audit.record(by, "recorded as a councillor", term, since=since.isoformat())
    return term


def refuse_term(term: Term) -> None:
    """Raise Refused where a new or corrected `term` conflicts with other rows; lock its division."""
    person, since, until = term.person, term.since, term.until
    if post := person.posts.all().overlapping(since, until).first():
        raise Refused(f"{person} is an officer of the council in that time ({post.title}), so cannot be a councillor.")
    if person.terms.exclude(pk=term.pk).overlapping(since, until):
        raise Refused(f"{person} is a councillor in that time already. End that first.")
    if term.division is not None:
        hold(term.division)
        others = Term.objects.filter(division=term.division).overlapping(since, until).exclude(pk=term.pk)
        if others.exclude(person=person).count() >= 3:
            raise Refused(f"{term.division} has three councillors in that time already.")


@verb(may=keeps_the_register)
def join_group(
    person: Person, *, group: PoliticalGroup, since: date, until: date | None = None, by: User | Portal
) -> GroupMembership:
    """Record a person's political group. Raises Refused where the person is in a group already in that time."""
    hold(person)
    hold(group)
    membership = GroupMembership(person=person, group=group, since=since, until=until)
    refuse_membership(membership)
    save_lawful(membership)
    audit.record(by, "recorded the political group of", membership, since=since.isoformat())
    return membership


def refuse_membership(membership: GroupMembership) -> None:
    """Raise Refused where a new or corrected `membership` overlaps another of that person."""
    person = membership.person
    if person.group_memberships.exclude(pk=membership.pk).overlapping(membership.since, membership.until):
        raise Refused(f"{person} belongs to a group in that time already. End that first.")


@verb(may=keeps_the_register)
def give_post(
    person: Person,
    *,
    title: str,
    since: date,
    by: User | Portal,
    until: date | None = None,
    is_proper_officer: bool = False,
    is_monitoring_officer: bool = False,
) -> Post:
    """
    Record an officer's post.

    Raises Refused where, on a day of that time:

    - the person holds a post of the same title, is a councillor (LGA 1972 s.80) or has a vote on a committee (s.104);
    - another monitoring officer is in post (the Local Government and Housing Act 1989 s.5 speaks of one officer).
    """
    hold_register()
    hold(person)
    post = Post(
        person=person,
        title=title,
        since=since,
        until=until,
        is_proper_officer=is_proper_officer,
        is_monitoring_officer=is_monitoring_officer,
    )
    refuse_post(post)
    save_lawful(post)
    audit.record(by, "recorded the post of", post, since=since.isoformat())
    return post


def refuse_post(post: Post) -> None:
    """Raise Refused where a new or corrected `post` conflicts with other rows."""
    person, since, until = post.person, post.since, post.until
    if person.terms.all().overlapping(since, until):
        raise Refused(f"{person} is a councillor in that time, so cannot be an officer of the council (LGA 1972 s.80).")
    voting = person.seats.filter(voting=True).exclude(voting_ground="other").overlapping(since, until)
    if seat := voting.select_related("committee").first():
        raise Refused(
            f"{person} has a vote on the {seat.committee} in that time. End that seat first (LGA 1972 s.104)."
        )
    if person.posts.filter(title__iexact=post.title).exclude(pk=post.pk).overlapping(since, until):
        raise Refused(f"{person} is {post.title} in that time already.")
    if post.is_monitoring_officer:
        others = Post.objects.filter(is_monitoring_officer=True).exclude(pk=post.pk).exclude(person=person)
        others = others.overlapping(since, until)
        if other := others.first():
            raise Refused(f"{other.person} is the monitoring officer in that time. End that post first.")


@verb(may=keeps_the_register)
def end_dated(record: Dated, *, on: date, by: User | Portal) -> None:
    """
    Record the last day of a term, a group membership, a post, a seat or a portfolio.

    Raises Refused where the day is before the first day, where the record has ended by that day, or where a voting seat
    needs the term after that day (R64).
    """
    if isinstance(record, Term) and on >= record.since:
        hold(record.person)
        refuse_votes_without(record, [(record.since, on)], f"after {full_date(on)}")
    end(record, on)
    audit.record(by, f"ended on {full_date(on)}", record, until=on.isoformat())


def refuse_votes_without(term: Term, then: list[tuple[date, date | None]], when: str) -> None:
    """Raise Refused where a voting seat would lose its ground if `term` lasted only for the periods `then` (R64)."""
    seats = term.person.seats.filter(voting=True, voting_ground="").select_related("committee")
    others = [(other.since, other.until) for other in term.person.terms.exclude(pk=term.pk)]
    was = [*others, (term.since, term.until)]
    affected = [
        seat
        for seat in seats
        if first_day_outside(was, seat.since, seat.until) is None
        and first_day_outside([*others, *then], seat.since, seat.until)
    ]
    if affected:
        names = ", ".join(dict.fromkeys(str(seat.committee) for seat in affected))
        raise Refused(
            f"{term.person} has a vote {when} on: {names}. Record first that they leave by that day, or "
            "their next term of office (LGHA 1989 s.13).",
            rule="R64",
        )


@verb(may=keeps_the_register)
def hold_portfolio(
    portfolio: Portfolio,
    person: Person,
    *,
    since: date,
    by: User | Portal,
    until: date | None = None,
    role: str = PortfolioRole.CABINET_MEMBER,
    although_scrutinising: bool = False,
) -> PortfolioHolding:
    """
    Record that `person` is the Cabinet Member, or a Cabinet Support Member, for `portfolio`.

    Raises Refused where:

    - a Cabinet Member sits on a scrutiny body in that time (R37, LGA 2000 s.9FA);
    - a Cabinet Member took part in a meeting of a scrutiny body, unless `although_scrutinising` is True;
    - the portfolio has another Cabinet Member then, or the person holds the portfolio already.
    """
    refuse_oneself(person, by)
    hold(person)
    hold(portfolio)
    holding = PortfolioHolding(portfolio=portfolio, person=person, role=role, since=since, until=until)
    refuse_holding(holding)
    if role == PortfolioRole.CABINET_MEMBER and not although_scrutinising:
        executive_scrutiny.refuse_scrutinised(person, since, until)
    save_lawful(holding)
    breach: dict[str, Any] = {"although_scrutinising": True} if although_scrutinising else {}
    audit.record(by, "gave a portfolio to", holding, since=since.isoformat(), **breach)
    return holding


def refuse_holding(holding: PortfolioHolding) -> None:
    """Raise Refused where a new or corrected `holding` conflicts with another of that portfolio."""
    person, portfolio = holding.person, holding.portfolio
    holdings = (
        portfolio.holdings.overlapping(holding.since, holding.until).exclude(pk=holding.pk).select_related("person")
    )
    if holdings.filter(person=person):
        raise Refused(f"{person} has {portfolio} in that time already.")
    if holding.role == PortfolioRole.CABINET_MEMBER and (other := holdings.executive().first()):
        raise Refused(f"{other.person} is the Cabinet Member for {portfolio} in that time. End that first.")

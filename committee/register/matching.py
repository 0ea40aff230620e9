"""Somebody who is in the register already, however their name was typed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from committee.models import Person, PortfolioRole
from committee.models.dated import Dated
from committee.wording.dates import full_date
from committee.wording.same_name import name_of, one_spelling


def matching(forename: str, surname: str, *, but: Person | None = None) -> list[Person]:
    """Return everybody with that name, in any spelling, with honours or without; `but` left out."""
    wanted = name_of(forename, surname)
    # Not by the database: no two of them fold the same letters, and none knows one apostrophe from another.
    rows = Person.objects.values_list("pk", "forename", "surname")
    pks = [
        pk for pk, first, last in rows.iterator() if name_of(first, last) == wanted and (but is None or pk != but.pk)
    ]
    return list(with_what_they_are(Person.objects.filter(pk__in=pks).order_by("pk"))) if pks else []


def with_what_they_are(people: QuerySet[Person]) -> QuerySet[Person]:
    """Prefetch the terms, groups and posts of these people, which `what_is` reads."""
    return people.prefetch_related("terms__division", "group_memberships__group", "posts")


def what_is(person: Person) -> str:
    """Describe a person, to tell namesakes apart: "Ann Able, MBE: councillor for Ambridge from 6 May 2021"."""
    parts = [
        f"{f'councillor for {term.division}' if term.division else 'councillor'} {_when(term.since, term.until)}"
        for term in person.terms.all()
    ]
    parts += [f"{post.title} {_when(post.since, post.until)}" for post in person.posts.all()]
    return f"{person.printed_name}: {'; '.join(parts) or 'nothing recorded yet'} ({person.slug})"


def _when(since: date, until: date | None) -> str:
    return f"from {full_date(since)}" + (f" to {full_date(until)}" if until else "")


class People:
    """Everybody in the register, read once (four queries), found by any spelling of their name."""

    def __init__(self) -> None:
        self._everybody: list[Person] = list(with_what_they_are(Person.objects.order_by("pk")))
        self._by_name: dict[str, list[Person]] = defaultdict(list)
        self._by_slug = {person.slug: person for person in self._everybody}
        for person in self._everybody:
            self._by_name[name_of(person.forename, person.surname)].append(person)
        self._printed: dict[str, list[Person]] = defaultdict(list)
        for person in self._everybody:
            self._printed[one_spelling(person.printed_name)].append(person)

    @property
    def names(self) -> list[str]:
        """Forename and surname of everybody."""
        return [person.name for person in self._everybody]

    def matching(self, forename: str, surname: str) -> list[Person]:
        """Everybody whose name that is."""
        return self._by_name.get(name_of(forename, surname), [])

    def at(self, slug: str) -> Person | None:
        """Return the person whose page has that address."""
        return self._by_slug.get(slug.casefold())

    def called(self, text: str) -> list[Person]:
        """Return everybody with that name: forename and surname, the address of their page, or the name as printed."""
        matches = self.matching(text, "")
        if not matches and (person := self.at(text)):
            matches = [person]
        return matches or self._printed.get(one_spelling(text), [])


@dataclass(frozen=True)
class Entry:
    """One thing that held for a time; `kind` (seat, division, group, post, portfolio) is its part of the URL."""

    kind: str
    record: Dated
    text: str
    since: date
    until: date | None
    url_of: str = ""

    def holds(self, on: date) -> bool:
        """Return whether the record is in force on that day."""
        return self.record.held_on(on)


def timeline(person: Person) -> list[Entry]:
    """Return everything recorded of `person`, latest first (five queries)."""
    entries: list[Entry] = []

    def add(kind: str, record: Dated, text: str, url_of: str = "") -> None:
        entries.append(Entry(kind, record, text, record.since, record.until, url_of))

    for seat in person.seats.select_related("committee"):
        vote = "" if seat.voting else ", without a vote"
        add("seat", seat, f"{seat.role_label} of the {seat.committee}{vote}", seat.committee.slug)
    for term in person.terms.select_related("division"):
        add("division", term, f"Councillor for {term.division}" if term.division else "Councillor")
    for membership in person.group_memberships.select_related("group"):
        add("group", membership, f"Member of the {membership.group.as_group}")
    for post in person.posts.all():
        acts = ["proper officer"] * post.is_proper_officer + ["monitoring officer"] * post.is_monitoring_officer
        add("post", post, f"{post.title} ({' and '.join(acts)})" if acts else post.title)
    for holding in person.portfolio_holdings.select_related("portfolio"):
        role = "Cabinet Member" if holding.role == PortfolioRole.CABINET_MEMBER else "Cabinet Support Member"
        add("portfolio", holding, f"{role} for {holding.portfolio}")
    return sorted(entries, key=lambda entry: (entry.since, entry.text), reverse=True)

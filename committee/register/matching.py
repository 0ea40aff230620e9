"""Find people in the register by any spelling of their name."""

from collections import defaultdict
from typing import Any

from committee.models import Person
from committee.wording.same_name import name_of, one_spelling


def matching(forename: str, surname: str, *, but: Person | None = None) -> list[Person]:
    """Return everybody with that name, in any spelling, with honours or without; leave out `but`."""
    return [person for person in People().matching(forename, surname) if person != but]


def what_is(person: Person) -> str:
    """Describe a person among namesakes: "Ann Able, MBE: councillor for Ambridge from 6 May 2021 (ann-able)"."""
    parts = [
        f"{f'councillor for {term.division}' if term.division else 'councillor'} {term.period}"
        for term in person.terms.all()
    ]
    parts += [f"{post.title} {post.period}" for post in person.posts.all()]
    return f"{person.printed_name}: {'; '.join(parts) or 'nothing recorded yet'} ({person.slug})"


class People:
    """Everybody in the register, read once (six queries), found by any spelling of their name."""

    def __init__(self) -> None:
        # Compare in Python: databases differ in which letters they fold, and all treat ’ and ' as different.
        everybody = Person.objects.prefetch_related("terms__division", "group_memberships__group", "posts")
        self._everybody = list(everybody.order_by("pk"))
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
        """Return everybody with that name, in any spelling."""
        return self._by_name.get(name_of(forename, surname), [])

    def at(self, slug: str) -> Person | None:
        """Return the person with that slug, in upper or lower case; None for an unknown slug."""
        return self._by_slug.get(slug.casefold())

    def called(self, text: str) -> list[Person]:
        """Return everybody whose forename and surname is `text`; if none, whose slug; if none, whose printed name."""
        matches = self.matching(text, "")
        if not matches and (person := self.at(text)):
            matches = [person]
        return matches or self._printed.get(one_spelling(text), [])


def timeline(person: Person) -> list[Any]:
    """Return every dated row of `person`, latest first (five queries)."""
    rows = [
        *person.seats.select_related("committee"),
        *person.terms.select_related("division"),
        *person.group_memberships.select_related("group"),
        *person.posts.all(),
        *person.portfolio_holdings.select_related("portfolio"),
    ]
    return sorted(rows, key=lambda row: (row.since, row.entry), reverse=True)

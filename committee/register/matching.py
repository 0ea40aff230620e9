"""Somebody who is in the register already, however their name was typed."""

from collections import defaultdict
from datetime import date

from django.db.models import QuerySet

from committee.dates import full_date
from committee.models import Person
from committee.same_name import name_of, one_spelling


def matching(forename: str, surname: str, *, but: Person | None = None) -> list[Person]:
    """Everybody whose name that is, in whichever spelling, with honours or without; `but` left out."""
    wanted = name_of(forename, surname)
    # Not by the database: no two of them fold the same letters, and none knows one apostrophe from another.
    rows = Person.objects.values_list("pk", "forename", "surname")
    found = [
        pk for pk, first, last in rows.iterator() if name_of(first, last) == wanted and (but is None or pk != but.pk)
    ]
    return list(with_what_they_are(Person.objects.filter(pk__in=found).order_by("pk"))) if found else []


def with_what_they_are(people: QuerySet[Person]) -> QuerySet[Person]:
    """The same people with their terms, groups and posts at hand (`what_is` reads them)."""
    return people.prefetch_related("terms__division", "group_memberships__group", "posts")


def what_is(person: Person) -> str:
    """Who that is, to tell namesakes apart: "Ann Able, MBE: councillor for Ambridge from 6 May 2021"."""
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
        self._by_slug = {one.slug: one for one in self._everybody}
        for one in self._everybody:
            self._by_name[name_of(one.forename, one.surname)].append(one)
        self._printed: dict[str, list[Person]] = defaultdict(list)
        for one in self._everybody:
            self._printed[one_spelling(one.printed_name)].append(one)

    @property
    def names(self) -> list[str]:
        """Forename and surname of everybody."""
        return [one.name for one in self._everybody]

    def matching(self, forename: str, surname: str) -> list[Person]:
        """Everybody whose name that is."""
        return self._by_name.get(name_of(forename, surname), [])

    def at(self, slug: str) -> Person | None:
        """Whose page has that address."""
        return self._by_slug.get(slug.casefold())

    def called(self, text: str) -> list[Person]:
        """Everybody who is called that: by forename and surname, by the address of their page, or as printed."""
        found = self.matching(text, "")
        if not found and (one := self.at(text)):
            found = [one]
        return found or self._printed.get(one_spelling(text), [])

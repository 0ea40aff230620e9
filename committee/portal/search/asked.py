"""What an address of the search asks for: its words, how it is narrowed, its order and its page."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from committee.models import Committee, EntryKind, Person
from committee.search import results
from committee.search.queries import LONGEST
from committee.search.results import Asked, Choice, Results

FILTERS = ("kind", "committee", "year", "person")
LABELS = {"kind": "Type", "committee": "Committee", "year": "Year", "person": "Person"}
FIRST_YEAR, LAST_YEAR = 1889, 2199
LONGEST_KEY = 120  # as long as a subscription keeps it


class Link(NamedTuple):
    """An address of the same search, narrowed or widened."""

    label: str
    url: str
    left: int = 0


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One filter of the page: what it is called, and the links that narrow by it."""

    label: str
    links: list[Link]


@dataclass(frozen=True)
class Address:
    """The address of a search: its parameters as they are understood; what is not is left out."""

    asked: Asked
    words: dict[str, str]
    labels: dict[str, str]

    @classmethod
    def of(cls, request: HttpRequest) -> "Address":
        """Return the search that `request` asks for."""
        return cls.read(request.GET)

    @classmethod
    def read(cls, params: QueryDict) -> "Address":
        """Return the search that these parameters ask for; unknown filter values are ignored."""
        filters, labels = dict[str, Any](), dict[str, str]()
        for name in FILTERS:
            if value := params.get(name, "").replace("\0", "")[:100]:
                for value_read, label in _READ[name](value):
                    filters[name], labels[name] = value_read, label
        newest = params.get("order") == "newest"
        page = params.get("page", "")
        number = int(page) if page.isascii() and page.isdigit() and len(page) <= 4 else 1
        wanted = results.ask(params.get("q", "")[: LONGEST * 2], filters, newest=newest, page=max(1, number))
        words = {"q": wanted.query.text} | {name: str(params[name])[:100] for name in FILTERS if name in filters}
        return cls(wanted, words | ({"order": "newest"} if newest else {}), labels)

    def query(self, **other: str | None) -> str:
        """Return the parameters of the same search, with some replaced, or left out if None."""
        return urlencode({name: value for name, value in (self.words | other).items() if value is not None})

    def narrowed(self, answer: Results) -> list[Narrowing]:
        """Return the filters that can be applied, with the number of results each leaves."""
        return [
            Narrowing(LABELS[name], [self._link(choice) for choice in choices])
            for name, choices in answer.choices.items()
            if choices
        ]

    def _link(self, choice: Choice) -> Link:
        return Link(choice.label, f"?{self.query(**{choice.name: str(choice.value)})}", choice.count)

    def widened(self) -> list[Link]:
        """Return the active filters, each with the address of the search without it."""
        return [
            Link(f"{LABELS[name]}: {label}", f"?{self.query(**{name: None})}") for name, label in self.labels.items()
        ]


def _kind(value: str) -> Iterator[tuple[str, str]]:
    if value in EntryKind.values:
        yield value, str(EntryKind(value).label)


def _committee(value: str) -> Iterator[tuple[int, str]]:
    yield from Committee.objects.filter(slug=value).values_list("pk", "name")


def _person(value: str) -> Iterator[tuple[int, str]]:
    for person in Person.objects.filter(slug=value):
        yield person.pk, person.printed_name


def _year(value: str) -> Iterator[tuple[int, str]]:
    if value.isascii() and value.isdigit() and len(value) == 4 and FIRST_YEAR <= int(value) <= LAST_YEAR:
        yield int(value), value


_READ: dict[str, Any] = {"kind": _kind, "committee": _committee, "year": _year, "person": _person}


def key_of(address: Address) -> str:
    """Return a key for following the search, made of its parameters; "" where it is too long to follow."""
    query = address.query(order=None).encode()
    key = base64.urlsafe_b64encode(query).decode().rstrip("=")
    return key if address.asked.query.terms and len(key) <= LONGEST_KEY else ""


def of_key(key: str) -> Address | None:
    """Return the search of a key; None if the key is of no search."""
    try:
        query = base64.b64decode(key + "=" * (-len(key) % 4), altchars=b"-_", validate=True).decode()
    except ValueError:
        return None
    address = Address.read(QueryDict(query))
    return address if key and key_of(address) == key else None

"""
What a search finds: the things, the best first, a page of them with their words marked, and how it can be narrowed.

It looks for all words, then, where nothing has them all, for any, and says which. SECURITY: nothing is shown of which
its own queryset does not say, now, that anybody may read it, whatever the index holds.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, QuerySet

from committee.compiled import Several, compiled
from committee.models import Committee, EntryKind, Person, SearchEntry
from committee.search import databases, excerpts, fruitless, terms, vocabulary
from committee.search.databases import Found, TooLong
from committee.search.excerpts import Piece
from committee.search.queries import Query, read
from committee.search.sources import still_public

A_PAGE, MOST_PLACES, MOST_CHOICES, LAST_PAGE = 20, 5, 12, 150


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for and how it is narrowed: columns of an entry by name, and "person"."""

    query: Query
    filters: dict[str, Any] = field(default_factory=dict)
    newest: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: the place in it that has the words best, and others."""

    entry: SearchEntry
    title: list[Piece]
    words: list[Piece]
    committee: Committee | None
    also: list[SearchEntry]

    @property
    def kind(self) -> str:
        """What it is, of the filter's names in the singular."""
        return ONE[EntryKind(self.entry.kind)]


ONE = {
    EntryKind.ITEM: "Agenda item",
    EntryKind.PAPER: "Paper",
    EntryKind.MINUTE: "Minutes",
    EntryKind.DECISION: "Decision",
    EntryKind.RECORDING: "Recording",
    EntryKind.ACTION: "Action",
    EntryKind.ANSWER: "Answer",
    EntryKind.PROGRAMME: "Work programme item",
    EntryKind.KEY_DECISION: "Forward plan",
    EntryKind.REVIEW: "Review",
    EntryKind.RECOMMENDATION: "Recommendation",
    EntryKind.PERSON: "Member",
    EntryKind.COMMITTEE: "Committee",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow what was found: `name` is the filter, `count` how many things are left."""

    name: str
    value: Any
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """What was found; `any_word`: nothing has all of the words; `meant`: what else somebody may have meant."""

    asked: Asked
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    pages: int = 0
    any_word: bool = False
    is_cut: bool = False
    meant: str = ""
    choices: dict[str, list[Choice]] = field(default_factory=dict)
    took_too_long: bool = False


def search(asked: Asked, *, on: dt.date) -> Results:
    """What anybody finds on that day."""
    if not asked.query.terms:
        return Results(asked)
    try:
        found = databases.find(asked.query, asked.filters, any_word=False, newest=asked.newest, on=on)
        any_word = not found and len(asked.query.terms) > 1
        if any_word:
            found = databases.find(asked.query, asked.filters, any_word=True, newest=asked.newest, on=on)
    except TooLong:
        return Results(asked, took_too_long=True)
    things = _things(found)
    meant = vocabulary.meant(asked.query) if any_word or not found else ""
    pages = min(LAST_PAGE, -(-len(things) // A_PAGE))
    shown = things[(asked.page - 1) * A_PAGE : asked.page * A_PAGE] if asked.page <= pages else []
    by_committee = Counter(places[0].committee for places in things if places[0].committee)
    bodies = _bodies(shown, _most(by_committee))
    return Results(
        asked,
        _hits(shown, asked.query, on, bodies),
        len(things),
        pages,
        any_word and bool(found),
        len(found) >= databases.MOST,
        meant,
        _choices(things, asked.filters, by_committee, bodies),
    )


def latest(asked: Asked, *, on: dt.date, most: int = 50) -> list[Hit]:
    """The newest things that have all of the words: for a feed. Raises TooLong."""
    if not asked.query.terms:
        return []
    found = databases.find(asked.query, asked.filters, any_word=False, newest=True, on=on)
    things = _things(found)[:most]
    return _hits(things, asked.query, on, _bodies(things))


def ask(typed: str, filters: dict[str, Any], *, newest: bool = False, page: int = 1) -> Asked:
    """What somebody typed, with the council's equal terms."""
    return Asked(read(typed, terms.equal()), filters, newest, page)


def note_fruitless(results: Results, *, on: dt.date) -> None:
    """Count a search that found nothing, unless it was narrowed or is one that nobody should keep."""
    if results.total == 0 and not results.asked.filters and not results.took_too_long:
        fruitless.count(results.asked.query, on=on)


def _things(found: Iterable[Found]) -> list[list[Found]]:
    """By thing, in the order of its best place."""
    by_thing: dict[tuple[str, int], list[Found]] = defaultdict(list)
    for one in found:
        by_thing[one.kind, one.thing].append(one)
    return list(by_thing.values())


def _bodies(things: Iterable[Sequence[Found]], others: Iterable[int] = ()) -> dict[int, Committee]:
    """The committees of these things, and others, by their ids."""
    wanted = {*others, *(places[0].committee for places in things if places[0].committee)}
    return {body.pk: body for body in _committees(ids=wanted)} if wanted else {}


@compiled(alike=True, ids=Several(BigIntegerField()))
def _committees(ids: list[int]) -> QuerySet[Committee]:
    return Committee.objects.filter(pk__in=ids)


@compiled(alike=True, ids=Several(BigIntegerField()))
def _entries(ids: list[int]) -> QuerySet[SearchEntry]:
    return SearchEntry.objects.filter(pk__in=ids)


@compiled(alike=True, ids=Several(BigIntegerField()))
def _persons(ids: list[int]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=ids)


def _hits(things: Sequence[Sequence[Found]], query: Query, on: dt.date, bodies: dict[int, Committee]) -> list[Hit]:
    wanted = [one.pk for places in things for one in places[: MOST_PLACES + 1]]
    entries = {entry.pk: entry for entry in _entries(ids=wanted)} if wanted else {}
    by_kind: dict[str, set[int]] = defaultdict(set)
    for places in things:
        by_kind[places[0].kind].add(places[0].thing)
    public = {kind: still_public(kind, ids, on) for kind, ids in by_kind.items()}
    hits = []
    for places in things:
        kept = [entries[one.pk] for one in places[: MOST_PLACES + 1] if one.pk in entries]
        if kept and kept[0].thing in public[kept[0].kind]:
            hits.append(_hit(kept, query, bodies))
    return hits


def _hit(kept: list[SearchEntry], query: Query, bodies: dict[int, Committee]) -> Hit:
    """The first place that has a word itself; of the others, by their title alone, those too."""
    stems = query.stems
    having = [one for one in kept if not stems.isdisjoint(one.text_stems.split())]
    first = having[0] if having else kept[0]
    title = excerpts.excerpt(first.title, stems, max(1, len(first.title)))
    words = excerpts.excerpt(first.text, stems) if first.text else []
    also = {one.address: one for one in having if one.place and one.address != first.address}
    return Hit(first, title, words, bodies.get(first.committee or 0), sorted(also.values(), key=lambda one: one.pk))


def _choices(
    things: Sequence[Sequence[Found]],
    filters: dict[str, Any],
    by_committee: Counter[int],
    bodies: dict[int, Committee],
) -> dict[str, list[Choice]]:
    """How these can be narrowed, the most first; nothing of a filter that is on already, or that leaves all."""
    heads = [places[0] for places in things]
    counts: dict[str, Counter[Any]] = {
        "kind": Counter(head.kind for head in heads),
        "committee": by_committee,
        "year": Counter(head.day.year for head in heads if head.day),
    }
    counts["person"] = databases.people([head.pk for head in heads])
    most = _most(counts["person"])
    persons = {person.pk: person for person in _persons(ids=most)} if most else {}
    labels: dict[str, dict[Any, str]] = {
        "kind": {kind.value: str(kind.label) for kind in EntryKind},
        "committee": {pk: body.name for pk, body in bodies.items()},
        "year": {year: str(year) for year in counts["year"]},
        "person": {pk: person.printed_name for pk, person in persons.items()},
    }
    slugs: dict[str, dict[Any, Any]] = {
        "committee": {pk: body.slug for pk, body in bodies.items()},
        "person": {pk: person.slug for pk, person in persons.items()},
    }
    return {
        name: [
            Choice(name, slugs.get(name, {}).get(value, value), labels[name][value], count)
            for value, count in sorted(found.most_common(MOST_CHOICES), key=_by_year if name == "year" else _by_count)
            if value in labels[name]
        ]
        for name, found in counts.items()
        if name not in filters and len(found) > (1 if name != "person" else 0)
    }


def _most(counter: Counter[Any]) -> list[Any]:
    return [value for value, _ in counter.most_common(MOST_CHOICES)]


def _by_count(one: tuple[Any, int]) -> tuple[int, str]:
    return -one[1], str(one[0])


def _by_year(one: tuple[Any, int]) -> int:
    return -int(one[0])

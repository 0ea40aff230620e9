"""
Results of a search: the things found, the best first, a page at a time, and choices that narrow the results.

A thing is a row that entries of the index are about, such as a paper. A search finds entries with all words. If there
are none, the search finds entries with any of the words, and the results say so. SECURITY: a thing is shown only while
its own queryset says that the public may read it, whatever the index contains.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, QuerySet
from django.utils.safestring import SafeString, mark_safe

from committee.models import Committee, EntryKind, Person, SearchEntry
from committee.public_pages.compiled import Several, compiled
from committee.search import databases, fruitless, terms, vocabulary
from committee.search.databases import Found, TooLong
from committee.search.index import INDEX
from committee.search.queries import Query, read
from committee.search.stemming import Word, places

AROUND = 240  # letters of an excerpt
LONGEST = 20_000  # letters of a text that are searched for an excerpt
type Piece = tuple[str, bool]  # a piece of text, and whether it is marked


def excerpt(text: str, stems: Collection[str], length: int = AROUND) -> list[Piece]:
    """Return the first part of `text` that has the most of `stems`; the beginning of `text` where it has none."""
    text = " ".join(text[:LONGEST].split())
    matches = places(text, stems)
    begin, end = _window(text, matches, length)
    pieces: list[Piece] = [("… ", False)] if begin else []
    at = begin
    for word in matches:
        if begin <= word.start and word.end <= end:
            pieces += [(text[at : word.start], False), (text[word.start : word.end], True)]
            at = word.end
    pieces.append((text[at:end], False))
    if end < len(text):
        pieces.append((" …", False))
    return [piece for piece in pieces if piece[0]]


def as_html(pieces: Collection[Piece]) -> SafeString:
    """Return the pieces as HTML. SECURITY: all text is escaped; only our <mark> is put around the marked pieces."""
    parts = (f"<mark>{escape(words)}</mark>" if hit else escape(words) for words, hit in pieces)
    return mark_safe("".join(parts))  # noqa: S308 - every word has been escaped


def as_text(pieces: Collection[Piece]) -> str:
    """Return the pieces as plain text."""
    return "".join(words for words, _ in pieces)


def _window(text: str, matches: list[Word], length: int) -> tuple[int, int]:
    """
    Return the positions in `text` at which the excerpt begins and ends.

    The excerpt begins a little before the matches. It begins and ends between two words where possible.
    """
    if len(text) <= length:
        return 0, len(text)
    best, most = 0, (0, 0)
    last = 0
    for place, word in enumerate(matches):
        last = max(last, place)
        while last < len(matches) and matches[last].end - word.start <= length - length // 4:
            last += 1
        inside = matches[place:last]
        score = (len({match.stem for match in inside}), len(inside))
        if score > most:
            best, most = word.start, score
    begin = max(0, min(best - length // 6, len(text) - length))
    if begin:
        begin = text.find(" ", begin) + 1 if 0 <= text.find(" ", begin) <= best else begin
    end = min(len(text), begin + length)
    if end < len(text):
        cut = text.rfind(" ", begin, end)
        end = cut if cut > begin + length // 2 else end
    return begin, end


A_PAGE, MOST_PLACES, MOST_CHOICES, LAST_PAGE = 20, 5, 12, 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: the query, and its filters: values of "kind", "year", "committee" (an id) and "person" (an id)."""

    query: Query
    filters: dict[str, Any] = field(default_factory=dict)
    newest: bool = False
    page: int = 1


type Thing = tuple[str, int]  # the kind and the id of a thing


class Shown(NamedTuple):
    """A thing to show: its kind and id, the id of its committee, and the ids of its entries, the best first."""

    kind: str
    thing: int
    committee: int | None
    places: list[int]


@dataclass(frozen=True, slots=True)
class Hit:
    """
    A thing that was found: the entry to which the hit links, with its title and an excerpt (`words`) in pieces.

    `also` has other matching entries of the thing, such as other pages of a paper.
    """

    entry: SearchEntry
    title: list[Piece]
    words: list[Piece]
    committee: Committee | None
    also: list[SearchEntry]

    @property
    def kind(self) -> str:
        """Kind of the hit in the singular, such as "Paper"."""
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
    """A choice that narrows the results: the filter `name` with its `value`; `count` is the number of things left."""

    name: str
    value: Any
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """
    Results of a search.

    - `total`: the number of things found; `hits`: the things on this page
    - `any_word`: True where no entry has all words, so that the hits have only some of them
    - `meant`: another spelling of the words that has results, or ""
    - `is_cut`: True where older entries were not counted, so that `total` and the counts of the choices are minimums
    - `took_too_long`: True where the database ended the search
    """

    asked: Asked
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    pages: int = 0
    any_word: bool = False
    is_cut: bool = False
    meant: str = ""
    choices: dict[str, list[Choice]] = field(default_factory=dict)
    took_too_long: bool = False


def search(question: Asked, *, on: dt.date) -> Results:
    """Return the results of a search, with the hits that are public on the day `on`."""
    if not question.query.terms:
        return Results(question)
    try:
        rows = databases.find(question.query, question.filters, any_word=False, newest=question.newest, on=on)
        any_word = not rows and len(question.query.terms) > 1
        if any_word:
            rows = databases.find(question.query, question.filters, any_word=True, newest=question.newest, on=on)
    except TooLong:
        return Results(question, took_too_long=True)
    heads = _heads(rows)
    meant = vocabulary.meant(question.query) if any_word or not rows else ""
    pages = min(LAST_PAGE, -(-len(heads) // A_PAGE))
    things = list(heads)[(question.page - 1) * A_PAGE : question.page * A_PAGE] if question.page <= pages else []
    shown = _with_places(things, rows)
    by_committee = Counter(committee for *_, committee, _day in heads.values() if committee)
    bodies = _bodies(shown, _most(by_committee))
    return Results(
        question,
        _hits(shown, question.query, on, bodies),
        len(heads),
        pages,
        any_word and bool(rows),
        len(rows) > databases.MOST,
        meant,
        _choices(list(heads.values()), question.filters, by_committee, bodies),
    )


def latest(question: Asked, *, on: dt.date, most: int = 50) -> list[Hit]:
    """Return the newest things that have all words, at most `most`, for a feed. Raises TooLong."""
    if not question.query.terms:
        return []
    rows = databases.find(question.query, question.filters, any_word=False, newest=True, on=on)
    shown = _with_places(list(_heads(rows))[:most], rows)
    return _hits(shown, question.query, on, _bodies(shown))


def ask(typed: str, filters: dict[str, Any], *, newest: bool = False, page: int = 1) -> Asked:
    """Return the typed text and its filters as a search, with the council's equal terms."""
    return Asked(read(typed, terms.equal()), filters, newest, page)


def note_fruitless(results: Results, *, on: dt.date) -> None:
    """Count a search that found nothing, unless it had filters, took too long, or must not be stored."""
    if results.total == 0 and not results.asked.filters and not results.took_too_long:
        fruitless.count(results.asked.query, on=on)


def _heads(rows: Iterable[Found]) -> dict[Thing, Found]:
    """Return the first entry of each thing, by thing, in the order of `rows`."""
    heads: dict[Thing, Found] = {}
    for entry in rows:
        _, kind, thing, _, _ = entry
        heads.setdefault((kind, thing), entry)
    return heads


def _with_places(things: Iterable[Thing], rows: Iterable[Found]) -> list[Shown]:
    """Return these things to show, each with the ids of its best entries in the order of `rows`."""
    places: dict[Thing, list[int]] = {thing: [] for thing in things}
    bodies: dict[Thing, int | None] = {}
    for pk, kind, thing, committee, _ in rows:
        if (kind, thing) in places:
            places[kind, thing].append(pk)
            bodies.setdefault((kind, thing), committee)
    return [Shown(*key, bodies[key], pks[: MOST_PLACES + 1]) for key, pks in places.items()]


def _bodies(things: Iterable[Shown], others: Iterable[int] = ()) -> dict[int, Committee]:
    """Return the committees of these things, and the committees with the ids `others`, by id."""
    wanted = {*others, *(shown.committee for shown in things if shown.committee)}
    return {body.pk: body for body in _committees(ids=wanted)} if wanted else {}


@compiled(ids=Several(BigIntegerField(), least=32))
def _committees(ids: list[int]) -> QuerySet[Committee]:
    return Committee.objects.filter(pk__in=ids).order_by().only("name", "slug")


@compiled(ids=Several(BigIntegerField(), least=32))
def _entries(ids: list[int]) -> QuerySet[SearchEntry]:
    return SearchEntry.objects.filter(pk__in=ids).order_by()


@compiled(ids=Several(BigIntegerField(), least=16))
def _persons(ids: list[int]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=ids)


def _hits(things: Sequence[Shown], query: Query, on: dt.date, bodies: dict[int, Committee]) -> list[Hit]:
    wanted = [pk for shown in things for pk in shown.places]
    entries = {entry.pk: entry for entry in _entries(ids=wanted)} if wanted else {}
    by_kind: dict[str, set[int]] = defaultdict(set)
    for shown in things:
        by_kind[shown.kind].add(shown.thing)
    public = {kind: INDEX.still_public(kind, ids, on) for kind, ids in by_kind.items()}
    hits = []
    for shown in things:
        present = [entries[pk] for pk in shown.places if pk in entries]
        if present and present[0].thing in public[present[0].kind]:
            hits.append(_hit(present, query, bodies))
    return hits


def _hit(present: list[SearchEntry], query: Query, bodies: dict[int, Committee]) -> Hit:
    """
    Return a thing as a hit, which links to the first of its entries (`present`) whose text has a searched word.

    Where only the title has a searched word, the hit links to the first entry. Other entries whose texts have a
    searched word are listed without an excerpt.
    """
    stems = query.stems
    having = [entry for entry in present if not stems.isdisjoint(entry.text_stems.split())]
    first = having[0] if having else present[0]
    title = excerpt(first.title, stems, max(1, len(first.title)))
    words = excerpt(first.text, stems) if first.text else []
    also = {entry.address: entry for entry in having if entry.place and entry.address != first.address}
    return Hit(first, title, words, bodies.get(first.committee or 0), sorted(also.values(), key=lambda entry: entry.pk))


def _choices(
    heads: Sequence[Found],
    filters: dict[str, Any],
    by_committee: Counter[int],
    bodies: dict[int, Committee],
) -> dict[str, list[Choice]]:
    """
    Return the choices for these results by filter: years the newest first, all others the most frequent first.

    A filter that is applied already, or that would narrow nothing, is left out.
    """
    counts: dict[str, Counter[Any]] = {
        "kind": Counter(kind for _, kind, *_ in heads),
        "committee": by_committee,
        "year": Counter(day.year for *_, day in heads if day),
        "person": databases.people([pk for pk, *_ in heads]),
    }
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
            for value, count in sorted(counter.most_common(MOST_CHOICES), key=_by_year if name == "year" else _by_count)
            if value in labels[name]
        ]
        for name, counter in counts.items()
        if name not in filters and len(counter) > (1 if name != "person" else 0)
    }


def _most(counter: Counter[Any]) -> list[Any]:
    return [value for value, _ in counter.most_common(MOST_CHOICES)]


def _by_count(pair: tuple[Any, int]) -> tuple[int, str]:
    return -pair[1], str(pair[0])


def _by_year(pair: tuple[Any, int]) -> int:
    return -int(pair[0])

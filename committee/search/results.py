"""
Results of a search: the things found, the best first, a page at a time, and choices that narrow the results.

A thing is a row that entries of the index are about, such as a paper; a minute, its decisions and its actions are one
thing. Entries that a search asks for, such as the next meeting, come first (`committee.search.answers`). A search finds
entries with all words. If there are none, misspelt words are corrected; if there are none again, the search finds
entries with any of the words. The results say so. SECURITY: a thing is shown only while
its own queryset says that the public may read it, whatever the index contains.
"""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, QuerySet
from django.utils.safestring import SafeString, mark_safe

from committee.models import Committee, EntryKind, Person, SearchEntry
from committee.public_pages.compiled import Several, compiled
from committee.search import answers, databases, fruitless, terms, vocabulary
from committee.search.databases import Found, TooLong
from committee.search.index import INDEX
from committee.search.queries import Query, read
from committee.search.stemming import Word, places
from committee.wording.dates import long_date

LONGEST_WORD = 40  # letters
AROUND = 240  # letters of an excerpt, more or less
SENTENCE = re.compile(r"[.!?]['”’)]? (?=[“‘(]?[A-Z0-9])")  # the end of a sentence, and the beginning of the next
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

    The excerpt begins a little before the matches. It begins and ends between two sentences where possible, else
    between two words.
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
    starts = [0, *(match.end() for match in SENTENCE.finditer(text, max(0, best - length // 2), best + 1))]
    if best - starts[-1] <= length // 2:  # the sentence does not begin too long before the match
        begin = starts[-1]
    end = min(len(text), max(begin + length, best + length - length // 4))
    if end < len(text):
        least = max(end - length // 2, min(best + LONGEST_WORD, end))
        ends = [match.end() - 1 for match in SENTENCE.finditer(text, least, end + length // 4)]
        cut = text.rfind(" ", begin, end)
        end = ends[-1] if ends else cut if cut > begin + length // 2 else end
    return begin, end


A_PAGE, MOST_PLACES, MOST_CHOICES, LAST_PAGE = 20, 5, 12, 100
SURE = 5  # letters of a word alone that is corrected without asking


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: the query, and its filters: values of "kind", "year", "committee" (an id) and "person" (an id)."""

    query: Query
    filters: dict[str, Any] = field(default_factory=dict)
    newest: bool = False
    page: int = 1


type Thing = tuple[str, int]  # the kind and the id of a thing


class Shown(NamedTuple):
    """A thing to show: the id of its committee, and its entries, the best first."""

    committee: int | None
    places: list[Found]


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
    EntryKind.MEETING: "Meeting",
    EntryKind.PAGE: "Information",
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
    - `meant`: another spelling of the words, or ""
    - `is_corrected`: True where no entry has all words as typed, so that the hits are those of `meant`
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
    is_corrected: bool = False
    choices: dict[str, list[Choice]] = field(default_factory=dict)
    took_too_long: bool = False


def search(question: Asked, *, on: dt.date) -> Results:
    """Return the results of a search, with the hits that are public on the day `on`."""
    if not question.query.terms:
        return Results(question)
    query, bodies = question.query, {body.pk: body for body in _committees()}
    find = partial(databases.find, filters=question.filters, newest=question.newest, on=on)

    def answer(query: Query, *, is_lost: bool) -> list[Found]:
        return _passing(answers.first(query, bodies.values(), on, is_lost=is_lost), question.filters)

    try:
        rows = find(query, any_word=False)
        meant, first = "", answer(query, is_lost=False)
        if not rows and not first:
            meant = vocabulary.meant(query)
            corrected = _corrected(query, meant, on) if meant else None
            if corrected and (rows := find(corrected, any_word=False)):
                query = corrected
            first = answer(query, is_lost=not rows)
        any_word = not rows and not first and len(query.terms) > 1
        if any_word:
            rows = find(query, any_word=True)
    except TooLong:
        return Results(question, took_too_long=True)
    is_cut = len(rows) > databases.MOST
    rows = _with_first(first, rows, newest=question.newest)
    heads = _heads(rows)
    pages = min(LAST_PAGE, -(-len(heads) // A_PAGE))
    things = list(heads)[(question.page - 1) * A_PAGE : question.page * A_PAGE] if question.page <= pages else []
    return Results(
        question,
        _hits(_with_places(things, rows), query, on, bodies),
        len(heads),
        pages,
        any_word and bool(rows),
        is_cut,
        meant,
        query is not question.query,
        _choices(rows, question.filters, bodies),
    )


def _corrected(query: Query, meant: str, on: dt.date) -> Query | None:
    """Return the query with other spellings, as `meant`; None for a short word alone, which may be no mistake."""
    corrected = read(meant, terms.equal(), on=on)
    is_sure = len(corrected.terms) > 1 or len(query.normalised) >= SURE
    return corrected if is_sure else None


def _passing(entries: Iterable[Found], filters: dict[str, Any]) -> list[Found]:
    """Return those of `entries` that no filter leaves out."""
    return [
        entry
        for entry in entries
        for _, kind, thing, committee, day, _ in [entry]
        if filters.get("kind", kind) == kind
        and filters.get("committee", committee) == committee
        and filters.get("year", day and day.year) == (day and day.year)
        and ("person" not in filters or (kind, thing) == (EntryKind.PERSON, filters["person"]))
    ]


def _with_first(first: Sequence[Found], rows: Sequence[Found], *, newest: bool) -> list[Found]:
    """Return the entries `first`, and then the other `rows`; with `newest` all by their days."""
    shown = {pk for pk, *_ in first}
    both = [*first, *(entry for entry in rows if entry[0] not in shown)]
    if newest and first:
        both.sort(key=lambda entry: (entry[4] or dt.date.min, entry[0]), reverse=True)
    return both


def latest(question: Asked, *, on: dt.date, most: int = 50) -> list[Hit]:
    """
    Return the newest things that have all words, at most `most`, for a feed. Raises TooLong.

    Information pages and meetings are no news, so they are left out unless the search asks for their kind.
    """
    if not question.query.terms:
        return []
    rows = databases.find(question.query, question.filters, any_word=False, newest=True, on=on)
    # Ungrouped, so that a follower is told of an action although its minute was news before.
    no_news = {EntryKind.PAGE, EntryKind.MEETING} - {question.filters.get("kind")}
    apart = [(*entry[:-1], None) for entry in rows if entry[1] not in no_news]
    shown = _with_places(list(_heads(apart))[:most], apart)
    return _hits(shown, question.query, on, {body.pk: body for body in _committees()} if shown else {})


def ask(typed: str, filters: dict[str, Any], *, on: dt.date, newest: bool = False, page: int = 1) -> Asked:
    """Return the text typed on the day `on`, and its filters, as a search with the council's equal terms."""
    return Asked(read(typed, terms.equal(), on=on), filters, newest, page)


def note_fruitless(results: Results, *, on: dt.date) -> None:
    """Count a search that found nothing, unless it had filters, took too long, or must not be stored."""
    if results.total == 0 and not results.asked.filters and not results.took_too_long:
        fruitless.count(results.asked.query, on=on)


def _thing(entry: Found) -> Thing:
    """Return the thing of an entry: its minute, or else the row that it is about."""
    _, kind, thing, _, _, minute = entry
    return (EntryKind.MINUTE, minute) if minute else (kind, thing)


def _heads(rows: Iterable[Found]) -> dict[Thing, Found]:
    """Return the first entry of each thing, by thing, in the order of `rows`."""
    heads: dict[Thing, Found] = {}
    for entry in rows:
        heads.setdefault(_thing(entry), entry)
    return heads


def _with_places(things: Iterable[Thing], rows: Iterable[Found]) -> list[Shown]:
    """Return these things to show, each with its best entries in the order of `rows`."""
    places: dict[Thing, list[Found]] = {thing: [] for thing in things}
    for entry in rows:
        if (entries := places.get(_thing(entry))) is not None:
            entries.append(entry)
    return [Shown(entries[0][3], entries[: MOST_PLACES + 1]) for entries in places.values()]


@compiled()
def _committees() -> QuerySet[Committee]:
    return Committee.objects.order_by("pk").only("name", "short_name", "slug")


@compiled(ids=Several(BigIntegerField(), least=32))
def _entries(ids: list[int]) -> QuerySet[SearchEntry]:
    return SearchEntry.objects.filter(pk__in=ids).order_by()


@compiled(ids=Several(BigIntegerField(), least=16))
def _persons(ids: list[int]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=ids)


def _hits(things: Sequence[Shown], query: Query, on: dt.date, bodies: dict[int, Committee]) -> list[Hit]:
    wanted = [place for shown in things for place in shown.places]
    entries = {entry.pk: entry for entry in _entries(ids=[pk for pk, *_ in wanted])} if wanted else {}
    by_kind: dict[str, set[int]] = defaultdict(set)
    for _, kind, thing, *_ in wanted:
        by_kind[kind].add(thing)
    public = {kind: INDEX.still_public(kind, ids, on) for kind, ids in by_kind.items()}
    hits = []
    for shown in things:
        present = [entries[pk] for pk, *_ in shown.places if pk in entries]
        present = [entry for entry in present if entry.thing in public.get(entry.kind, ())]
        if present:
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
    body = bodies.get(first.committee or 0)
    if first.kind == EntryKind.MEETING and body:
        first.title = f"{body.name}, {long_date(first.day)}"  # the day in the council's wording
    title = excerpt(first.title, stems, max(1, len(first.title)))
    words = excerpt(first.text, stems) if first.text else []
    also = {entry.address: entry for entry in having if entry.place and entry.address != first.address}
    return Hit(first, title, words, body, sorted(also.values(), key=lambda entry: entry.pk))


def _choices(
    rows: Sequence[Found],
    filters: dict[str, Any],
    bodies: dict[int, Committee],
) -> dict[str, list[Choice]]:
    """
    Return the choices for these results by filter: years the newest first, all others the most frequent first.

    A filter that is applied already, or that would narrow nothing, is left out. A thing counts once for each value that
    its entries have.
    """
    # The entries of one row are about the same people, so one of them is enough.
    keyed = [(*entry[:5], _thing(entry)) for entry in rows]
    things = dict({(kind, row): (pk, thing) for pk, kind, row, _, _, thing in keyed}.values())
    values: dict[str, Iterable[tuple[Any, Thing]]] = {
        "kind": ((kind, thing) for _, kind, *_, thing in keyed),
        "committee": ((committee, thing) for *_, committee, _, thing in keyed if committee),
        "year": ((day.year, thing) for *_, day, thing in keyed if day),
        "person": ((person, things[pk]) for person, pk in databases.people(list(things))),
    }
    counts = {name: Counter(value for value, _ in dict.fromkeys(pairs)) for name, pairs in values.items()}
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

"""
Search of a finished public file for anything that identifies a withheld paper (R16), for the leak check.

The public edition is made from public parts only. This search is a second check, of the finished bytes: LGA 1972
s.100A(2), s.100B(2). Withheld papers are identified by their fingerprints; no withheld file is opened.

Words of open papers are no leak. Words shown to everybody (public titles, markings, the wording of printed pages) are
no leak either. A mark is one hash of a fingerprint. Marks of open papers are removed before the search, and hits in
other public words are dropped after the search. Every remaining mark belongs to something that nobody has made public,
so one phrase, picture or file is a leak. Words in a row count as a leak where at least three different runs of eight
words match (ten words in a row). Two papers of the demonstration share this many only where one copies the other.

A hidden title is always searched for: an open paper that contains the title is itself the leak.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from re import compile as pattern
from typing import Any

from meetings.packs.intake import sandbox
from meetings.packs.leak_check.places import Places, place_of
from meetings.packs.pdf import fingerprint
from meetings.packs.pdf.fingerprint import SHINGLE, Fingerprint, Kind
from meetings.packs.pdf.raw_scan import FoundText, Stream, lay_open

SHINGLES_THAT_TELL = 3
MOST_PLACES = 6
RUN, STREAM = 0, 100  # kinds of hit, in addition to the kinds of phrases (`Kind`)
NEVER_PUBLIC = {STREAM, Kind.TITLE}  # a hit of these kinds counts, whatever words are public
VOCABULARY = pattern(r"[A-Z][A-Za-z]*")  # names of this form are PDF's own vocabulary
UNREAD = "It could not be checked for text from withheld papers{why}, so it was not published. Try again."
WHAT = {
    RUN: "words of",
    STREAM: "a picture, a page or the whole file of",
    Kind.NAME: "the file name of",
    Kind.DETAIL: "the title, author, subject or keywords in the file of",
    Kind.BOOKMARK: "a bookmark of",
    Kind.ADDRESS: "the address of a link of",
    Kind.LABEL: "a description or label inside",
    Kind.WORDS: "the words of a page of",
    Kind.TITLE: "the hidden title of",
}
Hit = tuple[int, int, int, int]  # index in the list of Withheld, kind, number of words, hash


@dataclass(frozen=True)
class Withheld:
    """Fingerprint of withheld material, and its name for a sentence: `the withheld paper of item 7`."""

    label: str
    fingerprint: Fingerprint


@dataclass(frozen=True)
class Allowed:
    """
    Words that everybody may read.

    - `words`: texts shown to everybody.
    - `open_papers`: fingerprints of the open papers.
    - `texts`: a function that returns the open papers' texts, called only where needed.
    """

    words: Sequence[str] = ()
    open_papers: Sequence[Fingerprint] = ()
    texts: Callable[[], Iterable[str]] = tuple


def leaks(pdf: bytes, withheld: Sequence[Withheld], allowed: Allowed | None = None) -> list[str]:
    """
    Return sentences that say which withheld papers were found in a public file, and where.

    No sentence quotes withheld words. The file is read in a child process. Where reading fails or takes too long, a
    sentence says so: the check fails closed.
    """
    allowed = allowed or Allowed()
    sought = [_without(paper.fingerprint, allowed.open_papers) for paper in withheld]
    packed = [target.packed() for target in sought]
    try:
        facts, _ = sandbox.run(
            "meetings.packs.leak_check.byte_search.search",
            b"".join([*packed, pdf]),
            sizes=[len(packet) for packet in packed],
        )
    except TimeoutError:
        return [UNREAD.format(why=" in time")]
    except (MemoryError, sandbox.Crashed):
        return [UNREAD.format(why="")]
    hits = {(index, kind, length, int(mark)): places for index, kind, length, mark, places in facts["found"]}
    hits = _not_public(hits, Hunt(sought), allowed)
    return [*_sentences(hits, [paper.label for paper in withheld]), *facts["strange"]]


def leaks_in_words(
    texts: Iterable[str], withheld: Sequence[Withheld], allowed: Allowed | None = None, *, place: str
) -> list[str]:
    """Return sentences that name each withheld paper found in texts shown to everybody, and `place` in brackets."""
    allowed = allowed or Allowed()
    hunt = Hunt([_without(paper.fingerprint, allowed.open_papers) for paper in withheld])
    hits = {hit: [place] for text in texts for hit in hunt.string(text)}
    return list(_sentences(_not_public(hits, hunt, allowed), [paper.label for paper in withheld]))


def is_unread(sentences: Sequence[str]) -> bool:
    """Return whether a sentence says that a file could not be read completely; another try may succeed."""
    return any(sentence.startswith(UNREAD.partition("{")[0]) for sentence in sentences)


def _not_public(hits: dict[Hit, list[str]], hunt: "Hunt", allowed: Allowed) -> dict[Hit, list[str]]:
    """
    Return the hits of NEVER_PUBLIC kinds, and other hits whose words occur in no public text.

    Open papers are read last, and only if such other hits remain.
    """
    for texts in (lambda: allowed.words, allowed.texts):
        if any(hit[1] not in NEVER_PUBLIC for hit in hits):
            public = {hit[2:] for text in texts() for hit in hunt.all_in(text)}
            hits = {hit: places for hit, places in hits.items() if hit[1] in NEVER_PUBLIC or hit[2:] not in public}
    return hits


def _without(secret: Fingerprint, public: Sequence[Fingerprint]) -> Fingerprint:
    shared: Fingerprint = reduce(or_, public, Fingerprint())
    open_marks = {(phrase.length, phrase.mark) for phrase in shared.phrases}
    return Fingerprint(
        secret.shingles - shared.shingles,
        frozenset(
            phrase
            for phrase in secret.phrases
            if phrase.kind == Kind.TITLE or (phrase.length, phrase.mark) not in open_marks
        ),
        secret.streams - shared.streams,
    )


def _sentences(hits: dict[Hit, list[str]], labels: Sequence[str]) -> Iterator[str]:
    places: dict[tuple[str, int], list[str]] = defaultdict(list)
    runs: dict[int, set[int]] = defaultdict(set)
    for (index, kind, _, mark), where in hits.items():
        places[labels[index], kind] += where
        if kind == RUN:
            runs[index].add(mark)
    telling = {labels[index] for index, marks in runs.items() if len(marks) >= SHINGLES_THAT_TELL}
    for (label, kind), where in places.items():
        if kind != RUN or label in telling:
            yield f"It holds {WHAT[kind]} {label} ({_listed(where)})."


def _listed(places: Iterable[str]) -> str:
    """Return places in words: `pages 1, 2 and 9 more, a bookmark`."""
    once = list(dict.fromkeys(places))
    pages = [place.removeprefix("page ") for place in once if place.startswith("page ")]
    others = [place for place in once if not place.startswith("page ")]
    parts = [f"page{'s' if len(pages) > 1 else ''} {_few(pages)}"] if pages else []
    return ", ".join([*parts, *([_few(others)] if others else [])])


def _few(things: Sequence[str]) -> str:
    return ", ".join(things[:MOST_PLACES]) + (f" and {rest} more" if (rest := len(things) - MOST_PLACES) > 0 else "")


class Hunt:
    """Search of texts for the marks of fingerprints."""

    def __init__(self, sought: Sequence[Fingerprint]) -> None:
        self._runs: dict[int, list[Hit]] = defaultdict(list)
        self._phrases: dict[tuple[int, int], list[Hit]] = defaultdict(list)
        self._loose: set[tuple[int, int]] = set()
        self._lengths: dict[tuple[int, bool], set[int]] = defaultdict(set)
        self.streams: dict[int, list[Hit]] = defaultdict(list)
        for index, target in enumerate(sought):
            for mark in target.shingles:
                self._runs[mark].append((index, RUN, SHINGLE, mark))
            for mark in target.streams:
                self.streams[mark].append((index, STREAM, 0, mark))
            for kind, loose, length, first, mark in target.phrases:
                self._phrases[length, mark].append((index, kind, length, mark))
                self._lengths[first, False].add(length)
                if loose:
                    self._loose.add((length, mark))
                    self._lengths[first, True].add(length)

    def amid(self, words: Sequence[str]) -> Iterator[Hit]:
        """Yield the hits of words in a row, and of loose phrases. A loose phrase counts even among other words."""
        for mark in fingerprint.shingles(words):
            if mark in self._runs:
                yield from self._runs[mark]
        for key in self._within(words, True):
            if key in self._loose:
                yield from self._phrases[key]

    def string(self, text: str) -> Iterator[Hit]:
        """Yield the hits of `amid` in a string, and of phrases that are equal to the whole string."""
        for spelling in fingerprint.spellings(text):
            yield from self.amid(fingerprint.words(spelling))
            words = fingerprint.words(fingerprint.SCHEME.sub("", spelling))
            if words and len(words) <= fingerprint.LONGEST:
                yield from self._phrases.get((len(words), fingerprint.mark_of(words)), ())

    def all_in(self, text: str) -> Iterator[Hit]:
        """Yield every hit in a public text; here every phrase counts even among other words."""
        words = fingerprint.words(text)
        yield from self.amid(words)
        for key in self._within(words, False):
            yield from self._phrases.get(key, ())

    def _within(self, words: Sequence[str], loose: bool) -> Iterator[tuple[int, int]]:
        for at, word in enumerate(words):
            for length in self._lengths.get((fingerprint.first_byte(word), loose), ()):
                if at + length <= len(words):
                    yield length, fingerprint.mark_of(words[at : at + length])


def search(data: bytes, *, sizes: list[int]) -> tuple[dict[str, Any], bytes]:
    """
    Search a PDF for fingerprints. Runs in a child process.

    `data` are the packed fingerprints, of `sizes` bytes each, and then the PDF.

    Returns ({"found": [[index among the withheld, kind, number of words, hash as str, [place, ...]], ...],
    "strange": [sentence, ...]}, b"").
    """
    sought = []
    for size in sizes:
        sought.append(Fingerprint.unpack(data[:size]))
        data = data[size:]
    hunt, places = Hunt(sought), Places(data)
    hits: dict[Hit, dict[str, None]] = defaultdict(dict)
    for number, text in enumerate(places.page_texts()):
        for hit in hunt.amid(fingerprint.words(text)):
            hits[hit][places.page(number)] = None
    for thing in lay_open(data):
        places.notice(thing)
        for hit in _in_thing(hunt, thing):
            hits[hit][places.with_page(place_of(thing), thing.number)] = None
    rows = [[index, kind, length, str(mark), list(where)] for (index, kind, length, mark), where in hits.items()]
    return {"found": rows, "strange": places.strange()}, b""


def _in_thing(hunt: Hunt, thing: FoundText | Stream) -> Iterator[Hit]:
    if isinstance(thing, Stream):
        yield from hunt.streams.get(fingerprint.mark(thing.data), ())
    elif thing.key == "/" and VOCABULARY.fullmatch(thing.text):
        return
    elif thing.key == "XMP":
        for text in (*fingerprint.TAG.split(thing.text), *fingerprint.xmp_texts(thing.text)):
            yield from hunt.string(text)
    else:
        yield from hunt.string(thing.text)

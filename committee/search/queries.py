"""
Read a typed query: words, "phrases", -words to exclude, and a date in any usual form.

The typed text never reaches a database. The database gets only the stems of the words, for at most MOST_TERMS terms to
find and MOST_TERMS terms to exclude.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from committee.search.days import NEAR, Days, split
from committee.search.stemming import COMMON, stems, words
from committee.wording.dates import MONTHS, ordinal_ending
from committee.wording.unprintable import unbroken

LONGEST, MOST_TERMS, MOST_IN_PHRASE = 200, 12, 8
MARKS = str.maketrans(dict.fromkeys("“”„‟«»＂", '"') | dict.fromkeys("−–—‐‑‒", "-") | {"\0": " "})
type Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """
    A word or phrase to find: `shown` is the typed text, `spelt` the same words folded.

    A text matches if it has the stems of one of `phrases`, one after the other. `is_common` is True for a word such as
    "the", not in quotation marks. A date is one term.
    """

    shown: str
    spelt: str
    phrases: tuple[Phrase, ...]
    is_common: bool = False
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """
    A query: terms to find and terms to exclude; `text` is the query as typed, to show again.

    `days` are the days of a typed date.
    """

    text: str
    terms: tuple[Term, ...]
    without: tuple[Term, ...]
    days: Days | None = None

    @property
    def is_plain(self) -> bool:
        """True for words only, without quotation marks and excluded words."""
        return '"' not in self.text and not self.without

    @property
    def stems(self) -> frozenset[str]:
        """Every stem of the terms to find. Words with these stems are marked in a hit."""
        return frozenset(stem for term in self.terms for phrase in term.phrases for stem in phrase)

    @property
    def normalised(self) -> str:
        """The folded words of the terms to find, by which searches without results are counted."""
        return " ".join(term.spelt for term in self.terms)


def read(typed: str, equal: Collection[tuple[Phrase, Phrase]] = (), *, on: dt.date | None = None) -> Query:
    """
    Return the typed query, cut to LONGEST letters.

    `equal` has pairs of phrases that mean the same. A date is read as on the day `on`; without `on`, as other words.
    """
    text = " ".join(unbroken(typed[: LONGEST * 2].translate(MARKS)).split())[:LONGEST]
    others, wanted = text, list[Term]()
    days: Days | None = None
    if on and '"' not in text:
        beside, dated, days = split(text.replace(",", " ").split()[: 2 * MOST_TERMS], on)
        if days:
            others, wanted = " ".join(beside), [_date(" ".join(dated), days)]
    without: list[Term] = []
    for piece, quoted, minus in _pieces(others):
        piece_words = list(words(piece))[:MOST_IN_PHRASE]
        if not piece_words:
            continue
        phrase = tuple(word.stem for word in piece_words)
        spelt = " ".join(word.spelt for word in piece_words)
        common = not quoted and all(word.spelt in COMMON for word in piece_words)
        (without if minus else wanted).append(Term(piece, spelt, (phrase,), common))
    wanted = _with_equal(wanted, equal)[:MOST_TERMS]
    if not all(term.is_common or term.is_date for term in wanted):
        wanted = [term for term in wanted if not term.is_common and not (term.is_date and term.spelt in NEAR)]
    return Query(text, tuple(wanted), tuple(without[:MOST_TERMS]), days)


def _date(shown: str, days: Days) -> Term:
    """Return a typed date as a term, which finds the same day or month in any usual form of a text."""
    first, month = days.first, MONTHS[days.first.month - 1]
    texts = [shown]  # next week
    if any(letter.isdigit() for letter in shown):
        end = month if days.of_any_year else f"{month} {first.year}"
        texts = [f"{first.day} {end}", f"{first.day}{ordinal_ending(first.day)} {end}"]
        texts = texts if first == days.last else [end]
    spelt = " ".join(word.spelt for word in words(shown))
    return Term(shown, spelt, tuple(tuple(stems(text)[:MOST_IN_PHRASE]) for text in texts), is_date=True)


def _pieces(text: str) -> Iterator[tuple[str, bool, bool]]:
    """Yield (text, is in quotation marks, is excluded) for each phrase in quotation marks and each other word."""
    for place, part in enumerate(text.split('"')):
        if place % 2:
            yield part, True, text.split('"')[place - 1].endswith("-")
            continue
        for word in part.split():
            yield word.lstrip("-+"), False, word.startswith("-") and len(word) > 1


def _with_equal(terms: Sequence[Term], equal: Collection[tuple[Phrase, Phrase]]) -> list[Term]:
    """Return the terms with their equal phrases added; terms that form one phrase of `equal` become one term."""
    equals: dict[Phrase, list[Phrase]] = {}
    for phrase_a, other in equal:
        equals.setdefault(phrase_a, []).append(other)
        equals.setdefault(other, []).append(phrase_a)
    longest = max(map(len, equals), default=0)
    made: list[Term] = []
    place = 0
    while place < len(terms):
        for count in range(min(longest, len(terms) - place), 0, -1):
            run = terms[place : place + count]
            phrase = tuple(stem for term in run for stem in term.phrases[0])
            if phrase in equals:
                shown, spelt = " ".join(term.shown for term in run), " ".join(term.spelt for term in run)
                made.append(Term(shown, spelt, (phrase, *equals[phrase])))
                place += count
                break
        else:
            made.append(terms[place])
            place += 1
    return made

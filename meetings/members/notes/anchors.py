"""
Find the quotation of a note in the pages of a paper: exactly, or the nearest passage where the words have changed.

Spaces, line ends and accents do not count, because a browser, a PDF and an older edition write them differently.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from html import unescape
from unicodedata import combining, normalize

from rapidfuzz import fuzz

from meetings.members.notes.encryption import NoteWords
from meetings.packs.reading import html
from meetings.packs.reading.view import Page

TAG = re.compile(r"(<[^<>]*>)")  # of our own HTML, in which text and addresses have no "<" or ">"
LETTER = re.compile(r"&#?\w{1,8};|\S")
BLOCK = re.compile(r"<(?:/?(?:p|h[1-6]|li|tr|caption|figcaption|figure|ul|ol|table|thead|tbody|div)\b[^<>]*|br)>")
SHARE, NEAR = 0.5, 60  # least share of the quotation's words, and least rapidfuzz score of 100, of a near passage
MOST_PAGES, MOST_PASSAGES = 400, 3000  # searched in a paper
COMPARED, LONGEST_COMPARED = 3, 600  # passages compared letter by letter, and letters of each


@dataclass(frozen=True, slots=True)
class Place:
    """
    The page of a quotation in a file.

    - `state`: "placed", "changed" (only a near passage was found) or "gone"
    - `passage`: the near passage
    """

    state: str
    page: int
    passage: str = ""


@dataclass
class PaperWords:
    """The words of the pages of a file, made when they are first needed. `may_compare` counts down to 0."""

    pages: Sequence[Page]
    may_compare: int = 30  # quotations that are compared with near passages
    _letters: dict[int, str] = field(default_factory=dict)
    _passages: list[tuple[int, str, frozenset[str]]] = field(default_factory=list)

    def letters(self, number: int) -> str:
        """Return the letters of a page."""
        if number not in self._letters:
            self._letters[number] = _squeeze(unescape(TAG.sub("", html.as_html(self.pages[number - 1]))))
        return self._letters[number]

    def passages(self) -> list[tuple[int, str, frozenset[str]]]:
        """Return (page, text, its words) of the first MOST_PASSAGES passages."""
        if not self._passages:
            every = ((number, text) for number, page in enumerate(self.pages, 1) for text in passages_of(page))
            for number, text in every:
                self._passages.append((number, text, frozenset(text.casefold().split())))
                if len(self._passages) == MOST_PASSAGES:
                    break
        return self._passages

    def place(self, words: NoteWords, page: int) -> Place:
        """Return the place of the quotation of a note that was written on `page`; pages near to it come first."""
        if not words.quote:
            return Place("placed" if page <= len(self.pages) else "gone", page)
        quote = _squeeze(words.quote)
        numbers = sorted(range(1, len(self.pages) + 1), key=lambda other: (abs(other - page), other))
        for number in numbers[:MOST_PAGES]:
            if quote in self.letters(number):
                return Place("placed", number)
        if self.may_compare <= 0:
            return Place("changed", page)
        self.may_compare -= 1
        return self._nearest(words, page)

    def _nearest(self, words: NoteWords, page: int) -> Place:
        quote = words.quote.casefold()
        wanted = frozenset(quote.split())
        shares = [
            (len(wanted & passage_words), -abs(number - page), number, text)
            for number, text, passage_words in self.passages()
        ]
        best = [near for near in nlargest(COMPARED, shares) if near[0] >= SHARE * len(wanted)]
        scored = [
            (fuzz.partial_ratio(quote[:LONGEST_COMPARED], text.casefold()[:LONGEST_COMPARED]), nearness, number, text)
            for _, nearness, number, text in best
        ]
        score, _, number, passage = max(scored, default=(0, 0, page, ""))
        return Place("changed", number, passage) if score >= NEAR else Place("gone", page)


def passages_of(page: Page) -> Iterator[str]:
    """Yield the paragraphs, items of lists and rows of tables of a page."""
    for part in BLOCK.split(html.as_html(page)):
        if text := " ".join(unescape(TAG.sub(" ", part)).split()):
            yield text


def mark(page: str, words: NoteWords, anchor: str) -> str | None:
    """Return the HTML of a page with <mark> around the quotation, whose id is `anchor`; None where it is not there."""
    pieces = TAG.split(page)  # text and tags in turn
    letters, places = [], []
    for number in range(0, len(pieces), 2):
        for sign in LETTER.finditer(pieces[number]):
            for letter in sign[0] if sign[0].isascii() and len(sign[0]) == 1 else _squeeze(unescape(sign[0])):
                letters.append(letter)
                places.append((number, sign.start(), sign.end()))
    index = _index_of_quotation("".join(letters), words)
    if index < 0:
        return None
    (first, start, _), (last, _, end) = places[index], places[index + len(_squeeze(words.quote)) - 1]
    for number in range(first, last + 1, 2):
        text = pieces[number]
        left, right = start if number == first else 0, end if number == last else len(text)
        if text[left:right].strip():
            opening = f'<mark id="{anchor}">' if number == first else "<mark>"
            pieces[number] = f"{text[:left]}{opening}{text[left:right]}</mark>{text[right:]}"
    return "".join(pieces)


def _index_of_quotation(letters: str, words: NoteWords) -> int:
    """Return the index of the quotation in `letters`, if possible with the same words before and after; -1 for none."""
    quote, before, after = _squeeze(words.quote), _squeeze(words.before), _squeeze(words.after)
    if not quote or quote not in letters:
        return -1
    for whole, skipped in ((before + quote + after, before), (before + quote, before), (quote + after, "")):
        if (place := letters.find(whole)) >= 0:
            return place + len(skipped)
    return letters.find(quote)


def _squeeze(text: str) -> str:
    if not text.isascii():
        text = "".join(letter for letter in normalize("NFD", text) if not combining(letter))
    return "".join(text.split())

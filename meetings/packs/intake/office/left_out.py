"""Parts of an office file that the PDF lacks, listed with their words, so that no word is lost unnoticed."""

import re
import time
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

Pair = tuple[str, str]  # the kind or place of a part, and its words
MOST_PAIRS, MOST_WORDS = 40, 600
# Headings of the report to the clerk, in order.
DELETED, COMMENTS, HIDDEN, NOTES, HIDDEN_SLIDES, HIDDEN_CELLS = (
    "Tracked deletions", "Comments", "Hidden text", "Speaker notes", "Hidden slides", "Hidden sheets, rows and columns",
)  # fmt: skip
LINKS, MACROS, OBJECTS, FONTS = (
    "Linked pictures and files", "Macros", "Embedded files and controls", "Fonts inside the file"
)  # fmt: skip
BODY, BOXES, HEADERS, FOOTNOTES, DRAWN, EQUATIONS, PICTURES = (
    "Text", "Text boxes", "Headers and footers", "Footnotes", "SmartArt and charts", "Equations", "Pictures",
)  # fmt: skip
CELLS, NUMBERS, UNCOUNTED, ORDER = (
    "Rows of tables that stand otherwise", "Numbers of lists that stand otherwise",
    "Numbers of lists that were not compared", "Text that stands in another place",
)  # fmt: skip
BESIDE = "\t"  # separates texts that must be next to each other in the PDF: a number and its text, cells of a row
MOVED = "Moved text whose new place is missing"
TOKEN = re.compile(r"[^\W_]+")
SHINGLE, ENOUGH = 3, 0.7  # words of a shingle; share of a paragraph's shingles that the PDF must have
MOST_RUNS = 200  # most shingles of one paragraph that are searched for, spread over the paragraph
NEAR = 12  # letters at the end of one text and the start of the next that must be adjacent in the PDF
LONGEST = 60.0
UNREAD = "It is too long to be compared. Compare it yourself from “{text}” on"


def squashed(text: str) -> str:
    """Return only the letters and figures, because line ends, hyphens and ligatures differ in the PDF."""
    return "".join(TOKEN.findall(unicodedata.normalize("NFKC", text).casefold()))


def missing(texts: Iterable[Pair], pdf_text: str, *, seconds: float = LONGEST) -> list[Pair]:
    """
    Return the Pairs of `texts` that the PDF lacks, or has in another order or form.

    A stranger's file may have endless text, so after `seconds` the remaining text is reported as not compared.
    """
    letters, until = squashed(pdf_text), time.monotonic() + seconds
    lost: list[Pair] = []
    last = 0
    for where, text in texts:
        if time.monotonic() > until:
            return [*lost, (where, UNREAD.format(text=" ".join(text[:80].split())))]
        if where in (CELLS, NUMBERS):
            if not _are_neighbours(text.split(BESIDE), letters, all_of_them=where == NUMBERS):
                lost.append((where, " | ".join(text.split(BESIDE))))
        elif where == ORDER:
            place = _only_place(text, letters)
            if place is not None and place < last:
                lost.append((where, text))
            last = last if place is None else place
        elif where == UNCOUNTED or not _is_there(text, letters):
            lost.append((where, text))
    return lost


def _only_place(text: str, pdf_letters: str) -> int | None:
    """Return the index of a text in the PDF's letters; None for a short text, and for a text found never or twice."""
    letters = squashed(text)
    place = pdf_letters.find(letters) if len(letters) > 2 * NEAR else -1
    return place if place >= 0 and pdf_letters.find(letters, place + 1) < 0 else None


def _are_neighbours(parts: Sequence[str], pdf_letters: str, *, all_of_them: bool) -> bool:
    """
    Return whether each part directly follows the part before it in the PDF.

    A part may also follow words from the middle of the part before it, because the end of a page may divide that part.
    Without `all_of_them`, parts that the PDF lacks are skipped.
    """
    pieces = [letters for letters in map(squashed, parts) if letters and (all_of_them or letters in pdf_letters)]
    return all(_stands_behind(left, right[:NEAR], pdf_letters) for left, right in pairwise(pieces))


def _stands_behind(left: str, right: str, pdf_letters: str) -> bool:
    if left[-NEAR:] + right in pdf_letters:
        return True
    place = pdf_letters.find(right)
    while place >= 0:
        before = pdf_letters[max(0, place - min(NEAR, len(left))) : place]
        if before and before in left:
            return True
        place = pdf_letters.find(right, place + 1)
    return False


def _is_there(text: str, pdf_letters: str) -> bool:
    words = [squashed(word) for word in text.split()]
    words = [word for word in words if word]
    if not any(letter.isalpha() for word in words for letter in word) or "".join(words) in pdf_letters:
        return True
    runs = [words[at : at + SHINGLE] for at in range(max(1, len(words) - SHINGLE + 1))]
    runs = runs[:: 1 + len(runs) // MOST_RUNS]
    return len(words) > SHINGLE and sum("".join(run) in pdf_letters for run in runs) >= ENOUGH * len(runs)


def gathered(pairs: Iterable[Pair]) -> list[Pair]:
    """Return one pair for each kind, with its different texts joined and shortened for a page."""
    texts: dict[str, dict[str, None]] = {}
    for what, words in pairs:
        texts.setdefault(what, {})[" ".join(words.split())] = None
    return [(what, _joined(list(pieces))) for what, pieces in list(texts.items())[:MOST_PAIRS]]


def _joined(pieces: Sequence[str]) -> str:
    words = " / ".join(piece for piece in pieces if piece)
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS].rsplit(' ', 1)[0]}… and more"

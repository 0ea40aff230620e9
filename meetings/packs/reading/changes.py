"""The changes between two editions of a paper, by words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from committee.richtext.diff import Piece, Search, by_word
from meetings.packs.reading.view import Page, text_of

MOST_LETTERS = 60_000  # of the changed passages on one page of the portal


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive lines that differ; `page` is the page of the later edition where they stand, or stood before."""

    page: int
    pieces: list[Piece]


def changes(old: Sequence[Page], new: Sequence[Page]) -> tuple[list[Passage], bool]:
    """
    Return the changed passages in order, and whether these are all: passages beyond MOST_LETTERS are left out.

    Lines are compared first, then the words of lines that differ. A different line break alone is no change.
    The search ends after a number of steps (`Search`), so a paper of any length takes about a second at most.
    """
    before, after = _lines(old), _lines(new)
    passages: list[Passage] = []
    left = MOST_LETTERS
    is_complete = True
    for tag, a, b, c, d in Search().opcodes([text for text, _ in before], [text for text, _ in after]):
        gone, added = (" ".join(text for text, _ in part) for part in (before[a:b], after[c:d]))
        if tag == "equal" or gone == added:
            continue
        if len(gone) + len(added) > left:
            is_complete = False
            continue
        left -= len(gone) + len(added)
        pieces = by_word(gone, added)
        same = len(pieces[0].text) if pieces[0].kind == "same" else 0
        passages.append(Passage(_page_at(after[c : max(c + 1, d)] or after[-1:], same), pieces))
    return passages, is_complete


def _page_at(lines: Sequence[tuple[str, int]], place: int) -> int:
    """Return the page of the letter `place` of these lines, joined by blanks; 1 where there are no lines."""
    ends = accumulate(len(text) + 1 for text, _ in lines)
    pages = [page for (_, page), end in zip(lines, ends, strict=True) if place < end]
    return pages[0] if pages else lines[-1][1] if lines else 1


def _lines(pages: Sequence[Page]) -> list[tuple[str, int]]:
    """Return each line with words, its blanks made single, and the number of its page."""
    lines = [
        (" ".join(line.split()), number) for number, page in enumerate(pages, 1) for line in text_of(page).split("\n")
    ]
    return [line for line in lines if line[0]]

"""Compare two texts word by word."""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from html import escape
from itertools import accumulate
from typing import Any, Literal, cast

from committee.richtext.cleaning import blocks
from committee.richtext.tree import render

Kind = Literal["same", "gone", "new"]
_WORDS = re.compile(r"(?:\w+(?:(?:[’'\-]|(?<=\d)[.,](?=\d))\w+)*|[^\w\s])|\s+")  # a number such as 43,900 is one word
_LINES = re.compile(r"[^.\n]*+[.\n]\s*+|[^.\n]++")
MOST = 2_000_000  # pairs of words: a larger change is shown as a whole, not word by word
STEPS = 10_000_000  # steps of the search for equal words: about a second
Opcode = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that both texts have ("same"), only the old text has ("gone"), or only the new text has ("new")."""

    kind: Kind
    text: str


def by_word(old: str, new: str) -> list[Piece]:
    """
    Return the pieces that lead from `old` to `new`, in order; removed text comes before its replacement.

    The "same" and "gone" pieces together are the old text, the "same" and "new" pieces the new text.
    """
    search = Search()
    pieces: list[Piece] = []
    for tag, gone, added in _parts(search, _LINES, old, new):
        if tag == "equal":
            pieces.append(Piece("same", gone))
            continue
        for inner, before, after in _parts(search, _WORDS, gone, added):
            pieces += [Piece("same", before)] if inner == "equal" else _changed(before, after)
    return _smoothed(pieces)


def _parts(search: "Search", pattern: re.Pattern[str], old: str, new: str) -> list[tuple[str, str, str]]:
    before, after = pattern.findall(old), pattern.findall(new)
    if len(before) * len(after) > MOST and pattern is _WORDS:
        return [("replace", old, new)]
    steps = search.opcodes(before, after)
    return [(tag, "".join(before[i:j]), "".join(after[k:m])) for tag, i, j, k, m in steps]


class Search:
    """
    A search for the equal parts of two sequences, as in difflib, that ends after STEPS steps.

    Parts that were not searched by then count as changed. difflib itself compares every pair of equal words again and
    again, so it would take hours for two texts of 4,000 full stops.
    """

    def __init__(self) -> None:
        self.left = STEPS  # steps left, for all calls of `opcodes` together

    def opcodes(self, before: Sequence[str], after: Sequence[str]) -> list[Opcode]:
        """Return the opcodes that turn `before` into `after`, as SequenceMatcher.get_opcodes does."""
        matcher: Any = SequenceMatcher(None, before, after, autojunk=False)
        steps = [0, *accumulate(1 + len(matcher.b2j.get(piece, ())) for piece in before)]
        matches: list[Match] = []
        waiting = deque([(0, len(before), 0, len(after))])
        while waiting:
            a, b, c, d = waiting.popleft()
            self.left -= steps[b] - steps[a]
            if self.left < 0:
                break
            if a < b and c < d and (piece := matcher.find_longest_match(a, b, c, d)).size:
                matches.append(piece)
                waiting += [(a, piece.a, c, piece.b), (piece.a + piece.size, b, piece.b + piece.size, d)]
        matcher.matching_blocks = [*_joined(sorted(matches)), Match(len(before), len(after), 0)]
        return cast(list[Opcode], matcher.get_opcodes())


def _joined(matches: Sequence[Match]) -> list[Match]:
    """Return the matches, joined where they follow one another in both texts."""
    made: list[Match] = []
    for match in matches:
        last = made[-1] if made else None
        if last and (last.a + last.size, last.b + last.size) == (match.a, match.b):
            made[-1] = Match(last.a, last.b, last.size + match.size)
        else:
            made.append(match)
    return made


def _smoothed(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces; two changes with only a blank between them become one change, such as a changed phrase."""
    out: list[Piece] = []
    gone, new = "", ""
    for place, piece in enumerate(pieces):
        last = place == len(pieces) - 1
        if piece.kind == "gone":
            gone += piece.text
        elif piece.kind == "new":
            new += piece.text
        elif piece.text.isspace() and (gone or new) and not last:
            gone, new = gone + piece.text, new + piece.text
        else:
            out += [*_changed(gone, new), piece]
            gone, new = "", ""
    return out + _changed(gone, new)


def _changed(gone: str, new: str) -> list[Piece]:
    """Return the pieces of one change; blanks at the end of both texts become a piece of their own ("same")."""
    both = ""
    while gone and new and gone[-1] == new[-1] and gone[-1].isspace():
        both, gone, new = gone[-1] + both, gone[:-1], new[:-1]
    pieces = ([Piece("gone", gone)] if gone else []) + ([Piece("new", new)] if new else [])
    return pieces + ([Piece("same", both)] if both else [])


def together(mine: str, theirs: str, whose: str) -> str:
    """
    Return one HTML text made of two. Blocks that are equal in both texts come once.

    Where the texts differ, the blocks of `mine` come first. The blocks of `theirs` follow a line with the name `whose`.
    """
    ours, others = ([render([block]) for block in blocks(html)] for html in (mine, theirs))
    made: list[str] = []
    for tag, a, b, c, d in Search().opcodes(ours, others):
        made += ours[a:b]
        if tag != "equal" and c < d:
            made += [f"<p><strong>[{escape(whose, quote=False)}:]</strong></p>", *others[c:d]]
    return "".join(made)

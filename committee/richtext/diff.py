"""Two texts compared word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]
_WORDS = re.compile(r"(?:\w+(?:[’'\-]\w+)*|[^\w\s])|\s+")
_LINES = re.compile(r"[^.\n]*[.\n]\s*|[^.\n]+")
MOST = 2_000_000  # pairs of words; of greater changes only that they are changes is said


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that both have, that only the old has ("gone"), or only the new."""

    kind: Kind
    text: str


def by_word(old: str, new: str) -> list[Piece]:
    """
    The pieces that lead from `old` to `new`, in order; what is gone stands before what replaced it.

    The texts of "same" and "gone" give the old again, of "same" and "new" the new.
    """
    return _smoothed([piece for tag, gone, new in _opcodes(_LINES, old, new) for piece in _within(tag, gone, new)])


def _within(tag: str, gone: str, new: str) -> list[Piece]:
    """A changed sentence compared by its words."""
    if tag == "equal":
        return [Piece("same", gone)]
    pieces: list[Piece] = []
    for inner, before, after in _opcodes(_WORDS, gone, new):
        pieces += [Piece("same", before)] if inner == "equal" else _changed(before, after)
    return pieces


def _opcodes(pattern: re.Pattern[str], old: str, new: str) -> list[tuple[str, str, str]]:
    before, after = pattern.findall(old), pattern.findall(new)
    if len(before) * len(after) > MOST and pattern is _WORDS:
        return [("replace", old, new)]
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(tag, "".join(before[i:j]), "".join(after[k:m])) for tag, i, j, k, m in steps]


def _smoothed(pieces: list[Piece]) -> list[Piece]:
    """A blank between two changes belongs to both, so that a changed phrase reads as one change."""
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
    both = ""
    while gone and new and gone[-1] == new[-1] and gone[-1].isspace():
        both, gone, new = gone[-1] + both, gone[:-1], new[:-1]
    pieces = ([Piece("gone", gone)] if gone else []) + ([Piece("new", new)] if new else [])
    return pieces + ([Piece("same", both)] if both else [])

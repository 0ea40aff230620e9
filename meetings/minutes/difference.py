"""Two texts compared word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]
_WORDS = re.compile(r"\s+|[^\w\s]|\w+(?:[’'\-]\w+)*")
MOST = 20_000  # words; what is longer is compared line by line


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
    split = _WORDS.findall if max(len(old), len(new)) <= MOST * 6 else _lines
    before, after = split(old), split(new)
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[i:j])))
            continue
        pieces += [Piece("gone", "".join(before[i:j]))] if j > i else []
        pieces += [Piece("new", "".join(after[k:m]))] if m > k else []
    return _smoothed(pieces)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


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

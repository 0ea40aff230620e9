"""What of an office file is not in the PDF: named with its words, so that no word disappears without being named."""

import re
import time
import unicodedata
from collections.abc import Iterable, Sequence

Pair = tuple[str, str]  # what it is, and its words
MOST_PAIRS, MOST_WORDS = 40, 600
# In the order in which they are told.
DELETED, COMMENTS, HIDDEN, NOTES, HIDDEN_SLIDES, HIDDEN_CELLS = (
    "Tracked deletions", "Comments", "Hidden text", "Speaker notes", "Hidden slides", "Hidden sheets, rows and columns",
)  # fmt: skip
LINKS, MACROS, OBJECTS, FONTS = (
    "Linked pictures and files", "Macros", "Embedded files and controls", "Fonts inside the file"
)  # fmt: skip
BODY, BOXES, HEADERS, FOOTNOTES, DRAWN, EQUATIONS, PICTURES = (
    "Text", "Text boxes", "Headers and footers", "Footnotes", "SmartArt and charts", "Equations", "Pictures",
)  # fmt: skip
STYLES = "Styles that were not recognised"
MOVED = "Moved text whose new place is missing"
TOKEN = re.compile(r"[^\W_]+")
SHINGLE, ENOUGH = 3, 0.7
MOST_RUNS = 200  # of one paragraph, spread over it
LONGEST = 60.0
UNREAD = "It is too long to be compared. Compare it yourself from “{text}” on"


def squashed(text: str) -> str:
    """Letters and figures alone: line ends, hyphens and ligatures differ between a document and its PDF."""
    return "".join(TOKEN.findall(unicodedata.normalize("NFKC", text).casefold()))


def missing(texts: Iterable[Pair], pdf_text: str, *, seconds: float = LONGEST) -> list[Pair]:
    """
    The paragraphs of a document that its PDF does not hold, by where they stood.

    After so many seconds the rest is said to be unread: a stranger's file may have words without end.
    """
    there, until = squashed(pdf_text), time.monotonic() + seconds
    found: list[Pair] = []
    for where, text in texts:
        if time.monotonic() > until:
            return [*found, (where, UNREAD.format(text=" ".join(text[:80].split())))]
        if not _is_there(text, there):
            found.append((where, text))
    return found


def _is_there(text: str, there: str) -> bool:
    words = [squashed(word) for word in text.split()]
    words = [word for word in words if word]
    if not any(letter.isalpha() for word in words for letter in word) or "".join(words) in there:
        return True
    runs = [words[at : at + SHINGLE] for at in range(max(1, len(words) - SHINGLE + 1))]
    runs = runs[:: 1 + len(runs) // MOST_RUNS]
    return len(words) > SHINGLE and sum("".join(run) in there for run in runs) >= ENOUGH * len(runs)


def gathered(pairs: Iterable[Pair]) -> list[Pair]:
    """One pair for each thing, its words joined and cut to what a page shows; nothing is told twice."""
    found: dict[str, dict[str, None]] = {}
    for what, words in pairs:
        found.setdefault(what, {})[" ".join(words.split())] = None
    return [(what, _joined(list(said))) for what, said in list(found.items())[:MOST_PAIRS]]


def _joined(said: Sequence[str]) -> str:
    words = " / ".join(one for one in said if one)
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS].rsplit(' ', 1)[0]}… and more"

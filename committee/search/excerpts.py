"""The part of a text in which somebody's words stand, with each of them marked."""

from collections.abc import Collection
from html import escape

from django.utils.safestring import SafeString, mark_safe

from committee.search.stemming import Word, places

AROUND = 240  # letters that are shown
LONGEST = 20_000  # letters that are looked through
type Piece = tuple[str, bool]  # words, and whether they are marked


def excerpt(text: str, stems: Collection[str], length: int = AROUND) -> list[Piece]:
    """Return the earliest part of `text` with most of `stems`; its beginning if it has none."""
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
    """
    Return the pieces as HTML. SECURITY: all text is escaped; only our `mark` is put around the words searched for.
    """
    parts = (f"<mark>{escape(words)}</mark>" if hit else escape(words) for words, hit in pieces)
    return mark_safe("".join(parts))  # noqa: S308 - every word has been escaped


def as_text(pieces: Collection[Piece]) -> str:
    """Return the pieces as plain text."""
    return "".join(words for words, _ in pieces)


def _window(text: str, matches: list[Word], length: int) -> tuple[int, int]:
    """Return where the part begins and ends: at the ends of words, a little before its first match."""
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
    end = min(len(text), begin + length)
    if end < len(text):
        cut = text.rfind(" ", begin, end)
        end = cut if cut > begin + length // 2 else end
    return begin, end

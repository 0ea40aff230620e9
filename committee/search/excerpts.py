"""The part of a text in which somebody's words stand, with each of them marked."""

from collections.abc import Collection
from html import escape

from django.utils.safestring import SafeString, mark_safe

from committee.search.stemming import Word, places

AROUND = 240  # letters that are shown
LONGEST = 20_000  # letters that are looked through
type Piece = tuple[str, bool]  # words, and whether they are marked


def excerpt(text: str, stems: Collection[str], length: int = AROUND) -> list[Piece]:
    """The part of `text` that has most of `stems`, the earliest of such; its beginning where it has none."""
    text = " ".join(text[:LONGEST].split())
    found = places(text, stems)
    begin, end = _window(text, found, length)
    pieces: list[Piece] = [("… ", False)] if begin else []
    at = begin
    for word in found:
        if begin <= word.start and word.end <= end:
            pieces += [(text[at : word.start], False), (text[word.start : word.end], True)]
            at = word.end
    pieces.append((text[at:end], False))
    if end < len(text):
        pieces.append((" …", False))
    return [piece for piece in pieces if piece[0]]


def as_html(pieces: Collection[Piece]) -> SafeString:
    """As HTML: SECURITY: every word of the text escaped, `mark` of ours alone around those that were looked for."""
    said = (f"<mark>{escape(words)}</mark>" if hit else escape(words) for words, hit in pieces)
    return mark_safe("".join(said))  # noqa: S308 - every word has been escaped


def as_text(pieces: Collection[Piece]) -> str:
    """As plain text."""
    return "".join(said for said, _ in pieces)


def _window(text: str, found: list[Word], length: int) -> tuple[int, int]:
    """Where the part begins and ends: at the ends of words, a little before its first word that was looked for."""
    if len(text) <= length:
        return 0, len(text)
    best, most = 0, (0, 0)
    last = 0
    for place, word in enumerate(found):
        last = max(last, place)
        while last < len(found) and found[last].end - word.start <= length - length // 4:
            last += 1
        inside = found[place:last]
        score = (len({one.stem for one in inside}), len(inside))
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

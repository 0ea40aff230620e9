"""
Words with letters that the stamp's own font lacks, drawn as WeasyPrint prints them in a font that has the letters.

A word becomes one outline: WeasyPrint takes care of joined letters, marks above letters and right-to-left writing.
"""

import io
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any
from unicodedata import category

from pikepdf import Array, Object, Page, Pdf, String, parse_content_stream

from committee.acts.refusal import Refused

LONGEST = 24  # most letters drawn as one glyph, because the width of a glyph is limited
SIZE = 100  # font size of the printed words, in points
EM = 1000  # units per em of outlines and widths
FARTHEST = 32_000  # largest coordinate and width of a glyph: a font stores them in 16 bits
MOST_STROKES = 10_000  # strokes of a glyph: a font counts their points in 16 bits
SCRIPTS = ("Arabic", "Bengali", "Devanagari", "Gujarati", "Gurmukhi", "Hebrew", "Tamil", "Symbols")  # in print.css
FONTS = ", ".join(["Portal", *(f'"Portal {name}"' for name in SCRIPTS), "sans-serif"])
# Pages wide enough for the longest word, without the header and footer of other printed pages.
STYLE = f"""
@page {{ size: {SIZE * LONGEST * 2}pt {SIZE * 3}pt; margin: 0; @bottom-center {{ content: none }} }}
body, p {{ margin: 0; padding: 0 }}
p {{ font: WEIGHT {SIZE}pt {FONTS}; white-space: nowrap; break-after: page; hyphens: none }}
"""


@dataclass(frozen=True)
class Outline:
    """Drawing of a word: its width, and the strokes for a fontTools pen, both in thousandths of an em."""

    width: int
    strokes: tuple[tuple[str, tuple[Any, ...]], ...]


def outlines(words: Iterable[str], *, bold: bool) -> dict[str, Outline]:
    """Return the outline of each word that an installed font can draw. Raises Refused if printing fails."""
    wanted = tuple(dict.fromkeys(words))
    return {word: drawn for word, drawn in zip(wanted, _drawn(wanted, bold), strict=True) if drawn} if wanted else {}


def in_pieces(word: str) -> Iterator[str]:
    """Yield a word in pieces short enough for one glyph; an accent or other mark stays with its letter."""
    start = 0
    while start < len(word):
        end = start + LONGEST
        while end < len(word) and category(word[end]).startswith("M"):
            end += 1
        yield word[start:end]
        start = end


@lru_cache(maxsize=256)
def _drawn(words: tuple[str, ...], bold: bool) -> tuple[Outline | None, ...]:
    from committee.printing import Job, PrintingError, print_all  # no Django in the sandbox

    style = STYLE.replace("WEIGHT", "700" if bold else "400")
    lines = "".join(f"<p>{escape(word)}</p>" for word in words)
    try:
        (pdf,) = print_all([Job(f"<html><head><style>{style}</style></head><body>{lines}</body></html>", "Letters")])
    except PrintingError as error:
        raise Refused(f"“{' '.join(words)[:80]}” cannot be printed now: {error}") from error
    with Pdf.open(io.BytesIO(pdf)) as document:
        fonts: dict[Any, _Font] = {}
        pages = list(document.pages)[: len(words)]
        return tuple(_outline(page, fonts) for page in pages)


class _Font:
    """A font in the printed PDF: the width and the drawing of each of its glyphs."""

    def __init__(self, font: Any) -> None:
        from fontTools.ttLib import TTFont

        below = font.DescendantFonts[0]
        described = below.FontDescriptor
        program = next(described[key] for key in ("/FontFile2", "/FontFile3") if key in described)
        self._font = TTFont(io.BytesIO(program.read_bytes()))
        self._names, self._glyphs = self._font.getGlyphOrder(), self._font.getGlyphSet()
        self._scale = EM / self._font["head"].unitsPerEm
        self.widths: dict[int, float] = {}
        listed = list(below.W)
        for first, widths in zip(listed[::2], listed[1::2], strict=True):
            self.widths |= {int(first) + place: float(width) for place, width in enumerate(widths)}

    def strokes(self, glyph: int, x: float, y: float) -> list[tuple[str, tuple[Any, ...]]]:
        """Return the drawing commands of a glyph at (x, y); [] where the font has no such glyph."""
        from fontTools.pens.recordingPen import DecomposingRecordingPen
        from fontTools.pens.transformPen import TransformPen

        if not 0 < glyph < len(self._names):
            return []
        pen = DecomposingRecordingPen(self._glyphs)
        self._glyphs[self._names[glyph]].draw(TransformPen(pen, (self._scale, 0, 0, self._scale, x, y)))
        return list(pen.value)


def _outline(page: Page, fonts: dict[Any, _Font]) -> Outline | None:
    """Return the outline of the single word on a page; None where a letter is in no font, or the word is too large."""
    strokes: list[tuple[str, tuple[Any, ...]]] = []
    x, y, font = 0.0, 0.0, None
    for command in parse_content_stream(page, "Tf Ts TJ"):
        name, operands = str(command.operator), list(command.operands)
        if name == "Tf":
            resource: Any = page.obj.Resources.Font[str(operands[0])]
            font = fonts.get(resource.objgen) or fonts.setdefault(resource.objgen, _Font(resource))
        elif name == "Ts":
            y = float(operands[0]) * EM / SIZE
        elif font is not None:
            for piece in _shown(operands[0]):
                if isinstance(piece, float):
                    x -= piece
                    continue
                drawn = font.strokes(piece, x, y)
                if not drawn:
                    return None
                strokes += drawn
                x += font.widths.get(piece, 0.0)
    return Outline(max(round(x), 0), tuple(strokes)) if strokes and _fits(x, strokes) else None


def _fits(width: float, strokes: Collection[tuple[str, tuple[Any, ...]]]) -> bool:
    """Return whether the drawing fits one glyph of a font: not too large, and without too many strokes."""
    if len(strokes) > MOST_STROKES:
        return False
    places = (place for _, points in strokes for point in points if point for place in point)
    return all(abs(place) <= FARTHEST for place in (width, *places))


def _shown(operand: Object | list[Any]) -> Iterator[int | float]:
    """Yield a TJ's glyph numbers (int), and between them distances to move back (float, in thousandths of an em)."""
    for piece in operand if isinstance(operand, Array | list) else [operand]:
        if isinstance(piece, String):
            data = bytes(piece)
            yield from (int.from_bytes(data[at : at + 2]) for at in range(0, len(data), 2))
        else:
            yield float(piece)


def glyph_of(drawn: Outline) -> Any:
    """Return the outline as a glyph of a TrueType font of EM units."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    recorded, pen = RecordingPen(), TTGlyphPen(None)
    recorded.value = list(drawn.strokes)
    recorded.replay(Cu2QuPen(pen, max_err=1.0))
    return pen.glyph(dropImpliedOnCurves=False)

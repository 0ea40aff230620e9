"""Stamps on top of a page: page number, label, restriction marking, watermark. All stamps are PDF artifacts.

Letters are an embedded subset of the portal's own font (PDF/UA requires embedding), written as glyph numbers with a
ToUnicode map. A word with a letter that the font lacks becomes one glyph at the subset's end (see stamp_letters.py).
"""

import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import atan2, cos, sin
from pathlib import Path
from typing import Any
from unicodedata import bidirectional

from committee.wording.unprintable import composed
from meetings.packs.pdf import page_geometry, stamp_letters
from meetings.packs.pdf.compiled import PageGeometry
from meetings.packs.pdf.writer import Writer

FONTS = Path(__file__).resolve().parents[3] / "static" / "fonts" / "print"
REGULAR, BOLD = "PortalSans-Regular.ttf", "PortalSans-Bold.ttf"
MARGIN = 24.0
LABEL_MARGIN, LABEL_SIZES = 42.0, (10, 9, 8, 7)
UNUSED = {"GPOS", "GSUB", "GDEF", "gasp", "DSIG"}
LATIN = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180), 0x2018, 0x2019)))  # letters of readers' names
CELL, ACROSS, TALLEST = 6, 1_200, 4_000  # pixels: side of a cell; most width and height of the drawn page
DARK = 200  # brightness (0 to 255) below which a pixel counts; a paler pixel is a tint, or the noise of a scan
DEEP = 8  # only the uppermost 1/DEEP of the page is read


@dataclass(frozen=True)
class Head:
    """
    The uppermost part of a page in cells, row by row from the left; a cell is 1 where something is drawn.

    No label is put on a drawn cell. The page is drawn as readers see it, with letters, pictures, rules and form fields.
    """

    columns: int
    cells: bytes

    def is_clear(self, left: float, top: float, right: float, bottom: float) -> bool:
        """
        Return whether nothing is drawn in a box; False where the box is not wholly inside the head.

        The sides are in page widths, from the upper left corner.
        """
        rows = len(self.cells) // self.columns if self.columns else 0
        first, last = int(left * self.columns), int(right * self.columns)
        upper, lower = int(top * self.columns), int(bottom * self.columns)
        if min(first, upper) < 0 or last >= self.columns or lower >= rows:
            return False
        return not any(any(self.cells[row * self.columns :][first : last + 1]) for row in range(upper, lower + 1))


def read_head(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Return ({"columns": n}, the cells) of a file's first page. Runs in a child process."""
    import pypdfium2

    page = pypdfium2.PdfDocument(data)[0]
    width, height = page.get_size()
    scale = min(ACROSS / max(1.0, width), TALLEST / max(1.0, height))
    drawn = page.render(scale=scale, crop=(0, height * (1 - 1 / DEEP), 0, 0)).to_pil().convert("L")
    columns = drawn.width // CELL
    dark = drawn.point(lambda shade: 255 if shade < DARK else 0).crop((0, 0, columns * CELL, drawn.height))
    cells = dark.reduce(CELL).tobytes()  # the mean of a cell: one dark pixel makes 7 of 255
    return {"columns": columns}, bytes(1 if cell else 0 for cell in cells)


@dataclass(frozen=True)
class Face:
    """
    A subset of one font file, with the glyph number and width (in 1/1,000 em) of each character and each added word.
    """

    tag: str
    program: bytes
    glyphs: dict[str, int]
    widths: dict[str, float]
    ascent: float
    descent: float
    cap_height: float
    box: tuple[float, float, float, float]

    @property
    def ordered(self) -> list[tuple[str, int]]:
        """Characters and added words with their glyph numbers, in the order of the numbers."""
        return sorted(self.glyphs.items(), key=lambda pair: pair[1])


@lru_cache(maxsize=64)
def face(file: str, characters: str, words: tuple[str, ...] = ()) -> Face:
    """
    Return the subset of a font file with these (sorted) characters. The same characters give the same bytes.

    Each of `words` that another font can draw is added as one glyph; the characters keep their glyph numbers.
    """
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(FONTS / file, recalcTimestamp=False)
    for table in UNUSED & set(font.keys()):  # removed first, because subsetting would otherwise read these tables
        del font[table]
    subsetter = subset.Subsetter(subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[]))
    subsetter.populate(text=characters)
    subsetter.subset(font)
    names = _add_words(font, file, words)
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    order, cmap, scale = font.getReverseGlyphMap(), font.getBestCmap(), 1000 / font["head"].unitsPerEm
    names |= {letter: cmap[ord(letter)] for letter in characters if ord(letter) in cmap}
    head, hhea = font["head"], font["hhea"]
    return Face(
        tag="".join(chr(65 + byte % 26) for byte in hashlib.sha256(out.getvalue()).digest()[:6]),
        program=out.getvalue(),
        glyphs={text: order[name] for text, name in names.items()},
        widths={text: font["hmtx"][name][0] * scale for text, name in names.items()},
        ascent=hhea.ascent * scale,
        descent=hhea.descent * scale,
        cap_height=getattr(font["OS/2"], "sCapHeight", 700) * scale,
        box=(head.xMin * scale, head.yMin * scale, head.xMax * scale, head.yMax * scale),
    )


def _add_words(font: Any, file: str, words: tuple[str, ...]) -> dict[str, str]:
    """Add a glyph per word to a font of 1,000 units an em; return the glyph names of the words that could be drawn."""
    names: dict[str, str] = {}
    for word, drawn in stamp_letters.outlines(words, bold=file == BOLD).items():
        names[word] = f"word{len(names)}"
        glyph = stamp_letters.glyph_of(drawn)
        font["glyf"][names[word]] = glyph  # appends the glyph to the font's order
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][names[word]] = drawn.width, glyph.xMin
    font.setGlyphOrder(font["glyf"].glyphOrder)
    return names


class Pen:
    """
    Writer of text in one face.

    - `texts`: the texts to write; all their letters go into the face.
    - `letters`: further letters for the face.
    - `later`: further texts. Only their words with missing letters are added to the face, each word as one glyph.
    - `words`: words added to an earlier face, in their order; the new face gives these words the same glyph numbers.
    """

    def __init__(
        self,
        file: str,
        texts: Iterable[str],
        *,
        letters: str = "",
        words: Sequence[str] = (),
        later: Iterable[str] = (),
    ) -> None:
        self.family = file.removesuffix(".ttf")
        whole = [composed(text) for text in texts]
        characters = "".join(sorted({*"".join(whole), *letters, " ", "?"}))
        self.plain = face(file, characters)
        lacked = dict.fromkeys([*words, *self._lacked(whole), *self._lacked(map(composed, later))])
        self.face = face(file, characters, tuple(lacked)) if lacked else self.plain

    def _has(self, word: str) -> bool:
        return self.plain.glyphs.keys() >= set(word)

    def _lacked(self, texts: Iterable[str]) -> list[str]:
        """Return the words with a letter that the plain face lacks, each cut into pieces that fit one glyph."""
        missing = {word for text in texts for word in text.split() if not self._has(word)}
        return sorted({piece for word in missing for piece in stamp_letters.in_pieces(word)})

    def _pieces(self, text: str) -> Iterator[str]:
        """Yield the keys of `Face.glyphs` for a text, from left to right: words that have a glyph, else letters."""
        for word in _as_seen(composed(text)):
            if self._has(word):
                yield from word
                continue
            pieces = [*stamp_letters.in_pieces(word)]
            for piece in reversed(pieces) if _is_leftward(word) else pieces:
                yield from [piece] if piece in self.face.glyphs else piece

    def hex(self, text: str) -> bytes:
        """Return the text as a PDF hex string of glyph numbers; a letter that no font has becomes ``?``."""
        glyphs = self.face.glyphs
        return b"<" + "".join(f"{glyphs.get(piece, glyphs['?']):04X}" for piece in self._pieces(text)).encode() + b">"

    def width(self, text: str, size: float) -> float:
        """Return the width of the text at a size, in points."""
        widths = self.face.widths
        return sum(widths.get(piece, widths["?"]) for piece in self._pieces(text)) * size / 1000

    def write(self, text: str, size: float, x: float, y: float, name: str) -> bytes:
        """Return the commands that write a line with its baseline starting at (x, y), in the page's font ``name``."""
        return b"BT %s %.2f Tf %.2f %.2f Td %s Tj ET\n" % (name.encode(), size, x, y, self.hex(text))

    def wrapped(self, text: str, size: float, most: float) -> list[str]:
        """Return the text in lines no wider than ``most``."""
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.width(longer, size) > most:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def font(self, writer: Writer) -> bytes:
        """Write the objects that the font refers to into a document; return the text of the font object itself."""
        made = self.face
        base = f"/{made.tag}+{self.family}".encode()
        program = writer.stream(made.program, b"/Length1 %d" % len(made.program), squeeze=True)
        box = b" ".join(b"%d" % round(value) for value in made.box)
        descriptor = writer.add(
            b"<</Type/FontDescriptor/FontName%s/Flags 4/ItalicAngle 0/StemV 80/FontBBox[%s]/Ascent %d/Descent %d"
            b"/CapHeight %d/FontFile2 %d 0 R>>"
            % (base, box, round(made.ascent), round(made.descent), round(made.cap_height), program)
        )
        widths = b" ".join(b"%d[%d]" % (glyph, round(made.widths[letter])) for letter, glyph in made.ordered)
        below = writer.add(
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont%s/CIDToGIDMap/Identity/DW 1000/W[%s]"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R>>"
            % (base, widths, descriptor)
        )
        to_unicode = writer.stream(_to_unicode(made), squeeze=True)
        return (
            b"<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
            % (base, below, to_unicode)
        )


def _is_leftward(word: str) -> bool:
    """Return whether a word is written from right to left."""
    return any(bidirectional(letter) in ("R", "AL") for letter in word)


def _as_seen(text: str) -> list[str]:
    """Return words and blanks from left to right as drawn; right-to-left words in a row are reversed."""
    words = [word for word in re.split(r"(\s)", text) if word]
    seen: list[str] = []
    turned: list[str] = []
    for word in words:
        if _is_leftward(word) or (turned and word.isspace()):
            turned.append(word)
        else:
            seen += [*_turned(turned), word]
            turned = []
    return seen + _turned(turned)


def _turned(words: list[str]) -> list[str]:
    last = max((place for place, word in enumerate(words, 1) if not word.isspace()), default=0)
    return words[:last][::-1] + words[last:]


def _to_unicode(made: Face) -> bytes:
    # PDF readers take letters from left to right and reverse right-to-left words, so such words are stored reversed.
    spellings = {text: text[::-1] if len(text) > 1 and _is_leftward(text) else text for text in made.glyphs}
    pairs = [f"<{glyph:04X}> <{spellings[text].encode('utf-16-be').hex().upper()}>" for text, glyph in made.ordered]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def "
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{body}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()


@dataclass(frozen=True)
class Stamper:
    """Drawer of stamps. Every stamp is marked as an artifact and leaves the page's graphics state unchanged."""

    pen: Pen

    def over(self, lie: PageGeometry, head: str, across: str) -> bytes:
        """Return commands that end a page's own drawing, then draw the marking `head` and the watermark `across`."""
        drawn = b""
        if across:
            drawn += self._artifact(b"/Subtype/Watermark", self._across(across, lie))
        if head:
            drawn += self._artifact(b"/Subtype/Header", self._head(head, lie))
        return b"\nQ\n" + self._upright(lie, drawn)

    def foot(self, lie: PageGeometry, text: str) -> bytes:
        """Return the commands that stamp the page number."""
        size = 10.5 * lie.scale
        wide = self.pen.width(text, size)
        line = self._label(text, size, (lie.size[0] - wide) / 2, 17 * lie.scale, wide, b"0 g", lie)
        return self._upright(lie, self._artifact(b"/Subtype/Footer", line))

    def label(self, lie: PageGeometry, text: str, head: str, free: Head) -> bytes:
        """
        Return the commands that write a label in a clear place at the head of a page, on the right or else on the left.

        The label is below the restriction marking, in smaller letters where the place is narrow. Returns b"" without a
        clear place.
        """
        (width, height), scale = lie.size, lie.scale
        upper = 12 * scale + self._head_depth(head, lie)
        for is_right, size, down in product((True, False), LABEL_SIZES, range(0, 60, 3)):
            letters, top = size * scale, upper + down * scale
            wide, pad = self.pen.width(text, letters), 4 * scale
            left = width - LABEL_MARGIN * scale - wide if is_right else LABEL_MARGIN * scale
            box = left - pad, top, left + wide + pad, top + letters + 2 * pad
            if free.is_clear(*(side / width for side in box)):
                line = b"0 g\n" + self.pen.write(text, letters, left, height - top - pad - letters * 0.8, lie.font)
                return self._upright(lie, self._artifact(b"/Subtype/Header", line))
        return b""

    def copy_of(self, lie: PageGeometry, text: str) -> bytes:
        """Return the commands that print the reader's name faintly across the page, and small along its left edge."""
        size = 7.5 * lie.scale
        aside = b"q 0 1 -1 0 %.2f %.2f cm 0.25 g\n" % (12 * lie.scale, 40 * lie.scale)
        aside += self.pen.write(text, size, 0, 0, lie.font) + b"Q\n"
        return self._upright(lie, self._artifact(b"/Subtype/Watermark", self._across(text, lie) + aside))

    def _upright(self, lie: PageGeometry, drawn: bytes) -> bytes:
        if not drawn:
            return b""
        back = page_geometry.upright_matrix(lie.angle, lie.shown).inverse()
        return b"q " + back.encode() + b" cm\n" + drawn + b"Q\n"

    def _artifact(self, kind: bytes, drawn: bytes) -> bytes:
        return b"/Artifact <</Type/Pagination" + kind + b">> BDC\n" + drawn + b"EMC\n"

    def _head(self, text: str, lie: PageGeometry) -> bytes:
        width, height = lie.size
        size, lines = self._head_lines(text, lie)
        drawn, y = b"", height - 17 * lie.scale
        for line in lines:
            wide = self.pen.width(line, size)
            drawn += self._label(line, size, (width - wide) / 2, y, wide, b"0.58 0.145 0.08 rg", lie)
            y -= size * 1.4
        return drawn

    def _head_lines(self, text: str, lie: PageGeometry) -> tuple[float, list[str]]:
        # Place the marking above papers' own headers, below the margin that printers cut off; in one line if legible.
        most = lie.size[0] - 2 * MARGIN * lie.scale
        narrowest, widest = lie.head_sizes
        size = max(narrowest, min(widest, widest * most / max(self.pen.width(text, widest * lie.scale), 1))) * lie.scale
        return size, self.pen.wrapped(text, size, most)

    def _head_depth(self, text: str, lie: PageGeometry) -> float:
        """Return how far the marking reaches below a line 12 points from the page's upper edge; 0 without a marking."""
        size, lines = self._head_lines(text, lie) if text else (0.0, [])
        return 8 * lie.scale + size * (1.4 * len(lines) - 1.05) if lines else 0.0

    def _label(self, text: str, size: float, x: float, y: float, wide: float, ink: bytes, lie: PageGeometry) -> bytes:
        """Return the commands that write text on a slightly larger white band, to be legible over any drawing."""
        pad = size * 0.45
        band = b"1 g %.2f %.2f %.2f %.2f re f\n" % (x - pad, y - size * 0.35, wide + 2 * pad, size * 1.42)
        return band + ink + b"\n" + self.pen.write(text, size, x, y, lie.font)

    def _across(self, text: str, lie: PageGeometry) -> bytes:
        width, height = lie.size
        angle = atan2(height, width)
        size = 0.72 * (width**2 + height**2) ** 0.5 / max(self.pen.width(text, 1), 1)
        size = min(size, 0.16 * (width + height))
        half = self.pen.width(text, size) / 2
        c, s = cos(angle), sin(angle)
        move = b"q %.4f %.4f %.4f %.4f %.2f %.2f cm %s gs 0.3 g\n" % (
            *(c, s, -s, c, width / 2, height / 2),
            lie.faint.encode(),
        )
        return move + self.pen.write(text, size, -half, -size * 0.33, lie.font) + b"Q\n"

"""What is drawn on top of a page: its number, words of restriction, a watermark. All artifacts.

Letters are an embedded subset of the portal's own font (PDF/UA asks for that), written as glyph numbers with a
ToUnicode map.
"""

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, cos, sin
from pathlib import Path

from meetings.packs import upright
from meetings.packs.prepared import Lie
from meetings.packs.writer import Writer

FONTS = Path(__file__).resolve().parent.parent.parent / "static" / "fonts"
REGULAR, BOLD = "AtkinsonHyperlegible-Regular.ttf", "AtkinsonHyperlegible-Bold.ttf"
MARGIN = 24.0
UNUSED = {"GPOS", "GSUB", "GDEF", "gasp", "DSIG"}
LATIN = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180), 0x2018, 0x2019)))  # whatever a reader is called


@dataclass(frozen=True)
class Face:
    """A subset of one font file: glyph number and width (per 1,000) of each character."""

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
        """The characters and their glyph numbers, by number."""
        return sorted(self.glyphs.items(), key=lambda pair: pair[1])


@lru_cache(maxsize=64)
def face(file: str, characters: str) -> Face:
    """Return the subset of a font file with the given (sorted) characters. The same characters give the same bytes."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(FONTS / file, recalcTimestamp=False)
    for table in UNUSED & set(font.keys()):  # before subsetting, which would read them first
        del font[table]
    options = subset.Options(
        layout_features=[],
        hinting=False,
        notdef_outline=True,
        name_IDs=[],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    order, cmap, scale = font.getReverseGlyphMap(), font.getBestCmap(), 1000 / font["head"].unitsPerEm
    known = [letter for letter in characters if ord(letter) in cmap]
    head, hhea = font["head"], font["hhea"]
    return Face(
        tag="".join(chr(65 + byte % 26) for byte in hashlib.sha256(out.getvalue()).digest()[:6]),
        program=out.getvalue(),
        glyphs={letter: order[cmap[ord(letter)]] for letter in known},
        widths={letter: font["hmtx"][cmap[ord(letter)]][0] * scale for letter in known},
        ascent=hhea.ascent * scale,
        descent=hhea.descent * scale,
        cap_height=getattr(font["OS/2"], "sCapHeight", 700) * scale,
        box=(head.xMin * scale, head.yMin * scale, head.xMax * scale, head.yMax * scale),
    )


class Pen:
    """Writes in one face."""

    def __init__(self, file: str, texts: Iterable[str]) -> None:
        self.family = file.removesuffix(".ttf")
        self.face = face(file, "".join(sorted(set("".join(texts)) | {" ", "?"})))

    def hex(self, text: str) -> bytes:
        """Return the text as a PDF hex string of glyph numbers; a letter the font lacks becomes ``?``."""
        glyphs = self.face.glyphs
        return b"<" + "".join(f"{glyphs.get(letter, glyphs['?']):04X}" for letter in text).encode() + b">"

    def width(self, text: str, size: float) -> float:
        """Return how wide the text is at a size, in points."""
        widths = self.face.widths
        return sum(widths.get(letter, widths["?"]) for letter in text) * size / 1000

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

    def embed(self, writer: Writer) -> int:
        """Write the font into a document; return the number of its object."""
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
        return writer.add(
            b"<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
            % (base, below, to_unicode)
        )


def _to_unicode(made: Face) -> bytes:
    pairs = [f"<{glyph:04X}> <{letter.encode('utf-16-be').hex().upper()}>" for letter, glyph in made.ordered]
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
    """Draws in the stamp's face; every drawing is an artifact, in a state of its own."""

    pen: Pen

    def over(self, lie: Lie, head: str, across: str) -> bytes:
        """Return the commands that end a page's own drawing and lay words of restriction and a watermark over it."""
        drawn = b""
        if across:
            drawn += self._artifact(b"/Subtype/Watermark", self._across(across, lie))
        if head:
            drawn += self._artifact(b"/Subtype/Header", self._head(head, lie))
        return b"\nQ\n" + self._upright(lie, drawn)

    def foot(self, lie: Lie, text: str) -> bytes:
        """Return the commands that number a page."""
        size = 10.5 * lie.scale
        wide = self.pen.width(text, size)
        line = self._label(text, size, (lie.size[0] - wide) / 2, 17 * lie.scale, wide, b"0 g", lie)
        return self._upright(lie, self._artifact(b"/Subtype/Footer", line))

    def copy_of(self, lie: Lie, text: str) -> bytes:
        """Return the commands that say whose copy it is: across the page, faintly, and small along its left edge."""
        size = 7.5 * lie.scale
        aside = b"q 0 1 -1 0 %.2f %.2f cm 0.25 g\n" % (12 * lie.scale, 40 * lie.scale)
        aside += self.pen.write(text, size, 0, 0, lie.font) + b"Q\n"
        return self._upright(lie, self._artifact(b"/Subtype/Watermark", self._across(text, lie) + aside))

    def _upright(self, lie: Lie, drawn: bytes) -> bytes:
        if not drawn:
            return b""
        back = upright.upright_matrix(lie.angle, lie.shown).inverse()
        return b"q " + back.encode() + b" cm\n" + drawn + b"Q\n"

    def _artifact(self, kind: bytes, drawn: bytes) -> bytes:
        return b"/Artifact <</Type/Pagination" + kind + b">> BDC\n" + drawn + b"EMC\n"

    def _head(self, text: str, lie: Lie) -> bytes:
        (width, height), scale = lie.size, lie.scale
        size = 9.5 * scale
        drawn, y = b"", height - 22 * scale
        for line in self.pen.wrapped(text, size, width - 2 * MARGIN * scale):
            wide = self.pen.width(line, size)
            drawn += self._label(line, size, (width - wide) / 2, y, wide, b"0.58 0.145 0.08 rg", lie)
            y -= size * 1.5
        return drawn

    def _label(self, text: str, size: float, x: float, y: float, wide: float, ink: bytes, lie: Lie) -> bytes:
        """Words on a white band a little larger than themselves, readable over whatever lies beneath."""
        pad = size * 0.45
        band = b"1 g %.2f %.2f %.2f %.2f re f\n" % (x - pad, y - size * 0.35, wide + 2 * pad, size * 1.42)
        return band + ink + b"\n" + self.pen.write(text, size, x, y, lie.font)

    def _across(self, text: str, lie: Lie) -> bytes:
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

"""What is drawn on top of a page: its number, words of restriction, a watermark (all artifacts); and the blank back.

Letters are an embedded subset of the portal's own font (PDF/UA asks for that), written as glyph numbers with a
ToUnicode map.
"""

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from meetings.packs import upright

FONTS = Path(__file__).resolve().parent.parent.parent / "static" / "fonts"
REGULAR, BOLD = "AtkinsonHyperlegible-Regular.ttf", "AtkinsonHyperlegible-Bold.ttf"
MARGIN = 40.0


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
    options = subset.Options(
        layout_features=[],
        hinting=False,
        notdef_outline=True,
        name_IDs=[],
        drop_tables=["GPOS", "GSUB", "GDEF", "gasp", "DSIG"],
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
    """Writes in one face in one document."""

    def __init__(self, pdf: Pdf, file: str, texts: Iterable[str]) -> None:
        self.face = face(file, "".join(sorted(set("".join(texts)) | {" ", "?"})))
        self.name = Name(f"/Pack{self.face.tag}")
        self.font = _embed(pdf, self.face, file.removesuffix(".ttf"))

    def hex(self, text: str) -> bytes:
        """Return the text as a PDF hex string of glyph numbers; a letter the font lacks becomes ``?``."""
        glyphs = self.face.glyphs
        return b"<" + "".join(f"{glyphs.get(letter, glyphs['?']):04X}" for letter in text).encode() + b">"

    def width(self, text: str, size: float) -> float:
        """Return how wide the text is at a size, in points."""
        widths = self.face.widths
        return sum(widths.get(letter, widths["?"]) for letter in text) * size / 1000

    def write(self, text: str, size: float, x: float, y: float) -> bytes:
        """Return the commands that write a line with its baseline starting at (x, y)."""
        return b"BT %s %.2f Tf %.2f %.2f Td %s Tj ET\n" % (str(self.name).encode(), size, x, y, self.hex(text))


def _embed(pdf: Pdf, made: Face, family: str) -> Dictionary:
    base = Name(f"/{made.tag}+{family}")
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=base, Flags=4, ItalicAngle=0, StemV=80)
    descriptor.FontBBox = Array([round(value) for value in made.box])
    descriptor.Ascent, descriptor.Descent = round(made.ascent), round(made.descent)
    descriptor.CapHeight = round(made.cap_height)
    descriptor.FontFile2 = pdf.make_stream(made.program, Length1=len(made.program))
    below = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=base, CIDToGIDMap=Name.Identity, DW=1000)
    below.W = Array([value for letter, glyph in made.ordered for value in (glyph, Array([round(made.widths[letter])]))])
    below.CIDSystemInfo = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
    below.FontDescriptor = pdf.make_indirect(descriptor)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=base, Encoding=Name("/Identity-H"))
    font.DescendantFonts = Array([pdf.make_indirect(below)])
    font.ToUnicode = pdf.make_stream(_to_unicode(made))
    return pdf.make_indirect(font)


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
class Marks:
    """What to draw on one page: its number at the foot, words of restriction at the head, a watermark across."""

    foot: str = ""
    head: str = ""
    across: str = ""


class Stamper:
    """Stamps the pages of one document; made with every text it will write, so that one subset serves all."""

    def __init__(self, pdf: Pdf, plain: Iterable[str], bold: Iterable[str]) -> None:
        self._pdf = pdf
        self._plain, self._bold = Pen(pdf, REGULAR, plain), Pen(pdf, BOLD, bold)
        self._before = pdf.make_stream(b"q\n")
        self._faint = pdf.make_indirect(Dictionary(Type=Name.ExtGState, ca=0.16, CA=0.16))

    def stamp(self, page: Dictionary, marks: Marks) -> None:
        """Draw the marks over a page, whatever its rotation and boxes, leaving its own drawing untouched."""
        shown, angle = upright.visible(page), upright.turned(page)
        unit = _unit(page)
        width, height = shown[2] - shown[0], shown[3] - shown[1]
        if angle in (90, 270):
            width, height = height, width
        scale = min(max(max(width, height) * unit / 842, 0.6), 3.0) / unit
        drawn = b""
        if marks.across:
            drawn += self._artifact(b"/Subtype/Watermark", self._across(marks.across, width, height))
        if marks.head:
            drawn += self._artifact(b"/Subtype/Header", self._head(marks.head, width, height, scale))
        if marks.foot:
            drawn += self._artifact(b"/Subtype/Footer", self._foot(marks.foot, width, scale))
        if not drawn:
            return
        back = upright.upright_matrix(angle, shown).inverse()
        after = self._pdf.make_stream(b"\nQ q " + back.encode() + b" cm\n" + drawn + b"Q\n")
        old = page.get(Name.Contents)
        streams = list(old) if isinstance(old, Array) else [] if old is None else [old]
        page.Contents = Array([self._before, *streams, after])
        self._lend(page, bool(marks.across))

    def blank(self, text: str, size: tuple[float, float]) -> Dictionary:
        """Return a page object that says that it is blank; its words are marked content 0, for the caller to tag."""
        width, height = size
        letters = 12.0
        x = (width - self._plain.width(text, letters)) / 2
        content = b"/P <</MCID 0>> BDC 0.25 g\n" + self._plain.write(text, letters, x, height / 2) + b"EMC\n"
        return self._pdf.make_indirect(
            Dictionary(
                Type=Name.Page, MediaBox=Array([0, 0, width, height]), Contents=self._pdf.make_stream(content),
                Resources=Dictionary(Font=Dictionary({str(self._plain.name): self._plain.font})),
            )
        )  # fmt: skip

    def _lend(self, page: Dictionary, faint: bool) -> None:
        if not isinstance(page.get(Name.Resources), Dictionary):
            page.Resources = Dictionary()
        resources = page.Resources
        if not isinstance(resources.get(Name.Font), Dictionary):
            resources.Font = Dictionary()
        for pen in (self._plain, self._bold):
            resources.Font[pen.name] = pen.font
        if faint:
            if not isinstance(resources.get(Name.ExtGState), Dictionary):
                resources.ExtGState = Dictionary()
            resources.ExtGState[Name.PackFaint] = self._faint

    def _artifact(self, kind: bytes, drawn: bytes) -> bytes:
        return b"/Artifact <</Type/Pagination" + kind + b">> BDC\n" + drawn + b"EMC\n"

    def _foot(self, text: str, width: float, scale: float) -> bytes:
        size = 10.5 * scale
        wide = self._bold.width(text, size)
        return self._label(text, size, (width - wide) / 2, 17 * scale, wide, b"0 g")

    def _head(self, text: str, width: float, height: float, scale: float) -> bytes:
        size = 9.5 * scale
        drawn, y = b"", height - 22 * scale
        for line in self._lines(text, size, width - 2 * MARGIN * scale):
            wide = self._bold.width(line, size)
            drawn += self._label(line, size, (width - wide) / 2, y, wide, b"0.58 0.145 0.08 rg")
            y -= size * 1.5
        return drawn

    def _label(self, text: str, size: float, x: float, y: float, wide: float, ink: bytes) -> bytes:
        """Words on a white band a little larger than themselves, readable over whatever lies beneath."""
        pad = size * 0.45
        band = b"1 g %.2f %.2f %.2f %.2f re f\n" % (x - pad, y - size * 0.35, wide + 2 * pad, size * 1.42)
        return band + ink + b"\n" + self._bold.write(text, size, x, y)

    def _across(self, text: str, width: float, height: float) -> bytes:
        from math import atan2, cos, sin

        angle = atan2(height, width)
        size = 0.72 * (width**2 + height**2) ** 0.5 / max(self._bold.width(text, 1), 1)
        size = min(size, 0.16 * (width + height))
        half = self._bold.width(text, size) / 2
        c, s = cos(angle), sin(angle)
        move = b"q %.4f %.4f %.4f %.4f %.2f %.2f cm /PackFaint gs 0.3 g\n" % (c, s, -s, c, width / 2, height / 2)
        return move + self._bold.write(text, size, -half, -size * 0.33) + b"Q\n"

    def _lines(self, text: str, size: float, most: float) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self._bold.width(longer, size) > most:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines


def _unit(page: Any) -> float:
    try:
        unit = float(page.get(Name.UserUnit, 1))
    except (TypeError, ValueError):
        return 1.0
    return unit if 0.01 < unit < 1000 else 1.0

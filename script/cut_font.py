"""
Make the portal's fonts of what their makers publish: cut_font.py PLEX NOTO FONTS (three folders).

For screens, regular and bold are cut to what pages are written in, as WOFF2. For prints everything is kept, as
TrueType, of which the numbers stamped on a page are made too; beside it stand fonts for what the face has not.

The licence reserves the name of the face for the file as its maker publishes it (OFL-FAQ 2.8), so ours is called
otherwise inside: it is not a file of theirs any more.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

WELSH = "ÂâÊêÎîÔôÛûŴŵŶŷÁáÉéÍíÓóÚúẂẃÝýÀàÈèÌìÒòÙùẀẁỲỳÄäËëÏïÖöÜüẄẅŸÿ"
PRINTED = "–—‘’“”•…£€§©½"
ARROWS = "←↑→↓"
ON_SCREEN = {*map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100))), *WELSH, *PRINTED, *ARROWS}
ON_SCREEN |= {*"‹›‑−×÷≤≥¼¾✓"}
FACES = ("Regular", "Bold", "Italic", "BoldItalic")
SCREEN = ("Regular", "Bold")
SYMBOLS = [*range(0x2190, 0x2200), *range(0x2500, 0x2600), *range(0x2600, 0x2670), *range(0x2701, 0x27C0)]
OTHERS = {  # what names and places in an agenda are written in, and what Word puts into its lists
    "Arabic": "arabic",
    "Bengali": "bengali",
    "Devanagari": "devanagari",
    "Gujarati": "gujarati",
    "Gurmukhi": "gurmukhi",
    "Hebrew": "hebrew",
    "Tamil": "tamil",
    "Symbols-2": "symbols",
}


def call(font: TTFont, family: str, style: str) -> None:
    """Put our name into a font in place of its maker's."""
    names = font["name"]
    names.names = [name for name in names.names if name.nameID in (0, 13, 14)]
    said = {
        1: family,
        2: style,
        3: f"{family} {style}",
        4: f"{family} {style}",
        6: f"{family}-{style}".replace(" ", ""),
    }
    for number, text in said.items():
        names.setName(text, number, 3, 1, 0x409)


def cut(font: TTFont, letters: Iterable[int] | None, *, hinting: bool = False) -> None:
    """Keep some letters (all where None), and of the features those that need no asking for."""
    options = subset.Options(
        hinting=hinting, name_IDs=["*"], notdef_outline=True, layout_features=["kern", "mark", "mkmk", "ccmp", "locl"]
    )
    if letters is None:
        options.layout_features = ["*"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters if letters is not None else font.getBestCmap())
    cutter.subset(font)


def faces(plex: Path, fonts: Path) -> None:
    """Cut the face itself. Raises SystemExit where a letter is lacking, or figures differ in width."""
    for face in FACES:
        source = plex / f"fonts/complete/woff2/IBMPlexSans-{face}.woff2"
        if face in SCREEN:
            font = TTFont(source)
            check(font, ON_SCREEN, face)
            cut(font, map(ord, ON_SCREEN), hinting=True)
            call(font, "Portal Sans", face)
            font.flavor = "woff2"
            font.save(fonts / f"PortalSans-{face}.woff2")
        font = TTFont(source)
        font.flavor = None
        cut(font, None)
        call(font, "Portal Sans", face)
        font.save(fonts / f"print/PortalSans-{face}.ttf")


def check(font: TTFont, wanted: set[str], face: str) -> None:
    """Raise SystemExit where a font lacks a letter, or its figures are not all of one width."""
    letters = font.getBestCmap()
    if missing := sorted(sign for sign in wanted if ord(sign) not in letters):
        raise SystemExit(f"{face} lacks {' '.join(missing)}")
    if len({font["hmtx"][letters[ord(figure)]][0] for figure in "0123456789"}) > 1:
        raise SystemExit(f"The figures of {face} are not all of one width.")


def others(noto: Path, fonts: Path) -> None:
    """One font for each of the other scripts, in regular: bold is made of it where it is asked for."""
    for name, part in OTHERS.items():
        package = f"noto-sans-{name.lower()}"
        font = TTFont(noto / package / f"files/{package}-{part}-400-normal.woff2")
        font.flavor = None
        cut(font, set(font.getBestCmap()) & set(SYMBOLS) if part == "symbols" else None)
        give_space(font)
        called = name.partition("-")[0]
        call(font, f"Portal {called}", "Regular")
        font.save(fonts / f"print/Portal{called}-Regular.ttf")


def give_space(font: TTFont) -> None:
    """Give a font that has none a space: a printer sets the one behind a sign in the font of the sign."""
    if 0x20 in font.getBestCmap():
        return
    for table in {"vmtx", "vhea", "VORG"} & set(font.keys()):
        del font[table]
    font["glyf"]["space"] = Glyph()
    font["hmtx"]["space"] = (font["head"].unitsPerEm // 4, 0)
    font.setGlyphOrder(font["glyf"].glyphOrder)
    for table in font["cmap"].tables:
        table.cmap |= {0x20: "space", 0xA0: "space"}


if __name__ == "__main__":
    plex, noto, fonts = map(Path, sys.argv[1:4])
    (fonts / "print").mkdir(parents=True, exist_ok=True)
    faces(plex, fonts)
    others(noto, fonts)

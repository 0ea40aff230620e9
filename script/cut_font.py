"""
Make the portal's fonts from the files that their makers publish: cut_font.py PLEX NOTO FONTS (three folders).

For screens, regular and bold are cut to the letters that pages use, as WOFF2. For prints all letters are kept, as
TrueType; the numbers stamped on pages use these fonts too. Prints also get fonts for other scripts and for symbols.

The licence reserves the name of a font for the file that its maker publishes (OFL-FAQ 2.8). Our files are changed, so
they have another name inside.
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
OTHERS = {  # scripts of names and places in agendas, and the symbols that Word puts into its lists
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
    """Keep only `letters` and the layout features that programs use by default. With None, keep everything."""
    options = subset.Options(
        hinting=hinting, name_IDs=["*"], notdef_outline=True, layout_features=["kern", "mark", "mkmk", "ccmp", "locl"]
    )
    if letters is None:
        options.layout_features = ["*"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters if letters is not None else font.getBestCmap())
    cutter.subset(font)


def faces(plex: Path, fonts: Path) -> None:
    """Make the fonts from IBM Plex Sans. Raises SystemExit where a letter is missing, or figures differ in width."""
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
    """Make one regular font for each other script, from which printing derives bold."""
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
    """Add a space to a font without one, because printing takes the space after a letter from the letter's font."""
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

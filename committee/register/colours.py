"""Whether the council's colours can be read (WCAG 2.2, success criterion 1.4.3)."""

import re

ENOUGH = 4.5


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, other: str) -> float:
    """Return the contrast of two colours such as #1d4f5e, from 1 to 21. Raises ValueError for anything else."""
    for colour in (first, other):
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
            raise ValueError(f"{colour!r} is not a colour.")
    darker, lighter = sorted((_light(first), _light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def tint(colour: str) -> str:
    """Return the pale shade of the council's colour behind side panels: 6 parts in 100, the rest white."""
    return "#" + "".join(f"{round(int(colour[at : at + 2], 16) * 0.06 + 255 * 0.94):02x}" for at in (1, 3, 5))


def faults(band: str, band_text: str, link: str) -> list[tuple[str, str]]:
    """Return what cannot be read, as (name of the Council's field, sentence)."""
    failures = []
    if (ratio := contrast(band, band_text)) < ENOUGH:
        failures.append(("brand_text_colour", f"Header text has a contrast of {ratio:.1f} to 1; it needs 4.5 to 1."))
    if (ratio := min(contrast(link, "#ffffff"), contrast(link, tint(band)))) < ENOUGH:
        failures.append(
            ("link_colour", f"Links have a contrast of {ratio:.1f} to 1 with the page; they need 4.5 to 1.")
        )
    return failures


def contrasts(band: str, band_text: str, link: str) -> list[tuple[str, float, bool]]:
    """Return each pair of colours in words, its contrast, and whether that is enough."""
    pairs = (
        ("Text on the header", band, band_text),
        ("Links on a white page", link, "#ffffff"),
        ("Links on the tint of side panels and footer", link, tint(band)),
    )
    return [(words, ratio, ratio >= ENOUGH) for words, first, other in pairs for ratio in [contrast(first, other)]]

"""
The numbers that Word prints before the paragraphs of its lists, worked out from `numbering.xml`.

Runs in the child process that takes an upload in.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from meetings.packs.intake.office.archive import attribute, local

LEVELS = tuple("012345678")
LETTERS, MOST_LETTERS, ROMAN = 26, 780, ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
TENS = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
PLACE = re.compile(r"%(\d)")


def value(element: Any, *path: str) -> str:
    """Return the `val` of the element at a path of local names below `element`, or "" where there is none."""
    for name in path:
        element = next((child for child in element if local(child) == name), None) if element is not None else None
    return attribute(element, "val") if element is not None else ""


def number(text: str, default: int = 0) -> int:
    """Return the number written in a stranger's file; `default` for other text and for 100,000 or more."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default


class Styles:
    """The paragraph styles of a document, with their own and their inherited settings."""

    def __init__(self, root: Any) -> None:
        rows = root if root is not None else ()
        self.known = {attribute(row, "styleId"): row for row in rows if local(row) == "style"}
        default = [name for name, row in self.known.items() if attribute(row, "default") in ("1", "true")]
        self.default = next((name for name in default if attribute(self.known[name], "type") == "paragraph"), "")

    def chain(self, paragraph: Any) -> Iterator[Any]:
        """Yield the paragraph, its style, and the styles on which that style is based."""
        yield paragraph
        yield from self.based(value(paragraph, "pPr", "pStyle") or self.default)

    def based(self, name: str) -> Iterator[Any]:
        """Yield a style, and then the styles on which the style is based."""
        seen: set[str] = set()
        while name in self.known and name not in seen:
            seen.add(name)
            yield self.known[name]
            name = value(self.known[name], "basedOn")

    def inherited(self, owners: Iterable[Any], *path: str) -> str:
        """Return the value at a path below `pPr` of the first owner with such a value; "" where no owner has it."""
        return next((result for owner in owners if (result := value(owner, "pPr", *path))), "")


class Lists:
    """The numbering of a document's lists. Call it for each paragraph, from the first to the last."""

    def __init__(self, root: Any, styles: Styles) -> None:
        rows = list(root) if root is not None else []
        self.styles = styles
        self.abstract = {attribute(row, "abstractNumId"): row for row in rows if local(row) == "abstractNum"}
        self.lists = {attribute(row, "numId"): row for row in rows if local(row) == "num"}
        self.counts: dict[tuple[str, int], int] = {}
        self.begun: set[tuple[str, int]] = set()

    def label(self, paragraph: Any) -> str | None:
        """
        Return the printed number before a paragraph; "" for no number, None for a number that cannot be worked out.

        Call this for every paragraph, in the order of the document.
        """
        chain = list(self.styles.chain(paragraph))
        name = self.styles.inherited(chain, "numPr", "numId")
        if name not in self.lists:
            return ""
        shape = self._shape(name)
        depth = self._depth(chain, shape)
        levels = self._levels(name, shape)
        if shape is None or depth not in levels:
            return None
        self._count(name, attribute(shape, "abstractNumId"), depth, levels)
        return self._printed(attribute(shape, "abstractNumId"), depth, levels)

    def _shape(self, name: str) -> Any:
        shape = self.abstract.get(value(self.lists[name], "abstractNumId"))
        linked = value(shape, "numStyleLink") if shape is not None else ""
        other = self.styles.inherited(self.styles.based(linked), "numPr", "numId") if linked else ""
        return self.abstract.get(value(self.lists[other], "abstractNumId")) if other in self.lists else shape

    def _depth(self, chain: list[Any], shape: Any) -> int:
        names = [attribute(style, "styleId") for style in chain[1:]]
        tied = (level for level in shape if value(level, "pStyle") in names) if shape is not None else ()
        level = next((attribute(level, "ilvl") for level in tied), "")
        return number(self.styles.inherited(chain, "numPr", "ilvl") or level)

    def _levels(self, name: str, shape: Any) -> dict[int, Any]:
        rows = [(attribute(row, "ilvl"), row) for row in (shape if shape is not None else ()) if local(row) == "lvl"]
        for override in self.lists[name]:
            rows += [(attribute(override, "ilvl"), row) for row in override if local(row) == "lvl"]
        return {int(level): row for level, row in rows if level in LEVELS}

    def _count(self, name: str, shape: str, depth: int, levels: dict[int, Any]) -> None:
        for override in self.lists[name]:
            level, start = number(attribute(override, "ilvl"), -1), value(override, "startOverride")
            if start and level <= depth and (name, level) not in self.begun:
                self.counts[shape, level] = number(start, 1) - 1
        self.begun |= {(name, level) for level in range(depth + 1)}
        before = self.counts.get((shape, depth))
        self.counts[shape, depth] = number(value(levels[depth], "start"), 1) if before is None else before + 1
        for level in [level for level in levels if level > depth and value(levels[level], "lvlRestart") != "0"]:
            self.counts.pop((shape, level), None)

    def _printed(self, shape: str, depth: int, levels: dict[int, Any]) -> str | None:
        legal = any(local(row) == "isLgl" for row in levels[depth])
        parts: list[str | None] = []

        def part(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            count = self.counts.get((shape, level), number(value(levels.get(level), "start"), 1))
            kind = value(levels.get(level), "numFmt") or "decimal"
            parts.append(_figure(count, "decimal" if legal and kind != "decimalZero" else kind))
            return parts[-1] or ""

        text = "" if value(levels[depth], "numFmt") in ("bullet", "none") else value(levels[depth], "lvlText")
        label = PLACE.sub(part, text)
        return None if None in parts else label


def _figure(count: int, kind: str) -> str | None:
    if kind == "decimal":
        return str(count)
    if kind == "decimalZero":
        return f"{count:02}"
    if kind in ("lowerLetter", "upperLetter") and 0 < count <= MOST_LETTERS:
        letter = chr(ord("a") + (count - 1) % LETTERS) * (1 + (count - 1) // LETTERS)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = ""
        for size, letters in (*TENS, *ROMAN):
            roman += letters * (count // size)
            count %= size
        return roman.upper() if kind == "upperRoman" else roman
    return "" if kind == "none" else None

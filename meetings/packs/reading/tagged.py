"""Blocks of a page by the tags of its PDF. Runs in a child process."""

import ctypes
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from meetings.packs.reading import glyphs
from meetings.packs.reading.glyphs import LABEL, Block, Glyph

MOST_ELEMENTS, DEEPEST = 20_000, 50  # of the tags of one page
MOST_ATTRIBUTES, WIDEST = 8, 100  # of an element; columns or rows that a cell spans
FEW, SHARE = 12, 0.005  # letters of a tagged page that its tags may miss: so many, or this share of the page's letters
GROUPS = {
    "Document", "Part", "Art", "Sect", "Div", "NonStruct", "Private", "BlockQuote", "Aside", "Index", "Form", "Annot",
    "DocumentFragment", "THead", "TBody", "TFoot",
}  # fmt: skip
INLINE = {
    "Span", "Quote", "Reference", "Link", "Em", "Strong", "Sub", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP",
    "Code", "BibEntry", "Lbl",
}  # fmt: skip
LISTS = {"L", "TOC"}
NOTES = {"Note", "FENote"}
HEADINGS = {"Title": 1, "H": 2, **{f"H{level}": level for level in range(1, 7)}}


class Spoiled(ValueError):
    """Tags that cannot be followed."""


def blocks(page: Any, drawn: list[Glyph]) -> list[Block] | None:
    """Return the blocks of a page by its tags; None where it has no tags, or the tags miss more than a few letters."""
    import pypdfium2.raw as pdfium

    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return None
    try:
        count = pdfium.FPDF_StructTree_CountChildren(tree)
        if count <= 0:
            return None
        walk = _Walk(drawn)
        made = walk.blocks([pdfium.FPDF_StructTree_GetChildAtIndex(tree, index) for index in range(count)])
    except Spoiled:
        return None
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    missed = walk.missed()
    content = glyphs.without_artifacts(drawn)
    words = sum(1 for glyph in content if glyph.text.strip())
    if len(missed) > max(FEW, SHARE * words) or any(glyph.artifact for glyph in content):
        return None
    return made + ([["paragraph", glyphs.runs(missed)]] if missed else [])


class _Walk:
    """A walk through the tags of one page."""

    def __init__(self, drawn: list[Glyph]) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._by_content: dict[int, list[Glyph]] = {}
        self._rest = [glyph for glyph in drawn if glyph.content < 0 and not glyph.artifact and glyph.text.strip()]
        self._remaining = MOST_ELEMENTS
        for glyph in drawn:
            if glyph.content >= 0 and not glyph.artifact:
                self._by_content.setdefault(glyph.content, []).append(glyph)

    def missed(self) -> list[Glyph]:
        """Return the letters that no element has reached."""
        unused = [glyph for letters in self._by_content.values() for glyph in letters if glyph.text.strip()]
        return unused + self._rest

    def blocks(self, elements: list[Any], depth: int = 0) -> list[Block]:
        """Return the blocks of some elements; letters between them become paragraphs."""
        made: list[Block] = []
        inline: list[Glyph] = []
        for element in elements:
            if self._is_inline(element, depth):
                inline += self._letters(element, depth)
                continue
            made += _paragraph(inline)
            inline = []
            made += self._block(self._kind(element), element, depth)
        return made + _paragraph(inline)

    def _is_inline(self, element: Any, depth: int) -> bool:
        """Return whether an element is part of a line: marked content, or an element of the line by its kind."""
        if isinstance(element, int) or (kind := self._kind(element)) in INLINE:
            return True
        within = self._children(element) if kind == "NonStruct" and depth < DEEPEST else []
        return bool(within) and all(self._is_inline(child, depth + 1) for child in within)

    def _block(self, kind: str, element: Any, depth: int) -> list[Block]:
        if depth > DEEPEST:
            return _paragraph(self._letters(element, depth))
        if kind in HEADINGS:
            runs = glyphs.runs(self._letters(element, depth))
            return [["heading", HEADINGS[kind], runs]] if runs else []
        if kind in LISTS:
            return self._list(element, depth)
        if kind in NOTES:
            note = self._item(element, depth)
            return [["list", "labels", [note]]] if note[0] else note[1]
        if kind == "Table":
            return self._table(element, depth)
        if kind in ("Figure", "Formula"):
            return [["figure", self._text("AltText", element), self.blocks(self._children(element), depth + 1)]]
        if actual := self._text("ActualText", element):
            self._letters(element, depth)
            return [["paragraph", [[actual, ""]]]]
        return self.blocks(self._children(element), depth + 1)

    def _list(self, element: Any, depth: int) -> list[Block]:
        items = [item for item in self._items(element, depth) if any(item)]
        return [["list", _kind_of([item[0] for item in items]), items]] if items else []

    def _items(self, element: Any, depth: int) -> list[list[Any]]:
        children = [(child, "" if isinstance(child, int) else self._kind(child)) for child in self._children(element)]
        if depth < DEEPEST and children and all(kind in LISTS for _, kind in children):  # a list in two columns
            return [item for child, _ in children for item in self._items(child, depth + 1)]
        items: list[list[Any]] = []
        for child, kind in children:
            if kind in ("LI", "TOCI"):
                items.append(self._item(child, depth + 1))
            elif kind in LISTS and items:
                items[-1][1] += self._list(child, depth + 1)
            else:
                items.append(["", self.blocks([child], depth + 1)])
        return items

    def _item(self, element: Any, depth: int) -> list[Any]:
        label: list[Glyph] = []
        rest = []
        for child in self._children(element):
            if not isinstance(child, int) and self._kind(child) == "Lbl":
                label += self._letters(child, depth)
            elif not isinstance(child, int) and self._kind(child) == "LBody":
                rest += self._children(child)
            else:
                rest.append(child)
        name = "".join(text for text, _ in glyphs.runs(label)).strip()
        return _labelled(name, self.blocks(rest, depth + 1))

    def _table(self, element: Any, depth: int) -> list[Block]:
        caption: list[list[str]] = []
        rows: list[list[Any]] = []
        others: list[Block] = []
        for child, in_head in self._rows(element, depth):
            kind = "" if isinstance(child, int) else self._kind(child)
            if kind == "TR":
                rows.append(self._row(child, depth + 1, in_head=in_head, first=not rows))
            elif kind == "Caption":
                caption += glyphs.runs(self._letters(child, depth))
            else:
                others += self.blocks([child], depth + 1)
        return [*([["table", caption, rows]] if rows else []), *others]

    def _rows(self, element: Any, depth: int) -> Iterator[tuple[Any, bool]]:
        """Yield (child, whether it is in the table's head) for the children of a table and of its parts."""
        for child in self._children(element):
            kind = "" if isinstance(child, int) else self._kind(child)
            if kind in ("THead", "TBody", "TFoot"):
                yield from ((inner, kind == "THead") for inner in self._children(child))
            else:
                yield child, False

    def _row(self, element: Any, depth: int, *, in_head: bool, first: bool) -> list[Any]:
        cells = [
            (child, self._kind(child) if child and not isinstance(child, int) else "")
            for child in self._children(element, with_empty=True)
        ]
        is_head = in_head or (first and all(kind == "TH" for child, kind in cells if child is not None))
        made: list[Any] = []
        for child, kind in cells:
            if child is None:
                made.append(["", 1, 1, []])
                continue
            inner = self._children(child) if kind in ("TH", "TD") else [child]
            spans = [self._span(child, name) if kind in ("TH", "TD") else 1 for name in (b"ColSpan", b"RowSpan")]
            scope = (self._scope(child) or ("col" if is_head else "row")) if kind == "TH" else ""
            made.append([scope, *spans, self.blocks(inner, depth + 1)])
        return made

    def _scope(self, element: Any) -> str:
        length, name = ctypes.c_ulong(), ctypes.create_string_buffer(32)
        for value in self._attributes(element, b"Scope"):
            if self._pdfium.FPDF_StructElement_Attr_GetStringValue(value, name, len(name), length):
                scope = name.raw[: min(length.value, len(name))].decode("utf-16-le", "replace").rstrip("\x00")
                return {"Column": "col", "Row": "row", "Both": "both"}.get(scope, "")
        return ""

    def _span(self, element: Any, name: bytes) -> int:
        number = ctypes.c_float()
        for value in self._attributes(element, name):
            if self._pdfium.FPDF_StructElement_Attr_GetNumberValue(value, number) and 1 <= number.value <= WIDEST:
                return int(number.value)
        return 1

    def _attributes(self, element: Any, name: bytes) -> Iterator[Any]:
        """Yield the values of an attribute of an element."""
        pdfium = self._pdfium
        for index in range(min(MOST_ATTRIBUTES, pdfium.FPDF_StructElement_GetAttributeCount(element))):
            attributes = pdfium.FPDF_StructElement_GetAttributeAtIndex(element, index)
            if attributes and (value := pdfium.FPDF_StructElement_Attr_GetValue(attributes, name)):
                yield value

    def _letters(self, element: Any, depth: int) -> list[Glyph]:
        """Return the letters of an element, or of a marked content (an int), each once."""
        if isinstance(element, int):
            return self._by_content.pop(element, [])
        if depth > 2 * DEEPEST:
            raise Spoiled
        made = [glyph for child in self._children(element) for glyph in self._letters(child, depth + 1)]
        actual = self._text("ActualText", element) if made else ""
        if not actual:
            return made
        whole = made[0]._replace(text=actual, right=made[-1].right)
        return [whole]

    def _children(self, element: Any, *, with_empty: bool = False) -> list[Any]:
        """
        Return the elements and the ids of marked content inside an element.

        PDFium gives no element that has nothing on the page, such as an empty cell; `with_empty` returns None for it.
        """
        pdfium, made = self._pdfium, []
        for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
            self._remaining -= 1
            if self._remaining < 0:
                raise Spoiled
            if child := pdfium.FPDF_StructElement_GetChildAtIndex(element, index):
                made.append(child)
            elif (content := pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)) >= 0:
                made.append(content)
            elif with_empty:
                made.append(None)
        return made

    def _kind(self, element: Any) -> str:
        return self._text("Type", element)

    def _text(self, what: str, element: Any) -> str:
        return self._string(getattr(self._pdfium, f"FPDF_StructElement_Get{what}"), element)

    def _string(self, call: Any, *arguments: Any) -> str:
        """Return the string that a call of PDFium writes into a buffer."""
        length = call(*arguments, None, 0)
        if not 2 < length <= 100_000:
            return ""
        buffer = ctypes.create_string_buffer(length)
        call(*arguments, buffer, length)
        return buffer.raw[:length].decode("utf-16-le", "replace").rstrip("\x00").strip()


def _paragraph(letters: list[Glyph]) -> list[Block]:
    runs = glyphs.runs(letters)
    return [["paragraph", runs]] if runs else []


def _labelled(label: str, blocks: list[Block]) -> list[Any]:
    """Return the item of a list; a label that begins its first paragraph, such as "a)", becomes its label."""
    if not label and blocks and blocks[0][0] == "paragraph":
        first = blocks[0][1][0]
        if match := LABEL.match(first[0]):
            label, first[0] = match[0].strip(), first[0][match.end() :].lstrip()
            blocks = blocks if first[0] else [["paragraph", blocks[0][1][1:]], *blocks[1:]]
    return [label, [block for block in blocks if block != ["paragraph", []]]]


def _kind_of(labels: list[str]) -> str:
    """Return the kind of a list by the labels of its items."""
    if all(len(label) <= 1 and not label.isalnum() for label in labels) or labels == ["o"] * len(labels):
        return "bullets"
    numbers = [re.fullmatch(r"\(?(\d{1,4})[.)]?", label) for label in labels]
    if all(numbers):
        values = [int(number[1]) for number in numbers if number]
        if all(after == value + 1 for value, after in pairwise(values)) and all(label[-1] == "." for label in labels):
            return "numbers"
    return "labels"

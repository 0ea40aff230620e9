"""The blocks of a PDF's pages, from its tags or from its lines (see `view`). Runs in a child process."""

import ctypes
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from meetings.packs.reading import glyphs
from meetings.packs.reading.glyphs import BROKEN, SOFT, Glyph

type Block = list[Any]
MOST_ELEMENTS, DEEPEST = 20_000, 50  # of the tags of one page
MOST_LETTERS = 10_000_000  # of a file
FEW, SHARE = 12, 0.005  # letters of a tagged page that its tags may miss: so many, or this share of the page's letters
GROUPS = {
    "Document", "Part", "Art", "Sect", "Div", "NonStruct", "Private", "BlockQuote", "Aside", "Index", "Form", "Annot",
    "DocumentFragment", "THead", "TBody", "TFoot",
}  # fmt: skip
INLINE = {
    "Span", "Quote", "Reference", "Link", "Em", "Strong", "Sub", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP",
    "Code", "BibEntry", "Lbl",
}  # fmt: skip
HEADINGS = {"Title": 1, "H": 2, **{f"H{level}": level for level in range(1, 7)}}
BULLETS = "•‣◦▪▫●○■□◆➢➤►✓✔\uf0b7\uf0a7\uf0d8\uf0fc"
BULLET = re.compile(f"[{BULLETS}–—\\-*·o] ")
LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-z]|[ivx]{1,5})[.)] ?|\d{1,3}(?:\.\d{1,3}){1,3} ")


class Spoiled(ValueError):
    """Tags that cannot be followed."""


def read(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Return ({"pages": [[source, blocks], ...]}, b"")."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    pages, untagged, letters = [], {}, 0
    for number, page in enumerate(document):
        drawn = glyphs.of_page(page)
        letters += len(drawn)
        if letters > MOST_LETTERS:
            raise MemoryError
        blocks = tagged(page, drawn)
        if blocks is None:
            untagged[number] = drawn
        pages.append(["tags" if blocks else "picture", blocks or []])
        page.close()
    body = _body_height(untagged.values())
    for number, drawn in untagged.items():
        if any(glyph.text.strip() for glyph in drawn):
            scan = sum(glyph.invisible for glyph in drawn) > 0.5 * len(drawn)
            pages[number] = ["scan" if scan else "lines", lines(drawn, 0 if scan else body)]
    known = Counter(word for page in pages for text in _texts(page) for word in re.findall(r"\w+", text))
    return {"pages": [_mended(page, known) for page in pages]}, b""


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for inner in data:
            yield from _texts(inner)


def _mended(data: Any, known: Counter[str]) -> Any:
    """Return the data with each hyphen at the end of a line kept, or dropped where the whole word occurs elsewhere."""
    if isinstance(data, list):
        return [_mended(inner, known) for inner in data]
    if not isinstance(data, str) or (BROKEN not in data and SOFT not in data):
        return data
    parts = re.split(f"([{BROKEN}{SOFT}])", data)
    text = parts[0]
    for mark, after in zip(parts[1::2], parts[2::2], strict=True):
        start, end = re.search(r"\w*\Z", text), re.match(r"\w*", after)
        word = (start[0] if start else "") + (end[0] if end else "")
        text += ("" if mark == SOFT or word in known else "-") + after
    return text


# Tagged pages


def tagged(page: Any, drawn: list[Glyph]) -> list[Block] | None:
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
    words = sum(1 for glyph in drawn if glyph.text.strip() and not glyph.artifact)
    artifacts = sum(1 for glyph in drawn if glyph.text.strip() and glyph.artifact)
    if len(missed) > max(FEW, SHARE * words) or artifacts > max(words, 400):
        return None
    return made + ([["paragraph", glyphs.runs(missed)]] if missed else [])


class _Walk:
    """A walk through the tags of one page."""

    def __init__(self, drawn: list[Glyph]) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._by_content: dict[int, list[Glyph]] = {}
        self._rest = [glyph for glyph in drawn if glyph.content < 0 and not glyph.artifact and glyph.text.strip()]
        self._left = MOST_ELEMENTS
        for glyph in drawn:
            if glyph.content >= 0 and not glyph.artifact:
                self._by_content.setdefault(glyph.content, []).append(glyph)

    def missed(self) -> list[Glyph]:
        """Return the letters that no element has reached."""
        left = [glyph for content in self._by_content.values() for glyph in content if glyph.text.strip()]
        return left + self._rest

    def blocks(self, elements: list[Any], depth: int = 0) -> list[Block]:
        """Return the blocks of some elements; letters between them become paragraphs."""
        made: list[Block] = []
        inline: list[Glyph] = []
        for element in elements:
            kind = element if isinstance(element, int) else self._kind(element)
            if isinstance(kind, int) or kind in INLINE:
                inline += self._letters(element, depth)
                continue
            made += _paragraph(inline)
            inline = []
            made += self._block(kind, element, depth)
        return made + _paragraph(inline)

    def _block(self, kind: str, element: Any, depth: int) -> list[Block]:
        if depth > DEEPEST:
            return _paragraph(self._letters(element, depth))
        if kind in HEADINGS:
            found = glyphs.runs(self._letters(element, depth))
            return [["heading", HEADINGS[kind], found]] if found else []
        if kind in ("L", "TOC"):
            return self._list(element, depth)
        if kind == "Table":
            return self._table(element, depth)
        if kind in ("Figure", "Formula"):
            return [["figure", self._text("AltText", element), self.blocks(self._children(element), depth + 1)]]
        if actual := self._text("ActualText", element):
            self._letters(element, depth)
            return [["paragraph", [[actual, ""]]]]
        return self.blocks(self._children(element), depth + 1)

    def _list(self, element: Any, depth: int) -> list[Block]:
        items: list[list[Any]] = []
        for child in self._children(element):
            kind = "" if isinstance(child, int) else self._kind(child)
            if kind in ("LI", "TOCI"):
                items.append(self._item(child, depth + 1))
            elif kind in ("L", "TOC") and items:
                items[-1][1] += self._list(child, depth + 1)
            else:
                items.append(["", self.blocks([child], depth + 1)])
        items = [item for item in items if any(item)]
        return [["list", _kind_of([item[0] for item in items]), items]] if items else []

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
        return ["".join(text for text, _ in glyphs.runs(label)), self.blocks(rest, depth + 1)]

    def _table(self, element: Any, depth: int) -> list[Block]:
        caption: list[list[str]] = []
        rows: list[list[Any]] = []
        others: list[Block] = []
        for child, in_head in self._rows(element, depth):
            kind = "" if isinstance(child, int) else self._kind(child)
            if kind == "TR":
                rows.append(self._row(child, depth + 1, head=in_head or not rows))
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

    def _row(self, element: Any, depth: int, *, head: bool) -> list[Any]:
        cells = []
        for child in self._children(element):
            kind = "" if isinstance(child, int) else self._kind(child)
            inner = self._children(child) if kind in ("TH", "TD") else [child]
            spans = [self._span(name, child) if kind in ("TH", "TD") else 1 for name in ("ColSpan", "RowSpan")]
            usual = "col" if head else "row" if not cells else "col"
            scope = self._scope(child) or usual if kind == "TH" else ""
            cells.append([scope, *spans, self.blocks(inner, depth + 1)])
        return cells

    def _scope(self, element: Any) -> str:
        name = self._string(self._pdfium.FPDF_StructElement_GetStringAttribute, element, b"Scope")
        return {"Column": "col", "Row": "row", "Both": "both"}.get(name, "")

    def _span(self, name: str, element: Any) -> int:
        pdfium, value = self._pdfium, ctypes.c_float()
        for index in range(min(8, pdfium.FPDF_StructElement_GetAttributeCount(element))):
            attribute = pdfium.FPDF_StructElement_GetAttributeAtIndex(element, index)
            held = pdfium.FPDF_StructElement_Attr_GetValue(attribute, name.encode()) if attribute else None
            if held and pdfium.FPDF_StructElement_Attr_GetNumberValue(held, value) and 1 <= value.value <= 100:
                return int(value.value)
        return 1

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

    def _children(self, element: Any) -> list[Any]:
        """Return the elements and the ids of marked content inside an element."""
        pdfium, made = self._pdfium, []
        for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
            self._left -= 1
            if self._left < 0:
                raise Spoiled
            if child := pdfium.FPDF_StructElement_GetChildAtIndex(element, index):
                made.append(child)
            elif (content := pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)) >= 0:
                made.append(content)
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
    found = glyphs.runs(letters)
    return [["paragraph", found]] if found else []


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


# Untagged pages


def _body_height(pages: Any) -> float:
    """Return the height of most letters of the untagged pages; 0 where they have none."""
    heights = Counter(round(glyph.height * 2) / 2 for drawn in pages for glyph in drawn if glyph.text.isalnum())
    return heights.most_common(1)[0][0] if heights else 0


def lines(drawn: list[Glyph], body: float) -> list[Block]:
    """Return the paragraphs of an untagged page; `body` is the usual height of letters, 0 to make no headings."""
    made: list[Block] = []
    for group in _groups(_rows(drawn)):
        for paragraph in _paragraphs(group):
            letters = [glyph for row in paragraph for glyph in row]
            found = glyphs.runs(letters)
            if not found:
                continue
            height = statistics.median(glyph.height for glyph in letters)
            words = "".join(text for text, _ in found)
            if body and height >= 1.25 * body and len(paragraph) <= 2 and len(words) <= 120 and words[0].isalpha():
                made.append(["heading", 1 if height >= 1.6 * body else 2, found])
            elif BULLET.match(words):
                found[0][0] = found[0][0][2:]
                item = ["", [["paragraph", found]]]
                if made and made[-1][0] == "list":
                    made[-1][2].append(item)
                else:
                    made.append(["list", "bullets", [item]])
            else:
                made.append(["paragraph", found])
    return made


type Row = list[Glyph]


def _rows(drawn: list[Glyph]) -> list[Row]:
    """Return the lines of a page in the order of its text."""
    rows: list[Row] = []
    for glyph in drawn:
        if not glyph.text.strip():
            if rows:
                rows[-1].append(glyph)
        elif rows and glyphs.same_line(next(one for one in reversed(rows[-1]) if one.text.strip()), glyph):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def _groups(rows: list[Row]) -> Iterator[list[Row]]:
    """Yield the lines that stand one below the other with the usual space between them."""
    group: list[Row] = []
    for row in rows:
        if group and not _goes_on(group[-1], row):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _goes_on(above: Row, below: Row) -> bool:
    one, other = above[0], below[0]
    if one.turn != other.turn or not 0.85 < other.height / one.height < 1.18:
        return False
    step = (one.bottom - other.bottom) / one.height
    return 0.3 < step < 1.55 and _left(below) < _right(above) and _left(above) < _right(below)


def _left(row: Row) -> float:
    return min(glyph.left for glyph in row)


def _right(row: Row) -> float:
    return max(glyph.right for glyph in row if glyph.text.strip())


def _paragraphs(group: list[Row]) -> Iterator[list[Row]]:
    """Yield the lines of each paragraph. A paragraph ends where the next line's first word would still have fitted."""
    edge = max(map(_right, group))
    made = [group[0]]
    for above, below in pairwise(group):
        words = "".join(glyph.text for glyph in below)
        end = next((index for index, glyph in enumerate(below) if not glyph.text.strip()), len(below))
        first = _right(below[:end]) - below[0].left
        if _right(above) + first + 0.3 * above[0].height < edge or BULLET.match(words) or LABEL.match(words):
            yield made
            made = []
        made.append(below)
    yield made

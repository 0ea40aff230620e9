"""The blocks of a PDF's pages, from its tags or from its lines (see `view`). Runs in a child process."""

import contextlib
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
HYPHENATED, NO_WORD = re.compile("([" + BROKEN + SOFT + "])"), re.compile(r"\W")
LONGEST_WORD = 100  # letters of a word before a hyphen at the end of a line
CLOSEST, USUAL, FARTHEST = 0.3, 1.55, 2.6  # steps from line to line in a paragraph, by the height of a letter
CELLS = 2  # of a letter's height: the least gap between two cells of a table
MOST_MARKS = 300  # bullets of a page that are drawn apart from their lines
MOST_ATTRIBUTES, WIDEST = 8, 100  # of an element; columns or rows that a cell spans
MOST_ARTIFACTS = 400  # how many more letters of a page may be artifacts than not
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
HEADINGS = {"Title": 1, "H": 2, **{f"H{level}": level for level in range(1, 7)}}
BULLETS = "•‣◦▪▫●○■□◆➢➤►✓✔\uf0b7\uf0a7\uf0d8\uf0fc"
BULLET = re.compile(f"[{BULLETS}–—\\-*·o] ")
LABEL = re.compile(
    r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-z]|[ivx]{1,5})(?:\)|\.(?![\da-z])) ?|\d{1,3}(?:\.\d{1,3}){1,3} "
)


class Spoiled(ValueError):
    """Tags that cannot be followed."""


def read(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Return ({"pages": [[source, blocks], ...]}, b"")."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    pages: list[list[Any]] = []
    untagged: dict[int, list[Glyph]] = {}
    letters = 0
    for number in range(len(document)):
        pages.append(["picture", []])
        with contextlib.suppress(pypdfium2.PdfiumError):  # a damaged page is a picture without words
            page = document[number]
            drawn = glyphs.of_page(page)
            letters += len(drawn)
            if letters > MOST_LETTERS:
                raise MemoryError
            blocks = tagged(page, drawn)
            if blocks is None:
                untagged[number] = drawn
            elif blocks:
                pages[number] = ["tags", blocks]
            page.close()
    body = _body_height(untagged.values())
    for number, drawn in untagged.items():
        drawn = _content(drawn)
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
    parts = HYPHENATED.split(data)
    text = parts[0]
    for mark, after in zip(parts[1::2], parts[2::2], strict=True):
        word = NO_WORD.split(text[-LONGEST_WORD:])[-1] + NO_WORD.split(after, maxsplit=1)[0]
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
    content = _content(drawn)
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
            found = glyphs.runs(self._letters(element, depth))
            return [["heading", HEADINGS[kind], found]] if found else []
        if kind in LISTS:
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
        cells = [(child, "" if isinstance(child, int) else self._kind(child)) for child in self._children(element)]
        is_head = in_head or (first and all(kind == "TH" for _, kind in cells))
        made = []
        for child, kind in cells:
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


def _labelled(label: str, blocks: list[Block]) -> list[Any]:
    """Return the item of a list; a label that begins its first paragraph, such as "a)", becomes its label."""
    if not label and blocks and blocks[0][0] == "paragraph":
        first = blocks[0][1][0]
        if found := LABEL.match(first[0]):
            label, first[0] = found[0].strip(), first[0][found.end() :].lstrip()
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


def _content(drawn: list[Glyph]) -> list[Glyph]:
    """
    Return the letters without artifacts, such as page numbers and running heads.

    Returns all letters where far more of them are artifacts than not: some programs mark all words as artifacts.
    """
    content = [glyph for glyph in drawn if not glyph.artifact]
    least = MOST_ARTIFACTS if any(glyph.text.strip() for glyph in content) else MOST_ARTIFACTS // 4
    return drawn if len(drawn) - len(content) > len(content) + least else content


# Untagged pages


def _body_height(pages: Any) -> float:
    """Return the height of most letters of the untagged pages; 0 where they have none."""
    heights = Counter(round(glyph.height * 2) / 2 for drawn in pages for glyph in drawn if glyph.text.isalnum())
    return heights.most_common(1)[0][0] if heights else 0


def lines(drawn: list[Glyph], body: float) -> list[Block]:
    """Return the paragraphs of an untagged page; `body` is the usual height of letters, 0 to make no headings."""
    made: list[Block] = []
    for group in _groups(_with_bullets(_rows(drawn)), scan=not body):
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


def _with_bullets(rows: list[Row]) -> list[Row]:
    """Return the lines; a bullet or number that is drawn apart from its line is put before that line."""
    marks: list[Row] = []
    lines: list[Row] = []
    for row in rows:
        words = "".join(glyph.text for glyph in row).strip()
        (marks if len(words) == 1 and words in BULLETS else lines).append(row)
    if len(marks) > MOST_MARKS:
        return rows
    for mark in marks:
        beside = [row for row in lines if row[0].left >= mark[0].right and glyphs.same_line(mark[0], row[0])]
        if beside:
            row = min(beside, key=lambda row: row[0].left)
            row[:0] = [mark[0], mark[0]._replace(text=" ")]
        else:
            lines.append(mark)
    return lines


def _groups(rows: list[Row], *, scan: bool) -> Iterator[list[Row]]:
    """Yield the lines that stand one below the other with the usual space between them; `scan`: heights are rough."""
    heights = [statistics.median(glyph.height for glyph in row) for row in rows]
    steps = [
        (one[0].bottom - other[0].bottom) / high for (one, other), high in zip(pairwise(rows), heights, strict=False)
    ]
    likely = sorted(step for step in steps if CLOSEST < step < FARTHEST)
    most = max(USUAL, 1.15 * likely[len(likely) // 4]) if likely else USUAL
    group = rows[:1]
    for index, (above, below) in enumerate(pairwise(rows)):
        same_size = (0.6 if scan else 0.85) < heights[index + 1] / heights[index] < (1.6 if scan else 1.18)
        if not (same_size and CLOSEST < steps[index] < most and _goes_on(above, below)):
            yield group
            group = []
        group.append(below)
    if group:
        yield group


def _goes_on(above: Row, below: Row) -> bool:
    beside = _left(below) < _right(above) and _left(above) < _right(below)
    return above[0].turn == below[0].turn and beside and not _has_cells(above) and not _has_cells(below)


def _has_cells(row: Row) -> bool:
    """Return whether a line has a gap that is no blank, as between the cells of a table."""
    drawn = [glyph for glyph in row if glyph.text.strip() and glyph.text not in BULLETS]
    return any(glyphs.gap(one, other) > CELLS for one, other in pairwise(drawn))


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

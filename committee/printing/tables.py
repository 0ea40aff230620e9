"""Fit tables to large print: columns without words are dropped, and a table that is too wide is written out by rows."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

LINE = 490.0  # points between the margins
LETTER = 10.4  # points of width of a letter of 18 point, bold or not
AROUND = 16.0  # points of padding and rule beside a cell
READABLE = 18  # letters that a column of running text needs
RUNNING = 40  # a cell with more letters than this has running text
PICTURES = {"img", "svg", "picture", "canvas"}


def fit(html: Element) -> None:
    """Change every table of the document, inner tables first, so that it fits an upright A4 page at 18 point."""
    parents = {child: parent for parent in html.iter() for child in parent}
    for table in reversed(list(html.iter("table"))):
        _drop_wordless(table)
        grid = _Grid.of(table)
        if grid.width() > LINE and table in parents:
            _replace(parents[table], table, _written_out(table, grid))


@dataclass(frozen=True)
class _Grid:
    """
    A table's cells by row and column: the last header row (`head`), and the rows below the headers (`body`).

    A cell that spans several rows or columns is in each of them.
    """

    head: list[Element]
    body: list[list[Element]]

    @classmethod
    def of(cls, table: Element) -> "_Grid":
        rows = list(_rows(table))
        laid, spans = [], dict[int, tuple[Element, int]]()
        for row in rows:
            line: list[Element] = []
            cells = iter([cell for cell in row if cell.tag in ("td", "th")])
            while True:
                spanning, rows_left = spans.get(len(line), (None, 0))
                if spanning is not None and rows_left:
                    spans[len(line)] = (spanning, rows_left - 1)
                    line.append(spanning)
                    continue
                cell = next(cells, None)
                if cell is None:
                    break
                for _ in range(_span(cell, "colspan")):
                    spans[len(line)] = (cell, _span(cell, "rowspan") - 1)
                    line.append(cell)
            laid.append(line)
        heads = [
            place
            for place, row in enumerate(rows)
            if row in table.findall("thead/tr") or (place == 0 and len(row) and all(cell.tag == "th" for cell in row))
        ]
        head = laid[heads[-1]] if heads else []
        return cls(head, [line for place, line in enumerate(laid) if place not in heads])

    def columns(self) -> Iterator[list[Element]]:
        """Yield the cells of each column, first its header cell if the table has a header row."""
        rows = [self.head, *self.body] if self.head else self.body
        for place in range(max((len(row) for row in rows), default=0)):
            yield [row[place] for row in rows if place < len(row)]

    def width(self) -> float:
        """Return the width, in points, at which no word breaks and no column of running text is too narrow."""
        return sum(_letters(column) * LETTER + AROUND for column in self.columns())


def _letters(column: list[Element]) -> int:
    texts = [_text(cell) for cell in column if _span(cell, "colspan") == 1]
    longest_word = max((len(word) for text in texts for word in text.split()), default=0)
    longest_text = max((len(text) for text in texts), default=0)
    return max(longest_word, READABLE if longest_text > RUNNING else 0)


def _rows(table: Element) -> Iterator[Element]:
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in ("thead", "tbody", "tfoot"):
            yield from part.findall("tr")


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _span(cell: Element, name: str) -> int:
    word = cell.get(name, "1").strip()
    return max(1, int(word)) if word.isdigit() and len(word) < 4 else 1


def _drop_wordless(table: Element) -> None:
    """Remove columns without words or pictures, such as bars drawn beside the figures that they repeat."""
    grid = _Grid.of(table)
    for column in list(grid.columns()):
        body = [cell for cell in column if cell not in grid.head]
        draws = body and not any(_text(cell) or PICTURES & {inner.tag for inner in cell.iter()} for cell in body)
        if draws and all(_span(cell, "colspan") == _span(cell, "rowspan") == 1 for cell in column):
            for row in _rows(table):
                for cell in [cell for cell in row if cell in column]:
                    row.remove(cell)


def _written_out(table: Element, grid: _Grid) -> Element:
    """Return the table as an element with a block per row, in which each cell follows the name of its column."""
    whole = Element("div", {"class": "written-out"})
    caption = table.find("caption")
    if caption is not None and _text(caption):
        _move(caption, SubElement(whole, "p", {"class": "label"}))
    used: set[Element] = set()
    for row in grid.body:
        block = SubElement(whole, "div", {"class": "row"})
        done: set[Element] = set()
        for place, cell in enumerate(row):
            if cell in done or not _text(cell):
                continue
            done.add(cell)
            if place < len(grid.head) and _text(grid.head[place]):
                SubElement(block, "p", {"class": "label"}).text = f"{_text(grid.head[place])}:"
            moved = cell if cell not in used else _again(cell)
            used.add(cell)
            _move(moved, SubElement(block, "div", {"class": "cell"}))
    return whole


def _again(cell: Element) -> Element:
    """Return a copy of a cell without ids, for the second and further rows that the cell spans."""
    twin = copy.deepcopy(cell)
    for element in twin.iter():
        element.attrib.pop("id", None)
    return twin


def _move(source: Element, target: Element) -> None:
    """Copy the content of `source` into `target`; `source` stays unchanged, because a cell may span several rows."""
    inner = copy.deepcopy(source)
    target.text = inner.text
    target.extend(list(inner))


def _replace(parent: Element, old: Element, new: Element) -> None:
    new.tail = old.tail
    parent[list(parent).index(old)] = new

"""
The text of a minute as a small tree: paragraphs, two sizes of heading, lists and tables, and nothing else.

`parse` makes this tree from HTML cleaned by nh3, however the HTML was nested. `render` writes the tree as HTML. Every
stored text therefore has the same structure, from whichever program it was pasted.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape
from html.parser import HTMLParser
from typing import Literal

from committee.wording.unprintable import UNPRINTABLE

DEPTH = 6  # lists, tables and rows inside one another; a list or table nested deeper becomes paragraphs
HREF = re.compile(r"(https?://|mailto:|/(?![/\\]))[^\s\"'<>\\`]+", re.IGNORECASE)
BLANKS = re.compile(r"[^\S\xa0]+")  # not the no-break space
HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
TEXTS = {"p": "p", "div": "p", "blockquote": "p", "pre": "p", "caption": "p", **HEADINGS}
MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
FRAMES = {"ul", "ol", "li", "table", "tr", "td", "th"}


@dataclass(frozen=True, slots=True)
class Run:
    """
    Words in one style (strong, em, link); a line break is a run of its own, with the text "\\n".

    `href` is a URL, or "#" and the `anchor` of another run. Only our code links to a run: `parse` drops such links.
    """

    text: str
    strong: bool = False
    em: bool = False
    href: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph ("p") or a heading ("h3", "h4")."""

    kind: Literal["p", "h3", "h4"]
    runs: tuple[Run, ...]


@dataclass(slots=True)
class Listing:
    """A list, numbered from `start` or with bullets; each item is a list of blocks."""

    ordered: bool
    items: list["list[Block]"] = field(default_factory=list)
    start: int = 1

    @property
    def next_number(self) -> int:
        """Number of the item that is added next."""
        return self.start + len(self.items)


@dataclass(slots=True)
class Cell:
    """A cell that spans `columns` and `rows`; `head` marks a header cell, `numeric` a figure, aligned to the right."""

    head: bool
    blocks: list["Block"] = field(default_factory=list)
    columns: int = 1
    rows: int = 1
    numeric: bool = False


@dataclass(slots=True)
class Table:
    """A table: its rows of cells, and its caption ("" for none)."""

    rows: list[list[Cell]] = field(default_factory=list)
    caption: str = ""


Block = Text | Listing | Table


@dataclass(slots=True)
class _Frame:
    """
    An open element with its tag: a list, a table or a row has a `node`, every other element has `into`.

    `node` is the list or table that gets the next item, row or cell. `into` is the list that gets the next block. A
    list or table nested too deep has `into` of the element around it.
    """

    tag: str
    node: Listing | Table | None = None
    into: list[Block] | None = None


class _Builder(HTMLParser):
    """Parser that makes blocks from well-formed HTML, as nh3 writes it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.frames: list[_Frame] = [_Frame("", into=self.blocks)]
        self.kind: Literal["p", "h3", "h4"] = "p"
        self.runs: list[Run] = []
        self.marks: Counter[str] = Counter()  # number of open marks by kind
        self.tags: Counter[str] = Counter()  # number of open frames by tag
        self.nodes = 0
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in MARKS:
            self.marks[MARKS[tag]] += 1
        elif tag == "a":
            self.links.append(values["href"].strip() if HREF.fullmatch(values.get("href", "").strip()) else "")
        elif tag == "br":
            self.runs.append(Run("\n"))
        elif tag in TEXTS:
            self.flush()
            self.kind = TEXTS[tag]  # type: ignore[assignment]
        elif tag in FRAMES:
            self.flush()
            self.open(tag, values)

    def handle_endtag(self, tag: str) -> None:
        if tag in MARKS:
            self.marks[MARKS[tag]] = max(self.marks[MARKS[tag]] - 1, 0)
        elif tag == "a" and self.links:
            self.links.pop()
        elif tag in TEXTS:
            self.flush()
        elif tag in FRAMES:
            self.flush()
            while self.tags[tag]:
                frame = self.frames.pop()
                self.tags[frame.tag] -= 1
                self.nodes -= frame.node is not None
                if frame.tag == tag:
                    break

    def handle_data(self, data: str) -> None:
        text = UNPRINTABLE.sub("", BLANKS.sub(" ", data))
        if text:
            href = self.links[-1] if self.links else ""
            self.runs.append(Run(text, self.marks["strong"] > 0, self.marks["em"] > 0, href))

    def open(self, tag: str, values: dict[str, str]) -> None:
        """Open a list, a table, or a part of either; `values` are the attributes of its tag."""
        frame = self._frame(tag, values, self.frames[-1].node)
        self.frames.append(frame)
        self.tags[tag] += 1
        self.nodes += frame.node is not None

    def _frame(self, tag: str, values: dict[str, str], node: Listing | Table | None) -> _Frame:
        if tag in ("ul", "ol", "table") and self.nodes < DEPTH:
            into = self.here()
            start = _number(values.get("start", ""), 1)
            made = Table() if tag == "table" else Listing(tag == "ol", start=start)
            into.append(made)
            return _Frame(tag, made)
        if tag == "li" and isinstance(node, Listing):
            number = _number(values.get("value", ""), node.next_number)
            if node.ordered and number != node.next_number:
                node = self.begin_again(number)
            node.items.append([])
            return _Frame(tag, into=node.items[-1])
        if tag == "tr" and isinstance(node, Table) and self.frames[-1].tag == "table":
            node.rows.append([])
            return _Frame(tag, node)
        if tag in ("td", "th") and isinstance(node, Table) and self.frames[-1].tag == "tr":
            spans = [min(max(_number(values.get(name, ""), 1), 1), 99) for name in ("colspan", "rowspan")]
            cell = Cell(tag == "th", columns=spans[0], rows=spans[1])
            node.rows[-1].append(cell)
            return _Frame(tag, into=cell.blocks)
        return _Frame(tag, into=self.here())

    def begin_again(self, number: int) -> Listing:
        """End the open numbered list, and begin a new list numbered from `number`."""
        frame = self.frames.pop()
        listing = Listing(True, start=number)
        self.here().append(listing)
        self.frames.append(_Frame(frame.tag, listing))
        return listing

    def here(self) -> list[Block]:
        """Return the list that the next block goes into. Words between items or cells get a new item or cell."""
        frame = self.frames[-1]
        if frame.into is not None:
            return frame.into
        if isinstance(frame.node, Listing):
            frame.node.items.append([])
            return frame.node.items[-1]
        assert isinstance(frame.node, Table)
        if frame.tag == "table":
            frame.node.rows.append([])
        frame.node.rows[-1].append(Cell(False))
        return frame.node.rows[-1][-1].blocks

    def flush(self) -> None:
        """Add the runs read so far as a paragraph or heading, where they are not empty."""
        runs, kind = _tidy(self.runs), self.kind
        self.runs, self.kind = [], "p"
        if runs:
            self.here().append(Text(kind, runs))


def _number(text: str, otherwise: int) -> int:
    """Return an attribute's `text` as a number; `otherwise` where the text is no number of up to five digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 5 else otherwise


def _tidy(runs: list[Run]) -> tuple[Run, ...]:
    """Return the runs; neighbours with one style are joined. Empty lines, and blanks at a line's ends, are dropped."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run.text == "\n":
            lines.append([])
        else:
            lines[-1].append(run)
    tidy = [line for line in map(_tidy_line, lines) if line]
    return tuple(run for number, line in enumerate(tidy) for run in ([Run("\n")] if number else []) + line)


def _tidy_line(line: list[Run]) -> list[Run]:
    looks: list[tuple[Run, list[str]]] = []  # (run without text, its texts)
    for run in line:
        text = re.sub(r" +", " ", run.text)
        if not looks or looks[-1][1][-1].endswith(" "):
            text = text.lstrip(" ") if looks else text.lstrip(" \xa0")
        if not text:
            continue
        if looks and looks[-1][0] == replace(run, text=""):
            looks[-1][1].append(text)
        else:
            looks.append((replace(run, text=""), [text]))
    tidy = [replace(look, text="".join(texts)) for look, texts in looks]
    while tidy and not tidy[-1].text.rstrip(" \xa0"):
        tidy.pop()
    if tidy:
        tidy[-1] = replace(tidy[-1], text=tidy[-1].text.rstrip(" \xa0"))
    return tidy


def _without_empty(blocks: list[Block]) -> list[Block]:
    """Return the blocks without empty lists and tables; a row keeps its empty cells."""
    filled: list[Block] = []
    for block in blocks:
        if isinstance(block, Listing):
            block.items = [item for item in map(_without_empty, block.items) if item]
            if not block.items:
                continue
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    cell.blocks = _without_empty(cell.blocks)
            block.rows = [row for row in block.rows if row]
            if not any(cell.blocks for row in block.rows for cell in row):
                continue
        filled.append(block)
    return filled


def parse(html: str) -> list[Block]:
    """Return the blocks of well-formed HTML without script and style (see `committee.richtext.cleaning`)."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    builder.flush()
    return _without_empty(builder.blocks)


def render(blocks: Sequence[Block]) -> str:
    """Return the HTML of blocks."""
    return "".join(_html(block) for block in blocks)


def _html(block: Block) -> str:
    if isinstance(block, Text):
        return f"<{block.kind}>{''.join(map(_run, block.runs))}</{block.kind}>"
    if isinstance(block, Listing):
        tag = "ol" if block.ordered else "ul"
        start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
        return f"<{tag}{start}>{''.join(f'<li>{render(item)}</li>' for item in block.items)}</{tag}>"
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in block.rows)
    return f"<table><tbody>{rows}</tbody></table>"


def _cell(cell: Cell) -> str:
    tag = "th" if cell.head else "td"
    spans = (("colspan", cell.columns), ("rowspan", cell.rows))
    attributes = "".join(f' {name}="{number}"' for name, number in spans if number > 1)
    return f"<{tag}{attributes}>{render(cell.blocks)}</{tag}>"


def _run(run: Run) -> str:
    html = "<br>" if run.text == "\n" else escape(run.text, quote=False)
    for tag, wanted in (("em", run.em), ("strong", run.strong)):
        html = f"<{tag}>{html}</{tag}>" if wanted else html
    return f'<a href="{escape(run.href)}">{html}</a>' if run.href else html

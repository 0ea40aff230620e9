"""
Content of a printed document of a review, as a tree that page, PDF and Word are made of alike.

Paragraphs, lists and tables are those of `committee.richtext.tree`; beside them stand headings of the document itself,
rich text as it was written, figures and the list of contents. The title is level 1: headings begin at 2.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from committee.richtext.tree import Block, Cell, Listing, Run, Table, Text

Words = str | Sequence[Run]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `anchor` is what links of the page lead to, made of its words where there is none."""

    words: str
    level: int = 2
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """
    Rich text (HTML as stored) with its headings from `level` on.

    "^[words]" within it is a footnote with these words.
    """

    html: str
    level: int = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """
    A picture: an SVG of our own making (`svg`), or an image (`data`) of a kind that `content_type` says.

    `alt` says in words what it shows.
    """

    alt: str
    caption: str = ""
    svg: str = ""
    data: bytes = b""
    content_type: str = "image/png"


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of contents: the headings of level 2 (found as it is laid out), with their pages if there are pages."""

    heading: str = "Contents"
    entries: tuple[Heading, ...] = ()


Node = Block | Heading | Prose | Figure | Contents


@dataclass(frozen=True, slots=True)
class Front:
    """
    Front of a document: its kind, its title, and lines below it.

    `own_page` for a title page of its own, else the text follows at once.
    """

    kind: str
    title: str
    lines: tuple[str, ...] = ()
    own_page: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """
    A document to be printed.

    `title` is that of the file (its metadata and its tab), `on` the day that a Word file says it was made,
    `running` the line at the head of each page after the first.
    """

    title: str
    front: Front
    body: tuple[Node, ...]
    on: dt.date
    running: str = ""
    language: str = "en-GB"


def paragraph(words: Words, *, strong: bool = False) -> Text:
    """Return a paragraph of plain words, or of runs."""
    return Text("p", runs(words, strong=strong))


def labelled(label: str, words: str) -> Text:
    """Return a paragraph that begins with a bold label: "**Cabinet Member:** Education"."""
    return Text("p", (Run(label, strong=True), Run(f" {words}")))


def bullets(items: Sequence[Words | Sequence[Block]]) -> Listing:
    """Return a list with bullets; an item is words, or the blocks that stand in it."""
    return Listing(False, [_item(item) for item in items])


def numbered(items: Sequence[Words | Sequence[Block]], *, start: int = 1) -> Listing:
    """Return a list that counts from `start`."""
    return Listing(True, [_item(item) for item in items], start)


def table(
    caption: str, head: Sequence[str], rows: Sequence[Sequence[Words]], *, numeric: Collection[int] = ()
) -> Table:
    """
    Return a table with its caption; the first cell of each row heads the row.

    `numeric` are the columns, counted from 0, whose figures stand under one another.
    """
    first = [Cell(True, [paragraph(words)], numeric=place in numeric) for place, words in enumerate(head)]
    made = [first]
    for row in rows:
        cells = [Cell(place == 0, [paragraph(words)] if words else []) for place, words in enumerate(row)]
        for place, cell in enumerate(cells):
            cell.numeric = place in numeric
        made.append(cells)
    return Table(made, caption)


def runs(words: Words, *, strong: bool = False) -> tuple[Run, ...]:
    """Words as runs; a line break within them is kept."""
    if not isinstance(words, str):
        return tuple(words)
    made: list[Run] = []
    for place, line in enumerate(words.splitlines()):
        made += [Run("\n")] if place else []
        made += [Run(line, strong=strong)] if line else []
    return tuple(made)


def _item(item: Words | Sequence[Block]) -> list[Block]:
    if isinstance(item, str):
        return [paragraph(item)]
    parts = list(item)
    if all(isinstance(part, Run) for part in parts):
        return [Text("p", tuple(part for part in parts if isinstance(part, Run)))]
    return [part for part in parts if not isinstance(part, Run)]

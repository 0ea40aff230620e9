"""
Content of a printed document of a review, as one tree from which page, PDF and Word document are made.

Paragraphs, lists and tables are nodes of `committee.richtext.tree`. This module adds the document's own headings, rich
text as written, figures and the list of contents. The title is level 1, so headings begin at level 2.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from committee.richtext.tree import Block, Cell, Listing, Run, Table, Text

Words = str | Sequence[Run]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. `anchor` is the target of links on the page. If `anchor` is "", the layout makes it from the words."""

    words: str
    level: int = 2
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """
    Rich text (HTML as stored). Its highest headings have the level `level`.

    "^[words]" in the text is a footnote with these words.
    """

    html: str
    level: int = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """
    A picture: an SVG drawn by the portal (`svg`), or an image (`data`) of type `content_type`.

    `alt` describes the picture in words.
    """

    alt: str
    caption: str = ""
    svg: str = ""
    data: bytes = b""
    content_type: str = "image/png"


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of contents: headings of level 2, collected by the layout, with page numbers in print."""

    heading: str = "Contents"
    entries: tuple[Heading, ...] = ()


Node = Block | Heading | Prose | Figure | Contents


@dataclass(frozen=True, slots=True)
class Front:
    """
    Front of a document: its kind, its title, and lines below it.

    With `own_page` the front is a separate title page. Without `own_page` the text follows on the same page.
    """

    kind: str
    title: str
    lines: tuple[str, ...] = ()
    own_page: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """
    A document to be printed.

    `title`: title of the file, in its metadata and on its tab.
    `on`: day of creation in the Word document.
    `running`: line at the head of each page after the first.
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
    """Return a bulleted list. An item is plain words or a list of blocks."""
    return Listing(False, [_item(item) for item in items])


def numbered(items: Sequence[Words | Sequence[Block]], *, start: int = 1) -> Listing:
    """Return a list that counts from `start`."""
    return Listing(True, [_item(item) for item in items], start)


def table(
    caption: str, head: Sequence[str], rows: Sequence[Sequence[Words]], *, numeric: Collection[int] = ()
) -> Table:
    """
    Return a table with its caption. The first cell of each row heads the row.

    `numeric` are the numbers, from 0, of the columns with aligned figures.
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
    """Return words as runs, with their line breaks."""
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

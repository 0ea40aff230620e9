"""
The programme as PDF/UA-1 in the layout that committees know, for packs, the public page and the shell.

A cell that spans rows cannot be broken between pages without breaking the table's structure (PDF/UA-1, 7.2). The
programme is therefore printed at least twice. The first printing finds where pages end. The last printing splits the
rows of a meeting at these places, and each part begins with the meeting's day.
"""

import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from pikepdf import NameTree, Pdf

from committee import printing
from committee.models import Council
from committee.printing.css_string import css_string
from committee.printing.pdfua_fixes import mended
from meetings.packs import derived_store
from workprogramme.document import prose
from workprogramme.document.changes import marks
from workprogramme.document.document import Document
from workprogramme.document.rows import Row

ROW = "row-"  # prefix of the PDF's named destination of a row
LAST_CHANGE = "last-change"  # named destination of the end of the list of changes, where the list is in the front


@dataclass(frozen=True, slots=True)
class Pages:
    """
    Pages of a printed programme.

    `first_rows` are the keys of the rows that begin a page, including the document's first row. `front_ends` is the
    number (from 0) of the page on which the list of changes ends; 0 without a list in the front.
    """

    first_rows: set[str]
    front_ends: int


def measured_pages(html: str, title: str) -> Pages:
    """Print HTML with named rows, and return which rows begin a page. Raises committee.printing.PrintingError."""
    with Pdf.open(io.BytesIO(printing.render_pdf(html, title=title))) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        tree = NameTree(pdf.Root.Names.Dests).items() if "/Names" in pdf.Root else ()  # no names without rows
        named = {name: (numbers[target[0].objgen], -float(target[3])) for name, target in tree}
    places = {name.removeprefix(ROW): place for name, place in named.items() if name.startswith(ROW)}
    first: dict[int, str] = {}
    for key, (page, _down) in sorted(places.items(), key=lambda named_place: named_place[1]):
        first.setdefault(page, key)
    return Pages(set(first.values()), named.get(LAST_CHANGE, (0, 0.0))[0])


TEMPLATE = "print/programme.html"
KIND = "programme-5"  # name under which the PDF is stored
CHANGES_IN_FRONT = 14  # changes that fit on the first page; a longer list is printed at the end
# Tighter style of the front (all before the tables), used where the list of changes does not end on the first page.
TIGHT_FRONT = (
    ".programme-front, .programme-changes, .programme-notes { font-size: 9pt !important; line-height: 1.25 !important }"
    ".programme-front p, .programme-committee { margin-bottom: 1.2mm !important }"
    ".programme-box, .programme-changes { margin: 2mm 0 !important; padding: 2mm 4mm 1mm !important }"
    ".programme-calendar th, .programme-calendar td { padding-top: .6mm !important; padding-bottom: .6mm !important }"
    ".programme-front h2, .programme-changes h2 { font-size: 12pt !important; margin-bottom: 1mm !important }"
)
TABLES = (
    ("standing", "Standing Items"),
    ("briefings", "Briefings and withdrawn requests"),
    ("working", "Working Groups and Inquiry Days"),
)


def pdf(document: Document, council: Council | None = None) -> bytes:
    """
    Return the document as PDF/UA-1. The same document gives the same bytes. `council` saves a query for the council.

    Raises committee.printing.PrintingError.
    """
    council = council or Council.current()
    running, title = _running(document), document["title"]

    def make() -> bytes:
        tight = False
        pages = measured_pages(source(document, running, council, measured=True), title)
        if pages.front_ends:
            tighter = measured_pages(source(document, running, council, measured=True, tight=True), title)
            if tighter.front_ends < pages.front_ends:
                tight, pages = True, tighter
        html = source(document, running, council, breaks=pages.first_rows, tight=tight)
        return mended(printing.render_pdf(html, title=title))

    return derived_store.derived(KIND, _key(document, council), make)


def kept(document: Document, council: Council | None = None) -> bytes | None:
    """Return the stored PDF; None if no PDF is stored. This function never prints, so that a page does not wait."""
    return derived_store.kept(KIND, _key(document, council or Council.current()))


def _key(document: Document, council: Council) -> str:
    return printing.key_of(source(document, _running(document), council), document["title"])


def _running(document: Document) -> SafeString:
    return css_string(f"{document['title']}, {document['committee']['name']}")


def source(
    document: Document,
    running: str = "",
    council: Council | None = None,
    *,
    breaks: Collection[str] = (),
    measured: bool = False,
    tight: bool = False,
) -> str:
    """
    Return the HTML that the PDF is printed from, with a `running` line at the head of each page.

    - Without `running`, the HTML is the source for the large-print edition of a pack.
    - `breaks` are the keys of rows before which a page ends.
    - `measured` gives each row a name, so that `measured_pages` can find the breaks.
    - `tight` sets the front more tightly, for a front that would not fit on the first page.
    """
    about = context(document, breaks) | {
        "notice": (council or Council.current()).demonstration_notice,
        "running": running,
        "measured": measured,
        "tight": TIGHT_FRONT if tight else "",
    }
    return printing.template_html(TEMPLATE, about, document["title"])


def context(document: Document, breaks: Collection[str] = ()) -> dict[str, Any]:
    """Return the template context of the public page and the PDF. Rows have the marks and prose of `shown`."""
    marked = marks(document)
    return {
        "document": document,
        "many_changes": len((document["changes"] or {"rows": []})["rows"]) > CHANGES_IN_FRONT,
        "groups": list(_groups(document, marked, breaks)),
        "tables": [(name, title, shown(document[name], marked)) for name, title in TABLES],
    }


def shown(rows: list[Row], marked: dict[str, str]) -> list[dict[str, Any]]:
    """Return the rows with `mark` (the change in words), and with details and outcome as blocks of prose."""
    return [
        row
        | {
            "mark": marked.get(row["key"], ""),
            "detail_blocks": prose.blocks(details(row)),
            "outcome_blocks": prose.blocks(row["outcome"]),
        }
        for row in rows
    ]


def details(row: Row) -> str:
    """Return the text of the Details column: why the item is in the programme, its details, and its last move."""
    first = f"{row['why']}. {row['details']}" if row["why"] and row["details"] else row["why"] or row["details"]
    return "\n\n".join(part for part in (first, row["moved"]) if part)


def _groups(document: Document, marked: dict[str, str], breaks: Collection[str]) -> Iterator[dict[str, Any]]:
    """Yield the rows of each meeting, split into parts: each row in `breaks` begins a part, on a new page."""
    for group in document["meetings"]:
        parts: list[list[dict[str, Any]]] = [[]]
        for row in shown(group["rows"], marked):
            if parts[-1] and row["key"] in breaks:
                parts.append([])
            parts[-1].append(row)
        for place, rows in enumerate(parts):
            yield group | {"rows": rows, "continued": place > 0}

"""
Where the pages of a printed programme end, as the printer itself has it.

A cell that spans rows cannot be broken between pages without breaking the table's structure (PDF/UA-1, 7.2). So the
programme is printed twice: once to see where its pages end, and once with the rows of a day in parts there, each part
with the day before it.
"""

import io
from dataclasses import dataclass

from pikepdf import NameTree, Pdf

from committee import printing

ROW = "row-"  # what the name of a row begins with
LAST_CHANGE = "last-change"  # the name of the last thing in the list of what has changed


@dataclass(frozen=True, slots=True)
class Pages:
    """The keys of the rows that begin a page, the first of all among them; on which page, from 0, the front ends."""

    first_rows: set[str]
    front_ends: int


def measured(html: str, title: str) -> Pages:
    """Return where the pages of HTML with named rows end. Raises committee.printing.PrintingError."""
    with Pdf.open(io.BytesIO(printing.render_pdf(html, title=title))) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        tree = NameTree(pdf.Root.Names.Dests).items() if "/Names" in pdf.Root else ()  # nothing planned, nothing named
        named = {name: (numbers[target[0].objgen], -float(target[3])) for name, target in tree}
    places = {name.removeprefix(ROW): place for name, place in named.items() if name.startswith(ROW)}
    first: dict[int, str] = {}
    for key, (page, _down) in sorted(places.items(), key=lambda one: one[1]):
        first.setdefault(page, key)
    return Pages(set(first.values()), named.get(LAST_CHANGE, (0, 0.0))[0])

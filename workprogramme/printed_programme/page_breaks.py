"""
Where the pages of a printed programme end, as the printer itself has it.

A cell that spans rows cannot be broken between pages without breaking the table's structure (PDF/UA-1, 7.2). So the
programme is printed twice: once to see where its pages end, and once with the rows of a day in parts there, each part
with the day before it.
"""

import io

from pikepdf import NameTree, Pdf

from committee import printing

ROW = "row-"  # what the name of a row begins with


def rows_after_a_break(html: str, title: str) -> set[str]:
    """
    The keys of the rows that begin a page, of HTML whose rows are named.

    The first row of the programme is among them. Raises committee.printing.PrintingError.
    """
    with Pdf.open(io.BytesIO(printing.render_pdf(html, title=title))) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        places = {
            name.removeprefix(ROW): (numbers[target[0].objgen], -float(target[3]))
            for name, target in NameTree(pdf.Root.Names.Dests).items()
            if name.startswith(ROW)
        }
    first: dict[int, str] = {}
    for key, (page, _down) in sorted(places.items(), key=lambda one: one[1]):
        first.setdefault(page, key)
    return set(first.values())

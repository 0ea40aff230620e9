"""The files that stand in the place of what was taken down: pages that say so, and redacted copies of as many pages."""

import io
import logging
from collections.abc import Iterable

import pikepdf

from committee import printing
from committee.acts.refusal import Refused
from committee.files import files
from committee.printing import PrintingError
from meetings.packs.intake.take_in import Intake
from meetings.papers.taking_in import take_in, taken_in
from meetings.takedowns.values import Sheets

logger = logging.getLogger(__name__)
A4 = (595, 842)  # points


def made(note: str, pages: Iterable[int]) -> Sheets:
    """Files of so many pages each, one of a single page among them, every page of which bears `note`."""
    return Sheets(note, {count: files.keep(_removed(note, count)).pk for count in {1, *pages}})


def _removed(note: str, pages: int) -> bytes:
    try:
        return printing.print_template("print/removed.html", {"note": note, "pages": range(pages)}, note)
    except PrintingError:
        # What must not be read is hidden whether or not anything can be printed.
        logger.exception("the pages that say what was taken down could not be printed: they are left blank")
        return _blank(pages)


def _blank(pages: int) -> bytes:
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=A4)
        return _saved(pdf)


def redacted(data: bytes | Intake, filename: str, pages: int) -> Intake:
    """
    Take in a redacted copy, with blank pages added so that it has `pages` of them; 0 for any number.

    Raises Refused where it cannot be used, or has more pages than what it stands for: numbers never move (R60).
    """
    taken = taken_in(data, filename)
    if not pages or taken.pages == pages:
        return taken
    if taken.pages > pages:
        raise Refused(
            f"The redacted copy has {taken.pages} pages and the paper had {pages}: it must not have more, because "
            "the pages after it keep their numbers."
        )
    with pikepdf.open(io.BytesIO(taken.pdf)) as pdf:
        for _ in range(pages - taken.pages):
            pdf.add_blank_page(page_size=A4)
        return take_in(_saved(pdf), filename)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()

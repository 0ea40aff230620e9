"""One paper by itself, as its reader gets it: a withheld one says on every page that it is not for publication."""

from meetings.packs.join import Part, join
from meetings.packs.page_numbers import Span
from meetings.packs.pdf.compiled import Prepared
from meetings.packs.reader_copy import reader_copy


def marked(prepared: Prepared, marking: str, *, title: str, copy_of: str = "") -> bytes:
    """
    Put `marking` at the head of every page, as an artifact (R15, LGA 1972 s.100B(5)). Same input, same bytes.

    `copy_of` says whose copy it is, across every page.
    """
    pages = len(prepared.pages)
    part = Part("paper", title, prepared, Span(1, pages, pages), marking)
    joined = join(None, [part], title=title, numbered=False, reader_slots=bool(copy_of))
    return reader_copy(joined.pdf, joined.reader_slots, copy_of) if copy_of else joined.pdf

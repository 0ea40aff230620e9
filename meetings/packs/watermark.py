"""
Words put on finished pages: the name of the reader of a personal copy, and the marking of a withheld paper.

Where a pack was built with a place for the reader's name, the name is put in without building the pack again.
"""

import io
import re
import zlib
from typing import Any

from pikepdf import Name, Pdf

from meetings.models import Pack
from meetings.packs import part_store
from meetings.packs.join import Part, join
from meetings.packs.page_numbers import Span
from meetings.packs.pdf.compiled import PageGeometry, Prepared
from meetings.packs.pdf.stamp import BOLD, Pen, Stamper
from meetings.packs.pdf.writer import ENTRY, Writer

TRAILER = re.compile(rb"/W\[1 4 2\](/Root .{0,300}?\])/Filter", re.S)


class NoPlace(ValueError):
    """The pack has no place for a reader's name, or was stamped with a font subset that we can no longer make."""


def reader_copy(pdf: bytes, slots: dict[str, Any], words: str) -> bytes:
    """
    Return the pack with `words` across every page and along the page's edge, as artifacts.

    `slots` are the pack's `reader_slots`. The last streams of the pack, one for each page geometry, are written again,
    then the font and the cross-reference stream. All bytes before these streams stay the same. Raises NoPlace.
    """
    letters, added = slots.get("letters", ""), slots.get("words", [])
    plain_pen, pen = (Pen(BOLD, [], letters=letters, words=added, later=later) for later in ([], [words]))
    if "font" not in slots or plain_pen.face.tag != slots["face"]:
        raise NoPlace("this pack keeps no place for a reader’s name")
    table, trailer = _end_of(pdf)
    # Further objects, such as a larger font, are numbered after the pack's own objects.
    writer = Writer((memoryview(pdf)[: slots["at"]], table[: slots["size"] * ENTRY.size]))
    stamper = Stamper(pen)
    for number, *lie in slots["slots"]:
        writer.stream(stamper.copy_of(PageGeometry(tuple(lie[0]), *lie[1:]), words), number=number, squeeze=True)
    number, font = slots["font"]
    writer.put(number, font.encode("ascii") if pen.face == plain_pen.face else pen.font(writer))
    return writer.end(trailer)


def _end_of(pdf: bytes) -> tuple[bytearray, bytes]:
    """Return the unpacked cross-reference table of a pack, and the trailer's entries. Raises NoPlace."""
    at = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
    opening = pdf[at : pdf.index(b"stream\n", at)]
    match = TRAILER.search(opening)
    if not match:
        raise NoPlace("this pack was written in another way")
    table = bytearray(zlib.decompressobj().decompress(pdf[at + len(opening) + 7 :]))
    return table, match[1]


def marked(prepared: Prepared, marking: str, *, title: str, copy_of: str = "") -> bytes:
    """
    Return the PDF of `prepared` with `marking` at the head of every page, as an artifact (R15, LGA 1972 s.100B(5)).

    `copy_of`, the name of the reader of a personal copy, is put across every page. The same input gives the same bytes.
    """
    pages = len(prepared.pages)
    part = Part("paper", title, prepared, Span(1, pages, pages), marking)
    joined = join(None, [part], title=title, numbered=False, reader_slots=bool(copy_of))
    return reader_copy(joined.pdf, joined.reader_slots, copy_of) if copy_of else joined.pdf


def of_pack(pack: Pack, data: bytes, words: str) -> bytes:
    """
    Return `data`, the bytes of `pack`, with `words` on every page.

    A pack without a place for `words` is taken apart and joined again, which is slower.
    """
    try:
        return reader_copy(data, pack.reader_slots, words)
    except NoPlace:
        return _joined_again(data, pack, words)


def _joined_again(data: bytes, pack: Pack, words: str) -> bytes:
    with Pdf.open(io.BytesIO(data)) as old:
        title = str(old.docinfo.get(Name.Title, "")) or str(pack)
        again = marked(part_store.prepared(pack.stored), "", title=title, copy_of=words)
        with Pdf.open(io.BytesIO(again)) as new:
            # The old pages have stamped numbers, and joining stamps none, so the old page labels are copied.
            if Name.PageLabels in old.Root:
                new.Root.PageLabels = new.copy_foreign(old.make_indirect(old.Root.PageLabels))
            out = io.BytesIO()
            new.save(out)
    return out.getvalue()

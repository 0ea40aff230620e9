"""
Words put across finished pages: whose copy a pack is, and that a withheld paper is not for publication.

A reader's name goes in without anything being built again, where the pack was built with a place for it.
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
    """The pack keeps no place for a reader's name, or was stamped in letters that we no longer have."""


def reader_copy(pdf: bytes, slots: dict[str, Any], words: str) -> bytes:
    """
    Return the pack with `words` across every page and along its edge, as artifacts.

    `slots` are the pack's `reader_slots`: its last streams, one for each way a page lies, are written afresh with the
    font and the cross-reference stream after them; all before stays as it is. Raises NoPlace.
    """
    letters, added = slots.get("letters", ""), slots.get("words", [])
    plain_pen, pen = (Pen(BOLD, [], letters=letters, words=added, later=later) for later in ([], [words]))
    if "font" not in slots or plain_pen.face.tag != slots["face"]:
        raise NoPlace("this pack keeps no place for a reader’s name")
    table, trailer = _end_of(pdf)
    # What came after the place for names, in a copy too, is allotted again.
    writer = Writer((memoryview(pdf)[: slots["at"]], table[: slots["size"] * ENTRY.size]))
    stamper = Stamper(pen)
    for number, *lie in slots["slots"]:
        writer.stream(stamper.copy_of(PageGeometry(tuple(lie[0]), *lie[1:]), words), number=number, squeeze=True)
    number, font = slots["font"]
    writer.put(number, font.encode("ascii") if pen.face == plain_pen.face else pen.font(writer))
    return writer.end(trailer)


def _end_of(pdf: bytes) -> tuple[bytearray, bytes]:
    """Return the cross-reference table of a pack, and the trailer's entries."""
    at = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
    opening = pdf[at : pdf.index(b"stream\n", at)]
    match = TRAILER.search(opening)
    if not match:
        raise NoPlace("this pack was written in another way")
    table = bytearray(zlib.decompressobj().decompress(pdf[at + len(opening) + 7 :]))
    return table, match[1]


def marked(prepared: Prepared, marking: str, *, title: str, copy_of: str = "") -> bytes:
    """
    Put `marking` at the head of every page, as an artifact (R15, LGA 1972 s.100B(5)). Same input, same bytes.

    `copy_of` says whose copy it is, across every page.
    """
    pages = len(prepared.pages)
    part = Part("paper", title, prepared, Span(1, pages, pages), marking)
    joined = join(None, [part], title=title, numbered=False, reader_slots=bool(copy_of))
    return reader_copy(joined.pdf, joined.reader_slots, copy_of) if copy_of else joined.pdf


def of_pack(pack: Pack, data: bytes, words: str) -> bytes:
    """
    Return `data`, the bytes of `pack`, with `words` on every page.

    A pack built before there was a place for them is taken to pieces and joined again, which is slower.
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
            # The numbers are stamped already, so joining gave none: the labels are those that it had.
            if Name.PageLabels in old.Root:
                new.Root.PageLabels = new.copy_foreign(old.make_indirect(old.Root.PageLabels))
            out = io.BytesIO()
            new.save(out)
    return out.getvalue()

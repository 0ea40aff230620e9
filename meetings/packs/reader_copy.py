"""One reader's copy of a pack: their name on every page, put in without building anything again."""

import re
import zlib
from typing import Any

from meetings.packs.pdf.compiled import Lie
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
    known, pen = (Pen(BOLD, [], letters=letters, words=added, later=later) for later in ([], [words]))
    if known.face.tag != slots.get("face") or (pen.face != known.face and "font" not in slots):
        raise NoPlace("this pack keeps no place for a reader's name")
    table, trailer, own = _end_of(pdf)
    # What came after the place for names, in a copy too, is allotted again; in older packs that is the table alone.
    writer = Writer((memoryview(pdf)[: slots["at"]], table[: slots.get("size", own) * ENTRY.size]))
    stamper = Stamper(pen)
    for number, *lie in slots["slots"]:
        writer.stream(stamper.copy_of(Lie(tuple(lie[0]), *lie[1:]), words), number=number, squeeze=True)
    if font := slots.get("font"):
        writer.put(font[0], font[1].encode("ascii") if pen.face == known.face else pen.font(writer))
    return writer.end(trailer)


def _end_of(pdf: bytes) -> tuple[bytearray, bytes, int]:
    """The cross-reference table of a pack, the trailer's entries, and the object's own number."""
    at = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
    opening = pdf[at : pdf.index(b"stream\n", at)]
    found = TRAILER.search(opening)
    if not found:
        raise NoPlace("this pack was written in another way")
    table = bytearray(zlib.decompressobj().decompress(pdf[at + len(opening) + 7 :]))
    return table, found[1], int(opening.split()[0])

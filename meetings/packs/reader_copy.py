"""One reader's copy of a pack: their name on every page, put in without building anything again."""

import re
import zlib
from typing import Any

from meetings.packs.prepared import Lie
from meetings.packs.stamp import BOLD, Pen, Stamper
from meetings.packs.writer import ENTRY, cross_reference

TRAILER = re.compile(rb"/W\[1 4 2\](/Root .*?\])/Filter", re.S)


class NoPlace(ValueError):
    """The pack keeps no place for a reader's name, or was stamped in letters that we no longer have."""


def reader_copy(pdf: bytes, slots: dict[str, Any], words: str) -> bytes:
    """
    Return the pack with `words` across every page and along its edge, as artifacts.

    `slots` are the pack's `reader_slots`: its last streams, one for each way a page lies, are written afresh with the
    cross-reference stream after them; all before stays as it is. Raises NoPlace.
    """
    stamper = Stamper(Pen(BOLD, [slots.get("letters", "")]))
    if stamper.pen.face.tag != slots.get("face"):
        raise NoPlace("this pack keeps no place for a reader's name")
    table, trailer, own = _end_of(pdf)
    written, place = [], slots["at"]
    for number, *lie in slots["slots"]:
        drawn = zlib.compress(stamper.copy_of(Lie(tuple(lie[0]), *lie[1:]), words))
        head = b"%d 0 obj\n<</Filter/FlateDecode/Length %d>>\nstream\n" % (number, len(drawn))
        written += [head, drawn, b"\nendstream\nendobj\n"]
        ENTRY.pack_into(table, number * ENTRY.size, 1, place, 0)
        place += sum(len(piece) for piece in written[-3:])
    ENTRY.pack_into(table, own * ENTRY.size, 1, place, 0)
    return b"".join([memoryview(pdf)[: slots["at"]], *written, cross_reference(own, table, trailer, place)])


def _end_of(pdf: bytes) -> tuple[bytearray, bytes, int]:
    """The cross-reference table of a pack, the trailer's entries, and the object's own number."""
    at = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
    opening = pdf[at : pdf.index(b"stream\n", at)]
    found = TRAILER.search(opening)
    if not found:
        raise NoPlace("this pack was written in another way")
    table = bytearray(zlib.decompressobj().decompress(pdf[at + len(opening) + 7 :]))
    return table, found[1], int(opening.split()[0])

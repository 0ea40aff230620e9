"""Every object of a document as text, read from its bytes: what the check of a pack looks at."""

import io
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from pikepdf import Pdf, PdfError, Stream

from meetings.packs.pdf.writer import ENTRY

OWN = re.compile(
    rb"(\d{1,10}) 0 obj\n<</Type/XRef/Size (\d{1,10})/W\[1 4 2\]/Root (\d{1,10}) 0 R.{0,300}?"
    rb"/Filter/FlateDecode/Length (\d{1,10})>>"
)
BUNDLE = re.compile(rb"<</Type/ObjStm/N (\d{1,10})/First (\d{1,10})/Filter/FlateDecode/Length (\d{1,10})>>")
FLATE = re.compile(rb"/Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])")
LENGTH = re.compile(rb"/Length (\d{1,10})(?!\d)")


class Unreadable(ValueError):
    """The document cannot be read; the text says where."""


@dataclass(frozen=True)
class Objects:
    """
    The objects of a document by number: the text of each, of a stream that of its dictionary.

    `content` gives what a stream holds, decoded; it raises Unreadable where that cannot be done.
    """

    texts: dict[int, bytes]
    root: int
    content: Callable[[int], bytes]

    def get(self, number: int) -> bytes:
        """Return the text of an object, "null" where there is none."""
        return self.texts.get(number, b"null")


def read(pdf: bytes) -> Objects:
    """
    Read a document. What `Writer` wrote is read by itself: every entry of its cross-reference table must be true.

    Anything else is read by qpdf. Raises Unreadable.
    """
    try:
        at = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
        match = OWN.match(pdf, at)
        return _read_own(pdf, at, match) if match else _any(pdf)
    except (ValueError, IndexError, zlib.error, PdfError, RuntimeError) as error:
        raise Unreadable(f"The file cannot be read: {error}") from error


def _read_own(pdf: bytes, at: int, match: re.Match[bytes]) -> Objects:
    table = zlib.decompressobj().decompress(pdf[match.end() + 8 :])
    if len(table) != int(match[2]) * ENTRY.size:
        raise ValueError("the cross-reference table is cut short")
    texts: dict[int, bytes] = {}
    data: dict[int, memoryview] = {}
    whole, bundled = memoryview(pdf), {}
    for number, (kind, place, index) in enumerate(ENTRY.iter_unpack(table)):
        if kind == 1 and place != at:
            texts[number], data[number] = _stream(pdf, whole, number, place)
        elif kind == 2:
            bundled[number] = place, index
    for number in [number for number in data if texts[number].startswith(b"<</Type/ObjStm")]:
        _unbundle(texts, bundled, number, data.pop(number))
    missing = bundled.keys() - texts.keys()
    if missing:
        raise ValueError(f"object {min(missing)} is not where the cross-reference table says")

    return Objects(texts, int(match[3]), _content(pdf, texts, data))


def _content(pdf: bytes, texts: dict[int, bytes], data: dict[int, memoryview]) -> Callable[[int], bytes]:
    """Return a function that reads the bytes of a stream."""

    @cache
    def document() -> Pdf:
        return Pdf.open(io.BytesIO(pdf), attempt_recovery=False, suppress_warnings=True)

    def content(stream: int) -> bytes:
        try:
            if b"/Filter" not in texts[stream]:
                return bytes(data[stream])
            if FLATE.search(texts[stream]) and b"/DecodeParms" not in texts[stream]:
                return zlib.decompress(data[stream])
            return document().get_object((stream, 0)).read_bytes()  # in some other way, as uploads may be
        except (zlib.error, KeyError, PdfError, RuntimeError) as error:
            raise Unreadable(f"What stream {stream} holds cannot be read: {error}") from error

    return content


def _stream(pdf: bytes, whole: memoryview, number: int, place: int) -> tuple[bytes, memoryview]:
    opening = b"%d 0 obj\n" % number
    if not pdf.startswith(opening, place):
        raise ValueError(f"object {number} is not where the cross-reference table says")
    begins = pdf.index(b"\nstream\n", place)
    head = pdf[place + len(opening) : begins]
    for length in LENGTH.findall(head):  # a dictionary within may have a /Length of its own
        end = begins + 8 + int(length)
        if pdf.startswith(b"\nendstream\nendobj\n", end):
            return head, whole[begins + 8 : end]
    raise ValueError(f"stream {number} is not as long as it says")


def _unbundle(texts: dict[int, bytes], bundled: dict[int, tuple[int, int]], number: int, data: memoryview) -> None:
    head = BUNDLE.match(texts.pop(number))
    if not head:
        raise ValueError(f"object stream {number} is faulty")
    content, first = zlib.decompress(data), int(head[2])
    pairs = [int(word) for word in content[:first].split()]
    places = [first + place for place in pairs[1::2]] + [len(content)]
    for index, inside in enumerate(pairs[::2]):
        if bundled.get(inside) != (number, index):
            raise ValueError(f"object {inside} is not where the cross-reference table says")
        texts[inside] = content[places[index] : places[index + 1]]


def _any(pdf: bytes) -> Objects:
    document = Pdf.open(io.BytesIO(pdf), attempt_recovery=False, suppress_warnings=True)
    texts = {}
    for thing in document.objects:
        value: Any = thing
        if value.is_indirect:
            texts[value.objgen[0]] = (value.stream_dict if isinstance(value, Stream) else value).unparse(resolved=True)
    root: Any = document.Root

    def content(stream: int) -> bytes:
        try:
            return document.get_object((stream, 0)).read_bytes()
        except (PdfError, AttributeError, TypeError) as error:
            raise Unreadable(f"What stream {stream} holds cannot be read: {error}") from error

    return Objects(texts, root.objgen[0], content)

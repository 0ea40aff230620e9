"""Writer of a PDF, object by object: streams directly, all other objects in object streams."""

import hashlib
import re
import struct
import zlib
from collections.abc import Sequence

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
ENTRY = struct.Struct(">BIH")  # entry of the cross-reference stream: /W [1 4 2]
IN_ONE = 200  # objects in an object stream
QUICK = 1  # zlib's fastest level: the structure of a large pack is megabytes long, and repetitive


def text_string(text: str) -> bytes:
    """Return text as a PDF string."""
    if text.isascii() and text.isprintable():
        return b"(" + re.sub(rb"([()\\])", rb"\\\1", text.encode()) + b")"
    return b"<FEFF" + text.encode("utf-16-be", "replace").hex().upper().encode() + b">"


def refs(numbers: Sequence[int]) -> bytes:
    """Return references to objects, as written in a PDF array."""
    return b" ".join(b"%d 0 R" % number for number in numbers)


class Writer:
    """
    A document being written. Allot numbers first, then put each object once; the same calls give the same bytes.

    `begun` is the beginning of a document written earlier, and its cross-reference table so far.
    """

    def __init__(self, begun: tuple[memoryview, bytearray] | None = None) -> None:
        written, table = begun or (HEAD, bytearray(ENTRY.pack(0, 0, 65535)))
        self._out: list[bytes | memoryview] = [written]
        self._table = table
        self._waiting: list[tuple[int, bytes]] = []
        self.size = len(written)

    @property
    def count(self) -> int:
        """Number of objects allotted."""
        return len(self._table) // ENTRY.size

    def allot(self, count: int = 1) -> int:
        """Reserve `count` object numbers in a row; return the first number."""
        first = self.count
        self._table += bytes(count * ENTRY.size)
        return first

    def put(self, number: int, text: bytes) -> int:
        """Write an object that is no stream under `number`; return `number`."""
        self._waiting.append((number, text))
        if len(self._waiting) >= IN_ONE:
            self.flush()
        return number

    def add(self, text: bytes) -> int:
        """Write an object under a new number; return the number."""
        return self.put(self.allot(), text)

    def stream(self, data: bytes, keys: bytes = b"", number: int = 0, squeeze: bool = False) -> int:
        """Write a stream with the dictionary entries `keys`, compressed if `squeeze`; return the stream's number."""
        if squeeze:
            data, keys = zlib.compress(data), keys + b"/Filter/FlateDecode"
        return self.whole(number or self.allot(), b"<<%s/Length %d>>" % (keys, len(data)), data)

    def whole(self, number: int, head: bytes, data: bytes) -> int:
        """Write a stream whose dictionary `head` is complete; return `number`."""
        self._set(number, 1, self.size, 0)
        opening = b"%d 0 obj\n%s\nstream\n" % (number, head)
        self._out += (opening, data, b"\nendstream\nendobj\n")
        self.size += len(opening) + len(data) + 18
        return number

    def bundle(self, start: int, count: int, first: int, text: bytes) -> None:
        """Write a finished object stream of `count` objects from number `start` on; `first` as in compiled.Bundle."""
        number = self._object_stream(count, first, text)
        size = ENTRY.size
        rows = b"".join([ENTRY.pack(2, number, place) for place in range(count)])
        self._table[start * size : (start + count) * size] = rows

    def flush(self) -> None:
        """Write the objects that wait for an object stream."""
        if not self._waiting:
            return
        head, body, place = [], [], 0
        for number, text in self._waiting:
            head.append(b"%d %d" % (number, place))
            body.append(text)
            place += len(text) + 1
        pairs = b" ".join(head) + b"\n"
        within = self._object_stream(len(body), len(pairs), pairs + b"\n".join(body))
        for place, (number, _) in enumerate(self._waiting):
            self._set(number, 2, within, place)
        self._waiting = []

    def _object_stream(self, count: int, first: int, text: bytes) -> int:
        packed = zlib.compress(text, QUICK)
        keys = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (count, first)
        return self.stream(packed, keys)

    def _set(self, number: int, kind: int, place: int, index: int) -> None:
        ENTRY.pack_into(self._table, number * ENTRY.size, kind, place, index)

    def finish(self, root: int, info: int) -> bytes:
        """Write the cross-reference stream and return the document."""
        self.flush()
        identity = hashlib.md5(b"".join(self._out[-3:]) + bytes(self._table), usedforsecurity=False).hexdigest()
        return self.end(b"/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % (root, info, identity.encode(), identity.encode()))

    def end(self, trailer: bytes) -> bytes:
        """Write the cross-reference stream with these trailer entries and return the document."""
        self.flush()
        number = self.allot()
        self._set(number, 1, self.size, 0)
        packed = zlib.compress(bytes(self._table), QUICK)
        entries = b"/Type/XRef/Size %d/W[1 4 2]%s/Filter/FlateDecode/Length %d" % (self.count, trailer, len(packed))
        end = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % self.size
        return b"".join([*self._out, b"%d 0 obj\n<<%s>>\nstream\n" % (number, entries), packed, end])

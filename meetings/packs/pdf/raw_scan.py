"""
Scan of a PDF's raw bytes for every string, name, comment and stream, including those that no reader would show.

No PDF library is used: a library would skip unreferenced objects, earlier revisions and words between objects.
"""

import base64
import binascii
import codecs
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

MOST = 64 * 1024 * 1024  # bytes to which one stream is unpacked; any further bytes (of a bomb) are not read
OBJECT = re.compile(rb"(?<!\d)(\d{1,10})\s+\d{1,5}\s+obj\b")
END = re.compile(rb"\bendobj\b|\bstream\r?\n")
LENGTH = re.compile(rb"/Length\s+(\d{1,10})(?!\s+\d+\s+R)\b")
FILTER = re.compile(rb"/Filter\s*(?:\[([^\[\]]*+)\]|(/\w+))")
LITERAL = rb"\(((?:[^()\\]++|\\[\s\S]|\((?:[^()\\]++|\\[\s\S]|\([^()]*+\))*+\))*+)(\)?)"
IN_HEX = rb"<(?!<)([0-9A-Fa-f\s]++)>"
STRING = re.compile(LITERAL + rb"|" + IN_HEX)
DRAWN = re.compile(LITERAL + rb"()")  # for drawing commands, where a hexadecimal string is glyph numbers, not words
PLAIN = re.compile(rb"(?:[^(<\\]++|\\[^<]|\\(?=<))*+")  # text without strings; a hex string may follow a backslash
KEY = re.compile(rb"/([A-Za-z]+)\s*$")
COMMENT = re.compile(rb"%([^\r\n]{3,})")
NAME = re.compile(rb"/([^\x00-\x20/<>\[\]()%{}]{4,})")
SYNTAX = re.compile(rb"/\w+|\b(?:xref|trailer|startxref)\b|%PDF-[\d.]+|%%EOF|\b\d+\b")
ESCAPE = re.compile(rb"\\(\r\n|[0-7]{1,3}|[\s\S])")
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
# Drawing operators. PDFium reads the words of pages; from drawing commands only strings and comments are read here.
DRAWS = re.compile(rb"(?:^|\s)(?:BT|q|cm|re|Tf|Do|gs|BDC|BMC|begincmap)\s")
FONT = re.compile(rb"/Length1\b|/Subtype\s*/(?:Type1C|CIDFontType0C|OpenType)\b|/CMapName\b")


@dataclass(frozen=True)
class FoundText:
    """A string in object `number` (0: between objects), under a dictionary's `key`; `beside` is the object's text."""

    number: int
    key: str
    text: str
    beside: bytes = b""


@dataclass(frozen=True)
class Stream:
    """A stream of object `number`: the text of its dictionary (`head`), and its bytes, unpacked if possible."""

    number: int
    head: bytes
    data: bytes

    @property
    def is_image(self) -> bool:
        """True where the stream is an image."""
        return re.search(rb"/Subtype\s*/Image\b", self.head) is not None

    @property
    def is_machinery(self) -> bool:
        """True where the stream is a font, a colour profile or a table of letters, which papers of all kinds share."""
        return (
            FONT.search(self.head) is not None
            or self.data[:4] in (b"\x00\x01\x00\x00", b"true", b"OTTO")
            or self.data[36:40] == b"acsp"
            or b"begincmap" in self.data[:2048]
        )


def lay_open(pdf: bytes) -> Iterator[FoundText | Stream]:
    """Yield every string, name, comment and stream in a PDF's bytes; a string once for each key. Never fails."""
    names: set[bytes] = set()
    seen: set[tuple[str, bytes]] = set()
    for number, text, data in _pieces(pdf):
        names.update(NAME.findall(text))
        yield from _strings(number, text, seen)
        if data is None:
            continue
        stream = Stream(number, text, _decoded(text, data))
        if b"/ObjStm" in text:
            for inner, body in _bundled(stream):
                names.update(NAME.findall(body))
                yield from _strings(inner, body, seen)
        elif b"/XRef" not in text:
            yield stream
            if not stream.is_image and not stream.is_machinery:
                yield from _in_stream(stream, seen)
    for name in names:
        yield FoundText(0, "/", _plain(re.sub(rb"#([0-9A-Fa-f]{2})", _byte, name)))


def _byte(match: re.Match[bytes]) -> bytes:
    return bytes.fromhex(match[1].decode())


def _pieces(pdf: bytes) -> Iterator[tuple[int, bytes, bytes | None]]:
    """Yield (object number, its text, the packed bytes of its stream or None); number 0 for text between objects."""
    at = 0
    while match := OBJECT.search(pdf, at):
        if pdf[at : match.start()].strip():
            yield 0, pdf[at : match.start()], None
        end = END.search(pdf, match.end())
        if end is None:
            at = match.end()
            break
        text = pdf[match.end() : end.start()]
        if end[0] == b"endobj":
            at = end.end()
            yield int(match[1]), text, None
        else:
            at = _stream_end(pdf, text, end.end())
            yield int(match[1]), text, pdf[end.end() : at]
    if pdf[at:].strip():
        yield 0, pdf[at:], None


def _stream_end(pdf: bytes, head: bytes, start: int) -> int:
    """Return the end of a stream's data: by its stated length if that is correct, else the next `endstream`."""
    if match := LENGTH.search(head):
        end = start + int(match[1])
        if pdf[end : end + 12].lstrip().startswith(b"endstream"):
            return end
    end = pdf.find(b"endstream", start)
    return len(pdf) if end < 0 else end


def _decoded(head: bytes, data: bytes) -> bytes:
    match = FILTER.search(head)
    for name in re.findall(rb"/(\w+)", (match[1] or match[2]) if match else b""):
        try:
            if name in (b"FlateDecode", b"Fl"):
                data = zlib.decompressobj().decompress(data, MOST)
            elif name in (b"ASCII85Decode", b"A85"):
                data = base64.a85decode(data.strip().removesuffix(b"~>"))
            elif name in (b"ASCIIHexDecode", b"AHx"):
                data = _unhex(data.partition(b">")[0])
            else:
                return data  # a picture's own packing
        except (zlib.error, ValueError, binascii.Error):
            return data
    return data


def _unhex(digits: bytes) -> bytes:
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _bundled(stream: Stream) -> Iterator[tuple[int, bytes]]:
    """Yield (number, text) per object in an object stream; the whole stream as one object where its index is faulty."""
    first = re.search(rb"/First\s+(\d{1,10})(?!\d)", stream.head)
    start = int(first[1]) if first else 0
    index = [int(digits[:10]) for digits in re.findall(rb"\d+", stream.data[:start])]
    numbers, places = index[::2], [start + place for place in index[1::2]]
    if not places or places != sorted(places) or len(numbers) != len(places) or places[-1] > len(stream.data):
        yield stream.number, stream.data
        return
    yield stream.number, stream.data[: places[0]]
    for number, begin, end in zip(numbers, places, [*places[1:], len(stream.data)], strict=True):
        yield number, stream.data[begin:end]


def _strings(number: int, text: bytes, seen: set[tuple[str, bytes]], *, drawn: bool = False) -> Iterator[FoundText]:
    for match in _written(text, drawn=drawn):
        raw = ESCAPE.sub(_unescaped, match[1]) if match[1] is not None else _unhex(match[3])
        if len(raw) < 3:
            continue
        before = KEY.search(text[max(0, match.start() - 40) : match.start()])
        key = before[1].decode() if before else ""
        if (key, raw) not in seen:
            seen.add((key, raw))
            yield FoundText(number, key, readable(raw), b"" if drawn else text)
    if number == 0 or b"%" in text:
        for comment in (SYNTAX.sub(b" ", text),) if number == 0 else COMMENT.findall(text):
            yield FoundText(number, "%", _plain(comment))


def _written(text: bytes, *, drawn: bool) -> Iterator[re.Match[bytes]]:
    """
    Yield every string in a text, from each place where a string may begin.

    An unclosed opening bracket is skipped, and the text after the bracket is searched again for strings. In that text,
    brackets after a backslash are skipped too: they are also unclosed, and to follow each to the end takes too long.
    """
    pattern = DRAWN if drawn else STRING
    at = followed = 0
    while True:
        if at < followed:
            at = PLAIN.match(text, at, followed).end()  # type: ignore[union-attr]  # always matches
            match = pattern.match(text, at)
        elif (match := pattern.search(text, at)) is None:
            return
        if match is None:
            at += 1
        elif match[1] is None or match[2]:
            yield match
            at = match.end()
        else:
            at, followed = match.start() + 1, max(followed, match.end())


def _unescaped(match: re.Match[bytes]) -> bytes:
    letter = match[1]
    return bytes([int(letter, 8) & 255]) if letter[0] in b"01234567" else ESCAPED.get(letter, letter)


def readable(raw: bytes) -> str:
    """Return the text of a PDF string: UTF-16 or UTF-8 by its byte-order mark, else UTF-8 if valid, else cp1252."""
    if raw.startswith(codecs.BOM_UTF16_BE):
        return raw[2:].decode("utf-16-be", "replace")
    if raw.startswith(codecs.BOM_UTF16_LE):
        return raw[2:].decode("utf-16-le", "replace")
    return _plain(raw.removeprefix(codecs.BOM_UTF8))


def _plain(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _in_stream(stream: Stream, seen: set[tuple[str, bytes]]) -> Iterator[FoundText]:
    """Yield a stream's bytes as text; for a stream with drawing commands, yield only its strings and comments."""
    if DRAWS.search(stream.data[:4096]):
        yield from _strings(stream.number, stream.data, seen, drawn=True)
    elif re.search(rb"/Metadata\b", stream.head):
        yield FoundText(stream.number, "XMP", readable(stream.data))
    else:
        yield FoundText(stream.number, "stream", readable(stream.data))

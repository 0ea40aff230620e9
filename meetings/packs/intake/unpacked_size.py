"""
Unpacked size of a PDF's streams, counted before any library unpacks the streams into memory.

A few hundred bytes can unpack to terabytes. Bytes are counted block by block and never stored, and counting ends at the
limit, so that a decompression bomb costs no more than a large file. This runs in the child process.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Callable, Iterator

from pikepdf import Name, Pdf, PdfError, Stream

from committee.acts.refusal import Refused
from meetings.packs.pdf import links

MEGABYTE = 1024 * 1024
MOST_OF_ONE = 256 * MEGABYTE  # bytes; an A3 page in colour at 600 dots to the inch has 200 megabytes
MOST = 1024 * MEGABYTE
MOST_FILTERS = 8
BLOCK = MEGABYTE // 4
BOMB = "It is far too large when unpacked. Open the original and print or export it to PDF again."
FLATE, LZW, RUNS = ("/FlateDecode", "/Fl"), ("/LZWDecode", "/LZW"), ("/RunLengthDecode", "/RL")
HEX, BASE_85 = ("/ASCIIHexDecode", "/AHx"), ("/ASCII85Decode", "/A85")
_OPENED = re.compile(rb"/(?:ObjStm|XRef)\b")  # streams that qpdf itself unpacks while it opens a file
_BEGINS = re.compile(rb"stream\r?\n")
_NEAR = 4096


def refuse_bomb_in_opening(data: bytes) -> None:
    """Raise Refused where an object stream or a cross-reference stream unpacks to more than MOST_OF_ONE bytes."""
    for match in _OPENED.finditer(data):
        begins = max(data.rfind(b" obj", max(0, match.start() - _NEAR), match.start()), 0)
        stream = _BEGINS.search(data, match.end(), match.end() + _NEAR)
        if stream:
            layers = min(data.count(b"/Fl", begins, stream.start()), MOST_FILTERS)
            _count(data[stream.end() :] if layers else b"", ["/Fl"] * layers, MOST_OF_ONE)


def refuse_bombs(pdf: Pdf) -> None:
    """Raise Refused where one stream unpacks to more than MOST_OF_ONE bytes, or all together to more than MOST."""
    budget = MOST
    for item in pdf.objects:
        if isinstance(item, Stream):
            budget -= _unpacked(item, min(budget, MOST_OF_ONE))


def _unpacked(stream: Stream, most: int) -> int:
    filters = _filters(stream)
    packing = [name for name in filters if name in (*FLATE, *LZW, *RUNS)]
    if not packing:
        return 0
    # Bytes from LZW or run-length data are counted and not stored, so they cannot be unpacked again. A stream with
    # packed data inside LZW or run-length data is refused. In practice only Flate data is packed twice.
    if len(filters) > MOST_FILTERS or any(name not in FLATE for name in packing[:-1]):
        raise Refused(BOMB)
    try:
        data = stream.read_raw_bytes()
    except (PdfError, RuntimeError, ValueError):
        return 0  # another check reports a stream that cannot be read
    return _count(data, filters, most)


def _filters(stream: Stream) -> list[str]:
    names = links.as_list(stream.get(Name.Filter, stream.get(Name("/F"))))
    return [str(name) for name in names if isinstance(name, Name)]


def _count(data: bytes, filters: list[str], most: int) -> int:
    """Return the unpacked length of a stream. Raises Refused where it exceeds `most`."""
    chunks: Iterator[bytes] = iter((data,))
    count = 0
    for length in _lengths(chunks, filters):
        count += length
        if count > most:
            raise Refused(BOMB)
    return count


def _lengths(chunks: Iterator[bytes], filters: list[str]) -> Iterator[int]:
    for name in filters:
        if name in HEX:
            chunks = _of_text(chunks, lambda text: binascii.unhexlify(text[: len(text) // 2 * 2]))
        elif name in BASE_85:
            chunks = _of_text(chunks, base64.a85decode)
        elif name in FLATE:
            chunks = _inflated(chunks)
        elif name in LZW:
            yield from _lengths_of_lzw(chunks)
            return
        elif name in RUNS:
            yield from _lengths_of_runs(chunks)
            return
        else:
            break  # a picture format, which is left packed
    for chunk in chunks:
        yield len(chunk)


def _of_text(chunks: Iterator[bytes], decode: Callable[[bytes], bytes]) -> Iterator[bytes]:
    text = b"".join(b"".join(chunks).split()).partition(b">" if decode is not base64.a85decode else b"~")[0]
    try:
        yield decode(text)
    except ValueError:  # binascii.Error is a ValueError
        return


def _inflated(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the Flate-decoded bytes in blocks of at most BLOCK bytes, up to the first damage."""
    unpacking = zlib.decompressobj()
    for chunk in chunks:
        waiting = chunk
        while waiting and not unpacking.eof:
            try:
                made = unpacking.decompress(waiting, BLOCK)
            except zlib.error:
                return
            waiting = unpacking.unconsumed_tail
            if made:
                yield made
        if unpacking.eof:
            return


def _lengths_of_runs(chunks: Iterator[bytes]) -> Iterator[int]:
    skip = 0
    for chunk in chunks:
        place = skip
        while place < len(chunk):
            code = chunk[place]
            if code == 128:
                return
            yield code + 1 if code < 128 else 257 - code
            place += code + 2 if code < 128 else 2
        skip = place - len(chunk)


def _lengths_of_lzw(chunks: Iterator[bytes]) -> Iterator[int]:
    """Yield the unpacked length of each LZW code; only the lengths of the table's entries are stored."""
    lengths: list[int] = []
    bits = buffer = width = 0
    width, before = 9, 0
    for chunk in chunks:
        for byte in chunk:
            buffer, bits = (buffer << 8) | byte, bits + 8
            if bits < width:
                continue
            bits -= width
            code, buffer = buffer >> bits, buffer & ((1 << bits) - 1)
            if code == 257:
                return
            if code == 256:
                lengths, width, before = [], 9, 0
                continue
            if before:
                lengths.append(before + 1)
            before = 1 if code < 256 else lengths[code - 258] if code - 258 < len(lengths) else before + 1
            yield before
            # As in most files, codes widen one code early. For a file in which they widen late, the count is too low.
            width = min(12, max(9, (len(lengths) + 259).bit_length()))

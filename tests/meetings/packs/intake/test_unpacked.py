"""What a file unpacks to is counted before it is unpacked: a few hundred bytes cost no more than a document."""

import base64
import io
import zlib

import pikepdf
import pytest
from pikepdf import Name, Pdf, Stream

from committee.acts.refusal import Refused
from meetings.packs.intake import unpacked_size
from tests.meetings.packs.making import pdf_of

SPECIMEN = bytes.fromhex("800B6050220C0C8501")  # of LZW, in ISO 32000-1 7.4.4.2: ten bytes
LIMIT = 1024 * 1024


def flated(size: int, times: int) -> bytes:
    data = b"\0" * size
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def document(data: bytes, *filters: str) -> Pdf:
    pdf = Pdf.open(io.BytesIO(pdf_of(1)))
    stream = Stream(pdf, b"")
    stream.write(data, filter=pikepdf.Array([Name(name) for name in filters]))
    pdf.pages[0].Contents = stream
    return pdf


@pytest.fixture(autouse=True)
def limits(monkeypatch):
    monkeypatch.setattr(unpacked_size, "MOST_OF_ONE", LIMIT)
    monkeypatch.setattr(unpacked_size, "MOST", 2 * LIMIT)


FLATE = "/FlateDecode"
BOMBS = {
    "flate thrice": (flated(LIMIT + 1, 3), [FLATE] * 3),
    "flate in text": (base64.a85encode(flated(LIMIT + 1, 1)) + b"~>", ["/ASCII85Decode", FLATE]),
    "flate in hex": (flated(LIMIT + 1, 1).hex().encode() + b">", ["/ASCIIHexDecode", FLATE]),
    "runs in flate": (zlib.compress(bytes([129, 0]) * (LIMIT // 128 + 1)), [FLATE, "/RunLengthDecode"]),
    "runs twice": (bytes([129, 0]), ["/RunLengthDecode", "/RunLengthDecode"]),
    "many layers": (b"", [FLATE] * (unpacked_size.MOST_FILTERS + 1)),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_refused(kind):
    data, filters = BOMBS[kind]
    with pytest.raises(Refused, match="It is far too large when unpacked"):
        unpacked_size.refuse_bombs(document(data, *filters))


def test_what_is_no_larger_than_the_limit_is_none():
    unpacked_size.refuse_bombs(document(flated(LIMIT, 2), FLATE, FLATE))
    unpacked_size.refuse_bombs(document(b"damaged" * 9, FLATE))


def test_many_streams_below_the_limit_are_one_together():
    pdf = document(flated(LIMIT, 1), FLATE)
    unpacked_size.refuse_bombs(pdf)
    Stream(pdf, b"").write(flated(LIMIT, 1), filter=Name.FlateDecode)
    with pytest.raises(Refused):
        unpacked_size.refuse_bombs(pdf)


def test_a_bomb_is_counted_no_further_than_the_limit(monkeypatch):
    counted = []
    lengths = unpacked_size._lengths
    monkeypatch.setattr(
        unpacked_size, "_lengths", lambda *given: (counted.append(one) or one for one in lengths(*given))
    )
    with pytest.raises(Refused):
        unpacked_size.refuse_bombs(document(flated(64 * LIMIT, 2), FLATE, FLATE))
    assert LIMIT < sum(counted) <= LIMIT + 2 * unpacked_size.BLOCK


def test_lzw_is_counted_code_by_code():
    assert sum(unpacked_size._lengths(iter([SPECIMEN]), ["/LZWDecode"])) == 10
    assert sum(unpacked_size._lengths(iter([zlib.compress(SPECIMEN)]), [FLATE, "/LZWDecode"])) == 10


@pytest.mark.parametrize("kind", [b"/ObjStm", b"/XRef"])
def test_what_is_unpacked_in_opening_is_counted_before(kind):
    data = flated(LIMIT + 1, 2)
    file = b"%%PDF-1.7\n5 0 obj <</Type%s/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream endobj"
    with pytest.raises(Refused):
        unpacked_size.refuse_bomb_in_opening(file % (kind, data))
    unpacked_size.refuse_bomb_in_opening(file % (kind, flated(LIMIT, 2)))
    unpacked_size.refuse_bomb_in_opening(pdf_of(2))

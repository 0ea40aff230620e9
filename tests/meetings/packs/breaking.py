"""Good PDFs broken byte by byte, the same way each time, as disks, mail and half-finished downloads do."""

import random
import re
from collections.abc import Callable, Iterator

from pikepdf import Encryption, ObjectStreamMode

from tests.meetings.packs import looking, making

Broken = Iterator[bytes]
OBJECT = re.compile(rb"\n(\d+) 0 obj\b.*?\nendobj", re.S)


def plain(pdf: bytes) -> bytes:
    """Return the document written out in full, so that a changed byte hits its structure and not only a stream."""
    return making.saved(looking.opened(pdf), object_stream_mode=ObjectStreamMode.disable, compress_streams=False)


def cut_short(pdf: bytes, dice: random.Random) -> Broken:
    yield from (pdf[: len(pdf) * part // 8] for part in range(1, 8))
    yield pdf[:-7]


def flipped_bits(pdf: bytes, dice: random.Random) -> Broken:
    for count in (1, 3, 10, 30, 100, 300):
        broken = bytearray(pdf)
        for _ in range(count):
            broken[dice.randrange(8, len(broken))] ^= 1 << dice.randrange(8)
        yield bytes(broken)


def lost_objects(pdf: bytes, dice: random.Random) -> Broken:
    found = list(OBJECT.finditer(pdf))
    for one in dice.sample(found, min(8, len(found))):
        yield pdf[: one.start()] + pdf[one.end() :]


def objects_twice(pdf: bytes, dice: random.Random) -> Broken:
    found = list(OBJECT.finditer(pdf))
    for one in dice.sample(found, min(3, len(found))):
        other = dice.choice(found)
        twin = one[0].replace(one[1], other[1], 1)
        yield pdf[: one.start()] + twin + pdf[one.start() :]


def wrong_offsets(pdf: bytes, dice: random.Random) -> Broken:
    rows = list(re.finditer(rb"\d{10} 00000 n", pdf))
    for number in ("0000000000", "0000000017", "9999999999"):
        row = dice.choice(rows)
        yield pdf[: row.start()] + number.encode() + pdf[row.start() + 10 :]
    first, last = rows[1], rows[-1]
    yield pdf[: first.start()] + last[0] + pdf[first.end() : last.start()] + first[0] + pdf[last.end() :]
    yield re.sub(rb"startxref\n\d+", b"startxref\n7", pdf)
    yield re.sub(rb"startxref\n\d+", b"startxref\n-1", pdf)
    yield re.sub(rb"startxref\n\d+", b"", pdf)


def previous_in_a_loop(pdf: bytes, dice: random.Random) -> Broken:
    at = pdf.rindex(b"startxref\n") + 10
    yield pdf.replace(b"trailer <<", b"trailer << /Prev " + pdf[at:].split()[0])
    yield pdf.replace(b"trailer <<", b"trailer << /XRefStm " + pdf[at:].split()[0])


def wrong_lengths(pdf: bytes, dice: random.Random) -> Broken:
    for length in (b"0", b"3", b"999999", b"-5", b"/None", b"1 0 R", b"(ten)"):
        yield re.sub(rb"/Length \d+", b"/Length " + length, pdf)


def bad_filters(pdf: bytes, dice: random.Random) -> Broken:
    for name in (b"/FlateDecode", b"/LZWDecode", b"/DCTDecode", b"/Crypt", b"/Nothing", b"[/FlateDecode 7]", b"12"):
        yield re.sub(rb"/Length (\d+)", rb"/Filter " + name + rb" /Length \1", pdf)


def no_root(pdf: bytes, dice: random.Random) -> Broken:
    root = re.search(rb"/Root \d+ 0 R", pdf)[0]  # type: ignore[index]
    for other in (b"", b"/Root 9999 0 R", b"/Root 7", b"/Root null", b"/Root <<>>"):
        yield pdf.replace(root, other)
    yield re.sub(rb"trailer <<.*?>>\n?(?=startxref)", b"", pdf, flags=re.S)


def huge_numbers(pdf: bytes, dice: random.Random) -> Broken:
    found = list(re.finditer(rb"(?<= )\d+(?=[ \]])", pdf))
    for number in (b"99999999999999999999999", b"-2147483649", b"1e400", b"0.000000000000000000001"):
        for one in dice.sample(found, 2):
            yield pdf[: one.start()] + number + pdf[one.end() :]


def encrypted(pdf: bytes, dice: random.Random) -> Broken:
    for revision in (2, 3, 4, 5, 6):
        for user in ("", "secret"):
            rules = Encryption(user=user, owner="owner", R=revision, aes=revision > 3, metadata=revision > 3)
            locked = making.saved(looking.opened(pdf), encryption=rules)
            yield locked
            yield re.sub(rb"/V \d", b"/V 7", locked)
            yield re.sub(rb"/O <[0-9a-f]+>", b"/O <00>", locked)


BYTES: list[Callable[[bytes, random.Random], Broken]] = [
    cut_short, flipped_bits, lost_objects, objects_twice, wrong_offsets, previous_in_a_loop, wrong_lengths, bad_filters,
    no_root, huge_numbers, encrypted,
]  # fmt: skip

"""The text of objects with every number that depends on the pack left open, and how such texts lie in bundles."""

import re
from collections.abc import Iterator

from meetings.packs.pdf.compiled import KEY, Bundle, text_of
from meetings.packs.pdf.syntax import IN_HEX, LITERAL

TOKEN = re.compile(
    LITERAL + rb"?|" + IN_HEX + rb"|(/StructParents? )(\d+)|(?<![\w.+-])(\d{1,10}) (\d{1,5}) R\b",
    re.S,
)
IN_ONE = 150  # objects in an object stream
FIXED, LOOSE = b"%7d", b"%d"  # an object stream says where each object begins, so numbers in it have one width
Ref = tuple[int, int]


def form_of(text: bytes, keyed: bool, width: bytes) -> tuple[bytes, list[int | Ref]]:
    """Return an object's text with `width` for each number that depends on the pack, and what each stands for."""
    codes: list[int | Ref] = []

    def swap(match: re.Match[bytes]) -> bytes:
        if match[3]:
            codes.append((int(match[3]), int(match[4])))
            return width + b" 0 R"
        if match[1]:
            if not keyed:  # a key that nothing in the tree answers to
                return b""
            codes.append(KEY - int(match[2]))
            return match[1] + width
        return match[0]

    return TOKEN.sub(swap, text.replace(b"%", b"%%")), codes


def parent_tree_leaf(nums: list[int | Ref]) -> tuple[bytes, list[int | Ref]]:
    """Return the part's leaf of the ParentTree; `nums` are keys and owners in turn."""
    coded: list[int | Ref] = [KEY - value if isinstance(value, int) else value for value in nums]
    limits: list[int | Ref] = [coded[0], coded[-2]]
    pairs = b" ".join([FIXED + b" " + FIXED + b" 0 R"] * (len(nums) // 2))
    return b"<</Limits[" + FIXED + b" " + FIXED + b"]/Nums[" + pairs + b"]>>", limits + coded


def names_leaf(ids: list[tuple[bytes, Ref]]) -> tuple[bytes, list[int | Ref]]:
    """Return the part's leaf of the names of structure elements."""
    pairs = b" ".join(b"<%s> %s 0 R" % (name.hex().encode(), FIXED) for name, _ in ids)
    limits = b"<%s><%s>" % (ids[0][0].hex().encode(), ids[-1][0].hex().encode())
    return b"<</Limits[" + limits + b"]/Names[" + pairs + b"]>>", [ref for _, ref in ids]


def bundles(plain: list[tuple[bytes, list[int]]], start: int) -> Iterator[Bundle]:
    """Yield object streams of the objects, numbered from `start`."""
    for at in range(0, len(plain), IN_ONE):
        batch = plain[at : at + IN_ONE]
        yield _bundle(batch, start + at)


def _bundle(batch: list[tuple[bytes, list[int]]], start: int) -> Bundle:
    """Lay out an object stream: pairs of (number, place), then the objects."""
    head, body, place = [], [], 0
    for form, codes in batch:
        head.append(FIXED + b" %d " % place)
        body.append(form)
        # what `fill` will make of it: a fixed width for each code, and one `%` for each two
        place += len(form) + len(codes) * (7 - len(FIXED)) - form.count(b"%%") + 1
    text = b"".join(head) + b"\n".join(body)
    first = sum(len(line) - len(FIXED) + 7 for line in head)
    numbers = list(range(start, start + len(batch)))
    return Bundle(start, len(batch), first, text_of(text, numbers + [code for _, codes in batch for code in codes]))

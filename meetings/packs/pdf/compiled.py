"""A prepared part: one document taken to pieces, so that a pack is written without parsing or copying objects.

Every number that depends on the pack is a placeholder: object numbers, keys of the ParentTree, and holes. A hole is an
object of the pack: the part's parent in the structure tree, the stamp's font, or a page of another part. `Text.fill`
puts in the values.
"""

from array import array
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

import msgpack

KEY = -1_000_000  # a code at or below KEY is a key of the ParentTree; a code between KEY and 0 is a hole
TOP, FONT, FAINT = "top", "font", "faint"
FIXED_HOLES = (TOP, FONT, FAINT)
LINK = "pack:"  # begins the address of a link to another part


class Spoiled(ValueError):
    """The bytes are damaged, or are not a prepared part of this version."""


class Text(NamedTuple):
    """
    The text of one or more objects with `%d` in place of every number that depends on the pack.

    `codes` gives the meaning of each `%d`:

    - 0 and above: the number of an object of the part.
    - KEY - n: the part's n-th key of the ParentTree.
    - any other negative number: a hole (-1 is the part's first hole).
    """

    form: bytes
    codes: bytes

    def fill(self, base: int, keys: int, holes: list[int]) -> bytes:
        """Return the text with objects numbered from `base`, keys from `keys`, and the objects `holes` in the holes."""
        codes = array("i")
        codes.frombytes(self.codes)
        return self.form % tuple(
            [base + code if code >= 0 else keys + KEY - code if code <= KEY else holes[-1 - code] for code in codes]
        )


def text_of(form: bytes, codes: list[int]) -> Text:
    """Return the Text of a form and its codes."""
    return Text(form, array("i", codes).tobytes())


@dataclass(frozen=True)
class PageGeometry:
    """
    Geometry of a page.

    - `shown`: the visible box (left, bottom, right, top), in the page's units.
    - `angle`: the rotation in degrees.
    - `unit`: points per unit of the page.
    - `font`, `faint`: names of the stamp's font and faint ink in the page's resources.
    """

    shown: tuple[float, float, float, float]
    angle: int = 0
    unit: float = 1.0
    font: str = "/PackStamp"
    faint: str = "/PackFaint"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as a reader sees them, in the page's units."""
        width, height = self.shown[2] - self.shown[0], self.shown[3] - self.shown[1]
        return (height, width) if self.angle in (90, 270) else (width, height)

    @property
    def scale(self) -> float:
        """Factor for the size of stamped letters; 1 on an A4 page."""
        return min(max(max(self.size) * self.unit / 842, 0.6), 3.0) / self.unit

    @property
    def head_sizes(self) -> tuple[float, float]:
        """Smallest and largest letters, in points, of a marking at the head of an A4 page."""
        return 6.5, 8.5


class Leaf(NamedTuple):
    """One page: its dictionary without type, parent and contents; its content streams; its geometry."""

    body: Text
    contents: list[int]
    lie: PageGeometry


@dataclass(frozen=True)
class Bundle:
    """Object stream of `count` objects numbered from `start`; `first` is the offset of the first object in `text`."""

    start: int
    count: int
    first: int
    text: Text


class StreamObject(NamedTuple):
    """One stream: its dictionary, including the length, and its bytes as stored."""

    head: Text
    data: bytes


@dataclass(frozen=True)
class Mark:
    """A bookmark of the part; `page` is an index from 0, or None where the bookmark leads nowhere."""

    title: str
    page: int | None
    children: list[Any] = field(default_factory=list)


class Layers(NamedTuple):
    """Layers that a reader can switch: object numbers of `all` layers and of the `off` layers; `order` as displayed."""

    all: list[int]
    off: list[int]
    order: Text


@dataclass(frozen=True)
class Prepared:
    """
    A document ready to be joined. Objects are numbered from 0: pages, then streams, then all other objects in bundles.

    - `tops`: the structure elements that go directly into the pack's Part element.
    - `keys`: the number of ParentTree keys that the document needs; object `leaf` lists the keys.
    - `ids`: the object that lists the names of structure elements; `first_id` is the first name.
    - `holes`: the names of the holes, in the order of their codes.
    """

    count: int
    pages: list[Leaf]
    streams: list[StreamObject]
    bundles: list[Bundle]
    marks: list[Mark]
    holes: list[str]
    tagged: bool
    claims_ua: bool
    language: str
    tops: list[int]
    keys: int
    leaf: int
    ids: int
    first_id: bytes
    layers: Layers | None

    def dump(self) -> bytes:
        """Return the part as bytes."""
        packed: bytes = msgpack.packb(asdict(self))
        return packed


def load(data: bytes) -> Prepared:
    """Return the prepared part that `dump` wrote. Raises Spoiled."""
    try:
        raw = msgpack.unpackb(data)
        raw["pages"] = [
            Leaf(Text(*body), contents, PageGeometry(**lie | {"shown": tuple(lie["shown"])}))
            for body, contents, lie in raw["pages"]
        ]
        raw["streams"] = [StreamObject(Text(*head), stream) for head, stream in raw["streams"]]
        raw["bundles"] = [Bundle(**bundle | {"text": Text(*bundle["text"])}) for bundle in raw["bundles"]]
        raw["marks"] = [_mark(mark) for mark in raw["marks"]]
        if raw["layers"]:
            everything, off, order = raw["layers"]
            raw["layers"] = Layers(everything, off, Text(*order))
        return Prepared(**raw)
    except (ValueError, TypeError, KeyError) as error:
        raise Spoiled(f"the kept part cannot be read: {error}") from error


def _mark(raw: dict[str, Any]) -> Mark:
    return Mark(raw["title"], raw["page"], [_mark(child) for child in raw["children"]])

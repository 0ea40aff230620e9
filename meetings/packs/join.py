"""Join a front sheet and parts into one pack: numbered, stamped, bookmarked, labelled and tagged. Pure.

Parts are prepared already (see `pdf/compile.py`). Joining copies their bytes, fills in numbers and parses nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from meetings.packs.page_numbers import Span
from meetings.packs.pdf import catalog
from meetings.packs.pdf.catalog import StructureWriter, optional_content, outlines
from meetings.packs.pdf.compiled import FAINT, FONT, LINK, TOP, Layers, Mark, PageGeometry, Prepared
from meetings.packs.pdf.stamp import BOLD, LATIN, REGULAR, Head, Pen, Stamper
from meetings.packs.pdf.writer import Writer, refs, text_string

LANGUAGE, STAMP = "en-GB", "Page "
BLANK = "This page is intentionally left blank."
A4 = (595.276, 841.89)


@dataclass(frozen=True)
class Part:
    """
    Pages to join: a paper, the holder pages of a withheld paper, or a cover.

    - ``title``: the bookmark.
    - ``key``: the name that the front sheet links to (``<a href="pack:KEY">``).
    - ``prepared``: the pages; None for holder pages of a withheld paper, which show ``words`` instead.
    - ``span``: the page numbers; for a cover, only the count of pages is used.
    - ``marking``: words put on every page (R15).
    - ``words``: a heading and lines, printed on each holder page.
    - ``cover``: True for a sheet without a page number, wherever it is in the pack.
    - ``label``: words put at the head of the first page, if there is a clear place.
    - ``free``: the drawn cells at the top of the first page (see stamp.Head), to find a clear place for the label.
    - ``without_tags``: function that prepares an upload again without tags. None for a part that the portal wrote: such
      a part must be tagged.
    """

    key: str
    title: str
    prepared: Prepared | None
    span: Span
    marking: str = ""
    words: tuple[str, ...] = ()
    cover: bool = False
    label: str = ""
    free: Head | None = None
    without_tags: Callable[[], Prepared] | None = None

    @property
    def tagged(self) -> bool:
        """True where the part brings tags into the pack; pages that we print ourselves always have tags."""
        return self.prepared is None or self.prepared.tagged


@dataclass(frozen=True)
class Joined:
    """
    A joined pack.

    - ``untagged``: the keys of the parts without tags.
    - ``claims_ua``: True where the pack claims PDF/UA-1.
    - ``reader_slots``: the places for a reader's name (see watermark.py); empty where none were requested.
    - ``labels``: the label stamped on a part's first page, by the part's key.
    """

    pdf: bytes
    pages: int
    front_pages: int
    spans: tuple[Span, ...]
    untagged: tuple[str, ...]
    claims_ua: bool
    reader_slots: dict[str, Any] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)


def join(
    front: Prepared | None,
    parts: Sequence[Part],
    *,
    title: str,
    start: int = 1,
    watermark: str = "",
    pad_front: bool = True,
    consecutive: bool = True,
    numbered: bool = True,
    reader_slots: bool = False,
) -> Joined:
    """
    Join a front sheet and parts. The parts' spans follow each other from page ``start`` on.

    - ``pad_front``: gives a front sheet with an odd number of pages a blank back, so that page 1 is a right-hand page.
    - ``consecutive``: False for pages gathered from several packs or taken from the middle of a pack.
    - ``numbered``: False for papers that are in no pack yet.

    PDF/UA-1 is claimed only where the front sheet and every part claim it. The same input gives the same bytes.
    Raises ValueError where spans and pages disagree, or where the front sheet links to a missing part.
    """
    _agree(parts, start if consecutive else None)
    letters = [STAMP if parts else "", "0123456789", watermark]
    letters += [words for part in parts for words in (part.marking, part.label)]
    pack = _Pack([BLANK, *(word for part in parts for word in part.words)], letters, watermark, reader_slots)
    pack.allot([part.prepared or part.span.pages for part in parts], [part.key for part in parts])
    if front:
        pack.add(front, pack.writer.allot(front.count), "Front sheet", bookmarks=False)
    if pad_front and pack.count % 2 and parts:
        pack.pad()
    front_pages = pack.count
    for part, base in zip(parts, pack.bases, strict=True):
        if part.cover:
            pack.unnumbered()
        elif numbered:
            pack.numbered(part.span.first)
        if part.prepared:
            pack.labelled(part)
            pack.add(part.prepared, base, part.title, head=part.marking)
        else:
            pack.hold_back(part.words, part.span.pages, base, part.title)
        if part.span.blank:
            pack.pad(title=part.title, head=part.marking)
    return Joined(
        pdf=pack.finish(title),
        pages=pack.count,
        front_pages=front_pages,
        spans=tuple(part.span for part in parts),
        untagged=tuple(part.key for part in parts if not part.tagged),
        claims_ua=pack.ua,
        reader_slots=pack.slots,
        labels=pack.labels,
    )


def _agree(parts: Sequence[Part], start: int | None) -> None:
    if len({part.key for part in parts}) != len(parts):
        raise ValueError("two parts of the pack have the same key")
    expected = None
    for part in parts:
        span = part.span
        if start is not None and expected is None and span.first not in (start, start | 1):
            raise ValueError(f"the pack starts at page {start}, but its first item at {span.first}")
        if start is not None and expected is not None and span.first != expected:
            raise ValueError(
                f"{part.title}: starts at page {span.first}, but the item before it ends at {expected - 1}"
            )
        if span.last - span.first + 1 != span.pages + span.blank:
            raise ValueError(
                f"{part.title}: {span.label()} is not {span.pages} pages{' and a blank back' if span.blank else ''}"
            )
        if part.prepared and len(part.prepared.pages) != span.pages:
            raise ValueError(f"{part.title}: {len(part.prepared.pages)} pages, where {span.pages} were counted")
        expected = span.last + 1


class _Pack:
    """The pack while it is being written."""

    def __init__(self, sheets: Sequence[str], letters: Sequence[str], watermark: str, reader_slots: bool) -> None:
        self.writer = Writer()
        self._watermark, self._plain_texts = watermark, sheets
        self._stamper = Stamper(Pen(BOLD, letters, letters=LATIN if reader_slots else ""))
        self._catalog, self._pages, self._root, self._document = (self.writer.allot() for _ in range(4))
        self._font, self._font_text = self.writer.allot(), self._stamper.pen.font(self.writer)
        if not reader_slots:
            self.writer.put(self._font, self._font_text)
        self._faint = self.writer.add(b"<</Type/ExtGState/ca 0.16/CA 0.16>>")
        self._before = self.writer.stream(b"q\n")
        self._plain: tuple[Pen, int] | None = None
        self._overs: dict[tuple[PageGeometry, str], int] = {}
        self._drawn: dict[tuple[tuple[str, ...], tuple[float, float]], int] = {}
        self._slots: dict[PageGeometry, int] | None = {} if reader_slots else None
        self._tags = StructureWriter(self.writer, self._document, LANGUAGE)
        self._marks: list[Mark] = []
        self._labels: list[bytes] = [b"0<</S/r>>"]
        self._layers: list[tuple[Layers, int]] = []
        self._kids: list[int] = []
        self._last_lie = PageGeometry((0.0, 0.0, *A4))
        self._next: int | None = None
        self._label_next = b""
        self._bare = 0  # pages without a number so far
        self._targets: dict[str, int] = {}
        self.bases: list[int] = []
        self.ua = True
        self.slots: dict[str, Any] = {}
        self.labels: dict[str, str] = {}

    @property
    def count(self) -> int:
        """Number of pages written so far."""
        return len(self._kids)

    def allot(self, parts: Sequence[Prepared | int], keys: Sequence[str]) -> None:
        """Assign numbers to the objects of every part, before any link to a part is written."""
        self.bases = [self.writer.allot(part if isinstance(part, int) else part.count) for part in parts]
        self._targets = {LINK + key: base for key, base in zip(keys, self.bases, strict=True)}

    def numbered(self, first: int) -> None:
        """Give the following pages numbers from ``first`` on."""
        if first != self._next:
            self._label(b"/D/St %d" % first)
        self._next = first

    def labelled(self, part: Part) -> None:
        """Stamp the label of ``part`` on the next page, where the page has a clear place for the label."""
        first = part.prepared.pages[0].lie if part.prepared and part.prepared.pages else None
        if first and part.label and part.free:
            self._label_next = self._stamper.label(first, part.label, part.marking, part.free)
        if self._label_next:
            self.labels[part.key] = part.label

    def unnumbered(self) -> None:
        """Leave the following pages without numbers. Their page labels are roman, continued from the front sheet."""
        if self._next is not None:
            self._label(b"/r/St %d" % (self._bare + 1))
        self._next = None

    def _label(self, style: bytes) -> None:
        if not self.count:  # without a front sheet, no roman numerals come first
            self._labels.clear()
        self._labels.append(b"%d<</S%s>>" % (self.count, style))

    def add(self, part: Prepared, base: int, title: str, *, head: str = "", bookmarks: bool = True) -> None:
        """Write one prepared part."""
        top = self._tags.begin(title, part.language) if part.tagged else 0
        holes = [self._hole(name, top) for name in part.holes]
        key = self._tags.next_key
        first = base + len(part.pages)
        for place, stream in enumerate(part.streams):
            self.writer.whole(first + place, stream.head.fill(base, key, holes), stream.data)
        for bundle in part.bundles:
            self.writer.bundle(base + bundle.start, bundle.count, bundle.first, bundle.text.fill(base, key, holes))
        self._marks.append(Mark(title, self.count, _shifted(_unwrapped(part.marks if bookmarks else []), self.count)))
        for place, leaf in enumerate(part.pages):
            streams = [base + number for number in leaf.contents]
            self._page(base + place, streams, leaf.body.fill(base, key, holes)[2:], leaf.lie, head)
        if part.layers:
            self._layers.append((part.layers, base))
        self._tags.end(part, base)
        self.ua = self.ua and part.tagged and part.claims_ua

    def _hole(self, name: str, top: int) -> int:
        if name in self._targets:
            return self._targets[name]
        if name.startswith(LINK):
            raise ValueError(f"the front sheet links to {name!r}, which is not in the pack")
        return {TOP: top, FONT: self._font, FAINT: self._faint}[name]

    def _page(self, number: int, streams: list[int], body: bytes, lie: PageGeometry, head: str) -> None:
        contents = [self._before, *streams, self._over(lie, head)]
        if self._label_next:
            contents.append(self.writer.stream(self._label_next))
            self._label_next = b""
        if self._slots is not None:
            contents.append(self._slots.get(lie) or self._slots.setdefault(lie, self.writer.allot()))
        if self._next is None:
            self._bare += 1
        else:
            contents.append(self.writer.stream(self._stamper.foot(lie, f"{STAMP}{self._next}")))
            self._next += 1
        self.writer.put(
            number, b"<</Type/Page/Parent %d 0 R/Contents[%s]" % (self._pages, refs(contents)) + body.lstrip()
        )
        self._kids.append(number)
        self._last_lie = lie

    def _over(self, lie: PageGeometry, head: str) -> int:
        number = self._overs.get((lie, head))
        if number is None:
            number = self._overs[lie, head] = self.writer.stream(self._stamper.over(lie, head, self._watermark))
        return number

    def pad(self, title: str = "", head: str = "") -> None:
        """Append a blank page as large as the last page."""
        part = self._tags.last or self._tags.begin(title or BLANK, "")
        self._sheet((BLANK,), self.writer.allot(), part, self._last_lie.size, head)

    def hold_back(self, words: tuple[str, ...], pages: int, base: int, title: str) -> None:
        """Append holder pages with ``words`` in place of a paper's own pages."""
        self._marks.append(Mark(title, self.count))
        part = self._tags.begin(title, "")
        for place in range(pages):
            self._sheet(words, base + place, part, A4, "")

    def _sheet(self, words: tuple[str, ...], number: int, part: int, size: tuple[float, float], head: str) -> None:
        content = self._drawn.get((words, size))
        if content is None:
            content = self._drawn[words, size] = self.writer.stream(
                _sheet(words, size, self._plain_pen()[0]), squeeze=True
            )
        body = (
            b"/MediaBox[0 0 %.2f %.2f]/Resources<</Font<</PackStamp %d 0 R/PackPlain %d 0 R>>"
            b"/ExtGState<</PackFaint %d 0 R>>>>/StructParents %d>>"
        ) % (*size, self._font, self._plain_pen()[1], self._faint, self._tags.next_key)
        self._page(number, [content], body, PageGeometry((0.0, 0.0, *size)), head)
        self._tags.paragraphs(part, number, len(words))

    def _plain_pen(self) -> tuple[Pen, int]:
        if self._plain is None:
            pen = Pen(REGULAR, self._plain_texts)
            self._plain = pen, self.writer.add(pen.font(self.writer))
        return self._plain

    def finish(self, title: str) -> bytes:
        """Write the page tree, structure tree and catalog; return the bytes of the document."""
        writer = self.writer
        writer.put(self._pages, b"<</Type/Pages/Count %d/Kids[%s]>>" % (self.count, refs(self._kids)))
        self._tags.finish(self._root)
        writer.put(
            self._catalog,
            b"<</Type/Catalog/Pages %d 0 R/PageMode/UseOutlines/PageLabels<</Nums[%s]>>/MarkInfo<</Marked true>>"
            b"/StructTreeRoot %d 0 R/Lang%s/ViewerPreferences<</DisplayDocTitle true>>/Metadata %d 0 R%s%s>>"
            % (
                *(self._pages, b"".join(self._labels), self._root, text_string(LANGUAGE)),
                writer.stream(catalog.xmp(title, LANGUAGE, self.ua).encode(), b"/Type/Metadata/Subtype/XML"),
                outlines(writer, self._marks, self._kids),
                optional_content(self._layers),
            ),
        )
        info = writer.add(b"<</Title%s>>" % text_string(title))
        writer.flush()
        if self._slots is not None:
            self.slots = {
                "at": writer.size,
                "size": writer.count,
                "face": self._stamper.pen.face.tag,
                "letters": "".join(sorted(self._stamper.pen.plain.glyphs)),
                "words": sorted(self._stamper.pen.face.glyphs.keys() - self._stamper.pen.plain.glyphs.keys()),
                "font": [self._font, self._font_text.decode("ascii")],
                "slots": [
                    [number, list(lie.shown), lie.angle, lie.unit, lie.font, lie.faint]
                    for lie, number in self._slots.items()
                ],
            }
            for number in self._slots.values():
                writer.stream(b"\n", number=number)
            # The font comes last, so that a reader's copy can replace it by a font with the letters of the name.
            writer.put(self._font, self._font_text)
        return writer.finish(self._catalog, info)


def _sheet(words: tuple[str, ...], size: tuple[float, float], pen: Pen) -> bytes:
    """Return the content of a page that we print: a single line in the middle, or several lines one below another."""
    width, height = size
    single = len(words) == 1
    drawn, y = b"", height / 2 if single else height * 0.7
    for place, text in enumerate(words):
        letters = 12.0 if place or single else 17.0
        drawn += b"/P <</MCID %d>> BDC 0.2 g\n" % place
        for line in pen.wrapped(text, letters, width - 120):
            x = (width - pen.width(line, letters)) / 2 if single else 60.0
            drawn += pen.write(line, letters, x, y, "/PackPlain")
            y -= letters * 1.45
        drawn += b"EMC\n"
        y -= letters * 0.6
    return drawn


def _unwrapped(marks: list[Mark]) -> list[Mark]:
    """Return the children of a single top bookmark, because the pack adds a bookmark for the part; else `marks`."""
    return marks[0].children if len(marks) == 1 else marks


def _shifted(marks: list[Mark], by: int) -> list[Mark]:
    return [
        Mark(mark.title, None if mark.page is None else mark.page + by, _shifted(mark.children, by)) for mark in marks
    ]

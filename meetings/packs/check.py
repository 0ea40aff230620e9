"""The check of every built pack: what the front sheet promises, the file keeps. Reads the finished bytes only."""

import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from html import unescape
from itertools import pairwise
from typing import Any

from pikepdf import Dictionary, Name, Pdf, PdfError, Stream

from meetings.packs.page_numbers import Span
from meetings.packs.pdf import (
    links,
    marked_content_check,
    metadata,
    object_reader,
    structure,
    structure_check,
    ua_check,
)

# Raise when a check here or in `packs/pdf/` finds something else, so that verdicts kept with packs no longer count.
VERSION = 1
FOOTER, HEADER = (
    re.compile(
        rb"/Subtype\s*/%s\s*>>\s*BDC.{0,300}?/(Pack\w{1,300}) [\d.]{1,20} Tf .{0,100}?<([0-9A-F]*+)> Tj" % kind, re.S
    )
    for kind in (b"Footer", b"Header")
)
PAIR = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
TITLE = re.compile(r"<dc:title>.{0,200}?<rdf:li[^<>]*+>([^<]*+)</rdf:li>", re.S)


def check(
    pdf: bytes,
    spans: Sequence[Span],
    *,
    front_pages: int,
    ours: Sequence[int] = (),
    title: str = "",
    stamp_prefix: str = "Page ",
    consecutive: bool = True,
    covers: Collection[int] = (),
    claims_ua: bool | None = None,
    labels: Mapping[int, str] | None = None,
) -> list[str]:
    """
    Return what is wrong with a joined pack, in plain sentences; an empty list means that all is well (R50, R51).

    ``ours`` are the indexes in ``spans`` of parts that we wrote, which must be tagged; the front sheet always must.
    ``consecutive`` is False for packs gathered from several, whose numbers jump; ``covers`` are the indexes of those
    sheets among them that bear no number; ``labels`` says what the first pages of spans bear at their heads. A pack
    that calls itself PDF/UA-1 must keep what that means on every page; ``claims_ua`` says whether it is to do so (None:
    it may).
    """
    try:
        read = object_reader.read(pdf)
        document = Pdf.open(io.BytesIO(pdf), attempt_recovery=False, suppress_warnings=True)
        pages = [page.obj.objgen[0] for page in document.pages]
    except (object_reader.Unreadable, PdfError, RuntimeError) as error:
        return [f"The pack cannot be opened again: {error}."]
    faults = [*_about(document, title), *_ranges(spans, len(pages) - front_pages, consecutive)]
    faults += _labels(document, spans, front_pages, covers)
    faults += _outline(document, spans, front_pages)
    try:
        if len(pages) - front_pages == _pages_of(spans):
            faults += _stamps(read, pages[front_pages:], spans, stamp_prefix, covers)
            faults += _heads(read, pages, _starts(spans, front_pages), labels or {})
            faults += _leads(document, pages, spans, front_pages, covers)
        if not isinstance(document.Root.get(Name.StructTreeRoot), Dictionary):
            return [*faults, "The pack has no tags."]
        tree = structure_check.StructureReader(read, pages)
        faults += [*tree.faults(), *_parts(tree, spans, front_pages), *_tagged(tree, spans, front_pages, ours)]
        claimed = metadata.claims_ua(document)
        if claims_ua not in (None, claimed):
            faults.append(f"The pack {'claims' if claimed else 'does not claim'} to be PDF/UA-1 (R51).")
        whose = [which is None or which in ours for which in _owners(spans, front_pages, len(pages))]
        faults += _drawn(tree, [claimed or is_ours for is_ours in whose])
        if claimed:
            faults += [*_without_tags(tree, spans, front_pages), *ua_check.faults(tree)]
    except object_reader.Unreadable as error:
        faults.append(f"{error}.")
    return faults


def _pages_of(spans: Sequence[Span]) -> int:
    return sum(span.last - span.first + 1 for span in spans)


def _of(thing: Any, name: Name) -> Any:
    """Return the entry `name` of a dictionary; None where it is missing or `thing` is no dictionary."""
    return thing.get(name) if isinstance(thing, Dictionary) else None


def _about(document: Pdf, title: str) -> Iterator[str]:
    stated = str(document.docinfo.get(Name.Title, "")).strip()
    if not stated or (title and stated != title):
        yield f"The pack’s title is {stated!r}{f', not {title!r}' if title else ''} (R51)."
    if not str(document.Root.get(Name.Lang, "")):
        yield "The pack does not say its language (R51)."
    if _of(document.Root.get(Name.ViewerPreferences), Name.DisplayDocTitle) is not True:
        yield "The pack does not ask readers to show its title (R51)."
    match = TITLE.search(_metadata(document))
    if not match or (stated and " ".join(unescape(match[1]).split()) != " ".join(stated.split())):
        yield "The title in the pack’s metadata differs from the pack’s own (R51)."
    marked: Any = document.Root.get(Name.MarkInfo)
    if _of(marked, Name.Marked) is not True or Name.Suspects in marked:
        yield "The pack does not say that it has tags to be relied on (R51)."


def _metadata(document: Pdf) -> str:
    stream = document.Root.get(Name.Metadata)
    return stream.read_bytes().decode("utf-8", "replace") if isinstance(stream, Stream) else ""


def _ranges(spans: Sequence[Span], pages: int, consecutive: bool) -> Iterator[str]:
    for before, after in pairwise(spans if consecutive else ()):
        if after.first != before.last + 1:
            yield f"{after.label()} does not follow {before.label()} (R50)."
    promised = _pages_of(spans)
    if promised != pages:
        yield f"The front sheet promises {promised} pages; the pack has {pages} (R50)."


def _starts(spans: Sequence[Span], front_pages: int) -> Iterator[tuple[int, Span]]:
    """Each span with the index in the file at which it starts."""
    index = front_pages
    for span in spans:
        yield index, span
        index += span.last - span.first + 1


def _labels(document: Pdf, spans: Sequence[Span], front_pages: int, covers: Collection[int]) -> Iterator[str]:
    raw = document.Root.get(Name.PageLabels)
    labels = {key: (str(value.get(Name.S)), int(value.get(Name.St, 1))) for key, value in structure.number_tree(raw)}
    wanted, following = ({0: ("/r", 1)} if front_pages else {}), None
    bare = front_pages
    for which, (index, span) in enumerate(_starts(spans, front_pages)):
        if which in covers:
            wanted[index] = ("/r", bare + 1)
            bare += span.last - span.first + 1
        elif span.first != following:
            wanted[index] = ("/D", span.first)
        following = None if which in covers else span.last + 1
    if labels != wanted:
        yield "The page labels differ from the stamped numbers (R50)."


def _outline(document: Pdf, spans: Sequence[Span], front_pages: int) -> Iterator[str]:
    marks = links.bookmarks(document)
    front = bool(front_pages)
    if len(marks) != len(spans) + front:
        yield f"The pack has {len(marks)} bookmarks for a front sheet and {len(spans)} items (R51)."
        return
    for mark, (index, span) in zip(marks[front:], _starts(spans, front_pages), strict=True):
        if mark.page != index:
            yield f"The bookmark “{mark.title}” does not lead to page {span.first} (R51)."


def _owners(spans: Sequence[Span], front_pages: int, pages: int) -> list[int | None]:
    """Return, for each page of the file, the index of its span; None for the front sheet."""
    owners: list[int | None] = [None] * front_pages
    for which, span in enumerate(spans):
        owners += [which] * (span.last - span.first + 1)
    return owners[:pages] + [None] * (pages - len(owners))


def _leads(
    document: Pdf, pages: list[int], spans: Sequence[Span], front_pages: int, covers: Collection[int]
) -> Iterator[str]:
    """Links on the front sheet and on covers lead to where items start, or stay on the sheet."""
    owners, starts = _owners(spans, front_pages, len(pages)), {index for index, _ in _starts(spans, front_pages)}
    sheets = [index for index, which in enumerate(owners) if which is None or which in covers]
    targets = links.Targets(document)
    for index in sheets:
        for annot in links.annotations(document.pages[index].obj):
            if Name.Dest in annot:
                led = targets.of_holder(annot)
                if not led or not (led[0] in starts or owners[led[0]] == owners[index]):
                    yield f"A link on page {index + 1} of the file does not lead to where an item starts (R51)."


def _parts(tree: structure_check.StructureReader, spans: Sequence[Span], front_pages: int) -> Iterator[str]:
    """One Part of the tags for each item that has any, in the order of the pages (they are read from last to first)."""
    owners = _owners(spans, front_pages, len(tree.pages))
    bound_pages = [sorted(places) for places in reversed(tree.bound.values())]
    items = [{owners[place] for place in places} for places in bound_pages]
    if 0 in tree.bound:
        yield "Something on a page is in no Part of the tags."
    if any(len(item) > 1 for item in items) or len({which for item in items for which in item}) != len(items):
        yield "The tags of an item are not in a Part of their own."
    elif any(before[-1] >= after[0] for before, after in pairwise(bound_pages)):
        yield "The tags of the items are not in the order of their pages."


def _without_tags(tree: structure_check.StructureReader, spans: Sequence[Span], front_pages: int) -> Iterator[str]:
    bare = len(spans) + bool(front_pages) - len(tree.parts)
    if bare > 0:
        yield f"The pack calls itself accessible (PDF/UA-1), but {bare} of what is in it has no tags (R51)."


def _drawn(tree: structure_check.StructureReader, wanted: Sequence[bool]) -> Iterator[str]:
    eye = marked_content_check.Drawn(tree.objects)
    for place, (page, look) in enumerate(zip(tree.pages, wanted, strict=True), 1):
        if look and (fault := eye.fault(page, tree.row(page))):
            yield f"Page {place} of the file {fault}."


class _Feet:
    """Reads the words stamped at the feet and heads of pages back from their glyphs."""

    def __init__(self, read: object_reader.Objects) -> None:
        self._read = read
        self._maps: dict[int, dict[bytes, str]] = {}

    def words(self, page: int) -> str:
        """Return the text stamped on a page; "" where there is none."""
        text = self._read.get(page)
        streams = marked_content_check.streams(text)
        return self._of(text, FOOTER.search(self._read.content(streams[-1])) if streams else None)

    def heads(self, page: int) -> list[str]:
        """Return the lines stamped at a page's head: the first of each of the last streams before its number's."""
        text = self._read.get(page)
        return [
            self._of(text, HEADER.search(self._read.content(stream)))
            for stream in marked_content_check.streams(text)[-3:-1]
        ]

    def _of(self, text: bytes, match: re.Match[bytes] | None) -> str:
        """Return the text of the stamp that `match` holds, in the page's own font; "" where there is none."""
        font = re.search(rb"/%s (\d{1,10}) 0 R" % match[1], text) if match else None
        if not match or not font:
            return ""
        letters = self._map(int(font[1]))
        return "".join(letters.get(match[2][at : at + 4], "\ufffd") for at in range(0, len(match[2]), 4))

    def _map(self, font: int) -> dict[bytes, str]:
        if font not in self._maps:
            to_unicode = re.search(rb"/ToUnicode (\d{1,10}) 0 R", self._read.get(font))
            pairs = PAIR.findall(self._read.content(int(to_unicode[1]))) if to_unicode else []
            self._maps[font] = {glyph: bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}
        return self._maps[font]


def stamped(pdf: bytes) -> list[str]:
    """Return the words stamped at the foot of each page, "" where there are none. Raises objects.Unreadable."""
    read = object_reader.read(pdf)
    with Pdf.open(io.BytesIO(pdf)) as document:
        pages = [page.obj.objgen[0] for page in document.pages]
    feet = _Feet(read)
    return [feet.words(page) for page in pages]


def _stamps(
    read: object_reader.Objects, pages: list[int], spans: Sequence[Span], prefix: str, covers: Collection[int]
) -> Iterator[str]:
    feet = _Feet(read)
    wanted = [
        "" if which in covers else f"{prefix}{number}"
        for which, span in enumerate(spans)
        for number in range(span.first, span.last + 1)
    ]
    for page, number in zip(pages, wanted, strict=True):
        if (words := feet.words(page)) != number:
            yield f"The page that should be stamped {number or 'with nothing'} is stamped {words!r} (R50)."


def _heads(
    read: object_reader.Objects, pages: list[int], starts: Iterator[tuple[int, Span]], labels: Mapping[int, str]
) -> Iterator[str]:
    feet = _Feet(read)
    for which, (index, span) in enumerate(starts):
        if which in labels and labels[which] not in feet.heads(pages[index]):
            yield f"Page {span.first} does not have the words {labels[which]!r} at its head."


def _tagged(
    tree: structure_check.StructureReader, spans: Sequence[Span], front_pages: int, ours: Sequence[int]
) -> Iterator[str]:
    def bare(index: int) -> bool:
        return index >= len(tree.pages) or not any(tree.row(tree.pages[index]))

    for index in range(front_pages):
        if bare(index):
            yield f"Page {index + 1} of the front sheet has no tags (R51)."
    for which, (first, span) in enumerate(_starts(spans, front_pages)):
        for place in range(span.pages if which in ours else 0):
            if bare(first + place):
                yield f"Page {span.first + place} has no tags (R51)."


def tag_faults(pdf: bytes) -> list[str]:
    """Return what is wrong with the tags of a pack, whatever it says of itself. Raises objects.Unreadable."""
    return list(_tree(pdf).faults())


def belied(pdf: bytes) -> list[str]:
    """Return what in a pack belies the claim to be PDF/UA-1, as far as every build looks. Raises objects.Unreadable."""
    tree = _tree(pdf)
    return [*tree.faults(), *_drawn(tree, [True] * len(tree.pages)), *ua_check.faults(tree)]


def _tree(pdf: bytes) -> structure_check.StructureReader:
    with Pdf.open(io.BytesIO(pdf), suppress_warnings=True) as document:
        pages = [page.obj.objgen[0] for page in document.pages]
    return structure_check.StructureReader(object_reader.read(pdf), pages)

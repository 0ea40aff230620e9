"""Front sheet and parts into one pack: numbered, stamped, bookmarked, labelled, tagged. Pure: bytes in, bytes out."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Page, Pdf

from meetings.packs import graft, links, metadata, structure, upright
from meetings.packs.pages import Span
from meetings.packs.stamp import Marks, Stamper

BLANK = "This page has been left blank on purpose."
LINK = "pack:"


@dataclass(frozen=True)
class Part:
    """One item's pages. ``key`` is what the front sheet links to (``<a href="pack:KEY">``).

    ``marking`` is put on every page (R15); ``bookmarks`` takes the part's own outline in under its title.
    """

    key: str
    title: str
    pdf: bytes
    span: Span
    marking: str = ""
    bookmarks: bool = True


@dataclass(frozen=True)
class Joined:
    """A pack. ``untagged`` names the parts without tags; ``claims_ua`` says whether it calls itself PDF/UA-1."""

    pdf: bytes
    pages: int
    front_pages: int
    spans: tuple[Span, ...]
    untagged: tuple[str, ...]
    claims_ua: bool


def join(
    front: bytes,
    parts: Sequence[Part],
    *,
    title: str,
    language: str = "en-GB",
    stamp_prefix: str = "Page ",
    start: int = 1,
    watermark: str = "",
    front_marking: str = "",
    front_title: str = "Front sheet",
    blank_text: str = BLANK,
    pad_front: bool = True,
) -> Joined:
    """Join a front sheet and parts whose spans run on from ``start`` (a supplement's: from where the pack ended).

    ``pad_front`` gives a front sheet of an odd number of pages a blank back, so that page 1 is on the front of a leaf.
    PDF/UA-1 is claimed only where the front sheet and every part claim it. The same input gives the same bytes.
    Raises ValueError where spans and pages disagree or the front sheet links to a part that is not there.
    """
    _agree(parts, start)
    labels = [f"{stamp_prefix}{number}" for part in parts for number in range(part.span.first, part.span.last + 1)]
    bold = [*labels, watermark, front_marking, *(part.marking for part in parts)]
    work = _Work(language, blank_text, bold)
    work.add(front, front_title, blank=False, bookmarks=False)
    if pad_front and work.count % 2 and parts:
        work.pad()
    front_pages, firsts, untagged = work.count, {}, []
    for index in range(front_pages):
        work.stamp(index, Marks(head=front_marking, across=watermark))
    for part in parts:
        firsts[part.key] = first = work.count
        if not work.add(
            part.pdf, part.title, blank=part.span.blank, bookmarks=part.bookmarks, promised=part.span.pages
        ):
            untagged.append(part.key)
        for place in range(part.span.last - part.span.first + 1):
            work.stamp(first + place, Marks(f"{stamp_prefix}{part.span.first + place}", part.marking, watermark))
    work.follow_links(front_pages, firsts)
    written = work.finish(title, front_pages, parts[0].span.first if parts else start)
    return Joined(written, work.count, front_pages, tuple(part.span for part in parts), tuple(untagged), work.ua)


def _agree(parts: Sequence[Part], start: int) -> None:
    if len({part.key for part in parts}) != len(parts):
        raise ValueError("two parts of the pack have the same key")
    expected = None
    for part in parts:
        span = part.span
        if expected is None:
            if span.first not in (start, start | 1):
                raise ValueError(f"the pack starts at page {start}, but its first item at {span.first}")
        elif span.first != expected:
            raise ValueError(
                f"{part.title}: starts at page {span.first}, but the item before it ends at {expected - 1}"
            )
        if span.last - span.first + 1 != span.pages + span.blank:
            raise ValueError(
                f"{part.title}: {span.label()} is not {span.pages} pages{' and a blank back' if span.blank else ''}"
            )
        expected = span.last + 1


class _Work:
    """The pack while it is being joined."""

    def __init__(self, language: str, blank_text: str, bold: Sequence[str]) -> None:
        self._pdf, self._language, self._blank_text = Pdf.new(), language, blank_text
        self._stamper = Stamper(self._pdf, [blank_text], bold)
        self._tree = structure.Tree(self._pdf, language)
        self._sources: list[Pdf] = []  # qpdf reads copied streams from them when it writes
        self._marks: list[links.Bookmark] = []
        self._last_part: Dictionary | None = None
        self.count, self.ua = 0, True

    def add(self, data: bytes, title: str, *, blank: bool, bookmarks: bool, promised: int = 0) -> bool:
        """Append one document; return whether it is tagged."""
        source = Pdf.open(io.BytesIO(data), suppress_warnings=True)
        first, pages = self.count, len(source.pages)
        if promised and pages != promised:
            raise ValueError(f"{title}: {pages} pages, where {promised} were counted")
        self._sources.append(source)
        inner, marks = links.inner_links(source), links.bookmarks(source) if bookmarks else ()
        for key in ("/Names", "/Dests", "/AcroForm"):  # links now know their pages; forms were flattened at intake
            if key in source.Root:
                del source.Root[key]
        for page, place, _, _ in inner:
            links.unlink(source.pages[page].obj.Annots[place])
        if Name.OCProperties in source.Root:  # keeps hidden layers hidden
            self._pdf.add_pages_from(source, forms="strip", outlines="ignore")
        else:
            self._pdf.pages.extend(source.pages)
        self.count += pages
        copied: list[Any] = [self._pdf.pages[index].obj for index in range(first, self.count)]
        for page, place, target, view in inner:
            links.go_to(self._pdf, copied[page].Annots[place], first + target, view)
        tagged = structure.is_tagged(source)
        self.ua = self.ua and tagged and metadata.claims_ua(source)
        self._last_part = self._tree.take(source, copied, title=title) if tagged else None
        if not tagged:
            for bare in copied:
                graft.forget(bare)
        self._marks.append(links.Bookmark(title, first, _shifted(_unwrapped(marks), first)))
        if blank:
            self.pad(title)
        return tagged

    def pad(self, title: str = "") -> None:
        """Append a blank back of the size of the page before it."""
        shown = upright.visible(self._pdf.pages[self.count - 1].obj)
        turned = upright.turned(self._pdf.pages[self.count - 1].obj) in (90, 270)
        size = (shown[2] - shown[0], shown[3] - shown[1])
        page = self._stamper.blank(self._blank_text, (size[1], size[0]) if turned else size)
        self._pdf.pages.append(Page(page))
        if self._last_part is None:
            self._last_part = self._tree.start(title or self._blank_text)
        self._tree.paragraph(self._last_part, self._pdf.pages[self.count].obj)
        self.count += 1

    def stamp(self, index: int, marks: Marks) -> None:
        self._stamper.stamp(self._pdf.pages[index].obj, marks)

    def follow_links(self, front_pages: int, firsts: dict[str, int]) -> None:
        """Make the front sheet's ``pack:KEY`` links lead to the first pages of the parts."""
        for index in range(front_pages):
            for annot in links.annotations(self._pdf.pages[index].obj):
                action = annot.get(Name.A)
                address = str(action.get(Name.URI, "")) if isinstance(action, Dictionary) else ""
                if address.startswith(LINK):
                    key = address.removeprefix(LINK)
                    if key not in firsts:
                        raise ValueError(f"the front sheet links to {address!r}, which is not in the pack")
                    links.go_to(self._pdf, annot, firsts[key])

    def finish(self, title: str, front_pages: int, start: int) -> bytes:
        pdf = self._pdf
        self._tree.finish()
        links.write_outline(pdf, self._marks)
        labels = [0, Dictionary(S=Name.r)]
        if front_pages < self.count:
            labels += [front_pages, Dictionary(S=Name.D, St=start)]
        pdf.Root.PageLabels = Dictionary(Nums=Array(labels))
        pdf.Root.PageMode = Name.UseOutlines
        for page in pdf.pages:
            if page.obj.get(Name.Annots):
                page.obj.Tabs = Name.S
        metadata.describe(pdf, title=title, language=self._language, ua=self.ua)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate, compress_streams=True)
        return out.getvalue()


def _unwrapped(marks: tuple[links.Bookmark, ...]) -> tuple[links.Bookmark, ...]:
    """A part's single top heading is its title, which the pack's bookmark says already."""
    return marks[0].children if len(marks) == 1 else marks


def _shifted(marks: tuple[links.Bookmark, ...], by: int) -> tuple[links.Bookmark, ...]:
    return tuple(
        links.Bookmark(mark.title, None if mark.page is None else mark.page + by, _shifted(mark.children, by))
        for mark in marks
    )

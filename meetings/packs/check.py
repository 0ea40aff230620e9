"""Check of every built pack: the file must match the promises of its front sheet. Only the finished bytes are read."""

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise
from typing import Any

from pikepdf import Dictionary, Name, NumberTree, Pdf, Stream

from meetings.packs.page_numbers import Span
from meetings.packs.pdf import catalog, links, page_geometry, structure_check

# Increase when a check here or in `packs/pdf/` changes its findings, so that stored verdicts are no longer valid.
VERSION = 3
FOOTER, HEADER = (
    re.compile(
        rb"/Subtype\s*/%s\s*>>\s*BDC.{0,300}?/(Pack\w{1,300}) [\d.]{1,20} Tf .{0,100}?<([0-9A-F]*+)> Tj" % kind, re.S
    )
    for kind in (b"Footer", b"Header")
)
PAIR = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
TITLE = re.compile(r"<dc:title>.{0,200}?<rdf:li[^<>]*+>([^<]*+)</rdf:li>", re.S)


@dataclass(frozen=True)
class Promise:
    """
    Facts against which a pack is checked.

    - `spans`: the page ranges of the pack's parts, in order.
    - `front_pages`: the number of pages of the front sheet, which must be tagged.
    - `ours`: the indexes in `spans` of parts that the portal wrote, which must be tagged.
    - `title`: the title of the PDF; "" for any title.
    - `labels`: pairs of an index in `spans` and the label at the head of that part's first page.
    - `consecutive`: False for a file gathered from several packs, where page numbers jump.
    - `covers`: the indexes in `spans` of cover sheets, whose pages have no number.
    """

    spans: tuple[Span, ...]
    front_pages: int = 0
    ours: tuple[int, ...] = ()
    title: str = ""
    labels: tuple[tuple[int, str], ...] = ()
    consecutive: bool = True
    covers: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """Hash of the promise of a built pack. Built packs are always consecutive and have no covers."""
        ranges = [(span.first, span.last) for span in self.spans]
        facts = (self.front_pages, ranges, self.ours, self.title, self.labels)
        return hashlib.sha256(repr(facts).encode()).hexdigest()

    @property
    def pages(self) -> int:
        """Number of pages behind the front sheet."""
        return sum(span.last - span.first + 1 for span in self.spans)

    def starts(self) -> Iterator[tuple[int, Span]]:
        """Yield the index in the file of each span's first page, and the span."""
        index = self.front_pages
        for span in self.spans:
            yield index, span
            index += span.last - span.first + 1

    def owners(self, pages: int) -> list[int | None]:
        """Return the index of each page's span, in a file of `pages` pages; None for front sheet and extra pages."""
        owners: list[int | None] = [None] * self.front_pages
        for which, span in enumerate(self.spans):
            owners += [which] * (span.last - span.first + 1)
        return owners[:pages] + [None] * (pages - len(owners))

    def faults(self, pdf: bytes, *, claims_ua: bool | None = None) -> list[str]:
        """
        Return the faults of a joined pack, in plain sentences; an empty list means that the pack is right (R50, R51).

        A pack that claims PDF/UA-1 must conform on every page. With `claims_ua=True` the pack must make this claim,
        with False it must not, and with None either is right.
        """
        faults: list[str] = []
        try:
            faults.extend(_Check(pdf, self).faults(claims_ua))
        except structure_check.ODD as error:
            faults.append(f"The pack cannot be read again: {error}.")
        return faults


class _Check:
    """One pack's check against its promise."""

    def __init__(self, pdf: bytes, promise: Promise) -> None:
        self.pdf, self.promise = pdf, promise
        self.document = structure_check.opened(pdf)
        self.tree = structure_check.StructureReader(self.document)
        self.pages = self.tree.pages
        self.owners = promise.owners(len(self.pages))

    def faults(self, claims_ua: bool | None) -> Iterator[str]:
        promise = self.promise
        yield from self._about()
        yield from self._ranges()
        yield from self._labels()
        yield from self._outline()
        if len(self.pages) - promise.front_pages == promise.pages:
            yield from self._stamps()
            yield from self._leads()
        if not isinstance(self.document.Root.get(Name.StructTreeRoot), Dictionary):
            yield "The pack has no tags."
            return
        yield from self.tree.faults()
        yield from self._parts()
        yield from self._tagged()
        claimed = catalog.claims_ua(self.document)
        if claims_ua not in (None, claimed):
            yield f"The pack {'claims' if claimed else 'does not claim'} to be PDF/UA-1 (R51)."
        yield from _drawn(self.tree, [claimed or which is None or which in promise.ours for which in self.owners])
        if claimed:
            bare = len(promise.spans) + bool(promise.front_pages) - len(self.tree.parts)
            if bare > 0:
                yield f"The pack calls itself accessible (PDF/UA-1), but {bare} of what is in it has no tags (R51)."
            yield from _judged(self.tree, self.pdf)

    def _about(self) -> Iterator[str]:
        document, title = self.document, self.promise.title
        stated = str(document.docinfo.get(Name.Title, "")).strip()
        if not stated or (title and stated != title):
            yield f"The pack’s title is {stated!r}{f', not {title!r}' if title else ''} (R51)."
        if not str(document.Root.get(Name.Lang, "")):
            yield "The pack does not say its language (R51)."
        if links.entry(document.Root, Name.ViewerPreferences, Name.DisplayDocTitle) is not True:
            yield "The pack does not ask readers to show its title (R51)."
        stream = document.Root.get(Name.Metadata)
        xmp = stream.read_bytes().decode("utf-8", "replace") if isinstance(stream, Stream) else ""
        match = TITLE.search(xmp)
        if not match or (stated and " ".join(unescape(match[1]).split()) != " ".join(stated.split())):
            yield "The title in the pack’s metadata differs from the pack’s own (R51)."
        marked: Any = document.Root.get(Name.MarkInfo)
        if links.entry(marked, Name.Marked) is not True or Name.Suspects in marked:
            yield "The pack does not say that it has tags to be relied on (R51)."

    def _ranges(self) -> Iterator[str]:
        for before, after in pairwise(self.promise.spans if self.promise.consecutive else ()):
            if after.first != before.last + 1:
                yield f"{after.label()} does not follow {before.label()} (R50)."
        if (pages := len(self.pages) - self.promise.front_pages) != self.promise.pages:
            yield f"The front sheet promises {self.promise.pages} pages; the pack has {pages} (R50)."

    def _labels(self) -> Iterator[str]:
        raw = self.document.Root.get(Name.PageLabels)
        tree = NumberTree(raw) if isinstance(raw, Dictionary) else {}
        labels = {key: (str(value.get(Name.S)), int(value.get(Name.St, 1))) for key, value in tree.items()}
        wanted, following = ({0: ("/r", 1)} if self.promise.front_pages else {}), None
        bare = self.promise.front_pages
        for which, (index, span) in enumerate(self.promise.starts()):
            if which in self.promise.covers:
                wanted[index] = ("/r", bare + 1)
                bare += span.last - span.first + 1
            elif span.first != following:
                wanted[index] = ("/D", span.first)
            following = None if which in self.promise.covers else span.last + 1
        if labels != wanted:
            yield "The page labels differ from the stamped numbers (R50)."

    def _outline(self) -> Iterator[str]:
        marks, front, spans = links.bookmarks(self.document), bool(self.promise.front_pages), self.promise.spans
        if len(marks) != len(spans) + front:
            yield f"The pack has {len(marks)} bookmarks for a front sheet and {len(spans)} items (R51)."
            return
        for mark, (index, span) in zip(marks[front:], self.promise.starts(), strict=True):
            if mark.page != index:
                yield f"The bookmark “{mark.title}” does not lead to page {span.first} (R51)."

    def _stamps(self) -> Iterator[str]:
        feet, promise = Feet(), self.promise
        for which, (index, span) in enumerate(promise.starts()):
            for place, number in enumerate(range(span.first, span.last + 1), index):
                wanted = "" if which in promise.covers else f"Page {number}"
                if (words := feet.words(self.pages[place])) != wanted:
                    yield f"The page that should be stamped {wanted or 'with nothing'} is stamped {words!r} (R50)."
            label = dict(promise.labels).get(which)
            if label is not None and label not in feet.heads(self.pages[index]):
                yield f"Page {span.first} does not have the words {label!r} at its head."

    def _leads(self) -> Iterator[str]:
        """Yield faults of links on front sheet and covers: each must lead to an item's start or within its sheet."""
        targets, starts = links.Targets(self.document), {index for index, _ in self.promise.starts()}
        for index, which in enumerate(self.owners):
            if which is not None and which not in self.promise.covers:
                continue
            for annot in links.annotations(self.pages[index]):
                if Name.Dest in annot:
                    led = targets.of_holder(annot)
                    if not led or not (led[0] in starts or self.owners[led[0]] == which):
                        yield f"A link on page {index + 1} of the file does not lead to where an item starts (R51)."

    def _parts(self) -> Iterator[str]:
        """
        Yield faults of the Part tags. Each item with tags must have one Part, and Parts must follow the page order.

        The structure reader lists the Parts from last to first, so the list is reversed here.
        """
        bound_pages = [sorted(places) for places in reversed(self.tree.bound.values())]
        items = [{self.owners[place] for place in places} for places in bound_pages]
        if 0 in self.tree.bound:
            yield "Something on a page is in no Part of the tags."
        if any(len(item) > 1 for item in items) or len({which for item in items for which in item}) != len(items):
            yield "The tags of an item are not in a Part of their own."
        elif any(before[-1] >= after[0] for before, after in pairwise(bound_pages)):
            yield "The tags of the items are not in the order of their pages."

    def _tagged(self) -> Iterator[str]:
        def bare(index: int) -> bool:
            return index >= len(self.pages) or not any(self.tree.row(self.pages[index]))

        for index in range(self.promise.front_pages):
            if bare(index):
                yield f"Page {index + 1} of the front sheet has no tags (R51)."
        for which, (first, span) in enumerate(self.promise.starts()):
            for place in range(span.pages if which in self.promise.ours else 0):
                if bare(first + place):
                    yield f"Page {span.first + place} has no tags (R51)."


def _drawn(tree: structure_check.StructureReader, wanted: Sequence[bool]) -> Iterator[str]:
    for place, (page, look) in enumerate(zip(tree.pages, wanted, strict=True), 1):
        if look and (fault := tree.drawn_fault(page)):
            yield f"Page {place} of the file {fault}."


def _judged(tree: structure_check.StructureReader, pdf: bytes) -> Iterator[str]:
    """
    Yield faults that contradict a PDF/UA-1 claim: two of our own checks, then those of the library page-validation.

    A pack too large for the library is not validated: each part was validated when its file was taken in.
    """
    import page  # a library of 49 MB, which most child processes never need

    for number in tree.odd:
        yield f"Tag /{tree.roles[number]} (object {number}) says that it is something else."
    role_of = {name: tree.roles.get(number) for name, number in tree.names}
    if any(role_of.get(name) != "TH" for name in tree.headers):
        yield "A cell of a table names a heading that is none."
    try:
        for failure in page.validate_pdf_bytes(pdf, profile="ua1").failures:
            yield f"It is not accessible (PDF/UA-1): {failure.message}, {failure.rule_id} (R51)."
    except page.SafetyLimitError:
        return
    except page.PageError as error:
        yield f"It cannot be judged whether it is accessible (PDF/UA-1): {error} (R51)."


def may_claim_ua(data: bytes) -> bool:
    """
    Return whether a PDF may claim PDF/UA, by its bytes alone; they are not parsed.

    Metadata that are encrypted or compressed may hold a claim. Most files have theirs in plain bytes, or have none.
    """
    if b"pdfuaid" in data or b"/Encrypt" in data:
        return True
    return b"/Metadata" in data and b"<?xpacket" not in data


def start_judge() -> None:
    """
    Start the thread of page-validation.

    The library aborts a process that may start no thread, such as a child of `intake.sandbox` whose user is not root.
    """
    import page

    empty, written = Pdf.new(), io.BytesIO()
    empty.add_blank_page()
    empty.save(written)
    page.validate_pdf_bytes(written.getvalue(), profile="ua1")


class Feet:
    """Reader of the texts stamped at the foot and head of a document's pages; it decodes the glyphs."""

    def __init__(self) -> None:
        self._maps: dict[int, dict[bytes, str]] = {}

    def words(self, page: Any) -> str:
        """Return the text stamped at a page's foot; "" where there is none."""
        return "".join(
            self._of(page, FOOTER.search(stream.read_bytes())) for stream in page_geometry.streams(page)[-1:]
        )

    def heads(self, page: Any) -> list[str]:
        """Return the first line stamped at a page's head by each of the two content streams before the foot's."""
        streams = page_geometry.streams(page)[-3:-1]
        return [self._of(page, HEADER.search(stream.read_bytes())) for stream in streams]

    def _of(self, page: Any, match: re.Match[bytes] | None) -> str:
        """Return the text of the stamp found by `match`, read with the page's stamp font; "" without a match."""
        if not match:
            return ""
        letters = self._map(page.Resources.Font[f"/{match[1].decode()}"])
        return "".join(letters.get(match[2][at : at + 4], "\ufffd") for at in range(0, len(match[2]), 4))

    def _map(self, font: Any) -> dict[bytes, str]:
        number = structure_check.number_of(font)
        if number not in self._maps:
            pairs = PAIR.findall(font.ToUnicode.read_bytes())
            self._maps[number] = {glyph: bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}
        return self._maps[number]


def tag_faults(pdf: bytes) -> list[str]:
    """Return the faults of a pack's tags, whether or not it claims PDF/UA-1. Raises any of structure_check.ODD."""
    return list(structure_check.StructureReader(structure_check.opened(pdf)).faults())


def belied(pdf: bytes) -> list[str]:
    """Return faults that contradict a PDF/UA-1 claim, found as in a build. Raises any of structure_check.ODD."""
    tree = structure_check.StructureReader(structure_check.opened(pdf))
    return [*tree.faults(), *_drawn(tree, [True] * len(tree.pages)), *_judged(tree, pdf)]

"""The check of every built pack: what the front sheet promises, the file keeps. Reads the finished bytes only."""

import io
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, PdfError, Stream

from meetings.packs import links, structure
from meetings.packs.pages import Span

FOOTER = re.compile(rb"/Subtype\s*/Footer\s*>>\s*BDC.*?/(Pack\w+) [\d.]+ Tf .*?<([0-9A-F]*)> Tj", re.S)
PAIR = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")


def check(
    pdf: bytes,
    spans: Sequence[Span],
    *,
    front_pages: int,
    ours: Sequence[int] = (),
    title: str = "",
    stamp_prefix: str = "Page ",
) -> list[str]:
    """Return what is wrong with a joined pack, in plain sentences; an empty list means that all is well (R50, R51).

    ``ours`` are the indexes in ``spans`` of parts that we wrote, which must be tagged; the front sheet always must.
    """
    try:
        document = Pdf.open(io.BytesIO(pdf), attempt_recovery=False, suppress_warnings=True)
        faults = [f"The file is faulty: {fault}." for fault in document.check_pdf_syntax()]
    except (PdfError, RuntimeError) as error:
        return [f"The pack cannot be opened again: {error}."]
    pages = [page.obj for page in document.pages]
    faults += _about(document, title)
    faults += _ranges(spans, len(pages) - front_pages)
    faults += _labels(document, spans, front_pages, len(pages))
    faults += _outline(document, spans, front_pages)
    if spans and len(pages) - front_pages == spans[-1].last - spans[0].first + 1:
        faults += _stamps(pages, spans, front_pages, stamp_prefix)
    root = document.Root.get(Name.StructTreeRoot)
    if not isinstance(root, Dictionary):
        return [*faults, "The pack has no tags."]
    faults += tag_faults(document)
    faults += _tagged(document, root, spans, front_pages, ours)
    return faults


def _about(document: Pdf, title: str) -> Iterator[str]:
    own = str(document.docinfo.get(Name.Title, "")).strip()
    if not own or (title and own != title):
        yield f"The pack's title is {own!r}{f', not {title!r}' if title else ''} (R51)."
    if not str(document.Root.get(Name.Lang, "")):
        yield "The pack does not say its language (R51)."
    preferences = document.Root.get(Name.ViewerPreferences)
    if not isinstance(preferences, Dictionary) or preferences.get(Name.DisplayDocTitle) is not True:
        yield "The pack does not ask readers to show its title (R51)."


def _ranges(spans: Sequence[Span], pages: int) -> Iterator[str]:
    for before, after in pairwise(spans):
        if after.first != before.last + 1:
            yield f"{after.label()} does not follow {before.label()} (R50)."
    promised = spans[-1].last - spans[0].first + 1 if spans else 0
    if promised != pages:
        yield f"The front sheet promises {promised} pages; the pack has {pages} (R50)."


def _labels(document: Pdf, spans: Sequence[Span], front_pages: int, pages: int) -> Iterator[str]:
    raw = document.Root.get(Name.PageLabels)
    labels = {key: (str(value.get(Name.S)), int(value.get(Name.St, 1))) for key, value in structure.number_tree(raw)}
    wanted = {0: ("/r", 1)} | ({front_pages: ("/D", spans[0].first)} if spans and front_pages < pages else {})
    if labels != wanted:
        yield "The page labels differ from the stamped numbers (R50)."


def _outline(document: Pdf, spans: Sequence[Span], front_pages: int) -> Iterator[str]:
    marks = links.bookmarks(document)
    if len(marks) != len(spans) + 1:
        yield f"The pack has {len(marks)} bookmarks for a front sheet and {len(spans)} items (R51)."
        return
    for mark, span in zip(marks[1:], spans, strict=True):
        if mark.page is None or mark.page - front_pages + spans[0].first != span.first:
            yield f"The bookmark “{mark.title}” does not lead to page {span.first} (R51)."


def stamped(page: Any) -> str:
    """Return the words stamped at the foot of a page, read back from its glyphs, or "" where there are none."""
    contents = page.get(Name.Contents)
    last = contents[-1] if isinstance(contents, Array) and len(contents) else contents
    found = FOOTER.search(last.read_bytes()) if isinstance(last, Stream) else None
    if not found:
        return ""
    font = page.Resources.Font.get(f"/{found[1].decode()}")
    if font is None:
        return ""
    known = {glyph: bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in PAIR.findall(_map(font))}
    glyphs = [found[2][at : at + 4] for at in range(0, len(found[2]), 4)]
    return "".join(known.get(glyph, "\ufffd") for glyph in glyphs)


def _map(font: Dictionary) -> bytes:
    return font.ToUnicode.read_bytes()


def _stamps(pages: list[Any], spans: Sequence[Span], front_pages: int, prefix: str) -> Iterator[str]:
    number = spans[0].first if spans else 1
    for page in pages[front_pages:]:
        if (words := stamped(page)) != f"{prefix}{number}":
            yield f"The page that should be stamped {prefix}{number} is stamped {words!r} (R50)."
        number += 1


def _tagged(
    document: Pdf, root: Dictionary, spans: Sequence[Span], front_pages: int, ours: Sequence[int]
) -> Iterator[str]:
    parents: dict[Any, Any] = dict(structure.number_tree(root.get(Name.ParentTree)))

    def bare(index: int) -> bool:
        if index >= len(document.pages):
            return True
        row = parents.get(document.pages[index].obj.get(Name.StructParents))
        return not isinstance(row, Array) or all(owner is None for owner in row)

    for index in range(front_pages):
        if bare(index):
            yield f"Page {index + 1} of the front sheet has no tags (R51)."
    for which in ours:
        first = front_pages + spans[which].first - spans[0].first
        for index in range(first, first + spans[which].pages):
            if bare(index):
                yield f"Page {index - front_pages + spans[0].first} has no tags (R51)."


def tag_faults(document: Pdf) -> list[str]:
    """Return the disagreements between the structure tree and its ParentTree: the faults that merging makes."""
    return list(_Tags(document).faults())


class _Tags:
    def __init__(self, document: Pdf) -> None:
        self._root: Any = document.Root.StructTreeRoot
        self._rows: dict[Any, Any] = {}
        self._listed = 0
        for key, value in structure.number_tree(self._root.get(Name.ParentTree)):
            if isinstance(value, Array):
                self._rows[key] = [owner.objgen if isinstance(owner, Dictionary) else None for owner in value]
                self._listed += sum(owner is not None for owner in self._rows[key])
            else:
                self._rows[key] = value.objgen if isinstance(value, Dictionary) else None
        self._pages = {
            page.obj.objgen: (number, page.obj.get(Name.StructParents)) for number, page in enumerate(document.pages, 1)
        }
        self._annots = {annot.objgen for page in document.pages for annot in links.annotations(page.obj)}
        self._used: set[tuple[Any, int]] = set()

    def faults(self) -> Iterator[str]:
        keys = [key for _, key in self._pages.values() if key is not None]
        if len(keys) != len(set(keys)):
            yield "Two pages share one key of the ParentTree."
        for number, key in self._pages.values():
            if key is not None and not isinstance(self._rows.get(key), list):
                yield f"Page {number} of the file: its key {key} is not in the ParentTree."
        for element in structure.elements(self._root):
            page = element.get(Name.Pg)
            raw = element.get(Name.K)
            for kid in raw if isinstance(raw, Array) else [] if raw is None else [raw]:
                fault = self._kid(element, page, kid)
                if fault:
                    yield f"Tag {element.S}: {fault}."
        if self._listed != len(self._used):
            yield f"The ParentTree lists {self._listed} pieces of content, the tags {len(self._used)}."

    def _kid(self, element: Dictionary, page: Any, kid: Any) -> str:
        if isinstance(kid, int):
            return self._content(element, page, kid)
        if not isinstance(kid, Dictionary):
            return "holds something that is not a tag"
        kind = kid.get(Name.Type)
        if kind == Name.MCR:
            if Name.Stm in kid:
                return self._content(element, kid.Stm, int(kid.MCID))
            return self._content(element, kid.get(Name.Pg, page), int(kid.MCID))
        if kind == Name.OBJR:
            target = kid.get(Name.Obj)
            if not isinstance(target, Dictionary) or target.objgen not in self._annots:
                return "names a link that is on no page"
            return (
                ""
                if self._rows.get(target.get(Name.StructParent)) == element.objgen
                else "the ParentTree gives its link to another tag"
            )
        parent = kid.get(Name.P)
        return (
            ""
            if isinstance(parent, Dictionary) and parent.objgen == element.objgen
            else "is not the parent that its child names"
        )

    def _content(self, element: Dictionary, place: Any, mcid: int) -> str:
        if isinstance(place, Stream):
            key = place.get(Name.StructParents)
        elif isinstance(place, Dictionary) and place.objgen in self._pages:
            key = self._pages[place.objgen][1]
        else:
            return f"content {mcid} is on a page that is not in the file"
        if (key, mcid) in self._used:
            return f"content {mcid} is used twice"
        self._used.add((key, mcid))
        row = self._rows.get(key)
        owned = isinstance(row, list) and mcid < len(row) and row[mcid] == element.objgen
        return "" if owned else f"the ParentTree gives content {mcid} to another tag"

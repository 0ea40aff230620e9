"""Links and bookmarks inside one PDF, as page indexes, because an index stays valid when pages are copied."""

from collections.abc import Iterable, Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from meetings.packs.pdf.compiled import Mark

DEEPEST, MOST_BOOKMARKS, MOST_NAMES = 6, 2_000, 50_000
FIT = (Name.XYZ, None, None, None)


class Targets:
    """Look-up of the page to which a destination in ``pdf`` leads."""

    def __init__(self, pdf: Pdf) -> None:
        self.pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        self._pdf = pdf
        self._named: dict[bytes, Any] | None = None

    @property
    def named(self) -> dict[bytes, Any]:
        """Named destinations, read on first use."""
        if self._named is None:
            self._named = dict(_named(self._pdf))
        return self._named

    def of(self, raw: Any) -> tuple[int, tuple[Any, ...]] | None:
        """Return (page index, view) of a destination; None where the destination is no page of this document."""
        for _ in range(3):  # a name may lead to a dictionary, and the dictionary to an array
            if isinstance(raw, String):
                raw = self.named.get(bytes(raw))
            elif isinstance(raw, Name):
                raw = self.named.get(str(raw)[1:].encode())
            elif isinstance(raw, Dictionary):
                raw = raw.get(Name.D)
        if not isinstance(raw, Array) or not len(raw):
            return None
        view = tuple(value if isinstance(value, Name | int | None) else float(value) for value in list(raw)[1:5])
        index = self.pages.get(raw[0].objgen) if isinstance(raw[0], Dictionary) else None
        return None if index is None else (index, view or FIT)

    def of_holder(self, holder: Dictionary) -> tuple[int, tuple[Any, ...]] | None:
        """Return (page index, view) of an annotation or bookmark, from its /Dest or its GoTo action; else None."""
        if Name.Dest in holder:
            return self.of(holder.Dest)
        return self.of(entry(holder, Name.A, Name.D)) if entry(holder, Name.A, Name.S) == Name.GoTo else None


def _named(pdf: Pdf) -> Iterator[tuple[bytes, Any]]:
    old = pdf.Root.get(Name.Dests)
    if isinstance(old, Dictionary):
        for key in list(old.keys())[:MOST_NAMES]:
            yield key[1:].encode(), old[key]
    names = pdf.Root.get(Name.Names)
    todo = [(names.get(Name.Dests), 0)] if isinstance(names, Dictionary) else []
    count, seen = 0, set()
    while todo and count < MOST_NAMES:
        node, depth = todo.pop()
        if not isinstance(node, Dictionary) or depth > 20 or node.objgen in seen:
            continue
        if node.is_indirect:
            seen.add(node.objgen)
        pairs = node.get(Name.Names)
        if isinstance(pairs, Array):
            for index in range(0, len(pairs) - 1, 2):
                count += 1
                yield bytes(pairs[index]) if isinstance(pairs[index], String) else b"", pairs[index + 1]
        kids = node.get(Name.Kids)
        if isinstance(kids, Array):
            todo.extend((kid, depth + 1) for kid in kids)


def annotations(page: Dictionary) -> list[Dictionary]:
    """Return the annotations of a page object. Never fails; invalid entries are left out."""
    entries = page.get(Name.Annots)
    return [annot for annot in entries if isinstance(annot, Dictionary)] if isinstance(entries, Array) else []


def entry(thing: Any, *path: Name) -> Any:
    """Return the value at a path of names in nested dictionaries; None where a name or a dictionary is missing."""
    for name in path:
        thing = thing.get(name) if isinstance(thing, Dictionary) else None
    return thing


def go_to(pdf: Pdf, annot: Any, page_index: int, view: tuple[Any, ...] = FIT) -> None:
    """Make a link annotation lead to a page of ``pdf``."""
    drop(annot, "/A")
    annot.Dest = Array([pdf.pages[page_index].obj, *view])


def drop(thing: Any, *keys: str) -> None:
    """Remove entries from a dictionary; missing entries are ignored."""
    for key in set(keys) & set(thing.keys()):
        del thing[key]


def as_list(value: Any) -> list[Any]:
    """Return the entries of an array as a list, any other value as a list of one, and [] for None."""
    return [] if value is None else list(value) if isinstance(value, Array) else [value]


def bookmarks(pdf: Pdf) -> list[Mark]:
    """Return the document's outline, cut where it is too deep, too long or circular."""
    outline = pdf.Root.get(Name.Outlines)
    if not isinstance(outline, Dictionary):
        return []
    targets = Targets(pdf)
    seen: set[tuple[int, int]] = set()

    def level(node: Any, depth: int) -> list[Mark]:
        entries = []
        while (
            isinstance(node, Dictionary) and depth < DEEPEST and len(seen) < MOST_BOOKMARKS and node.objgen not in seen
        ):
            if node.is_indirect:
                seen.add(node.objgen)
            target = targets.of_holder(node)
            title = " ".join(str(node.get(Name.Title, "")).split())[:300]
            below = level(node.get(Name.First), depth + 1)
            entries.append(Mark(title or "Untitled", target[0] if target else None, below))
            if not node.is_indirect:
                break
            node = node.get(Name.Next)
        return entries

    return level(outline.get(Name.First), 0)


def write_outline(pdf: Pdf, marks: Iterable[Mark]) -> None:
    """Replace the document's outline by these bookmarks, with children folded away."""
    if Name.Outlines in pdf.Root:
        del pdf.Root[Name.Outlines]
    with pdf.open_outline() as outline:
        outline.root.extend(_item(pdf, mark) for mark in marks)


def _item(pdf: Pdf, mark: Mark) -> OutlineItem:
    item = OutlineItem(mark.title, None if mark.page is None else Array([pdf.pages[mark.page].obj, *FIT]))
    item.is_closed = True
    item.children.extend(_item(pdf, child) for child in mark.children)
    return item

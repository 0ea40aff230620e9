"""
Whether a pack is heard as it lies: one Document, in it a Part for each document joined, in their order; and of the
pages that we wrote everything that is drawn as content.

The tree and the ParentTree may agree with each other (see tags) and both be wrong about the pages: a Part hung in the
wrong place, the drawing of one page beneath the tags of another. Reads the finished bytes only.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from meetings.packs import tags
from meetings.packs.objects import Objects

ROOT = re.compile(rb"/StructTreeRoot\s+(\d+) 0 R")
CONTENTS = re.compile(rb"/Contents\s*(?:\[([^\]]*)\]|(\d+) 0 R)")
MARKED = re.compile(rb"/MCID\s+(\d+)")
IN_TREE_ORDER = re.compile(rb"/Tabs\s*/S\b")
DEEPEST = 250  # more than graft lets through


@dataclass(frozen=True)
class Sheets:
    """Pages joined as one document: what sentences call it, the numbers of its page objects, whether we wrote it."""

    name: str
    pages: Sequence[int]
    ours: bool = False


def faults(objects: Objects, joined: Sequence[Sheets], *, claims_ua: bool = False) -> Iterator[str]:
    """Yield what is wrong, in plain sentences; `joined` are all the pages of the pack in their order."""
    return _Heard(objects, tags.rows(objects), claims_ua).faults(joined)


@dataclass
class _Heard:
    objects: Objects
    rows: dict[int, list[int]]
    claims_ua: bool
    parts: dict[int, int] = field(default_factory=dict)

    def faults(self, joined: Sequence[Sheets]) -> Iterator[str]:
        found = ROOT.search(self.objects.get(self.objects.root))
        root = int(found[1]) if found else 0
        tops = self._kids(root)
        if [self._role(top) for top in tops] != [b"Document"]:
            yield "The tags do not stand in one Document."
            return
        if b"/RoleMap" in self._plain(root):  # each part's own names are resolved, so none is needed
            yield "The tags' names stand for others (RoleMap)."
        parts = self._kids(tops[0])
        if any(self._role(part) != b"Part" for part in parts):
            yield "Something in the Document is not the Part of a paper."
        bare = sum(bool(sheets.pages) for sheets in joined) - len(parts)
        if self.claims_ua and bare > 0:
            yield f"The pack says that it is accessible (PDF/UA), but {bare} of what is in it has no tags."
        self.parts = {part: place for place, part in enumerate(parts)}
        last = -1
        for sheets in joined:
            places = {place for page in sheets.pages for place in self._place(page)}
            if len(places) > 1 or -1 in places:
                yield f"{sheets.name} is not read out in one Part."
            elif places and min(places) <= last:
                yield f"{sheets.name} is read out before what stands before it."
            last = max(places, default=last)
            yield from self._pages(sheets)

    def _pages(self, sheets: Sheets) -> Iterator[str]:
        for place, page in enumerate(sheets.pages, 1):
            text = self.objects.get(page)
            if self._has_links(text) and not IN_TREE_ORDER.search(text):
                yield f"{sheets.name}: the links on its page {place} are not reached in their order."
            if sheets.ours and self._drawn(text) != {mcid for mcid, owner in enumerate(self._row(text)) if owner}:
                yield f"{sheets.name}: its page {place} draws other content than its tags name."

    def _has_links(self, page: bytes) -> bool:
        found = tags.ANNOTS.search(page)
        listed = (self.objects.get(int(found[2])) if found[2] else found[1]) if found else b""
        return tags.REF.search(listed) is not None

    def _drawn(self, page: bytes) -> set[int]:
        """The numbers of the marked contents in what draws a page."""
        found = CONTENTS.search(page)
        streams = tags.REF.findall(found[0]) if found else []
        return {int(mcid) for one in streams for mcid in MARKED.findall(self.objects.content(int(one)))}

    def _row(self, page: bytes) -> list[int]:
        key = tags.key_of(page)
        return [] if key is None else self.rows.get(key, [])

    def _place(self, page: int) -> Iterator[int]:
        """Which Part (from 0) the first content of a page stands in, -1 where it is none, nothing without tags."""
        number = next(filter(None, self._row(self.objects.get(page))), 0)
        if not number:
            return
        for _ in range(DEEPEST):
            if number in self.parts:
                break
            above = tags.PARENT.search(self._plain(number))
            number = int(above[1]) if above else 0
        yield self.parts.get(number, -1)

    def _kids(self, number: int) -> list[int]:
        held = tags.KIDS.search(self._plain(number))
        return [int(ref) for ref in tags.REF.findall(held[0])] if held else []

    def _role(self, number: int) -> bytes:
        role = tags.ROLE.search(self._plain(number))
        return role[1] if role else b""

    def _plain(self, number: int) -> bytes:
        return tags.STRING.sub(b"()", self.objects.get(number))

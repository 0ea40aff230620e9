"""A document as it is laid out: rich text read, headings with their anchors, contents listed, notes at the end."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.text import slugify

from committee.richtext import cleaning, prose
from committee.richtext.tree import Block, Listing, Table, Text
from reviews.prints.content import Contents, Document, Figure, Heading, Node, PageBreak, Prose
from reviews.prints.footnotes import Notes

NOTES = "Notes"


@dataclass(frozen=True, slots=True)
class ContentsList:
    """The list of contents with what it lists."""

    heading: str
    entries: tuple[Heading, ...]


Part = Block | Heading | Figure | PageBreak | ContentsList


def laid_out(document: Document) -> list[Part]:
    """Return the body of a document in order, as page, PDF and Word write it."""
    notes, anchors = Notes(), Counter[str]()
    parts: list[Part | Contents] = []
    for node in document.body:
        parts += [_anchored(part, anchors) for part in _parts(node, notes)]
    if notes.found:
        parts += [_anchored(Heading(NOTES, anchor="notes"), anchors), *notes.listed()]
    entries = tuple(part for part in parts if isinstance(part, Heading) and part.level == 2)
    return [ContentsList(part.heading, entries) if isinstance(part, Contents) else part for part in parts]


def _parts(node: Node, notes: Notes) -> Iterator[Part | Contents]:
    if isinstance(node, Prose):
        yield from _read(node, notes)
    elif isinstance(node, Text | Listing | Table):
        yield from notes.taken_from([node])
    else:
        yield node


def _read(text: Prose, notes: Notes) -> Iterator[Part]:
    blocks = notes.taken_from(cleaning.blocks(text.html))
    for block, level in zip(blocks, prose.heading_levels(blocks, text.level), strict=True):
        if level and isinstance(block, Text):
            yield Heading("".join(run.text for run in block.runs).replace("\n", " "), level)
        else:
            yield block


def _anchored(part: Part | Contents, used: Counter[str]) -> Part | Contents:
    """Return a heading with an anchor that no other has."""
    if not isinstance(part, Heading):
        return part
    anchor = part.anchor or slugify(part.words)[:60].strip("-") or "section"
    used[anchor] += 1
    return replace(part, anchor=anchor if used[anchor] == 1 else f"{anchor}-{used[anchor]}")

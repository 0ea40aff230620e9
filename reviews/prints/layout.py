"""
Layout of a document: parses rich text, gives headings anchors, lists contents, and collects notes at the end.

"^[words]" in a text is a footnote: the layout numbers the footnote and puts its words under Notes.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.text import slugify

from committee.richtext import cleaning, prose
from committee.richtext.tree import Block, Cell, Listing, Run, Table, Text
from reviews.prints.content import Contents, Document, Figure, Heading, Node, Prose

OPENS, CLOSES = "^[", "]"


class Notes:
    """The footnotes of one document, in the order of the text."""

    def __init__(self) -> None:
        self.found: list[tuple[Run, ...]] = []

    def taken_from(self, blocks: Sequence[Block]) -> list[Block]:
        """Return the blocks with each footnote made a numbered link. Add the notes to `found`."""
        return [self._block(block) for block in blocks]

    def _block(self, block: Block) -> Block:
        if isinstance(block, Text):
            return replace(block, runs=self._runs(block.runs))
        if isinstance(block, Listing):
            return Listing(block.ordered, [self.taken_from(item) for item in block.items], block.start)
        rows = [[self._cell(cell) for cell in row] for row in block.rows]
        return Table(rows, block.caption)

    def _cell(self, cell: Cell) -> Cell:
        return replace(cell, blocks=self.taken_from(cell.blocks))

    def _runs(self, runs: Sequence[Run]) -> tuple[Run, ...]:
        """Take the notes out of runs. A note may span several runs (a link, italics). An unclosed note stays text."""
        made: list[Run] = []
        note: list[Run] | None = None
        for run in runs:
            rest = run.text
            while rest:
                sign = CLOSES if note is not None else OPENS
                before, delimiter, rest = rest.partition(sign)
                if before:
                    (made if note is None else note).append(replace(run, text=before))
                if delimiter and note is None:
                    note = []
                elif delimiter and note is not None:
                    made.append(self._mark(tuple(note)))
                    note = None
        if note is not None:
            made += [Run(OPENS), *note]
        return tuple(made)

    def _mark(self, note: tuple[Run, ...]) -> Run:
        self.found.append(note)
        number = len(self.found)
        return Run(f"[{number}]", href=f"#note-{number}", anchor=f"note-{number}-mark")

    def listed(self) -> list[Text]:
        """Return the notes as paragraphs, each with a link back to its place in the text."""
        return [
            Text("p", (Run(f"[{number}]", href=f"#note-{number}-mark", anchor=f"note-{number}"), Run(" "), *note))
            for number, note in enumerate(self.found, 1)
        ]


NOTES = "Notes"


Part = Block | Heading | Figure | Contents


def laid_out(document: Document) -> list[Part]:
    """Return the body of a document in order, as page, PDF and Word document show it."""
    notes, anchors = Notes(), Counter[str]()
    parts: list[Part] = []
    for node in document.body:
        parts += [_anchored(part, anchors) for part in _parts(node, notes)]
    if notes.found:
        parts += [_anchored(Heading(NOTES, anchor="notes"), anchors), *notes.listed()]
    entries = tuple(part for part in parts if isinstance(part, Heading) and part.level == 2)
    return [replace(part, entries=entries) if isinstance(part, Contents) else part for part in parts]


def _parts(node: Node, notes: Notes) -> Iterator[Part]:
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


def _anchored(part: Part, used: Counter[str]) -> Part:
    """Return the part. A heading gets an anchor that no other heading has."""
    if not isinstance(part, Heading):
        return part
    anchor = part.anchor or slugify(part.words)[:60].strip("-") or "section"
    used[anchor] += 1
    return replace(part, anchor=anchor if used[anchor] == 1 else f"{anchor}-{used[anchor]}")

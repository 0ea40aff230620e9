"""Footnotes of a printed document: "^[words]" in a text is numbered, and its words stand under Notes at the end."""

from collections.abc import Sequence
from dataclasses import replace

from committee.richtext.tree import Block, Cell, Listing, Run, Table, Text

OPENS, CLOSES = "^[", "]"


class Notes:
    """The footnotes of one document, in the order of the text."""

    def __init__(self) -> None:
        self.found: list[tuple[Run, ...]] = []

    def taken_from(self, blocks: Sequence[Block]) -> list[Block]:
        """Return the blocks with each footnote made a numbered link; the notes are stored here."""
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
        """Take the notes out of runs; a note may hold several (a link, italics), and must end to be one."""
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

"""
Which hidden numbers of a table anybody can work out from what is public. Without Django.

The hidden numbers are a flow: from each row to its columns, from the columns to the row of totals, and round through
the column of totals to the rows. What goes in comes out wherever a total is public, so a number can be another one just
where the flow can be led round a circle through it. A row or column without a total takes any amount: all of these are
one node, OPEN. Exact for whole numbers between bounds; after the method of minimal cuts of the statistical offices.
"""

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass

from reviews.figures.table import Cell, Table

Node = tuple[str, int]
OPEN: Node = ("open", 0)
SMALL = range(1, 5)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """
    What somebody knows besides the table: that no hidden number is 0, for zeros are shown.

    `which_are_small`: also which of them are from 1 to 4, the others being more. `parts`: that no part is larger than
    its whole, which is taken at its strictest.
    """

    which_are_small: bool = False
    parts: bool = False


# From whoever guesses best to whoever reads the table alone: a table is kept from the first where that can be done.
READERS = (Knowledge(which_are_small=True, parts=True), Knowledge(parts=True), Knowledge())


@dataclass(frozen=True, slots=True)
class _Edge:
    start: Node
    end: Node
    may_grow: bool
    may_shrink: bool


def recomputable(table: Table, known: Mapping[Cell, int], hidden: set[Cell], reader: Knowledge) -> set[Cell]:
    """The hidden cells whose number cannot be another one for whoever knows what is public, and that besides."""
    edges = {cell: _edge(table, known, hidden, cell, reader) for cell in sorted(hidden)}
    ways: dict[Node, list[tuple[Node, Cell]]] = defaultdict(list)
    for cell, edge in edges.items():
        if edge.may_grow:
            ways[edge.start].append((edge.end, cell))
        if edge.may_shrink:
            ways[edge.end].append((edge.start, cell))
    return {
        cell
        for cell, edge in edges.items()
        if not (edge.may_grow and _leads(ways, edge.end, edge.start, cell))
        and not (edge.may_shrink and _leads(ways, edge.start, edge.end, cell))
    }


def _leads(ways: Mapping[Node, list[tuple[Node, Cell]]], start: Node, end: Node, without: Cell) -> bool:
    seen, waiting = {start}, deque([start])
    while waiting:
        node = waiting.popleft()
        if node == end:
            return True
        for after, cell in ways.get(node, ()):
            if cell != without and after not in seen:
                seen.add(after)
                waiting.append(after)
    return False


def _edge(table: Table, known: Mapping[Cell, int], hidden: set[Cell], cell: Cell, reader: Knowledge) -> _Edge:
    row, column = cell
    in_row: Node = ("row", row) if table.total_column >= 0 else OPEN
    in_column: Node = ("column", column) if table.has_total else OPEN
    backwards = (column == table.total_column) != (row == table.total_row)
    start, end = (in_column, in_row) if backwards else (in_row, in_column)
    number = known[cell]
    least, most = bounds(number, reader)
    if reader.parts:
        least, most = _between_parts(table, known, hidden, cell, least, most)
    return _Edge(start, end, may_grow=most is None or number < most, may_shrink=number > least)


def bounds(number: int, reader: Knowledge) -> tuple[int, int | None]:
    """The least and the most that a hidden number can be for this reader."""
    if not reader.which_are_small:
        return SMALL.start, None
    return (SMALL.start, SMALL.stop - 1) if number in SMALL else (SMALL.stop, None)


def _between_parts(
    table: Table, known: Mapping[Cell, int], hidden: set[Cell], cell: Cell, least: int, most: int | None
) -> tuple[int, int | None]:
    """The same where parts are no larger than their wholes; two that are hidden keep one apart, as both may change."""
    row, column = cell
    for place in table.columns:
        if place.part == column:
            whole = known[row, place.whole] - ((row, place.whole) in hidden)
            most = whole if most is None else min(most, whole)
        elif place.whole == column:
            least = max(least, known[row, place.part] + ((row, place.part) in hidden))
    return least, most

"""
Which numbers of a table nobody but the panel is shown: counts of 1 to 4, and what would give them back (R53).

Without Django. A second number of the row or column is hidden, or a total, until nobody can work a hidden one out; a
percentage is hidden with its part or its whole. Zeros are shown. What another table or the text tells is not looked at
here (`reviews.findings.figure_sentences`). UK GDPR art 5.

The hidden numbers are a flow: from each row to its columns, from the columns to the row of totals, and round through
the column of totals to the rows. What goes in comes out wherever a total is public, so a number can be another one just
where the flow can be led round a circle through it. A row or column without a total takes any amount: all of these are
one node, OPEN. Exact for whole numbers between bounds; after the method of minimal cuts of the statistical offices.
"""

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from reviews.findings.figure_table import Cell, Column, ColumnKind, Table, numbers

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


def recomputable(table: Table, values: Mapping[Cell, int], hidden: set[Cell], reader: Knowledge) -> set[Cell]:
    """Return the hidden cells whose number `reader` can work out from what is public."""
    edges = {cell: _edge(table, values, hidden, cell, reader) for cell in sorted(hidden)}
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


def _edge(table: Table, values: Mapping[Cell, int], hidden: set[Cell], cell: Cell, reader: Knowledge) -> _Edge:
    row, column = cell
    in_row: Node = ("row", row) if table.total_column >= 0 else OPEN
    in_column: Node = ("column", column) if table.has_total else OPEN
    backwards = (column == table.total_column) != (row == table.total_row)
    start, end = (in_column, in_row) if backwards else (in_row, in_column)
    number = values[cell]
    least, most = bounds(number, reader)
    if reader.parts:
        least, most = _between_parts(table, values, hidden, cell, least, most)
    return _Edge(start, end, may_grow=most is None or number < most, may_shrink=number > least)


def bounds(number: int, reader: Knowledge) -> tuple[int, int | None]:
    """Return the smallest and largest value that a hidden number can have for this reader."""
    if not reader.which_are_small:
        return SMALL.start, None
    return (SMALL.start, SMALL.stop - 1) if number in SMALL else (SMALL.stop, None)


def _between_parts(
    table: Table, values: Mapping[Cell, int], hidden: set[Cell], cell: Cell, least: int, most: int | None
) -> tuple[int, int | None]:
    """Narrow the bounds, as a part is no larger than its whole; two hidden ones may both change, by one."""
    row, column = cell
    for place in table.columns:
        if place.part == column:
            whole = values[row, place.whole] - ((row, place.whole) in hidden)
            most = whole if most is None else min(most, whole)
        elif place.whole == column:
            least = max(least, values[row, place.part] + ((row, place.part) in hidden))
    return least, most


MOST_TO_TRY = 40  # second numbers of which each is tried whether it can be shown after all


class Why(StrEnum):
    """Why a cell is hidden."""

    SMALL = "small"
    SECOND = "second"
    PERCENTAGE = "percentage"


def suppressed(table: Table) -> dict[Cell, Why]:
    """Return the cells of a table that are hidden from everybody, each with the reason."""
    return dict(_suppressed(table.columns, table.counts, table.has_total))


@lru_cache(maxsize=256)  # a page needs it for a table and for its chart
def _suppressed(columns: tuple[Column, ...], counts: tuple[tuple[int, ...], ...], has_total: bool) -> dict[Cell, Why]:
    table = Table("", columns, ("",) * len(counts), counts, has_total=has_total)
    values = {cell: number for cell, number in numbers(table).items() if cell[0] in table.rows}
    small = {cell for cell, number in values.items() if number in SMALL}
    hidden = next(cells for reader in READERS if (cells := _hidden_from(table, values, small, reader)) is not None)
    why = {cell: Why.SMALL if cell in small else Why.SECOND for cell in hidden}
    for place in table.places(ColumnKind.PERCENT):
        parts = (table.columns[place].part, table.columns[place].whole)
        why |= {(row, place): Why.PERCENTAGE for row in table.rows if any((row, part) in hidden for part in parts)}
    return why


def _hidden_from(table: Table, values: Mapping[Cell, int], small: set[Cell], reader: Knowledge) -> set[Cell] | None:
    """Return the cells to hide so that this reader works nothing out; None where no choice of cells is enough."""
    hidden = set(small)
    while out := recomputable(table, values, hidden, reader):
        more = _seconds(table, values, hidden, out) or _cheapest(table, values, set(values) - hidden)
        if not more:
            return None
        hidden |= more
    return _without_needless(table, values, hidden, small, reader)


def _seconds(table: Table, values: Mapping[Cell, int], hidden: set[Cell], out: set[Cell]) -> set[Cell]:
    """Return another cell to hide beside each cell that can be worked out, unless one there is chosen."""
    chosen: set[Cell] = set()
    in_line = _cells_by_line(table, values)
    for cell in sorted(out):
        lines = [[other for other in in_line[way, cell[way]] if other != cell] for way in (1, 0)]
        if any(other in chosen for line in lines for other in line):
            continue
        lines.sort(key=lambda line: sum(other in hidden for other in line))
        for line in lines:
            if cheapest := _cheapest(table, values, set(line) - hidden):
                chosen |= cheapest
                break
    return chosen


def _cheapest(table: Table, values: Mapping[Cell, int], cells: set[Cell]) -> set[Cell]:
    """Return the cell of `cells` that is missed least, in a set; none of them is a zero."""
    free = [cell for cell in cells if values[cell]]
    return {min(free, key=lambda cell: _cost(table, cell, values[cell]))} if free else set()


def _cells_by_line(table: Table, values: Mapping[Cell, int]) -> dict[tuple[int, int], list[Cell]]:
    """Return the cells of each column (1 and its number) and row (0 and its number) with a total."""
    lines: dict[tuple[int, int], list[Cell]] = defaultdict(list)
    for way in [way for way, has_total in ((1, table.has_total), (0, table.total_column >= 0)) if has_total]:
        for cell in values:
            lines[way, cell[way]].append(cell)
    return lines


def _cost(table: Table, cell: Cell, number: int) -> tuple[bool, bool, int, Cell]:
    """Totals are told last, and the smallest first; 5 protects nothing from whoever knows that it is no small one."""
    return cell[0] == table.total_row or cell[1] == table.total_column, number == SMALL.stop, number, cell


def _without_needless(
    table: Table, values: Mapping[Cell, int], hidden: set[Cell], small: set[Cell], reader: Knowledge
) -> set[Cell]:
    """Show again, the largest first, each second number without which nothing comes out either."""
    seconds = sorted(hidden - small, key=lambda cell: _cost(table, cell, values[cell]), reverse=True)
    for cell in seconds if len(seconds) <= MOST_TO_TRY else ():
        if not recomputable(table, values, hidden - {cell}, reader):
            hidden = hidden - {cell}
    return hidden

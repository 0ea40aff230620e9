"""
Find the numbers of a table that only the panel may see: counts of 1 to 4, and numbers that would reveal them (R53).

Without Django. Second numbers (other numbers of the row or column, or totals) are hidden too, until nobody can compute
a hidden number. A percentage is hidden with its part or its whole. Zeros are shown. This module checks one table only;
`reviews.findings.figure_sentences` checks the numbers in texts. UK GDPR art 5.

The method: the hidden numbers form a flow network. Rows and columns are nodes, and each hidden number is an edge.

- A count flows from its row to its column.
- The total of a column flows from the column to the row of totals.
- The total of all counts flows from the row of totals to the column of totals.
- The total of a row flows from the column of totals to the row.

In a row or column with a total, inflow equals outflow. All rows or columns without a total share one node, OPEN, where
any amount may flow. A hidden number could have another value exactly where the flow can be changed along a cycle
through its edge. Otherwise a reader can compute the number. The result is exact for whole numbers between bounds (the
statistical offices' method of minimal cuts).

A reader is assumed to know which hidden numbers are from 1 to 4, that the other hidden numbers are larger, and that no
part is larger than its whole. Where no choice of numbers is enough, all numbers except zeros are hidden.
"""

from collections import defaultdict, deque
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from reviews.findings.figure_table import Cell, Column, ColumnKind, Table, numbers

Node = tuple[str, int]
OPEN: Node = ("open", 0)
SMALL = range(1, 5)
MOST_TO_TRY = 40  # with more second numbers, `_hidden` does not test whether each is needed


class Why(StrEnum):
    """Reason why a cell is hidden. A SECOND number would reveal another hidden number."""

    SMALL = "small"
    SECOND = "second"
    PERCENTAGE = "percentage"


def suppressed(table: Table) -> dict[Cell, Why]:
    """Return the cells of a table that are hidden from the public, each with the reason."""
    return dict(_suppressed(table.columns, table.counts, table.has_total))


@lru_cache(maxsize=256)  # a page needs the result twice: for the table and for the chart
def _suppressed(columns: tuple[Column, ...], counts: tuple[tuple[int, ...], ...], has_total: bool) -> dict[Cell, Why]:
    table = Table("", columns, ("",) * len(counts), counts, has_total=has_total)
    values = {cell: number for cell, number in numbers(table).items() if cell[0] in table.rows}
    small = {cell for cell, number in values.items() if number in SMALL}
    hidden = _hidden(table, values, small)
    why = {cell: Why.SMALL if cell in small else Why.SECOND for cell in hidden}
    for place in table.places(ColumnKind.PERCENT):
        parts = (table.columns[place].part, table.columns[place].whole)
        why |= {(row, place): Why.PERCENTAGE for row in table.rows if any((row, part) in hidden for part in parts)}
    return why


def _hidden(table: Table, values: Mapping[Cell, int], small: set[Cell]) -> set[Cell]:
    """
    Return the cells to hide, so that no hidden number can be computed.

    No second number is hidden without need, unless there are more than MOST_TO_TRY second numbers.
    """
    hidden = set(small)
    while out := recomputable(table, values, hidden):
        more = _seconds(table, values, hidden, out) or _cheapest(table, values, set(values) - hidden)
        if not more:
            return hidden
        hidden |= more
    seconds = sorted(hidden - small, key=lambda cell: _cost(table, cell, values[cell]), reverse=True)
    for cell in seconds if len(seconds) <= MOST_TO_TRY else ():
        if not recomputable(table, values, hidden - {cell}):
            hidden = hidden - {cell}
    return hidden


def recomputable(table: Table, values: Mapping[Cell, int], hidden: set[Cell]) -> set[Cell]:
    """Return the hidden cells whose number a reader can compute from the public numbers."""
    moves: dict[Cell, list[tuple[Node, Node]]] = {}
    ways: dict[Node, list[tuple[Node, Cell]]] = defaultdict(list)
    for cell in sorted(hidden):
        start, end = _ends(table, cell)
        least, most = _bounds(table, values, hidden, cell)
        grows = most is None or values[cell] < most
        moves[cell] = [*([(start, end)] if grows else []), *([(end, start)] if values[cell] > least else [])]
        for source, target in moves[cell]:
            ways[source].append((target, cell))
    return {
        cell
        for cell, possible in moves.items()
        if not any(_leads(ways, target, source, cell) for source, target in possible)
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


def _ends(table: Table, cell: Cell) -> tuple[Node, Node]:
    """Return the nodes between which the number of a cell flows."""
    row, column = cell
    in_row: Node = ("row", row) if table.total_column >= 0 else OPEN
    in_column: Node = ("column", column) if table.has_total else OPEN
    backwards = (column == table.total_column) != (row == table.total_row)
    return (in_column, in_row) if backwards else (in_row, in_column)


def _bounds(table: Table, values: Mapping[Cell, int], hidden: set[Cell], cell: Cell) -> tuple[int, int | None]:
    """
    Return the smallest and the largest value that a reader thinks possible for a hidden number (None: no upper bound).

    Where a part and its whole are both hidden, the bounds leave room for both to change by one.
    """
    row, column = cell
    least, most = (SMALL.start, SMALL.stop - 1) if values[cell] in SMALL else (SMALL.stop, None)
    for place in table.columns:
        if place.part == column:
            whole = values[row, place.whole] - ((row, place.whole) in hidden)
            most = whole if most is None else min(most, whole)
        elif place.whole == column:
            least = max(least, values[row, place.part] + ((row, place.part) in hidden))
    return least, most


def _seconds(table: Table, values: Mapping[Cell, int], hidden: set[Cell], out: set[Cell]) -> set[Cell]:
    """
    Return second cells to hide, so that each computable cell in `out` has one in its row or its column.

    One second cell serves all such cells in its row and its column.
    """
    chosen: set[Cell] = set()
    in_line: dict[tuple[int, int], list[Cell]] = defaultdict(list)
    # A reader computes numbers only in lines with a total. `way` is the index, in a Cell, of the column (1) or row (0).
    for way in (*([1] if table.has_total else []), *([0] if table.total_column >= 0 else [])):
        for cell in values:
            in_line[way, cell[way]].append(cell)
    for cell in sorted(out):
        lines = [[other for other in in_line[way, cell[way]] if other != cell] for way in (1, 0)]
        if any(other in chosen for line in lines for other in line):
            continue
        lines.sort(key=lambda line: sum(other in hidden for other in line))
        choices = (_cheapest(table, values, set(line) - hidden) for line in lines)
        chosen |= next(filter(None, choices), set())
    return chosen


def _cheapest(table: Table, values: Mapping[Cell, int], cells: set[Cell]) -> set[Cell]:
    """Return a set with the one cell that costs least to hide, of those `cells` that are not 0; empty without any."""
    free = [cell for cell in cells if values[cell]]
    return {min(free, key=lambda cell: _cost(table, cell, values[cell]))} if free else set()


def _cost(table: Table, cell: Cell, number: int) -> tuple[bool, bool, int, Cell]:
    """
    Return the cost of hiding a cell, for comparison: a total costs most, then a 5, then the larger number.

    A reader knows that a second number is at least 5, so a hidden 5 protects little.
    """
    return cell[0] == table.total_row or cell[1] == table.total_column, number == SMALL.stop, number, cell

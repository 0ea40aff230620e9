"""
Which numbers of a table nobody but the panel is shown: counts of 1 to 4, and what would give them back (R53).

Without Django. A second number of the row or column is hidden, or a total, until nobody can work a hidden one out
(`reviews.figures.recomputing`); a percentage is hidden with its part or its whole. Zeros are shown. What another table
or the text tells is not looked at here (`reviews.figures.sentences`). UK GDPR art 5.
"""

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from reviews.figures.recomputing import READERS, SMALL, Knowledge, recomputable
from reviews.figures.table import Cell, Column, ColumnKind, Table, numbers

MOST_TO_TRY = 40  # second numbers of which each is tried whether it can be shown after all


class Why(StrEnum):
    """Why a cell is hidden."""

    SMALL = "small"
    SECOND = "second"
    PERCENTAGE = "percentage"


def suppressed(table: Table) -> dict[Cell, Why]:
    """The cells of a table that are hidden from everybody, each with the reason."""
    return dict(_suppressed(table.columns, table.counts, table.has_total))


@lru_cache(maxsize=256)  # a page needs it for a table and for its chart
def _suppressed(columns: tuple[Column, ...], counts: tuple[tuple[int, ...], ...], has_total: bool) -> dict[Cell, Why]:
    table = Table("", columns, ("",) * len(counts), counts, has_total=has_total)
    known = {cell: number for cell, number in numbers(table).items() if cell[0] in table.rows}
    small = {cell for cell, number in known.items() if number in SMALL}
    hidden = next(found for reader in READERS if (found := _kept_from(table, known, small, reader)) is not None)
    why = {cell: Why.SMALL if cell in small else Why.SECOND for cell in hidden}
    for place in table.places(ColumnKind.PERCENT):
        parts = (table.columns[place].part, table.columns[place].whole)
        why |= {(row, place): Why.PERCENTAGE for row in table.rows if any((row, part) in hidden for part in parts)}
    return why


def _kept_from(table: Table, known: Mapping[Cell, int], small: set[Cell], reader: Knowledge) -> set[Cell] | None:
    """What is hidden so that this reader works nothing out; None where hiding all that can be is not enough."""
    hidden = set(small)
    while out := recomputable(table, known, hidden, reader):
        more = _seconds(table, known, hidden, out) or _cheapest(table, known, set(known) - hidden)
        if not more:
            return None
        hidden |= more
    return _without_needless(table, known, hidden, small, reader)


def _seconds(table: Table, known: Mapping[Cell, int], hidden: set[Cell], out: set[Cell]) -> set[Cell]:
    """For each cell that comes out another one of its row or column, unless one was chosen there already."""
    chosen: set[Cell] = set()
    in_line = _cells_by_line(table, known)
    for cell in sorted(out):
        lines = [[other for other in in_line[way, cell[way]] if other != cell] for way in (1, 0)]
        if any(other in chosen for line in lines for other in line):
            continue
        lines.sort(key=lambda line: sum(other in hidden for other in line))
        for line in lines:
            if found := _cheapest(table, known, set(line) - hidden):
                chosen |= found
                break
    return chosen


def _cheapest(table: Table, known: Mapping[Cell, int], cells: set[Cell]) -> set[Cell]:
    """Of these the one that is missed least, in a set; none of them is a zero."""
    free = [cell for cell in cells if known[cell]]
    return {min(free, key=lambda cell: _cost(table, cell, known[cell]))} if free else set()


def _cells_by_line(table: Table, known: Mapping[Cell, int]) -> dict[tuple[int, int], list[Cell]]:
    """The cells of each column (1 and its number) and row (0 and its number) that has its total."""
    lines: dict[tuple[int, int], list[Cell]] = defaultdict(list)
    for way in [way for way, has_total in ((1, table.has_total), (0, table.total_column >= 0)) if has_total]:
        for cell in known:
            lines[way, cell[way]].append(cell)
    return lines


def _cost(table: Table, cell: Cell, number: int) -> tuple[bool, bool, int, Cell]:
    """Totals are told last, and the smallest first; 5 protects nothing from whoever knows that it is no small one."""
    return cell[0] == table.total_row or cell[1] == table.total_column, number == SMALL.stop, number, cell


def _without_needless(
    table: Table, known: Mapping[Cell, int], hidden: set[Cell], small: set[Cell], reader: Knowledge
) -> set[Cell]:
    """Show again, the largest first, each second number without which nothing comes out either."""
    seconds = sorted(hidden - small, key=lambda cell: _cost(table, cell, known[cell]), reverse=True)
    for cell in seconds if len(seconds) <= MOST_TO_TRY else ():
        if not recomputable(table, known, hidden - {cell}, reader):
            hidden = hidden - {cell}
    return hidden

"""
A table as it is shown, suppressed or whole, as plain data: one source for page, chart, print and the panel's reading.
"""

from dataclasses import dataclass

from reviews.figures.suppression import Why, suppressed
from reviews.figures.table import ColumnKind, Table, as_percentage, numbers, share

HIDDEN = "*"
LEGEND = "Not shown: a number from 1 to 4, or one that would reveal it."


@dataclass(frozen=True, slots=True)
class ShownCell:
    """What stands in a cell; `number` is None of a percentage and of what is hidden. `why` is empty for the public."""

    text: str
    number: int | None = None
    is_hidden: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row: its label, its cells, and how a definition changed before it."""

    label: str
    cells: tuple[ShownCell, ...]
    mark: str = ""
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A table with everything around it. `legend` says what an asterisk is, where there is one."""

    number: int
    title: str
    source: str
    note: str
    headings: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    legend: str = ""


def shown(
    table: Table,
    *,
    hide: bool,
    reasons: bool = False,
    number: int = 1,
    title: str = "",
    source: str = "",
    note: str = "",
) -> Shown:
    """
    Return the table as the public (`hide`) or the panel reads it.

    `reasons` leaves every number and says which are hidden from the public and why, for the desk.
    """
    why = suppressed(table) if hide or reasons else {}
    values = numbers(table)

    def cell(row: int, place: int) -> ShownCell:
        column, reason = table.columns[place], why.get((row, place))
        if reason and not reasons:
            return ShownCell(HIDDEN, is_hidden=True)
        words = WHY_WORDS[reason] if reason else ""
        if column.kind is ColumnKind.PERCENT:
            text = as_percentage(share(values[row, column.part], values[row, column.whole]))
            return ShownCell(text, is_hidden=reason is not None, why=words)
        number_ = values[row, place]
        return ShownCell(f"{number_:,}", number_, is_hidden=reason is not None, why=words)

    rows = tuple(
        ShownRow(
            label=table.label(row),
            cells=tuple(cell(row, place) for place in range(len(table.columns))),
            mark="" if row == table.total_row else table.marks.get(table.label(row), ""),
            is_total=row == table.total_row,
        )
        for row in table.rows
    )
    headings = (table.label_heading, *(head.heading for head in table.columns))
    return Shown(number, title, source, note, headings, rows, LEGEND if why and not reasons else "")


WHY_WORDS = {
    Why.SMALL: "hidden: from 1 to 4",
    Why.SECOND: "hidden: would reveal another number",
    Why.PERCENTAGE: "hidden: a percentage of a hidden number",
}

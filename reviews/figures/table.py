"""A table of figures as data: labels, counts, percentages of two other columns, totals. Without Django."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

Cell = tuple[int, int]  # row and column; the row after the last is that of the totals


class ColumnKind(StrEnum):
    """What stands in a column. A total is the sum of all counts of its row."""

    COUNT = "count"
    TOTAL = "total"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Column:
    """A column beside the labels; of a percentage, which column is the `part` of which `whole`."""

    heading: str
    kind: ColumnKind = ColumnKind.COUNT
    part: int = -1
    whole: int = -1


@dataclass(frozen=True, slots=True)
class Table:
    """
    Rows of counts under their columns; `counts` has a number for each COUNT column of each row, in that order.

    `has_total`: a row of totals ends the table. `marks`: label of a row before which a definition changed, and how.
    """

    label_heading: str
    columns: tuple[Column, ...]
    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    has_total: bool = False
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def total_row(self) -> int:
        """The number of the row of totals, whether it is shown or not."""
        return len(self.labels)

    @property
    def total_column(self) -> int:
        """The number of the column of totals; -1 where there is none."""
        return next((place for place, column in enumerate(self.columns) if column.kind is ColumnKind.TOTAL), -1)

    @property
    def rows(self) -> range:
        """The numbers of the rows that are shown."""
        return range(len(self.labels) + self.has_total)

    def label(self, row: int) -> str:
        """Return the label of a row."""
        return "Total" if row == self.total_row else self.labels[row]

    def places(self, kind: ColumnKind) -> list[int]:
        """Return the numbers of the columns of a kind."""
        return [place for place, column in enumerate(self.columns) if column.kind is kind]


def numbers(table: Table) -> dict[Cell, int]:
    """Return every count and total of a table by its cell, the row of totals included whether it is shown or not."""
    places = table.places(ColumnKind.COUNT)
    values = {
        (row, place): number
        for row, line in enumerate(table.counts)
        for place, number in zip(places, line, strict=True)
    }
    if table.total_column >= 0:
        values |= {(row, table.total_column): sum(line) for row, line in enumerate(table.counts)}
    for place in [*places, *table.places(ColumnKind.TOTAL)]:
        values[table.total_row, place] = sum(values[row, place] for row in range(len(table.labels)))
    return values


def share(part: int, whole: int) -> Fraction | None:
    """Return `part` as an exact percentage of `whole`; None if `whole` is 0."""
    return Fraction(100 * part, whole) if whole else None


def rounded(value: Fraction, places: int = 1) -> Fraction:
    """Return a number rounded to so many decimal places, halves upwards."""
    scale = 10**places
    return Fraction((2 * value * scale + 1) // 2, scale)


def as_percentage(value: Fraction | None) -> str:
    """Return a percentage as printed, to one decimal place: "4.5%"; a dash for None."""
    return "–" if value is None else f"{float(rounded(value)):.1f}%"

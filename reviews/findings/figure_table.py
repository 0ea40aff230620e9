"""
A table of figures as data (labels, counts, percentages from two columns, totals), and its parser for pasted text.

Without Django. Percentages and totals are computed, not stored. A difference from the source is reported.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import permutations

Cell = tuple[int, int]  # (row, column); the row of totals comes after the last row


class ColumnKind(StrEnum):
    """Kind of a column. A total is the sum of all counts of its row."""

    COUNT = "count"
    TOTAL = "total"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Column:
    """A column beside the labels. For a percentage, `part` and `whole` are the indexes of two other columns."""

    heading: str
    kind: ColumnKind = ColumnKind.COUNT
    part: int = -1
    whole: int = -1


@dataclass(frozen=True, slots=True)
class Table:
    """
    Rows of counts under their columns.

    `counts`: for each row, a number for each COUNT column.
    `has_total`: the table ends with a row of totals.
    `marks`: words on a change of definition, by the label of the row that follows the change.
    """

    label_heading: str
    columns: tuple[Column, ...]
    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    has_total: bool = False
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def total_row(self) -> int:
        """Index of the row of totals, also in a table that does not show totals."""
        return len(self.labels)

    @property
    def total_column(self) -> int:
        """Index of the column of totals; -1 for a table without such a column."""
        return next((place for place, column in enumerate(self.columns) if column.kind is ColumnKind.TOTAL), -1)

    @property
    def rows(self) -> range:
        """Indexes of the rows that are shown."""
        return range(len(self.labels) + self.has_total)

    def label(self, row: int) -> str:
        """Return the label of a row."""
        return "Total" if row == self.total_row else self.labels[row]

    def places(self, kind: ColumnKind) -> list[int]:
        """Return the indexes of the columns of a kind."""
        return [place for place, column in enumerate(self.columns) if column.kind is kind]


def numbers(table: Table) -> dict[Cell, int]:
    """Return every count and total of a table by its cell, including the row of totals even where it is not shown."""
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
    """Return a number rounded to that many decimal `places`. Halves are rounded up."""
    scale = 10**places
    return Fraction((2 * value * scale + 1) // 2, scale)


def as_percentage(value: Fraction | None) -> str:
    """Return a percentage as printed, to one decimal place: "4.5%"; a dash for None."""
    return "–" if value is None else f"{float(rounded(value)):.1f}%"


MOST_LETTERS, MOST_ROWS, MOST_COLUMNS, MOST_DIGITS, LONGEST = 20_000, 60, 9, 9, 100


class Unreadable(Exception):
    """The text is no table of figures. The message gives the reason in a sentence."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """A parsed table, with a sentence for each number that the source printed differently."""

    table: Table
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A percentage as printed in the source: its number, and its decimal places."""

    value: Fraction
    places: int

    def is_of(self, part: int, whole: int) -> bool:
        """Return whether `part` of `whole`, rounded as printed, is this percentage; True where `whole` is 0."""
        exact = share(part, whole)
        return exact is None or rounded(exact, self.places) == self.value

    def __str__(self) -> str:
        return f"{float(self.value):.{self.places}f}%"


def pasted(text: str, marks: Mapping[str, str] | None = None) -> Pasted:
    """
    Return the table in a text: headings in the first line, one line for each row, cells split by tabs, ";" or ",".

    `marks` are the marks of the earlier table. A mark is dropped where no row has its label now. Raises Unreadable
    where the text is no table of figures.
    """
    heading, *lines = _cells(text)
    has_total = len(lines) > 1 and lines[-1][0].casefold().startswith("total")
    body = lines[:-1] if has_total else lines
    labels = tuple(line[0] for line in body)
    if len({label.casefold() for label in labels}) < len(labels) or not all(labels):
        raise Unreadable("Each row needs a label that no other row has.")
    percents = [place for place in range(1, len(heading)) if any(line[place].endswith("%") for line in body)]
    places = [place for place in range(1, len(heading)) if place not in percents]
    if not places:
        raise Unreadable("The table needs a column of counts.")
    counts = [{place: _count(line[place], line[0]) for place in places} for line in body]
    total = _total_column(heading, places, counts)
    columns = {place: Column(heading[place]) for place in places}
    if total:
        columns[total] = Column(heading[total], ColumnKind.TOTAL)
    for place in percents:
        if len(places) < 2:
            raise Unreadable(
                f"“{heading[place]}” is a percentage: the table needs both the part and the whole it is of."
            )
        part, whole = _part_and_whole(places, counts, [_printed(line[place]) for line in body], place)
        columns[place] = Column(heading[place], ColumnKind.PERCENT, part=part - 1, whole=whole - 1)
    table = Table(
        label_heading=heading[0],
        columns=tuple(columns[place] for place in sorted(columns)),
        labels=labels,
        counts=tuple(tuple(line[place] for place in places if place != total) for line in counts),
        has_total=has_total,
        marks={label: words for label, words in (marks or {}).items() if label in labels},
    )
    return Pasted(table, tuple(_differences(table, lines)))


def as_text(table: Table) -> str:
    """Return the table as text that `pasted` reads back, for editing in a form."""
    values, out = numbers(table), io.StringIO()

    def cell(row: int, place: int, column: Column) -> str:
        if column.kind is ColumnKind.PERCENT:
            return as_percentage(share(values[row, column.part], values[row, column.whole]))
        return str(values[row, place])

    headings = [table.label_heading, *(column.heading for column in table.columns)]
    # `_cells` would take a semicolon in a heading for the delimiter. No cell holds a tab.
    writer = csv.writer(out, delimiter="\t" if ";" in "".join(headings) else ",", lineterminator="\n")
    writer.writerow(headings)
    for row in table.rows:
        writer.writerow([table.label(row), *(cell(row, *placed) for placed in enumerate(table.columns))])
    return out.getvalue()


def _cells(text: str) -> list[list[str]]:
    if len(text) > MOST_LETTERS:
        raise Unreadable(f"The table has more than {MOST_LETTERS} letters: split it.")
    first = text.strip().partition("\n")[0]
    parted = "\t" if "\t" in first else ";" if first.count(";") > first.count(",") else ","
    try:
        rows = list(csv.reader(io.StringIO(text.strip(), newline=""), delimiter=parted, strict=True))
    except csv.Error as error:
        raise Unreadable("A quotation mark is not closed. Remove it, or close it.") from error
    lines = [[" ".join(cell.split()) for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if len(lines) < 2 or len(lines[0]) < 2:
        raise Unreadable("Paste the headings and at least one row, each with a label and a number.")
    if len(lines) > MOST_ROWS + 2 or len(lines[0]) > MOST_COLUMNS:
        raise Unreadable(f"A table has at most {MOST_ROWS} rows and {MOST_COLUMNS} columns: split it.")
    for number, line in enumerate(lines[1:], 1):
        if len(line) != len(lines[0]):
            raise Unreadable(f"Row {number} has {len(line)} cells, the headings have {len(lines[0])}.")
    if any(len(cell) > LONGEST for line in lines for cell in line):
        raise Unreadable(f"A cell has at most {LONGEST} letters.")
    return lines


def _count(cell: str, label: str) -> int:
    digits = cell.replace(",", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS):
        raise Unreadable(f"“{cell}” in the row “{label}” is not a number. Enter a whole number.")
    return int(digits)


def _printed(cell: str) -> Printed | None:
    digits = cell.removesuffix("%").strip()
    whole, _, part = digits.partition(".")
    if not ((whole + part).isascii() and (whole + part).isdigit() and len(whole + part) <= MOST_DIGITS):
        return None
    return Printed(Fraction(digits), len(part))


def _total_column(heading: Sequence[str], places: list[int], counts: list[dict[int, int]]) -> int:
    """Return the index of the column that is headed "total" and sums the other counts of each row; 0 for none."""
    for place in places if len(places) > 2 else ():
        if heading[place].casefold().startswith("total") and all(
            2 * line[place] == sum(line.values()) for line in counts
        ):
            return place
    return 0


def _part_and_whole(
    places: list[int], counts: list[dict[int, int]], printed: Sequence[Printed | None], place: int
) -> tuple[int, int]:
    """
    Return the indexes of the two columns, part and whole, from which a percentage column was most likely computed.

    The chosen pair fits the most rows. Among equal pairs, the part is nearest to the percentage column.
    """

    def fits(pair: tuple[int, int]) -> tuple[int, int, int]:
        part, whole = pair
        rows = zip(counts, printed, strict=True)
        right = sum(percent is not None and percent.is_of(line[part], line[whole]) for line, percent in rows)
        return right, -abs(place - part), -whole

    return max(permutations(places, 2), key=fits)


def _differences(table: Table, printed: list[list[str]]) -> list[str]:
    values, sentences = numbers(table), []
    for row, line in enumerate(printed):
        for place, column in enumerate(table.columns):
            cell, label = line[place + 1], table.label(row)
            if column.kind is ColumnKind.PERCENT:
                part, whole, percent = values[row, column.part], values[row, column.whole], _printed(cell)
                if percent and not percent.is_of(part, whole):
                    ours = as_percentage(share(part, whole))
                    sentences.append(f"The source printed {percent} for {label}: {part} of {whole} is {ours}.")
            elif row == table.total_row and _count(cell, label) != values[row, place]:
                sentences.append(
                    f"The source printed a total of {cell} for “{column.heading}”: it is {values[row, place]}."
                )
    return sentences

"""
A table of figures as data: labels, counts, percentages of two other columns, totals; and how it is read out of pasted
text. Without Django.

Percentages and totals are not taken over but computed; where the source printed others, it is said.
"""

import csv
import io
from collections.abc import Mapping, Sequence
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


MOST_LETTERS, MOST_ROWS, MOST_COLUMNS, MOST_DIGITS, LONGEST = 20_000, 60, 9, 9, 100


class Unreadable(Exception):
    """Why the text is no table of figures, in a sentence."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """The table, and what the source printed otherwise, a sentence each."""

    table: Table
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A percentage as it was printed: its number and how many places it has after the point."""

    value: Fraction
    places: int

    def is_of(self, part: int, whole: int) -> bool:
        """Return whether `part` of `whole`, rounded as printed, is this percentage; True where there is no share."""
        exact = share(part, whole)
        return exact is None or rounded(exact, self.places) == self.value

    def __str__(self) -> str:
        return f"{float(self.value):.{self.places}f}%"


def pasted(text: str, marks: Mapping[str, str] | None = None) -> Pasted:
    """Read a table from text: first line headings, cells split by tabs, semicolons or commas."""
    heading, *lines = _cells(text)
    labels = [line[0] for line in lines]
    has_total = len(lines) > 1 and labels[-1].casefold().startswith("total")
    body = lines[:-1] if has_total else lines
    labels = labels[: len(body)]
    if len({label.casefold() for label in labels}) < len(labels) or not all(labels):
        raise Unreadable("Each row needs a label that no other row has.")
    kinds = [_is_percentage([line[place] for line in body]) for place in range(1, len(heading))]
    counts = [[_count(line[place], line[0]) for place in _of(kinds, is_percent=False)] for line in body]
    if not counts[0]:
        raise Unreadable("The table needs a column of counts.")
    printed = lines if has_total else body
    columns = _columns(heading[1:], kinds, counts, printed)
    table = _table(heading[0], columns, labels, counts, has_total=has_total, marks=marks or {})
    return Pasted(table, tuple(_differences(table, printed)))


def as_text(table: Table) -> str:
    """Return the table as text that `pasted` reads back, for editing in a form."""
    values, out = numbers(table), io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([table.label_heading, *(column.heading for column in table.columns)])
    for row in table.rows:
        cells: list[str] = []
        for place, column in enumerate(table.columns):
            if column.kind is ColumnKind.PERCENT:
                cells.append(as_percentage(share(values[row, column.part], values[row, column.whole])))
            else:
                cells.append(str(values[row, place]))
        writer.writerow([table.label(row), *cells])
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


def _is_percentage(cells: Sequence[str]) -> bool:
    return any(cell.endswith("%") for cell in cells)


def _of(kinds: Sequence[bool], *, is_percent: bool) -> list[int]:
    """Return the column places, after the label, of percentages, or of other columns."""
    return [place for place, percent in enumerate(kinds, 1) if percent is is_percent]


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


def _columns(
    headings: Sequence[str], kinds: Sequence[bool], counts: list[list[int]], printed: list[list[str]]
) -> list[Column]:
    places = [place - 1 for place in _of(kinds, is_percent=False)]
    total = _total_column(headings, places, counts)
    columns = []
    for place, heading in enumerate(headings):
        if not kinds[place]:
            kind = ColumnKind.TOTAL if place == total else ColumnKind.COUNT
            columns.append(Column(heading, kind))
            continue
        if len(places) < 2:
            raise Unreadable(f"“{heading}” is a percentage: the table needs both the part and the whole it is of.")
        part, whole = _part_and_whole(places, counts, [_printed(line[place + 1]) for line in printed], place)
        columns.append(Column(heading, ColumnKind.PERCENT, part=part, whole=whole))
    return columns


def _total_column(headings: Sequence[str], places: list[int], counts: list[list[int]]) -> int:
    """Return the column that is called the total and sums all other counts of its row; -1 for none."""
    for at, place in enumerate(places):
        others = [[line[other] for other in range(len(places)) if other != at] for line in counts]
        is_sum = len(places) > 2 and all(line[at] == sum(rest) for line, rest in zip(counts, others, strict=True))
        if is_sum and headings[place].casefold().startswith("total"):
            return place
    return -1


def _part_and_whole(
    places: list[int], counts: list[list[int]], printed: Sequence[Printed | None], place: int
) -> tuple[int, int]:
    """Return the two columns that a percentage is most likely of: those that fit best, the nearest before it."""

    def fits(part: int, whole: int) -> tuple[int, int, int]:
        right = sum(
            1
            for line, percent in zip(counts, printed, strict=False)
            if percent and percent.is_of(line[part], line[whole])
        )
        return right, -abs(place - places[part]), -places[whole]

    pairs = [(part, whole) for part in range(len(places)) for whole in range(len(places)) if part != whole]
    part, whole = max(pairs, key=lambda pair: fits(*pair))
    return places[part], places[whole]


def _table(
    label_heading: str, columns: list[Column], labels: list[str], counts: list[list[int]], *, has_total: bool,
    marks: Mapping[str, str],
) -> Table:  # fmt: skip
    kinds = [column.kind for column in columns if column.kind is not ColumnKind.PERCENT]
    lines = tuple(
        tuple(number for number, kind in zip(line, kinds, strict=True) if kind is ColumnKind.COUNT) for line in counts
    )
    used_marks = {label: words for label, words in marks.items() if label in labels}
    return Table(label_heading, tuple(columns), tuple(labels), lines, has_total=has_total, marks=used_marks)


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

"""The chart of a table of figures, drawn from what is shown of it: what is hidden there has no bar here."""

from dataclasses import dataclass
from textwrap import shorten

from reviews.figures.shown import HIDDEN, Shown
from reviews.figures.table import ColumnKind, Table

WIDE, LINE, TOP, MARK, LONGEST = 520, 50, 6, 30, 44  # units of the drawing; LONGEST is letters


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the chart; `width` is None where its number is not shown."""

    label: str
    y: int
    width: float | None
    words: str

    @property
    def words_x(self) -> float:
        """Left edge of the bar's words."""
        return (self.width or 0) + 8


@dataclass(frozen=True, slots=True)
class Line:
    """Where a definition changed: a line across the chart, with its words below it."""

    y: int
    words: str

    @property
    def words_y(self) -> int:
        """Baseline of the line's words."""
        return self.y + 20


@dataclass(frozen=True, slots=True)
class Chart:
    """One column of a table as bars, without its total; the height grows with the rows."""

    heading: str
    bars: list[Bar]
    lines: list[Line]
    height: int
    description: str


def draw(table: Table, figures: Shown) -> Chart | None:
    """Draw the column that percentages are of, else the first count; None for fewer than two rows to compare."""
    place = charted_column(table)
    rows = [row for row in figures.rows if not row.is_total]
    if len(rows) < 2:
        return None
    most = max((row.cells[place].number or 0 for row in rows), default=0) or 1
    bars, lines, y = [], [], TOP
    for row in rows:
        if row.mark:
            lines.append(Line(y, shorten(row.mark, LONGEST + 4, placeholder=" …")))
            y += MARK
        cell = row.cells[place]
        width = None if cell.number is None else round(WIDE * cell.number / most, 1)
        bars.append(Bar(shorten(row.label, LONGEST, placeholder=" …"), y, width, _words(cell.text)))
        y += LINE
    description = "; ".join(
        f"{f'definition changed: {row.mark}; ' if row.mark else ''}{row.label} {_words(row.cells[place].text)}"
        for row in rows
    )
    return Chart(table.columns[place].heading, bars, lines, y + TOP, description)


def charted_column(table: Table) -> int:
    """Return the number of the column that is drawn."""
    parts = [column.part for column in table.columns if column.kind is ColumnKind.PERCENT]
    return parts[0] if parts else table.places(ColumnKind.COUNT)[0]


def _words(text: str) -> str:
    return "not shown" if text == HIDDEN else text

"""
Tables of figures with their charts, as the public, the panel or the desk reads them, on a page or in print.

Table and chart are made from the same cells, so a number that is hidden in the table has no bar in the chart.
"""

from dataclasses import dataclass
from textwrap import shorten

from django.template.loader import render_to_string

from reviews.findings.figure_suppression import Why, suppressed
from reviews.findings.figure_table import Column, ColumnKind, Table, as_percentage, numbers, share
from reviews.models import FigureTable
from reviews.prints.content import Figure, Node, paragraph, table

HIDDEN = "*"
LEGEND = "Not shown: a number from 1 to 4, or one that would reveal it."
WHY_WORDS = {
    Why.SMALL: "hidden: from 1 to 4",
    Why.SECOND: "hidden: would reveal another number",
    Why.PERCENTAGE: "hidden: a percentage of a hidden number",
}


@dataclass(frozen=True, slots=True)
class ShownCell:
    """
    Content of a cell.

    `number`: None for a percentage, and for a number that the reader does not see.
    `is_hidden`: the number is hidden from the public; always False in the panel's table.
    `why`: the reason, for the desk; "" for other readers.
    """

    text: str
    number: int | None = None
    is_hidden: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row with its label and cells. `mark` says how a definition changed before the row; "" for no change."""

    label: str
    cells: tuple[ShownCell, ...]
    mark: str = ""
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A table with title, source and notes. `legend` explains the asterisk; "" for a table without an asterisk."""

    number: int
    title: str
    source: str
    note: str
    headings: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    legend: str = ""


def _shown(figures: FigureTable, *, hide: bool, reasons: bool = False) -> Shown:
    """
    Return the table as the public (`hide`) or the panel reads it.

    `reasons` is for the desk: show every number, with the reason where the number is hidden from the public.
    """
    table = table_of(figures)
    why, values = suppressed(table) if hide or reasons else {}, numbers(table)

    def cell(row: int, place: int) -> ShownCell:
        column, reason = table.columns[place], why.get((row, place))
        if reason and not reasons:
            return ShownCell(HIDDEN, is_hidden=True)
        words, number = WHY_WORDS[reason] if reason else "", values.get((row, place))
        if number is None:  # a percentage
            text = as_percentage(share(values[row, column.part], values[row, column.whole]))
        else:
            text = f"{number:,}"
        return ShownCell(text, number, is_hidden=reason is not None, why=words)

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
    legend = LEGEND if why and not reasons else ""
    return Shown(figures.number, figures.title, figures.source, figures.note, headings, rows, legend)


WIDE, LINE, TOP, MARK, LONGEST = 520, 50, 6, 30, 44  # in units of the drawing; LONGEST in letters


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the chart. `width` is None where its number is not shown."""

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
    """Change of a definition: a line across the chart, with its words below it."""

    y: int
    words: str

    @property
    def words_y(self) -> int:
        """Baseline of the line's words."""
        return self.y + 20


@dataclass(frozen=True, slots=True)
class Chart:
    """One column of a table as bars, without its total. The height grows with the rows."""

    heading: str
    bars: list[Bar]
    lines: list[Line]
    height: int
    description: str


def draw(table: Table, figures: Shown) -> Chart | None:
    """Return the chart of one column (`charted_column`); None for fewer than two rows."""
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
        bars.append(Bar(shorten(row.label, LONGEST, placeholder=" …"), y, width, _in_words(cell.text)))
        y += LINE
    description = "; ".join(
        f"{f'definition changed: {row.mark}; ' if row.mark else ''}{row.label} {_in_words(row.cells[place].text)}"
        for row in rows
    )
    return Chart(table.columns[place].heading, bars, lines, y + TOP, description)


def charted_column(table: Table) -> int:
    """Return the index of the column to draw: the part of the first percentage, else the first count."""
    parts = [column.part for column in table.columns if column.kind is ColumnKind.PERCENT]
    return parts[0] if parts else table.places(ColumnKind.COUNT)[0]


def _in_words(text: str) -> str:
    return "not shown" if text == HIDDEN else text


def table_of(figures: FigureTable) -> Table:
    """Return stored figures as a Table."""
    content = figures.content
    return Table(
        label_heading=content["label_heading"],
        columns=tuple(Column(**{**column, "kind": ColumnKind(column["kind"])}) for column in content["columns"]),
        labels=tuple(content["labels"]),
        counts=tuple(tuple(line) for line in content["counts"]),
        has_total=content["has_total"],
        marks=content["marks"],
    )


def for_public(figures: FigureTable) -> Shown:
    """Return the table as the public reads it: suppressed, unless an officer gave a reason to show every number."""
    return _shown(figures, hide=figures.is_suppressed)


def facts_for_public(figures: FigureTable) -> list[tuple[str, str]]:
    """Return the public's view of the figures as (label, words), with one line for each row of the table."""
    shown = for_public(figures)
    lines = [shown.headings, *((row.label, *(cell.text for cell in row.cells)) for row in shown.rows)]
    rows = [("Title", figures.title), ("Source", figures.source), ("Note", figures.note)]
    return [*(row for row in rows if row[1]), ("Figures", "\n".join("; ".join(line) for line in lines))]


def for_panel(figures: FigureTable) -> Shown:
    """Return every number of the table, for the panel."""
    return _shown(figures, hide=False)


def for_desk(figures: FigureTable) -> Shown:
    """Return every number, with the reason where the number is hidden from the public."""
    return _shown(figures, hide=False, reasons=figures.is_suppressed)


def chart_for_public(figures: FigureTable) -> Chart | None:
    """Return the chart of the public's numbers."""
    return draw(table_of(figures), for_public(figures))


def chart_for_panel(figures: FigureTable) -> Chart | None:
    """Return the chart of all numbers."""
    return draw(table_of(figures), for_panel(figures))


def nodes_of(figures: FigureTable) -> list[Node]:
    """Return table, notes and chart as the public reads them."""
    shown = for_public(figures)
    caption = f"Table {shown.number}: {shown.title}"
    made: list[Node] = [table(caption, shown.headings, _lines(shown), numeric=range(1, len(shown.headings)))]
    made += [paragraph(words) for words in notes_of(shown)]
    if chart := draw(table_of(figures), shown):
        svg = render_to_string("public/reviews/figures.html#chart", {"chart": chart, "told": shown})
        made.append(
            Figure(alt=f"{chart.heading}: {chart.description}.", caption=f"Chart of table {shown.number}", svg=svg)
        )
    return made


def notes_of(shown: Shown) -> list[str]:
    """Return the lines below a table: the meaning of an asterisk, its note, its source."""
    legend = [f"* {shown.legend}"] if shown.legend else []
    return [*legend, *([shown.note] if shown.note else []), *([f"Source: {shown.source}"] if shown.source else [])]


def _lines(shown: Shown) -> list[list[str]]:
    lines = []
    for row in shown.rows:
        if row.mark:
            lines.append([f"Definition changed: {row.mark}", *("" for _ in row.cells)])
        lines.append([row.label, *(cell.text for cell in row.cells)])
    return lines

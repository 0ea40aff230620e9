"""Tables of figures as they are kept, shown to whom, and printed."""

from dataclasses import asdict
from typing import Any

from django.template.loader import render_to_string

from reviews.figures.chart import Chart, draw
from reviews.figures.shown import Shown, shown
from reviews.figures.table import Column, ColumnKind, Table
from reviews.models import FigureTable
from reviews.prints.content import Figure, Node, paragraph, table


def content_of(table: Table) -> dict[str, Any]:
    """Return a table as plain JSON."""
    return {
        "label_heading": table.label_heading,
        "columns": [asdict(column) for column in table.columns],
        "labels": list(table.labels),
        "counts": [list(line) for line in table.counts],
        "has_total": table.has_total,
        "marks": dict(table.marks),
    }


def table_of(figures: FigureTable) -> Table:
    """Return the table of stored figures."""
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
    """Return the table as the public reads it: suppressed, unless an officer has said why not."""
    return _shown(figures, hide=figures.is_suppressed)


def facts_for_public(figures: FigureTable) -> list[tuple[str, str]]:
    """Return the public's view of the figures as label and words, a row of the table in a line."""
    told = for_public(figures)
    lines = [told.headings, *((row.label, *(cell.text for cell in row.cells)) for row in told.rows)]
    rows = [("Title", figures.title), ("Source", figures.source), ("Note", figures.note)]
    return [*(row for row in rows if row[1]), ("Figures", "\n".join("; ".join(line) for line in lines))]


def for_panel(figures: FigureTable) -> Shown:
    """Return every number of the table, for the panel."""
    return _shown(figures, hide=False)


def for_desk(figures: FigureTable) -> Shown:
    """Return every number, with those hidden from the public and why."""
    return _shown(figures, hide=False, reasons=figures.is_suppressed)


def _shown(kept: FigureTable, *, hide: bool, reasons: bool = False) -> Shown:
    about: dict[str, Any] = {
        "number": kept.number, "title": kept.title, "source": kept.source, "note": kept.note, "reasons": reasons,
    }  # fmt: skip
    return shown(table_of(kept), hide=hide, **about)


def chart_for_public(figures: FigureTable) -> Chart | None:
    """Return the chart of the public's numbers."""
    return draw(table_of(figures), for_public(figures))


def chart_for_panel(figures: FigureTable) -> Chart | None:
    """Return the chart of all numbers."""
    return draw(table_of(figures), for_panel(figures))


def nodes_of(figures: FigureTable, *, public: bool) -> list[Node]:
    """Return table, notes and chart: suppressed for the `public` edition, whole for the panel's."""
    told = for_public(figures) if public else for_panel(figures)
    caption = f"Table {told.number}: {told.title}"
    made: list[Node] = [table(caption, told.headings, _lines(told), numeric=range(1, len(told.headings)))]
    made += [paragraph(words) for words in notes_of(told)]
    if chart := draw(table_of(figures), told):
        svg = render_to_string("reviews/_figure_chart.html", {"chart": chart, "told": told})
        made.append(
            Figure(alt=f"{chart.heading}: {chart.description}.", caption=f"Chart of table {told.number}", svg=svg)
        )
    return made


def notes_of(told: Shown) -> list[str]:
    """Return the lines below a table: the meaning of an asterisk, its note, its source."""
    legend = [f"* {told.legend}"] if told.legend else []
    return [*legend, *([told.note] if told.note else []), *([f"Source: {told.source}"] if told.source else [])]


def _lines(told: Shown) -> list[list[str]]:
    lines = []
    for row in told.rows:
        if row.mark:
            lines.append([f"Definition changed: {row.mark}", *("" for _ in row.cells)])
        lines.append([row.label, *(cell.text for cell in row.cells)])
    return lines

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
    """A table as plain JSON."""
    return {
        "label_heading": table.label_heading,
        "columns": [asdict(one) for one in table.columns],
        "labels": list(table.labels),
        "counts": [list(line) for line in table.counts],
        "has_total": table.has_total,
        "marks": dict(table.marks),
    }


def table_of(kept: FigureTable) -> Table:
    """The table that is kept."""
    content = kept.content
    return Table(
        label_heading=content["label_heading"],
        columns=tuple(Column(**{**one, "kind": ColumnKind(one["kind"])}) for one in content["columns"]),
        labels=tuple(content["labels"]),
        counts=tuple(tuple(line) for line in content["counts"]),
        has_total=content["has_total"],
        marks=content["marks"],
    )


def for_public(kept: FigureTable) -> Shown:
    """What anybody reads of it: suppressed, unless an officer has said why not."""
    return _shown(kept, hide=kept.is_suppressed)


def facts_for_public(kept: FigureTable) -> list[tuple[str, str]]:
    """Return what anybody reads of it, label and words, a row of the table in a line."""
    told = for_public(kept)
    lines = [told.headings, *((row.label, *(cell.text for cell in row.cells)) for row in told.rows)]
    rows = [("Title", kept.title), ("Source", kept.source), ("Note", kept.note)]
    return [*(row for row in rows if row[1]), ("Figures", "\n".join("; ".join(line) for line in lines))]


def for_panel(kept: FigureTable) -> Shown:
    """Every number of it, for the panel."""
    return _shown(kept, hide=False)


def for_desk(kept: FigureTable) -> Shown:
    """Every number, and which of them are hidden from everybody and why."""
    return _shown(kept, hide=False, reasons=kept.is_suppressed)


def _shown(kept: FigureTable, *, hide: bool, reasons: bool = False) -> Shown:
    about: dict[str, Any] = {
        "number": kept.number, "title": kept.title, "source": kept.source, "note": kept.note, "reasons": reasons,
    }  # fmt: skip
    return shown(table_of(kept), hide=hide, **about)


def chart_for_public(kept: FigureTable) -> Chart | None:
    """The chart of what anybody reads of it."""
    return draw(table_of(kept), for_public(kept))


def chart_for_panel(kept: FigureTable) -> Chart | None:
    """The chart of all of it."""
    return draw(table_of(kept), for_panel(kept))


def nodes_of(kept: FigureTable, *, public: bool) -> list[Node]:
    """Table, notes and chart: suppressed for the `public` edition, whole for the panel's."""
    told = for_public(kept) if public else for_panel(kept)
    caption = f"Table {told.number}: {told.title}"
    made: list[Node] = [table(caption, told.headings, _lines(told), numeric=range(1, len(told.headings)))]
    made += [paragraph(words) for words in notes_of(told)]
    if chart := draw(table_of(kept), told):
        svg = render_to_string("reviews/_figure_chart.html", {"chart": chart, "told": told})
        made.append(
            Figure(alt=f"{chart.heading}: {chart.description}.", caption=f"Chart of table {told.number}", svg=svg)
        )
    return made


def notes_of(told: Shown) -> list[str]:
    """What is said below a table: what an asterisk is, its note, whose figures they are."""
    legend = [f"* {told.legend}"] if told.legend else []
    return [*legend, *([told.note] if told.note else []), *([f"Source: {told.source}"] if told.source else [])]


def _lines(told: Shown) -> list[list[str]]:
    lines = []
    for row in told.rows:
        if row.mark:
            lines.append([f"Definition changed: {row.mark}", *("" for _ in row.cells)])
        lines.append([row.label, *(cell.text for cell in row.cells)])
    return lines

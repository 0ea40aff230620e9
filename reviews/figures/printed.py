"""A table of figures and its chart as they stand in a printed document of the review."""

from django.template.loader import render_to_string

from reviews.figures.chart import draw
from reviews.figures.kept import for_panel, for_public, table_of
from reviews.figures.shown import Shown
from reviews.models import FigureTable
from reviews.prints.content import Figure, Node, paragraph, table


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

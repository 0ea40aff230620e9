"""Tables of figures as they are kept, and as they are shown to whom."""

from dataclasses import asdict
from typing import Any

from reviews.figures.chart import Chart, draw
from reviews.figures.shown import Shown, shown
from reviews.figures.table import Column, ColumnKind, Table
from reviews.models import FigureTable


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

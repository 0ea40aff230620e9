"""What storeys above have in the table of working groups: no storey imports one above it, so those register here."""

import datetime as dt
from collections.abc import Callable

from workprogramme.document.rows import Row
from workprogramme.models import Programme

# Given a programme, its rows of working groups so far and the day, it answers with the rows as they are to stand.
Above = Callable[[Programme, list[Row], dt.date], list[Row]]
ABOVE: list[Above] = []


def add(rows_of: Above) -> None:
    """Have `rows_of` asked for the table of working groups of every programme."""
    if rows_of not in ABOVE:
        ABOVE.append(rows_of)


def working(programme: Programme, rows: list[Row], on: dt.date) -> list[Row]:
    """The rows of working groups with what storeys above have there, by day; without one, last."""
    for rows_of in ABOVE:
        rows = rows_of(programme, rows, on)
    return sorted(rows, key=lambda row: row["date"] or "9") if ABOVE else rows

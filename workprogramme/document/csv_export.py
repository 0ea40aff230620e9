"""The programme as a table for spreadsheets, in the source's four columns, so that it can be read in again."""

import csv
import io
from typing import Any

from committee.files.spreadsheets import cell
from workprogramme.document.changes import marks
from workprogramme.document.document import Document
from workprogramme.document.programme_pdf import TABLES, details
from workprogramme.document.rows import Row

COLUMNS = ("Table", "Date of meeting", "Item", "Details", "Action/Outcome", "State", "Changed")


def data(document: Document) -> bytes:
    """UTF-8 with a mark that spreadsheets need; no cell is read as a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    marked = marks(document)
    for group in document["meetings"]:
        for row in group["rows"]:
            writer.writerow(map(cell, _line("Programme by meeting", _when(group), row, marked)))
    for name, title in TABLES:
        for row in document[name]:
            writer.writerow(map(cell, _line(title, row["day"], row, marked)))
    return out.getvalue().encode("utf-8-sig")


def _when(group: dict[str, Any]) -> str:
    note = f"({group['note']})" if group["note"] else ""
    return " ".join(part for part in (group["day"], group["time"], note) if part)


def _line(table: str, when: str, row: Row, marked: dict[str, str]) -> list[str]:
    item = "\n".join([row["title"], *row["who"]])
    return [table, when, item, details(row), row["outcome"], row["state"], marked.get(row["key"], "")]

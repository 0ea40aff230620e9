"""
The programme as a CSV table for spreadsheets.

The table can be imported again: the import reads all columns except “State” and “Changed”.
"""

from typing import Any

from committee.files.spreadsheets import table
from workprogramme.document.changes import marks
from workprogramme.document.document import Document
from workprogramme.document.programme_pdf import TABLES, details
from workprogramme.document.rows import Row

COLUMNS = ("Table", "Date of meeting", "Item", "Details", "Action/Outcome", "State", "Changed")


def data(document: Document) -> bytes:
    """Return the CSV file as UTF-8 with the byte-order mark that spreadsheets need. No cell begins like a formula."""
    marked = marks(document)
    lines = [
        _line("Programme by meeting", _when(group), row, marked)
        for group in document["meetings"]
        for row in group["rows"]
    ]
    lines += [_line(title, row["day"], row, marked) for name, title in TABLES for row in document[name]]
    return table(COLUMNS, lines).encode()


def _when(group: dict[str, Any]) -> str:
    note = f"({group['note']})" if group["note"] else ""
    return " ".join(part for part in (group["day"], group["time"], note) if part)


def _line(name: str, when: str, row: Row, marked: dict[str, str]) -> list[str]:
    item = "\n".join([row["title"], *row["who"]])
    return [name, when, item, details(row), row["outcome"], row["state"], marked.get(row["key"], "")]

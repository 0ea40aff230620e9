"""Read the paragraphs and tables of a Word document in a child process with little memory and little time."""

import io
import zipfile
from typing import Any

from committee.acts.refusal import Refused
from committee.wording.unprintable import composed
from meetings.packs.intake import sandbox, wall
from workprogramme.importing.reading import Record

SECONDS = 20
MEMORY = 768 * sandbox.MEGABYTE
MOST_UNPACKED = 60 * sandbox.MEGABYTE
MOST_LINES, MOST_COLUMNS = 5000, 40
TOO_LONG = "The document has too many lines for a work programme: import only the programme."
UNREADABLE = "The file cannot be read as a Word document: open it in Word and save it again as .docx."


def read(data: bytes) -> list[Record]:
    """
    Return the document's paragraphs and table rows in order, with composed letters and accents.

    Raises Refused where the document cannot be read. SECURITY: an uploaded file is opened only in the sandbox.
    """
    if wall.kind() == wall.NONE:
        raise Refused(wall.NOTHING)
    try:
        answer, _ = sandbox.run(f"{__name__}.records", data, seconds=SECONDS, memory=MEMORY)
    except (TimeoutError, MemoryError, sandbox.Crashed) as error:
        raise Refused(UNREADABLE) from error
    return [Record(where, [composed(cell) for cell in cells], heading) for where, cells, heading in answer["records"]]


def records(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Return {"records": [[where, cells, is a paragraph], ...]} of a document, and no bytes. Runs in the sandbox."""
    import docx  # only the child process loads this library
    from docx.table import Table

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise Refused("The document is too large when unpacked: remove the pictures from it.")
        document = docx.Document(io.BytesIO(data))
    except Refused:
        raise
    except Exception as error:  # a damaged file may make the library raise any error
        raise Refused(UNREADABLE) from error
    lines: list[list[Any]] = []
    tables = 0
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            tables += 1
            lines += _rows(block, tables)
        elif text := " ".join(block.text.split()):
            lines.append(["", [text], True])
        if len(lines) > MOST_LINES:
            raise Refused(TOO_LONG)
    return {"records": lines}, b""


def _rows(table: Any, number: int) -> list[list[Any]]:
    rows = []
    above: list[Any] = []
    for place, row in enumerate(table.rows, 1):
        if place > MOST_LINES:
            raise Refused(TOO_LONG)
        cells = list(row.cells)[:MOST_COLUMNS]
        parts = [cell._tc for cell in cells]
        # The library repeats a cell merged over rows in each row, and a cell merged over columns in each column.
        words = [
            "" if parts[column] in parts[:column] or parts[column] in above else _words(cell)
            for column, cell in enumerate(cells)
        ]
        rows.append([f"Table {number}, row {place}", words, False])
        above = parts
    return rows


def _words(cell: Any) -> str:
    lines = []
    for paragraph in cell.paragraphs:
        text = " ".join(paragraph.text.split())
        numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
        listed = numbered or (paragraph.style is not None and str(paragraph.style.name).startswith("List"))
        if text:
            lines.append(f"- {text.lstrip('•- ')}" if listed else text)
    return "\n".join(lines)

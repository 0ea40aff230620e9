"""Tables as CSV files, to be opened in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain

from django.http import HttpResponse, StreamingHttpResponse

CSV = "text/csv; charset=utf-8"
_COMPUTED = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> str:
    """
    Return a value as the text of a cell in a CSV file; "" for None.

    SECURITY: a spreadsheet computes a text that begins like a formula, so such a text gets an apostrophe before it.
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_COMPUTED) else text


def table_lines(header: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """
    Yield the lines of a CSV file as soon as each row is there, each value as a `cell`.

    The byte order mark at the beginning says that the text is UTF-8.
    """
    out = io.StringIO("\N{ZERO WIDTH NO-BREAK SPACE}")
    out.seek(1)
    writer = csv.writer(out)
    for row in chain([header], (map(cell, row) for row in rows)):
        writer.writerow(row)
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return the `table_lines` of a CSV file as one text."""
    return "".join(table_lines(header, rows))


def send_table(text: str, name: str) -> HttpResponse:
    """Return a response with the CSV `text` as a file called `name`."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=CSV, headers=disposition)


def stream_lines(made: Iterable[str], name: str, content_type: str = CSV) -> StreamingHttpResponse:
    """Return a response that sends each line of a file called `name` as soon as the line is made."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingHttpResponse((line.encode() for line in made), content_type=content_type, headers=headers)

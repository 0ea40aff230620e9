"""Tables as CSV files, to be opened in a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse

_COMPUTED = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> str:
    """
    Return a value as the text of a cell in a CSV file; "" for None.

    SECURITY: a spreadsheet computes a text that begins like a formula, so such a text gets an apostrophe before it.
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_COMPUTED) else text


def table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return rows as CSV, each value as a `cell`. The byte order mark at the beginning says that the text is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows(map(cell, row) for row in rows)
    return f"\N{ZERO WIDTH NO-BREAK SPACE}{out.getvalue()}"


def send_table(text: str, name: str) -> HttpResponse:
    """Return a response with the CSV `text` as a file called `name`."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=disposition)

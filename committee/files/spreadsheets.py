"""Tables that somebody opens in a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse

_COMPUTED = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> str:
    """
    Return a value as a cell of a CSV file holds it; nothing for None.

    SECURITY: a spreadsheet computes a value that begins like a formula, so such a value gets an apostrophe before it.
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_COMPUTED) else text


def table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return rows as CSV, each value as a `cell`, after a byte order mark, which marks the text as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows(map(cell, row) for row in rows)
    return f"\N{ZERO WIDTH NO-BREAK SPACE}{out.getvalue()}"


def send_table(text: str, name: str) -> HttpResponse:
    """Answer with a CSV file of that name."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=disposition)

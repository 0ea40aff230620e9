"""What a link to a file of the programme says of it: pages and size."""

import datetime as dt
import io

import pikepdf

from committee.models import Council
from committee.printing import PrintingError
from workprogramme.printed import csv_export, document, ics_export, on_paper
from workprogramme.printed.document import Document

# By the digest of a document. What is kept is small, and forgotten altogether once there is much of it.
_KNOWN: dict[str, dict[str, int]] = {}
MOST_KNOWN = 2000
ANY_DAY = dt.datetime(2022, 4, 21, tzinfo=dt.UTC)  # a calendar is as long whenever it is made


def of_pdf(words: Document, council: Council | None = None) -> dict[str, int]:
    """
    `pages` and `size` of its PDF, which is made and kept where nobody has asked for it since it changed.

    Nothing where it cannot be printed just now: the link stands all the same. Worked out once a process.
    """
    key = document.digest(words)
    if key not in _KNOWN:
        try:
            data = on_paper.pdf(words, council)
        except PrintingError:
            return {}
        with pikepdf.open(io.BytesIO(data)) as opened:
            _keep(key, {"pages": len(opened.pages), "size": len(data)})
    return _KNOWN[key]


def of_files(words: Document, council: Council, *, site: str) -> dict[str, int]:
    """The same with `csv_size` and `ics_size`; `site` is the portal's address, which the calendar names."""
    key = f"{document.digest(words)} {site}"
    if key not in _KNOWN:
        calendar = ics_export.data(words, site=site, stamp=ANY_DAY)
        _keep(key, {"csv_size": len(csv_export.data(words)), "ics_size": len(calendar)})
    return _KNOWN[key] | of_pdf(words, council)


def _keep(key: str, facts: dict[str, int]) -> None:
    if len(_KNOWN) >= MOST_KNOWN:
        _KNOWN.clear()
    _KNOWN[key] = facts

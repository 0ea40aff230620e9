"""Facts for links to the programme's files: pages and size."""

import datetime as dt
import io

import pikepdf

from committee.models import Council
from committee.printing import PrintingError
from workprogramme.document import csv_export, document, ics_export, programme_pdf
from workprogramme.document.document import Document
from workprogramme.models import Programme
from workprogramme.programmes import printing

# Cache of facts by the digest of a document. All entries are dropped once there are MOST_KNOWN.
_KNOWN: dict[str, dict[str, int]] = {}
MOST_KNOWN = 2000
ANY_DAY = dt.datetime(2022, 4, 21, tzinfo=dt.UTC)  # time stamp that does not change the size of a calendar file


def of_pdf(words: Document, council: Council | None = None) -> dict[str, int]:
    """
    Return `pages` and `size` (bytes) of the document's PDF, for the desk. Print and store the PDF if none is stored.

    Return {} if the PDF cannot be printed now. The page then shows the link without facts. Cached per process.
    """
    key = document.digest(words)
    if key not in _KNOWN:
        try:
            data = programme_pdf.pdf(words, council)
        except PrintingError:
            return {}
        _keep(key, _facts(data))
    return _KNOWN[key]


def _facts(data: bytes) -> dict[str, int]:
    with pikepdf.open(io.BytesIO(data)) as opened:
        return {"pages": len(opened.pages), "size": len(data)}


def of_files(programme: Programme, words: Document, council: Council, *, site: str) -> dict[str, int]:
    """
    Return `pages` and `size` of a public programme's PDF, and `csv_size` and `ics_size` of its other files.

    Sizes are in bytes. `pages` and `size` are missing until a worker has printed the PDF. `site` is the portal's URL
    (the calendar file contains it).
    """
    key = f"{document.digest(words)} {site}"
    if key not in _KNOWN:
        calendar = ics_export.data(words, site=site, stamp=ANY_DAY)
        _keep(key, {"csv_size": len(csv_export.data(words)), "ics_size": len(calendar)})
    printed = document.digest(words)
    if printed not in _KNOWN and (data := printing.kept_or_asked_for(programme, words, council)):
        _keep(printed, _facts(data))
    return _KNOWN[key] | _KNOWN.get(printed, {})


def _keep(key: str, facts: dict[str, int]) -> None:
    if len(_KNOWN) >= MOST_KNOWN:
        _KNOWN.clear()
    _KNOWN[key] = facts

"""A document of a review as PDF/UA-1, kept by a hash of all that it is made of."""

from typing import Any

from committee import printing
from committee.models import Council
from committee.printing.css_string import css_string
from committee.printing.pdfua_fixes import mended
from meetings.packs import derived_store
from reviews.prints import page
from reviews.prints.content import Document

TEMPLATE = "print/review_document.html"
KIND = "review-print-2"  # under which it is kept


def pdf(document: Document, council: Council | None = None) -> bytes:
    """
    Return the document as PDF/UA-1; the same document gives the same bytes. Raises committee.printing.PrintingError.
    """
    html = source(document, council or Council.current())
    key = printing.key_of(html, document.title, document.language)
    return derived_store.derived(KIND, key, lambda: _printed(document, html))


def unkept(document: Document, council: Council | None = None) -> bytes:
    """Print the document without storing the PDF. Raises as `pdf`."""
    return _printed(document, source(document, council or Council.current()))


def _printed(document: Document, html: str) -> bytes:
    return mended(printing.render_pdf(html, title=document.title, language=document.language))


def kept(document: Document, council: Council | None = None) -> bytes | None:
    """Return the stored PDF, or None if not printed yet: public pages must not wait for a printer."""
    html = source(document, council or Council.current())
    return derived_store.kept(KIND, printing.key_of(html, document.title, document.language))


def source(document: Document, council: Council) -> str:
    """Return the HTML that the PDF is printed from."""
    about: dict[str, Any] = {
        "document": document,
        "body": page.body_html(document, printed=True),
        "council": council.name,
        "notice": council.demonstration_notice,
        "running": css_string(document.running),
        "language": document.language,
    }
    return printing.template_html(TEMPLATE, about, document.title)

"""A document of a review as PDF/UA-1, cached by a hash of its content and layout."""

from typing import Any

from committee import printing
from committee.models import Council
from committee.printing.css_string import css_string
from committee.printing.pdfua_fixes import mended
from reviews.prints import page
from reviews.prints.content import Document

TEMPLATE = "print/review_document.html"
KIND = "review-print-2"  # kind under which the PDF is cached


def made(document: Document) -> bytes:
    """Return the document as PDF/UA-1. The same document gives the same bytes. Raises printing.PrintingError."""
    return _printed(document, source(document))


def _printed(document: Document, html: str) -> bytes:
    return mended(printing.render_pdf(html, title=document.title, language=document.language))


def key(document: Document) -> str:
    """Return the hash under which the document's PDF is cached."""
    return printing.key_of(source(document), document.title, document.language)


def source(document: Document) -> str:
    """Return the HTML that the PDF is printed from."""
    council = Council.current()
    about: dict[str, Any] = {
        "document": document,
        "body": page.body_html(document, printed=True),
        "council": council.name,
        "notice": council.demonstration_notice,
        "running": css_string(document.running),
        "language": document.language,
    }
    return printing.template_html(TEMPLATE, about, document.title)

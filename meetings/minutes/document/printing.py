"""Minutes on paper: tagged PDF/UA-1 with numbered leaves and a space for initials on each leaf (R27)."""

from typing import Any

from committee import printing
from committee.printing.pdfua_fixes import mended
from meetings.minutes.document import template_context
from meetings.minutes.document.document import Document, for_decisions, for_public
from meetings.models import Edition
from meetings.packs import derived_store

SNUG = printing.Snug(
    "body { line-height: 1.3 !important }"
    "p, .minutes-line, .minutes-limbs, .minutes-resolution { margin-bottom: 5pt !important }"
    "li, .minutes-limbs li { margin-bottom: 2pt !important } h3.minutes-heading { margin-top: 12pt !important }"
    "h2.minutes-part { margin-top: 13pt !important } .minutes-signature { margin-top: 26pt !important }",
    lines=3,  # avoids a last page with only the meeting's end and the space for the signature
)


def pdf(document: Document, edition: str = Edition.PUBLIC, *, draft: bool) -> bytes:
    """
    Return the minutes as PDF/UA-1; the public edition prints only the words of `for_public(document)`.

    `draft` prints on each leaf that the minutes are subject to confirmation. The same document gives the same bytes.
    Raises committee.printing.PrintingError.
    """
    context = template_context.context(document, edition, draft=draft)
    footer = [template_context.DRAFT] if draft else []
    footer += ["not for publication" if draft else "Not for publication"] if context["edition_line"] else []
    return _printed(context | {"footer": ", ".join(footer)}, document["title"])


def decisions_pdf(document: Document) -> bytes:
    """Return the public note of decisions of `document` as PDF/UA-1. Raises committee.printing.PrintingError."""
    note = for_decisions(for_public(document))
    return _printed(template_context.context(note, draft=False) | {"is_note": True}, note["title"])


def _printed(context: dict[str, Any], title: str) -> bytes:
    html = printing.template_html("print/minutes.html", context, title)

    def make() -> bytes:
        return mended(printing.render_pdf(html, title=title, snug=SNUG))

    return derived_store.derived("minutes-3", printing.key_of(html, title), make)

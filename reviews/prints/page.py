"""The body of a printed document as HTML: on a web page, and for the PDF that is printed from it."""

import base64
from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from committee.richtext import prose
from committee.richtext.tree import Table, Text
from reviews.prints.content import Contents, Document, Figure, Heading
from reviews.prints.layout import Part, laid_out

# Most rows and letters of a table that is kept on one page; a larger table would leave much of a page empty.
KEPT_WHOLE, MOST_LETTERS = 12, 1000
SIZES = {2: "l", 3: "m", 4: "s"}  # CSS size of a heading on a web page, by its level


def body_html(document: Document, *, printed: bool = False) -> SafeString:
    """
    Return the body of a document as HTML.

    `printed` is for the PDF: with page breaks, page numbers in the contents, and embedded pictures.

    SECURITY: all stored words are escaped. Every SVG is drawn by the portal.
    """
    parts = (html for part in laid_out(document) for html in _html(part, printed))
    return mark_safe("\n".join(parts))  # noqa: S308 - see SECURITY above


def _html(part: Part, printed: bool) -> Iterator[str]:
    if isinstance(part, Heading):
        look = "" if printed else f' class="govuk-heading-{SIZES.get(part.level, "s")}"'
        yield f'<h{part.level} id="{escape(part.anchor)}"{look}>{escape(part.words)}</h{part.level}>'
    elif isinstance(part, Contents):
        yield _contents(part, printed)
    elif isinstance(part, Figure):
        yield _figure(part, printed)
    elif printed and isinstance(part, Table) and _is_short(part):
        yield f'<div class="keep">{prose.blocks_html([part])}</div>'
    else:
        yield str(prose.blocks_html([part]))


def _is_short(table: Table) -> bool:
    cells = [cell for row in table.rows for cell in row]
    letters = sum(
        len(run.text) for cell in cells for block in cell.blocks if isinstance(block, Text) for run in block.runs
    )
    return len(table.rows) <= KEPT_WHOLE and letters <= MOST_LETTERS


def _contents(contents: Contents, printed: bool) -> str:
    """
    Return the list of contents: links to the headings, in print also with dots and page numbers (by CSS).

    The word “Contents” is not a heading, so the outline and the list of contents leave it out.
    """
    entries = "".join(
        f'<li><a href="#{escape(entry.anchor)}">{escape(entry.words)}</a>'
        + (f'<span class="page-of" data-to="#{escape(entry.anchor)}"></span></li>' if printed else "</li>")
        for entry in contents.entries
    )
    name = escape(contents.heading)
    if printed:
        return f'<div class="contents"><p class="contents-heading">{name}</p><ul>{entries}</ul></div>'
    return (
        f'<nav class="review-print__contents" aria-label="{name}"><p class="govuk-heading-m">{name}</p>'
        f'<ul class="govuk-list">{entries}</ul></nav>'
    )


def _figure(figure: Figure, printed: bool) -> str:
    caption = f"<figcaption>{escape(figure.caption)}</figcaption>" if figure.caption else ""
    if figure.svg and not printed:
        picture = figure.svg
    else:
        picture = f'<img src="{escape(address_inside(figure))}" alt="{escape(figure.alt)}">'
    return f'<figure class="review-print__figure">{picture}{caption}</figure>'


def address_inside(figure: Figure) -> str:
    """Return the picture as a `data:` URL, so that the page loads no other file."""
    data = figure.svg.encode() if figure.svg else figure.data
    kind = "image/svg+xml" if figure.svg else figure.content_type
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"

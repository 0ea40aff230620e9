"""A document of a review as a Word document: the same words as its page and its PDF, in the same order."""

import datetime as dt
import hashlib
import io

import docx as office
from docx.document import Document as Doc
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from committee import printing
from committee.files.crest_picture import page_picture
from committee.models import Council
from committee.richtext import word_blocks, word_parts
from committee.richtext.tree import Run
from reviews.prints import page, pdf
from reviews.prints.content import Contents, Document, Figure, Heading
from reviews.prints.layout import Part, laid_out

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KIND = "review-word-2"
WIDTH = Cm(16.2)
SHARPNESS = 3  # dots per point in the picture of a chart


def key(document: Document) -> str:
    """Return the hash under which the Word document is cached."""
    return hashlib.sha256(f"{document.on.isoformat()} {pdf.source(document)}".encode()).hexdigest()


def made(document: Document) -> bytes:
    """Return the document as .docx. Raises committee.printing.PrintingError where a chart cannot be drawn."""
    council = Council.current()
    doc = office.Document()
    word_blocks.styles(doc)
    about = doc.core_properties
    about.title, about.author, about.language = document.title, council.name, document.language
    about.last_modified_by, about.comments, about.keywords = "", "", ""
    about.created = about.modified = dt.datetime.combine(document.on, dt.time())
    _front(doc, document, council)
    for part in laid_out(document):
        _write(doc, part)
    _page_numbers(doc, document.running)
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


def _front(doc: Doc, document: Document, council: Council) -> None:
    front = document.front
    word_parts.crest_of(doc, council)
    doc.add_paragraph(council.name)
    if front.kind:
        doc.add_paragraph().add_run(front.kind).bold = True
    doc.add_heading(front.title, 1)
    for line in (*front.lines, council.demonstration_notice):
        if line:
            doc.add_paragraph(line)
    if front.own_page:
        _page_break(doc)


def _write(doc: Doc, part: Part) -> None:
    if isinstance(part, Heading):
        heading = doc.add_heading("", part.level)
        word_parts.bookmark(heading.add_run(part.words)._r, part.anchor)
    elif isinstance(part, Contents):
        _contents(doc, part)
    elif isinstance(part, Figure):
        _figure(doc, part)
    else:
        word_blocks.write(doc, [part])


def _page_break(doc: Doc) -> None:
    doc.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _contents(doc: Doc, contents: Contents) -> None:
    heading = doc.add_paragraph().add_run(contents.heading)
    heading.bold, heading.font.size = True, Pt(16)
    for entry in contents.entries:
        paragraph = doc.add_paragraph()
        paragraph.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        word_parts.runs(paragraph, [Run(entry.words, href=f"#{entry.anchor}")])
        paragraph.add_run("\t")
        word_parts.page_of(paragraph, entry.anchor)
    _page_break(doc)


def _figure(doc: Doc, figure: Figure) -> None:
    """Add the picture with its alternative text, and its caption below."""
    paragraph = doc.add_paragraph()
    picture = paragraph.add_run().add_picture(io.BytesIO(_drawn(figure) if figure.svg else figure.data))
    if picture.width > WIDTH:
        picture.height, picture.width = round(picture.height * WIDTH / picture.width), WIDTH
    picture._inline.find(qn("wp:docPr")).set("descr", figure.alt)
    if figure.caption:
        paragraph.paragraph_format.keep_with_next = True
        doc.add_paragraph().add_run(figure.caption).italic = True


def _drawn(figure: Figure) -> bytes:
    """Return the SVG of a figure as PNG, by printing the SVG on a small PDF page and rendering that page."""
    style = "@page { size: 160mm 110mm; margin: 0 } img { width: 160mm; max-height: 109mm }"
    html = (
        f"<!DOCTYPE html><html lang='en-GB'><head><title>.</title><style>{style}</style></head>"
        f"<body><img alt='.' src='{page.address_inside(figure)}'></body></html>"
    )
    out = io.BytesIO()
    page_picture(printing.render_pdf(html, title="."), scale=SHARPNESS).save(out, "PNG")
    return out.getvalue()


def _page_numbers(doc: Doc, running: str) -> None:
    paragraph = doc.sections[0].header.paragraphs[0]
    stops = paragraph.paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{running}\tPage ")
    word_parts.page_number(paragraph)

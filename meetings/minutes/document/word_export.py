"""Minutes as a Word document: real headings, lists and tables, the same words as page and print."""

import io
from datetime import datetime
from typing import Any

import docx as word
from docx.document import Document as Doc
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor

from committee.richtext import cleaning, prose, word_parts
from committee.richtext.tree import Block, Listing, Table, Text
from meetings.minutes.document import template_context
from meetings.minutes.document.document import Document, Entry
from meetings.models import Edition

BLACK = RGBColor(0x0B, 0x0C, 0x0C)
INDENT = Cm(0.9)


def docx(document: Document, edition: str = Edition.PUBLIC, *, draft: bool) -> bytes:
    """The minutes as .docx; the public edition is made of `for_public(document)` here, whatever it is given."""
    context = template_context.context(document, edition, draft=draft)
    doc = word.Document()
    _styles(doc)
    _about(doc, document)
    _opening(doc, context)
    for entry in context["entries"]:
        if entry["opens"]:
            doc.add_heading(entry["opens"], 2)
        _entry(doc, entry)
    _end(doc, context)
    word_parts.footer(doc.sections[0], context["draft"])
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


def _styles(doc: Doc) -> None:
    for name, size in (("Normal", 11), ("Heading 1", 16), ("Heading 2", 12), ("Heading 3", 12), ("Heading 4", 11)):
        style = doc.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Arial", Pt(size), BLACK
        style.font.italic = False
        style.paragraph_format.space_after = Pt(4)
        word_parts.plain_fonts(style)
    doc.styles["Normal"].paragraph_format.space_after = Pt(7)
    word_parts.language(doc, "en-GB")
    section = doc.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin, section.bottom_margin = Cm(2), Cm(3)


def _about(doc: Doc, document: Document) -> None:
    about = doc.core_properties
    about.title, about.author, about.language = document["title"], document["council"], "en-GB"
    about.comments = ""
    about.created = about.modified = datetime.fromisoformat(document["taken_at"]).replace(tzinfo=None)


def _opening(doc: Doc, context: dict[str, Any]) -> None:
    document = context["document"]
    for words in (document["demonstration_notice"], document["invented_note"], context["edition_line"]):
        if words:
            doc.add_paragraph().add_run(words).bold = True
    doc.add_heading(document["title"], 1)
    if context["draft"]:
        doc.add_paragraph().add_run(context["draft"]).bold = True
    if document.get("off_agenda"):
        doc.add_paragraph(document["off_agenda"])
    if document["presiding"]:
        _labelled(doc, "Present:", document["presiding"]["printed"])
    doc.add_heading("Attendance", 2)
    _in_columns(doc, [one["printed"] for one in document["attendance"]])
    for label, names in (("Also in attendance:", context["also"]), ("Apologies:", context["apologies"])):
        if names:
            _labelled(doc, label, names)
    for words in document["movements"]:
        doc.add_paragraph().add_run(f"[{words}]").italic = True
    for words in context["declared"]:
        doc.add_paragraph(words)


def _labelled(doc: Doc, label: str, words: str) -> None:
    paragraph = doc.add_paragraph()
    paragraph.add_run(label).bold = True
    paragraph.add_run(f" {words}")


def _in_columns(doc: Doc, names: list[str]) -> None:
    """Names in two columns of the page itself: a table would be read out as one."""
    word_parts.columns(doc.add_section(WD_SECTION.CONTINUOUS), 2)
    for name in names:
        doc.add_paragraph(name).paragraph_format.space_after = Pt(2)
    word_parts.columns(doc.add_section(WD_SECTION.CONTINUOUS), 1)
    doc.paragraphs[-1].paragraph_format.space_after = Pt(8)


def _entry(doc: Doc, entry: Entry) -> None:
    doc.add_heading(f"{entry['mark']} {entry['heading']}".strip(), 3)
    if entry["withheld"]:
        doc.add_paragraph().add_run(entry["marking"]).bold = True
    if entry["hidden"]:
        _blocks(doc, cleaning.blocks(entry["public_summary"]))
        if not entry["public_summary"]:
            doc.add_paragraph("This minute is not published.")
    for words in (entry["in_attendance"], *(f"[{one}]" for one in entry["movements"])):
        if words:
            doc.add_paragraph().add_run(words).italic = True
    if entry["urgency"]:
        doc.add_paragraph(entry["urgency"])
    _blocks(doc, cleaning.blocks(entry["text"]))
    for words in entry["declared"]:
        doc.add_paragraph(words)
    for resolution in entry["resolutions"]:
        _resolution(doc, resolution)
    for words in entry["corrected"]:
        doc.add_paragraph(words)


def _resolution(doc: Doc, resolution: dict[str, Any]) -> None:
    if resolution["moved"]:
        doc.add_paragraph(resolution["moved"]).paragraph_format.keep_with_next = True
    lead = doc.add_paragraph()
    lead.add_run(resolution["first"]).bold = True
    lead.add_run(f" {resolution['rest']}")
    lead.paragraph_format.keep_with_next = bool(resolution["limbs"][0]["marker"])
    for limb in resolution["limbs"]:
        if limb["marker"]:
            paragraph = doc.add_paragraph(f"{limb['marker']}\t{limb['words']}")
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = INDENT, -INDENT
            paragraph.paragraph_format.tab_stops.add_tab_stop(INDENT)
    for line in resolution["lines"]:
        doc.add_paragraph(line, "List Bullet")
    for line in (*resolution["votes"], resolution["outcome"]):
        if line:
            doc.add_paragraph(line)


def _end(doc: Doc, context: dict[str, Any]) -> None:
    if context["certified"]:
        doc.add_paragraph(context["certified"])
    if context["ended"]:
        doc.add_paragraph(f"The meeting ended at {context['ended']}.")
    signed = context["signed"]
    chair = context["presiding"]
    lines = [signed["name"], chair, context["signed_words"]] if signed else [chair, "Date"]
    for words in lines:
        paragraph = doc.add_paragraph(words)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        paragraph.paragraph_format.left_indent = Cm(8)
        if words in (chair, "Date"):
            paragraph.paragraph_format.space_before = Pt(4 if signed else 34)
            word_parts.rule_above(paragraph)


def _blocks(doc: Doc, blocks: list[Block]) -> None:
    levels = prose.heading_levels(blocks, 4)
    for place, block in enumerate(blocks):
        if isinstance(block, Text):
            paragraph = doc.add_heading("", levels[place]) if levels[place] else doc.add_paragraph()
            word_parts.runs(paragraph, block.runs)
        elif isinstance(block, Listing):
            _listing(doc, block, 1)
        else:
            _table(doc, block)


def _listing(doc: Doc, listing: Listing, depth: int) -> None:
    style = ("List Number" if listing.ordered else "List Bullet") + (f" {min(depth, 3)}" if depth > 1 else "")
    number = word_parts.fresh_numbers(doc, style, listing.start) if listing.ordered else None
    for item in listing.items:
        for place, block in enumerate(item):
            if isinstance(block, Text):
                paragraph = doc.add_paragraph(style=style if not place else "List Continue")
                word_parts.runs(paragraph, block.runs)
                if number is not None and not place:
                    word_parts.numbered(paragraph, number)
            elif isinstance(block, Listing):
                _listing(doc, block, depth + 1)
            else:
                _table(doc, block)


def _table(doc: Doc, table: Table) -> None:
    width = max(sum(cell.columns for cell in row) for row in table.rows)
    made = doc.add_table(0, width, "Table Grid")
    heads = prose.header_rows(table)
    for place, row in enumerate(table.rows):
        cells = made.add_row()
        if place < heads:
            word_parts.header_row(cells)
        column = 0
        for cell in row:
            if column >= width:
                break
            into = cells.cells[column]
            if cell.columns > 1:
                into = into.merge(cells.cells[min(column + cell.columns, width) - 1])
            word_parts.fill(into, cell.blocks, bold=cell.head or place < heads)
            column += cell.columns
    doc.add_paragraph()

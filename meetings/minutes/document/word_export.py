"""Minutes as a Word document: real headings, lists and tables, with the same words as page and print."""

import io
from datetime import datetime
from typing import Any

import docx as word
from docx.document import Document as Doc
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from committee.models import Council
from committee.richtext import cleaning, word_blocks, word_parts
from meetings.minutes.document import template_context
from meetings.minutes.document.document import Document, Entry
from meetings.models import Edition

INDENT = Cm(0.9)
LETTERS = 26


def docx(document: Document, edition: str = Edition.PUBLIC, *, draft: bool) -> bytes:
    """Return the minutes as .docx; the public edition has only the words of `for_public(document)`."""
    context = template_context.context(document, edition, draft=draft)
    doc = word.Document()
    word_blocks.styles(doc)
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


def _about(doc: Doc, document: Document) -> None:
    about = doc.core_properties
    about.title, about.author, about.language = document["title"], document["council"], "en-GB"
    about.comments = ""
    about.created = about.modified = datetime.fromisoformat(document["taken_at"]).replace(tzinfo=None)


def _opening(doc: Doc, context: dict[str, Any]) -> None:
    document = context["document"]
    word_parts.crest_of(doc, Council.current())
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
    _in_columns(doc, [person["printed"] for person in document["attendance"]])
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
    """Add names in two page columns; a table would be announced by screen readers."""
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
        word_blocks.write(doc, cleaning.blocks(entry["public_summary"]), level=4)
        if not entry["public_summary"]:
            doc.add_paragraph("This minute is not published.")
    for words in (entry["in_attendance"], *(f"[{movement}]" for movement in entry["movements"])):
        if words:
            doc.add_paragraph().add_run(words).italic = True
    if entry["urgency"]:
        doc.add_paragraph(entry["urgency"])
    word_blocks.write(doc, cleaning.blocks(entry["text"]), level=4)
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
    limbs = [limb for limb in resolution["limbs"] if limb["marker"]]
    # After z, Word counts aa, bb but the minutes count aa, ab. So with more limbs, all markers are typed as text.
    number = word_parts.own_numbers(doc, limbs[0]["marker"]) if 0 < len(limbs) <= LETTERS else None
    for limb in limbs:
        paragraph = doc.add_paragraph(limb["words"] if number is not None else f"{limb['marker']}\t{limb['words']}")
        if number is not None:
            word_parts.numbered(paragraph, number)
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

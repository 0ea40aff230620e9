"""Write paragraphs, headings, lists and tables into a Word document, in the styles of our documents."""

from collections.abc import Sequence

from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor

from committee.richtext import prose, word_parts
from committee.richtext.tree import Block, Listing, Table, Text

BLACK = RGBColor(0x0B, 0x0C, 0x0C)


def styles(doc: Doc) -> None:
    """Set a new document's fonts, its paper (A4) and its language (British English)."""
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


def write(doc: Doc, blocks: Sequence[Block], *, level: int = 0) -> None:
    """Add blocks at the end of a document, with headings from `level`; at level 0 headings become paragraphs."""
    levels = prose.heading_levels(blocks, level)
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
    if table.caption:
        caption = doc.add_paragraph()
        caption.add_run(table.caption).bold = True
        caption.paragraph_format.keep_with_next = True
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
            if cell.numeric:
                for paragraph in into.paragraphs:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            column += cell.columns
    doc.add_paragraph()

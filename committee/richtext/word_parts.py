"""Parts of a Word document that python-docx cannot make: links, header rows, numberings, columns, page numbers."""

import io
import zlib
from collections.abc import Sequence
from typing import Any, cast

from docx.document import Document as Doc
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from committee.files import crest
from committee.models import Council
from committee.richtext.tree import Block, Listing, Run, Text

CREST_HEIGHT = Cm(1.8)


def element(name: str, /, **attributes: Any) -> Any:
    """Return an XML element such as "w:cols", with attributes in the same namespace ("w:")."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def crest_of(doc: Doc, council: Council) -> None:
    """Add the council's crest with its alternative text at the end of a document; nothing without a crest."""
    if (picture := crest.png(council)) is not None:
        shape = doc.add_paragraph().add_run().add_picture(io.BytesIO(picture), height=CREST_HEIGHT)
        shape._inline.docPr.set("descr", crest.words(council))


def runs(paragraph: Paragraph, words: Sequence[Run], *, bold: bool = False) -> None:
    """Put runs of text, line breaks and links into a paragraph."""
    for run in words:
        if run.text == "\n":
            paragraph.add_run().add_break()
            continue
        made = paragraph.add_run(run.text)
        made.bold, made.italic = (run.strong or bold) or None, run.em or None
        if run.href:
            link = _link(paragraph, run.href)
            made.font.underline = True
            made._r.addprevious(link)
            link.append(made._r)
            if run.anchor:
                bookmark(link, run.anchor)


def _link(paragraph: Paragraph, href: str) -> Any:
    if href.startswith("#"):
        return element("w:hyperlink", anchor=bookmark_name(href[1:]))
    link = element("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    return link


def bookmark_name(anchor: str) -> str:
    """Return a bookmark's name for `anchor`, as Word accepts it: at most 40 letters, digits and "_"."""
    return "_" + "".join(sign if sign.isalnum() else "_" for sign in anchor)[:39]


def bookmark(around: Any, anchor: str) -> None:
    """Put a bookmark around an element of a paragraph, as the target of links in the same document."""
    number = str(zlib.crc32(anchor.encode()) & 0x7FFFFFFF)
    around.addprevious(element("w:bookmarkStart", id=number, name=bookmark_name(anchor)))
    around.addnext(element("w:bookmarkEnd", id=number))


def page_of(paragraph: Paragraph, anchor: str) -> None:
    """Add a field that Word fills with the page number of a bookmark."""
    _field(paragraph, f" PAGEREF {bookmark_name(anchor)} ", dirty="true")


def fill(cell: Any, blocks: Sequence[Block], *, bold: bool) -> None:
    """Put blocks into a cell of a table; lists and tables among them become lines of text."""
    paragraph = cell.paragraphs[0]
    for place, words in enumerate(_lines(blocks)):
        runs(paragraph if not place else cell.add_paragraph(), words, bold=bold)


def _lines(blocks: Sequence[Block]) -> list[Sequence[Run]]:
    lines: list[Sequence[Run]] = []
    for block in blocks:
        if isinstance(block, Text):
            lines.append(block.runs)
        elif isinstance(block, Listing):
            lines += [line for item in block.items for line in _lines(item)]
        else:
            lines += [line for row in block.rows for cell in row for line in _lines(cell.blocks)]
    return lines


def header_row(row: Any) -> None:
    """Mark a row as the header of its table, repeated on each page."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader", val="true"))


def fresh_numbers(doc: Doc, style: str, start: int) -> int:
    """Return the id of a new numbering that counts like the list style `style`, and begins at `start`."""
    numbering = doc.part.numbering_part.element
    # Every list style in python-docx's own template has a numbering.
    old = doc.styles[style].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(old).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(start)
    return cast(int, made.numId)


def own_numbers(doc: Doc, first: str) -> int:
    """Return the id of a new numbering that counts like `first`: "a)", "(a)" or "1."."""
    numbering = doc.part.numbering_part.element
    kinds = numbering.findall(qn("w:abstractNum"))
    made = element("w:abstractNum", abstractNumId=1 + max(int(kind.get(qn("w:abstractNumId"))) for kind in kinds))
    level = element("w:lvl", ilvl=0)
    level.append(element("w:start", val=1))
    level.append(element("w:numFmt", val="decimal" if "1" in first else "lowerLetter"))
    level.append(element("w:lvlText", val=first.replace("1" if "1" in first else "a", "%1")))
    level.append(element("w:lvlJc", val="left"))
    made.append(element("w:multiLevelType", val="singleLevel"))
    made.append(level)
    kinds[-1].addnext(made)  # Word wants all kinds of numbering before all numberings
    return cast(int, numbering.add_num(int(made.get(qn("w:abstractNumId")))).numId)


def numbered(paragraph: Paragraph, number: int) -> None:
    """Give a paragraph the next number of a numbering; `number` is the numbering's id."""
    of_paragraph = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    of_paragraph.get_or_add_ilvl().val = 0
    of_paragraph.get_or_add_numId().val = number


def columns(section: Section, count: int) -> None:
    """Set the text of a section in `count` columns."""
    for old in section._sectPr.findall(qn("w:cols")):
        section._sectPr.remove(old)
    section._sectPr.append(element("w:cols", num=count, space=567))


def rule_above(paragraph: Paragraph) -> None:
    """Draw a line above a paragraph, for a signature."""
    borders = element("w:pBdr")
    borders.append(element("w:top", val="single", sz=6, space=3, color="0B0C0C"))
    paragraph._p.get_or_add_pPr().append(borders)


def plain_fonts(style: Any) -> None:
    """Remove the theme's fonts from a style, because Word prefers the theme's fonts to the style's own font."""
    fonts = style.element.rPr.rFonts
    for key in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[key]
    for script in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), style.font.name)


def language(doc: Doc, code: str) -> None:
    """Set the language of the document."""
    defaults = doc.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("w:lang", val=code, eastAsia=code))


def footer(section: Section, draft: str) -> None:
    """Write the footer of each leaf: the leaf's number, the text `draft`, and a line for initials (R27)."""
    paragraph = section.footer.paragraphs[0]
    stops = paragraph.paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Cm(8.1), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Cm(16.2), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run("Leaf ")
    page_number(paragraph)
    paragraph.add_run(f"\t{draft}\tInitials ____________")


def page_number(paragraph: Paragraph) -> None:
    """Put the number of the page into a paragraph of a header or footer."""
    _field(paragraph, " PAGE ")


def _field(paragraph: Paragraph, instruction: str, **attributes: str) -> None:
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()._r
        if kind:
            run.append(element("w:fldChar", fldCharType=kind, **(attributes if kind == "begin" else {})))
            continue
        code = element("w:instrText")
        code.text = instruction
        run.append(code)

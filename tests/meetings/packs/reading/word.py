"""Word files and the like, and scans, as the portal makes PDFs of them."""

import io
from collections.abc import Callable
from functools import partial
from typing import Any

import pypdfium2
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from PIL import Image

from meetings.packs.intake.office import convert, ocr
from tests.meetings.packs.intake.office import making, shapes
from tests.meetings.packs.intake.office.making import R, W, run
from tests.meetings.packs.intake.office.shapes import SPACE, begun, item, numbered, saved
from tests.meetings.packs.reading import printed
from tests.meetings.packs.reading.drawn import taken_in
from tests.meetings.packs.reading.kind import Kind, prose

NOTE_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"


def as_kept(data: bytes) -> bytes:
    """Return the PDF that the portal makes and keeps of an office file."""
    made = convert.as_pdf(data, "report.docx", title="Report")
    assert made is not None, "The portal takes no such file."
    return taken_in(made.pdf)


def _word(build: Callable[[Document], None], words: str, **more: Any) -> Kind:
    def make() -> bytes:
        made = begun()
        build(made)
        return as_kept(saved(made))

    return Kind(make, f"Annual report {words}", **more)


def _xml(body: str, words: str, data: Callable[[], bytes] = lambda: saved(begun())) -> Kind:
    return Kind(lambda: as_kept(making.with_body(data(), body)), f"Annual report {words}")


def table(made: Document, rows: list[list[str]], *, head: bool = True) -> Any:
    """Add a table to a document, its first row as its head."""
    added = made.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, texts in zip(added.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    if head:
        about = added.rows[0]._tr.get_or_add_trPr()
        about.append(about.makeelement(f"{{{W}}}tblHeader"))
    return added


ACCOUNTS = [["Ward", "Remarks", "Children"], *([f"Ward {n}", prose(6, 200 + n), f"{n * 37:,}"] for n in range(1, 70))]
WIDE = [
    ["Ward", *(f"Year {n}" for n in range(2015, 2026))],
    *([f"Ward {n}", *(f"{n * y}" for y in range(11, 22))] for n in range(1, 6)),
]


def _joined(rows: list[list[str]]) -> str:
    return " ".join(" ".join(row) for row in rows)


def report(made: Document) -> None:
    made.add_paragraph(prose(80, 210))
    made.add_heading("Findings", 2)
    for text in ("First finding", prose(20, 211)):
        made.add_paragraph(text, style="List Bullet")
    for text in ("Approve it", prose(20, 212)):
        made.add_paragraph(text, style="List Number")
    made.add_heading("Costs", 3)
    made.add_paragraph(prose(40, 213))


def long_table(made: Document) -> None:
    table(made, ACCOUNTS)


def merged(made: Document) -> None:
    cells = table(made, [["Service", "Spending", ""], ["Fostering", "1,200", "1,300"], ["", "800", "900"]])
    cells.cell(0, 1).merge(cells.cell(0, 2))
    cells.cell(1, 0).merge(cells.cell(2, 0))


def landscape(made: Document) -> None:
    made.add_paragraph(prose(30, 214))
    section = made.add_section(WD_SECTION.NEW_PAGE)
    section.orientation, section.page_width, section.page_height = (
        WD_ORIENT.LANDSCAPE,
        section.page_height,
        section.page_width,
    )
    table(made, WIDE)


def in_columns(made: Document) -> None:
    made.add_paragraph(prose(60, 215))
    made.add_paragraph(prose(150, 216))
    made.sections[0]._sectPr.append(parse_xml(f'<w:cols {SPACE} w:num="2" w:space="400"/>'))


def margins(made: Document) -> None:
    made.add_paragraph(prose(40, 217))
    made.sections[0].header.paragraphs[0].text = "Borsetshire Council"
    made.sections[0].footer.paragraphs[0].text = "Foot of every page"


def picture(made: Document) -> None:
    Image.new("RGB", (120, 60), "navy").save(out := io.BytesIO(), "PNG")
    made.add_picture(out)._inline.docPr.set("descr", "Carers by year rise from 40 to 60")
    made.add_paragraph(prose(30, 218))


def levels(made: Document) -> None:
    numbered(made, "70", [("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)")])
    for text, depth in (("Approve", 0), ("the budget", 1), ("in May", 2), ("in June", 2), ("the plan", 1), ("Note", 0)):
        item(made, text, "70", depth)


def tabbed(made: Document) -> None:
    for name, place in (("Councillor Ann Example", "Ambridge"), ("Councillor Bo Sample", "Felpersham")):
        made.add_paragraph(f"{name}\t{place}\tPresent")


def styled(made: Document) -> None:
    made.add_paragraph(prose(20, 219)).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    line = made.add_paragraph("On the 1")
    line.add_run("st").font.superscript = True
    line.add_run(" of May H")
    line.add_run("2").font.subscript = True
    line.add_run("O re")
    line.add_run("port").bold = True
    line.add_run("ed in ")
    line.add_run("small capitals").font.small_caps = True
    line.add_run(", struck out").font.strike = True
    line.add_run(" and safe\u00adguarding\u00a0well\u2011known.")


def with_notes() -> bytes:
    """Return a document with a footnote and an endnote."""
    body = (
        f'<w:p>{run("Before the note")}<w:r><w:footnoteReference w:id="2"/></w:r>{run(" and after it")}<w:r>'
        f'<w:endnoteReference w:id="2"/></w:r>{run(".")}</w:p>'
    )

    def add(parts: dict[str, bytes]) -> None:
        for kind, words in (("footnote", "Words of the footnote."), ("endnote", "Words of the endnote.")):
            mark = f"<w:r><w:{kind}Ref/></w:r>"
            parts[f"word/{kind}s.xml"] = (
                f'<w:{kind}s {SPACE}><w:{kind} w:id="2"><w:p>{mark}{run(" " + words)}</w:p></w:{kind}></w:{kind}s>'
            ).encode()
            tie = f'<Relationship Id="rId{kind}" Type="{R}/{kind}s" Target="{kind}s.xml"/></Relationships>'
            parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
                b"</Relationships>", tie.encode()
            )
            override = f'<Override PartName="/word/{kind}s.xml" ContentType="{NOTE_TYPES.format(kind + "s")}"/></Types>'
            parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())

    return making.changed(making.with_body(saved(begun()), body), add)


def _right_to_left(text: str) -> str:
    return f"<w:p><w:pPr><w:bidi/></w:pPr>{run(text, '<w:rtl/>')}</w:p>"


ARABIC = "يطلب المجلس تقريرا عن رعاية الأطفال"
HEBREW = "הוועדה שאלה כמה ילדים ממתינים להערכה"
CONTENTS = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("Findings")}<w:r><w:tab/></w:r>{run("2")}'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
CONTROL = (
    f"<w:p><w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run('Ann Example')}</w:sdtContent>"
    f"</w:sdt>{run(' agreed ☒')}</w:p>"
)
WORD = {
    "Word: a report": _word(
        report,
        (
            f"{prose(80, 210)} Findings First finding {prose(20, 211)} 1. Approve it 2. {prose(20, 212)} Costs "
            f"{prose(40, 213)}"
        ),
    ),
    "Word: a table over pages": _word(
        long_table, _joined(ACCOUNTS), lost=0.005, why="a row is parted by the end of a page"
    ),
    "Word: merged cells": _word(merged, "Service Spending Fostering 1,200 1,300 800 900"),
    "Word: a landscape section": _word(landscape, f"{prose(30, 214)} {_joined(WIDE)}"),
    "Word: two columns": _word(in_columns, f"{prose(60, 215)} {prose(150, 216)}"),
    "Word: heads and feet of pages": _word(margins, prose(40, 217)),
    "Word: a picture with alternative text": _word(picture, f"Carers by year rise from 40 to 60 {prose(30, 218)}"),
    "Word: a list of three levels": _word(
        levels, "1. Approve (a) the budget (i) in May (ii) in June (b) the plan 2. Note"
    ),
    "Word: columns by tabs": _word(
        tabbed, "Councillor Ann Example Ambridge Present Councillor Bo Sample Felpersham Present"
    ),
    "Word: styles of letters": _word(
        styled,
        f"{prose(20, 219)} On the 1st of May H2O reported in SMALL CAPITALS, struck out and safeguarding well-known.",
    ),
    "Word: notes": Kind(
        lambda: as_kept(with_notes()),
        "Annual report Before the note1 and after iti. i Words of the endnote. 1 Words of the footnote.",
    ),
    "Word: changes and comments": Kind(
        lambda: as_kept(making.poisoned_word()),
        (
            "Annual report on fostering Members are asked to note the report. First recommendation Year Carers "
            "2025 One hundred and four Agreed words stay. Inserted words stay. Beside what moved. Commented words "
            "stay. Shown words stay. Saved result stays."
        ),
    ),
    "Word: Arabic": _xml(_right_to_left(ARABIC), ARABIC),
    "Word: Hebrew": _xml(_right_to_left(HEBREW), HEBREW),
    "Word: a contents list": _xml(CONTENTS, "Findings 2"),
    "Word: a control": _xml(CONTROL, "Ann Example agreed ☒"),
    "Word: text box, link and symbol": Kind(
        lambda: as_kept(shapes.titled()),
        "Report of the Panel Findings Of the carers Read the survey of carers Done ✓ in May Boxed words stay",
    ),
    "Word: a list that goes on": Kind(
        lambda: as_kept(shapes.continued().make()), f"Annual report {' '.join(shapes.continued().lines)}"
    ),
    "LibreOffice text": Kind(
        lambda: as_kept(making.odt(prose(60, 220), "Last line.")), f"Annual report {prose(60, 220)} Last line."
    ),
    "PowerPoint": Kind(
        lambda: as_kept(making.presentation("Young carers", "Second slide")), "Young carers Second slide"
    ),
    "Excel": Kind(
        lambda: as_kept(making.workbook([["Ward", "Children"], ["Ambridge", "41"], ["Penhurst", "7"]])),
        "Ward Children Ambridge 41 Penhurst 7",
    ),
}


def scan(html: str) -> bytes:
    """Return a PDF with pictures of pages, as a scanner makes it, with the words that the portal recognises in them."""
    pages = [page.render(scale=200 / 72).to_pil() for page in pypdfium2.PdfDocument(printed.by_weasyprint(html))]
    pages[0].save(out := io.BytesIO(), "PDF", resolution=200, save_all=True, append_images=pages[1:])
    made = ocr.with_text(out.getvalue())
    assert made, "The scan was not read."
    return taken_in(made)


SCANNED = ("a plain report", "two columns", "justified lines")
SCANS = {
    f"scan: {name}": Kind(
        partial(scan, printed.page(*printed.BODIES[name])),
        printed.words_of(printed.page(*printed.BODIES[name])),
        "scan",
        lost=0.03,
        misread=0.03,
        why="the program that recognises words takes a bullet for another sign",
    )
    for name in SCANNED
}

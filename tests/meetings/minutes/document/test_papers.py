"""Minutes on paper: the page's own words, leaves numbered with a space for initials (R27), PDF/UA-1, and Word."""

import io
import re
from collections import Counter
from html.parser import HTMLParser

import docx
import page as page_validation
import pikepdf
import pypdfium2
import pytest
from django.core.management import CommandError, call_command

from meetings.minutes.document import printing, template_context, word_export
from meetings.packs import check
from meetings.packs.pdf.compile import prepare
from meetings.packs.watermark import marked
from tests.meetings import printed_minutes
from tests.meetings.printed_minutes import SECRET
from tests.staging import staged

NUMBERED = ["3", "4"]  # of a numbered list: page and Word count by themselves
MARGIN = r"Leaf \d+|Initials"


@staged
def made(safeguarding, clerk, year):
    made = printed_minutes.make(safeguarding, clerk)
    more = "<h4>A small heading</h4>" + "<p>Members asked how this compares with other councils.</p>" * 60
    odd = (
        "<ul><li><p>a</p><p>more of a</p><ul><li>b<ol><li>c</li></ol></li></ul></li></ul>"
        "<table><tr><td colspan='2'>wide</td></tr><tr><th>row</th><td><p>x</p><ul><li>y</li></ul></td></tr></table>"
    )
    made.entries["urgent"].text += f"{more}<ol start='3'><li>three</li><li>four</li></ol>"
    made.entries["urgent"].save()
    made.entries["private"].text += odd
    made.entries["private"].save()
    return made


def said_by(pdf: bytes) -> list[str]:
    """Return the words of each page of a PDF."""
    return [one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(pdf)]


# What begins a line by itself: pages have no break beside it.
BLOCKS = {"p", "div", "section", "ol", "ul", "li", "tr", "td", "th", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "table"}


class Article(HTMLParser):
    """The words of the document on a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.inside = "", False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.inside |= tag == "article"
        self.words += " " if tag in BLOCKS else ""

    def handle_endtag(self, tag: str) -> None:
        self.inside &= tag != "article"

    def handle_data(self, data: str) -> None:
        self.words += data if self.inside else ""


def test_page_and_pdf_say_the_same(client, made):
    version = made.publish()
    html = client.get("/committees/safeguarding/2022-01-10/minutes/").content.decode()
    pdf = b"".join(client.get("/committees/safeguarding/2022-01-10/minutes.pdf").streaming_content)
    printed = "\n".join(said_by(pdf))
    assert len(said_by(pdf)) >= 4
    on_paper = sorted(re.findall(r"\w+", re.sub(r"\ufffe|[\r\n]+", " ", re.sub(f"{MARGIN}", " ", printed))))
    title, drafts = version.document["title"], len(said_by(pdf))
    on_page = sorted(re.findall(r"\w+", f"{Article(html).words} {title} {f'{template_context.DRAFT} ' * drafts}"))
    assert Counter(on_paper) - Counter(on_page) == Counter(NUMBERED)
    assert Counter(on_page) - Counter(on_paper) == Counter()


def test_r27_every_leaf_has_its_number_and_a_space_for_initials_beside_the_text_of_pdf_ua_1(made, tmp_path):
    data = printing.pdf(made.take(), "members", draft=True)
    leaves = said_by(data)
    for number, leaf in enumerate(leaves, 1):
        assert f"Leaf {number}" in leaf and "Initials" in leaf
        assert template_context.DRAFT in leaf and "ot for publication" in leaf
    assert SECRET in " ".join(leaves)
    (tmp_path / "minutes.pdf").write_bytes(data)
    report = page_validation.validate_pdf(str(tmp_path / "minutes.pdf"), profile="ua1")
    assert report.is_compliant, report.failures
    assert check.belied(marked(prepare(data), "", title="Minutes")) == [], "as they lie in the next pack"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert b"/Artifact <</Type /Pagination>> BDC" in pdf.pages[0].Contents.read_bytes()


def opened(data: bytes):
    return docx.Document(io.BytesIO(data))


def test_word_has_real_headings_lists_tables_and_header_rows(made):
    doc = opened(word_export.docx(made.take(), draft=True))
    by_style = {}
    for row in doc.paragraphs:
        by_style.setdefault(row.style.name, []).append(row.text)
    assert by_style["Heading 1"] == [made.take()["title"]]
    assert by_style["Heading 2"] == ["Attendance", "PART ONE", "PART TWO"]
    assert by_style["Heading 3"][0] == "1. Declarations of Interest"
    assert by_style["Heading 4"] == ["Recording", "A small heading"]
    assert by_style["List Bullet"][0] == "concerns had been raised 12,176 times;"
    assert by_style["List Number"] == ["three", "four"]
    limb = "figures for Covid-positive patients discharged to care homes be sent to members;"
    (lettered,) = [row._p for row in doc.paragraphs if row.text == limb]
    (number,) = lettered.xpath("./w:pPr/w:numPr/w:numId/@w:val")
    (kind,) = doc.part.numbering_part.element.xpath(f"./w:num[@w:numId={number}]/w:abstractNumId/@w:val")
    of_kind = f"./w:abstractNum[@w:abstractNumId={kind}]/w:lvl"
    assert doc.part.numbering_part.element.xpath(f"{of_kind}/w:lvlText/@w:val") == ["%1)"]
    assert doc.part.numbering_part.element.xpath(f"{of_kind}/w:numFmt/@w:val") == ["lowerLetter"]
    table = doc.tables[0]
    assert table.rows[0]._tr.trPr.xpath("./w:tblHeader") and not table.rows[1]._tr.xpath(".//w:tblHeader")
    assert "Initials" in doc.sections[0].footer.paragraphs[0].text


def test_word_and_pdf_say_the_same_and_keep_the_secret(made):
    words = made.take()
    assert SECRET in " ".join(row.text for row in opened(word_export.docx(words, "members", draft=False)).paragraphs)
    doc = opened(word_export.docx(words, "public", draft=False))
    cells = [cell.text for table in doc.tables for row in table.rows for cell in row.cells]
    in_word = sorted(re.findall(r"\w+", " ".join([*(row.text for row in doc.paragraphs), *cells])))
    printed = "\n".join(said_by(printing.pdf(words, "public", draft=False)))
    printed = re.sub(r"\ufffe|[\r\n]+", " ", re.sub(MARGIN, " ", printed))
    limbs = [row._p.xpath("./w:pPr/w:numPr/w:numId/@w:val") for row in doc.paragraphs if row.style.name == "Normal"]
    letters = [
        chr(ord("a") + at) for of in Counter(number for (number,) in filter(None, limbs)).values() for at in range(of)
    ]
    assert sorted([*in_word, *NUMBERED, *letters]) == sorted(re.findall(r"\w+", printed))
    assert SECRET not in " ".join(in_word)


def test_minutes_are_printed_from_the_shell_for_the_public_and_in_word(made, tmp_path):
    """For members, and what is refused: `tests/meetings/minutes/test_what_is_withheld_stays_so.py`."""
    for name in ("a.pdf", "c.docx"):
        call_command("print_minutes", "safeguarding", "2022-01-10", "--output", str(tmp_path / name))
    assert SECRET not in " ".join(said_by((tmp_path / "a.pdf").read_bytes()))
    assert opened((tmp_path / "c.docx").read_bytes()).paragraphs[0].text.startswith("Minutes of")
    with pytest.raises(CommandError, match="There are no minutes"):
        call_command("print_minutes", "safeguarding", "2022-02-28", "--output", str(tmp_path / "d.pdf"))

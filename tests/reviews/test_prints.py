"""One tree of content as page, PDF and Word: the same words in each, tagged, with contents, notes and page numbers."""

import datetime as dt
import io
import re
from html.parser import HTMLParser

import docx
import pikepdf
import pypdfium2
import pytest
from docx.oxml.ns import qn

from meetings.packs import check
from meetings.packs.join import Part, join
from meetings.packs.page_numbers import Span
from meetings.packs.pdf.compile import prepare
from reviews.prints import page, sending
from reviews.prints.content import (
    Contents,
    Document,
    Figure,
    Front,
    Heading,
    Prose,
    bullets,
    labelled,
    numbered,
    paragraph,
    table,
)

pytestmark = pytest.mark.django_db
LONG = [[f"Year {number}", str(number), f"{number / 7:.1f} %"] for number in range(1, 90)]
CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40"><rect width="60" height="20" fill="#1f7a72"/></svg>'
)
NESTED = (
    "<h3>What schools told us</h3><p>Some <strong>do well</strong>^[See <a href='https://www.gov.uk/guidance'>the "
    "guidance</a> of 2021.].</p><ul><li>first<ol><li>deeper<ul><li>deepest^[A second note.]</li></ul></li>"
    "<li>beside it</li></ol></li><li>second</li></ul><h4>Numbers</h4><p>An open ^[ bracket is left alone</p>"
)


@pytest.fixture
def document() -> Document:
    return Document(
        "Report: harassment & schools",
        Front("Report of a “joint” review", "Harassment & schools", ("Committee One", "April 2022"), own_page=True),
        (
            Contents(),
            Heading("Foreword"),
            paragraph("Two lines:\nthis is the second."),
            Heading("Findings"),
            Prose(NESTED),
            table("Referrals by year", ["Year", "Referrals", "Share"], LONG, numeric=(1, 2)),
            Figure("Bars: 60 of 100.", "Figure 1: referrals", svg=CHART),
            Heading("Findings"),
            bullets(["one", [paragraph("two"), bullets(["two and a half"])]]),
            numbered(["four", "five"], start=4),
            labelled("Contact:", "the scrutiny team"),
        ),
        dt.date(2022, 4, 21),
        "Harassment & schools \\ “report”",
    )


def test_page_pdf_and_word_hold_the_same_words_and_the_pdf_is_tagged_and_numbers_its_pages(document: Document) -> None:
    from_page = words_of_html(f"{document.front.title} {page.body_html(document)}")
    # In print the bullets and numbers of lists, and the pages of the contents, are words as well.
    made = sending.made(document, "pdf")
    assert words_of_word(sending.made(document, "docx")) >= from_page
    assert not from_page - words_of_pdf(made)
    assert sending.made(document, "pdf") == made
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert str(opened.docinfo.Title) == document.title
    part = prepare(made)
    assert part.claims_ua  # so a pack that it is bound into may say so too
    bound = join(None, [Part("a", "A", part, Span(1, len(part.pages), len(part.pages)))], title="Pack").pdf
    assert check.belied(bound) == []
    pages = texts_of(made)
    assert "Page 1 of" not in pages[0]
    assert f"Page 2 of {len(pages)}" in pages[1]
    assert re.search(r"Foreword[. ]+3", pages[1]), pages[1]


def test_notes_are_numbered_and_lead_there_and_back(document: Document) -> None:
    html = str(page.body_html(document))
    assert '<a href="#note-1" id="note-1-mark">[1]</a>' in html
    assert (
        '<a href="#note-1-mark" id="note-1">[1]</a> See <a href="https://www.gov.uk/guidance">the guidance</a>' in html
    )
    assert html.count('id="note-2"') == html.count('href="#note-2"') == 1
    assert "An open ^[ bracket is left alone" in html
    assert html.count("<h2") == 4
    assert 'id="findings-2"' in html
    doc = docx.Document(io.BytesIO(sending.made(document, "docx")))
    names = {mark.get(qn("w:name")) for mark in doc.element.body.iter(qn("w:bookmarkStart"))}
    links = {link.get(qn("w:anchor")) for link in doc.element.body.iter(qn("w:hyperlink"))} - {None}
    assert links
    assert links <= names


def test_what_is_written_is_never_markup() -> None:
    hostile = "<script>alert(1)</script>\" onload='x' & “quoted”"
    made = Document(
        "T", Front("", hostile), (Heading(hostile), paragraph(hostile), Figure(hostile, hostile, data=b"x")),
        dt.date(2022, 1, 1), hostile,
    )  # fmt: skip
    html = str(page.body_html(made))
    assert "<script" not in html
    assert "onload='" not in html


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.words.append(" ")


def words_of_html(html: str) -> set[str]:
    reader = Reader()
    reader.feed(html)
    return words_in("".join(reader.words))


def words_of_word(data: bytes) -> set[str]:
    body = docx.Document(io.BytesIO(data)).element.body
    found = "".join(
        node.text or " " if node.tag == qn("w:t") else " " for node in body.iter(qn("w:t"), qn("w:p"), qn("w:br"))
    )
    return words_in(found)


def words_of_pdf(data: bytes) -> set[str]:
    return words_in(" ".join(texts_of(data)))


def texts_of(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as opened:
        return [sheet.get_textpage().get_text_range() for sheet in opened]


def words_in(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.replace("\ufffe", "-")))

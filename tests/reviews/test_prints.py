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
from reviews.agenda_papers import answer_papers, notice_letter
from reviews.agenda_papers.notice_letter import unserved
from reviews.answers import progress_verbs as progress
from reviews.answers import response_verbs as responses
from reviews.answers import sign_off_verbs as verbs
from reviews.models import AddresseeKind, ProgressEntry
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
from reviews.proposing import verbs as proposing
from tests.reviews.reported import ANSWERED, AT, REPORT, SERVED, serve

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


LATER = dt.date(2022, 1, 10)
POISON = "quixotry"


@pytest.fixture
def public(reported, officer, scrutiny):
    """Publish the review, with a notice received, a late answer, an unpublished draft answer, and progress."""
    serve(reported, scrutiny)
    draft = verbs.name_writer(reported.police, writer=officer.person, mailbox="", at=AT, by=scrutiny)
    verbs.keep_draft(draft, action=POISON, by=officer)
    at = dt.datetime(2022, 1, 10, 9, tzinfo=dt.UTC)
    responses.record_response(reported.cabinet, **ANSWERED | {"received_on": LATER, "at": at}, by=scrutiny)
    told = {"on": LATER, "at": at, "by": scrutiny}
    progress.report_progress(reported.cabinet, status="on_track", evidence=POISON, **told)
    progress.judge_progress(reported.cabinet, status="at_risk", evidence="Only ten of ninety.", **told)
    reported.review.refresh_from_db()
    return reported


def words_of(document) -> str:
    return str(page.body_html(document))


def test_the_letter_says_who_asks_whom_for_what_and_by_when(reported, scrutiny):
    addressees = unserved(reported.review, AddresseeKind.EXECUTIVE)
    about = {"recipient": "The Leader", "report_on": REPORT}
    words = words_of(notice_letter.content(reported.review, addressees, on=REPORT, **about))
    for part in (
        "The Prosperous Overview and Scrutiny Committee and the Safeguarding Overview and Scrutiny Committee",
        "section 9FE", "Recommendation 1", "To:</strong> Cabinet Member for Education",
        "Ask every pupil who cares for someone.",
        "Received on Tuesday 14 September 2021, the last day for the response would be Saturday 13 November 2021.",
    ):  # fmt: skip
        assert part in words
    notice = responses.serve_notice(reported.review, [reported.cabinet], **SERVED, by=scrutiny)
    notice = responses.record_receipt(notice, received_on=REPORT, proof="By email", at=AT, by=scrutiny)
    words = words_of(notice_letter.content(reported.review, addressees, on=REPORT, notice=notice, **about))
    assert "The last day for the response is Saturday 13 November 2021." in words
    police = unserved(reported.review, AddresseeKind.CRIME)
    words = words_of(notice_letter.content(reported.review, police, on=REPORT, **about))
    assert "The last day for the response is Tuesday 12 October 2021." in words


def test_the_letter_calls_the_review_as_anybody_reads_it_called(reported, scrutiny):
    review = proposing.edit_review(reported.review, public_title="Young carers", by=scrutiny)
    addressees = unserved(review, AddresseeKind.CRIME)
    letter = notice_letter.content(review, addressees, recipient="Police", report_on=REPORT, on=REPORT)
    assert (letter.title, letter.front.title, letter.running) == (
        "Notice: Young carers", "Young carers", "Notice, Young carers",
    )  # fmt: skip


def test_the_papers_tell_what_is_published_and_nothing_else(public):
    papers = [
        made(public.review, LATER)
        for made in (answer_papers.response_paper, answer_papers.progress_paper, answer_papers.look_back_paper)
    ]
    response, half_year, look_back = map(words_of, papers)
    assert "13 November 2021, 58 days late" in response and "At risk, 10 Jan 2022" in half_year
    for words in ("Accepted: 1 of 3 answers", "by up to 58 days", "118 days after the report"):
        assert words in look_back
    assert all("Nothing yet" in words for words in (half_year, look_back))
    assert POISON not in response + half_year + look_back
    assert ProgressEntry.objects.filter(evidence=POISON, published_at=None).exists()


def test_progress_of_a_day_is_told_as_of_that_day(public):
    before = words_of(answer_papers.progress_paper(public.review, LATER - dt.timedelta(days=1)))
    assert "No recommendations have been accepted yet." in before
    after = words_of(answer_papers.progress_paper(public.review, dt.date(2022, 12, 1)))
    assert "Nothing was reported in that time." in after

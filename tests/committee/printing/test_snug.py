"""No page is printed for a line or two: a document that spills is set tighter where that saves the page."""

import datetime as dt
import io

import pypdfium2
import pytest
from django.utils import timezone

from committee import printing
from meetings.minutes.document import printing as minutes_printing
from meetings.packs import notices_pdf, snapshot
from tests.meetings import printed_minutes, publishing

SNUG = printing.Snug("p { margin: 0 0 2pt !important }")


def pages_of(data: bytes) -> list[list[str]]:
    """Return the lines of each page."""
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(data))]
    return [[line for line in text.splitlines() if line.strip()] for text in texts]


def lines(count: int, snug: printing.Snug | None) -> list[int]:
    html = "<html><head><title>T</title></head><body><h1>T</h1>" + "<p>A line.</p>" * count + "</body></html>"
    return [len(page) for page in pages_of(printing.render_pdf(html, title="T", snug=snug))]


def test_a_line_alone_on_a_page_comes_back_to_the_page_before():
    one_page = lines(60, None)[0] - 1
    assert lines(one_page + 1, None) == [one_page + 1, 1]
    assert lines(one_page + 1, SNUG) == [one_page + 2]
    assert lines(one_page + 4, SNUG) == lines(one_page + 4, None), "four lines are no line alone"


@pytest.mark.django_db
def test_a_notice_has_one_sheet_or_several_items_on_the_second(safeguarding, clerk):
    meeting = publishing.meeting_of(safeguarding, clerk, dt.date(2022, 3, 10))
    taken = snapshot.take(snapshot.Ground.of(meeting, dt.date(2022, 3, 2)), issued_on=dt.date(2022, 3, 2), placed={})
    item, seen = taken["items"][0], set()
    for count in (18, 24):
        taken["items"] = [{**item, "number": number} for number in range(1, count + 1)]
        pages = pages_of(notices_pdf.notice(meeting, taken, at=timezone.now(), kind="first", note=""))
        seen.add(len(pages))
        assert len(pages) == 1 or len([line for line in pages[1] if "Apologies" in line]) >= 3, (count, pages[1])
    assert seen == {1, 2}


@pytest.mark.django_db
def test_minutes_leave_no_line_on_a_page_of_its_own(safeguarding, clerk, proper_officer):
    words = printed_minutes.make(safeguarding, clerk).take()
    entry, before = words["entries"][0], words["entries"][0]["text"]
    seen = set()
    for count in (9, 13):  # a line of the last minute once stood alone above the signature on a fourth leaf
        entry["text"] = before + "<p>The Committee noted it.</p>" * count
        pages = pages_of(minutes_printing.pdf(words, draft=True))
        seen.add(len(pages))
        assert len(pages[-1]) > 8, pages[-1]
    assert seen == {3, 4}

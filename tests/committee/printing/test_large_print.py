"""Prints: large print of any document, fonts for other scripts, and no page for a line or two."""

import datetime as dt
import io
import re

import pypdfium2
import pytest
from django.utils import timezone
from pikepdf import Pdf

from committee import printing
from committee.portal.demo import papers as demo_papers
from committee.printing import Job, print_all, render_pdf
from meetings.minutes.document import printing as minutes_printing
from meetings.packs import notices_pdf, snapshot
from tests.meetings import printed_minutes, publishing
from tests.meetings.packs import looking, sizes

SLUGS = list(demo_papers.catalogue())[::8]
SMALL = """<html><head><style>
p { font-size: 6pt !important; font-style: italic } sup { font-size: 50% } .two { columns: 2 } .side { display: flex }
li::marker { font-size: 5pt } p::before { content: "Note "; font-size: 4pt } @page { size: A5 landscape; margin: 2mm }
</style></head><body><h1>Report</h1><p style="font-size: 3pt">Tiny<sup>1</sup> <small>small</small></p>
<ol class="two"><li>First</li></ol><div class="side"><div>Left</div><div>Right</div></div>
<table style="font-size: 5pt"><caption>Figures</caption><thead><tr><th scope="col">Year</th></tr></thead>
<tbody><tr><td>2021</td></tr></tbody></table></body></html>"""


@pytest.fixture(scope="module")
def large() -> dict[str, bytes]:
    jobs = [Job(demo_papers.source(slug), slug, large=True) for slug in SLUGS]
    return dict(zip(SLUGS, print_all(jobs), strict=True))


def lines(html: str) -> list[str]:
    return looking.words(render_pdf(html, title="Report", large=True))


def test_no_letter_is_smaller_than_18_point_whatever_the_document_asks_for():
    assert sizes.too_small(render_pdf(SMALL, title="Report"))
    pdf = render_pdf(SMALL, title="Report", large=True)
    assert sizes.too_small(pdf) == {}
    assert [round(side) for side in pypdfium2.PdfDocument(pdf)[0].get_size()] == [595, 842]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_paper_of_the_demonstration_is_18_point_on_upright_a4_within_its_margins_and_loses_no_word(large, slug):
    assert sizes.too_small(large[slug]) == {}
    assert {tuple(map(round, page.get_size())) for page in pypdfium2.PdfDocument(large[slug])} == {(595, 842)}
    for number, page in enumerate(pypdfium2.PdfDocument(large[slug]), 1):
        words = page.get_textpage()
        for place in range(words.count_rects()):
            left, bottom, right, top = words.get_rect(place)
            assert left > 45 and right < 595 - 45 and bottom > 60 and top < 842 - 40, (number, words.get_text_bounded())
    said = set(re.findall(r"\w+", " ".join(looking.words(demo_papers.prints()[slug])).casefold()))
    kept = set(re.findall(r"\w+", " ".join(looking.words(large[slug])).casefold()))
    drawn = {"bar", "a", "as", "initials"}  # the name of a column that only draws; the line to sign every page
    assert {word for word in said - kept if not word.isdigit()} <= drawn


def test_words_for_emphasis_are_bold_and_never_italic():
    pdf = render_pdf("<h1>Report</h1><p>It <em>must</em> stop.</p>", title="Report", large=True)
    document = looking.opened(pdf)
    fonts = {str(font.BaseFont).partition("+")[2] for font in document.pages[0].obj.Resources.Font.values()}
    assert fonts == {"Portal", "Portal-Bold"}


def test_headings_in_capitals_are_calmed_but_an_abbreviation_is_left():
    html = "<h1>Report</h1><h2>A G E N D A</h2><h2>PART ONE</h2><h2>SEND</h2>"
    assert " ".join(lines(html)).split() == ["Report", "Agenda", "Part", "One", "SEND"]


WIDE = """<h1>Programme</h1><table><caption>To come</caption><thead><tr><th scope="col">Date of meeting</th>
<th scope="col">Item</th><th scope="col">Details</th><th scope="col">Action or outcome</th></tr></thead><tbody>
<tr><th scope="rowgroup" rowspan="2" id="june">16 June</th><th scope="row">Neglect</th>
<td>What slight neglect does to a child over a long time</td>
<td>None yet as it is still to be considered in June</td></tr>
<tr><th scope="row">Placements</th>
<td>Whether there are enough of them for those who wait<ul><li>near home</li></ul></td>
<td>To be scheduled</td></tr>
</tbody></table>"""


def test_a_table_too_wide_for_the_page_is_written_out_with_each_cell_under_its_columns_name():
    said = " ".join(lines(WIDE))
    assert said.startswith(
        "Programme To come Date of meeting: 16 June Item: Neglect Details: What slight neglect does to a "
        "child over a long time "
        "Action or outcome: None yet as it is still to be considered in June Date of meeting: 16 June Item: Placements"
    )
    assert "near home" in said
    inner = WIDE.partition("</h1>")[2]
    assert " ".join(lines(WIDE.replace("<ul><li>near home</li></ul>", inner))).count("Date of meeting: 16 June") == 4


def test_a_table_that_fits_stays_a_table_less_a_column_that_only_draws():
    html = (
        "<h1>Report</h1><table><thead><tr><th scope='col'>Year</th><th scope='col'>Count</th>"
        "<th scope='col'>As a bar</th></tr></thead><tbody><tr><th scope='row'>2021</th><td>57</td>"
        "<td><div style='width:57%'></div></td></tr></tbody></table>"
    )
    pdf = render_pdf(html, title="Report", large=True)
    assert b"/TH" in looking.everything(pdf)
    assert "bar" not in " ".join(looking.words(pdf))


def test_room_is_left_at_the_head_of_every_page_where_a_pack_will_stamp_words():
    html = "<h1>Report</h1>" + "<p>Words and more words.</p>" * 60
    pages = pypdfium2.PdfDocument(render_pdf(html, title="Report", large=True, headroom=60))
    assert len(pages) > 2
    for page in pages:
        words = page.get_textpage()
        assert max(words.get_rect(place)[3] for place in range(words.count_rects())) < 842 - 60 * 72 / 25.4


WORDS = {
    "Arabic": "اردو میں",
    "Bengali": "বাংলা",
    "Devanagari": "हिन्दी",
    "Gujarati": "ગુજરાતી",
    "Gurmukhi": "ਪੰਜਾਬੀ",
    "Hebrew": "עברית",
    "Symbols": "☐ and ➢",
    "Tamil": "தமிழ்",
}


def fonts(html: str) -> set[str]:
    """Return the fonts that the print of a document is set in."""
    with Pdf.open(io.BytesIO(render_pdf(f"<html><body><h1>Names</h1>{html}</body></html>", title="Names"))) as pdf:
        return {str(found.BaseFont).split("+")[-1] for page in pdf.pages for found in page.Resources.Font.values()}


def test_every_script_has_a_font_of_ours():
    assert fonts("".join(f"<p>{words}</p>" for words in WORDS.values())) == {
        "Portal",
        "Portal-Bold",
        *(f"Portal-{name}" for name in WORDS),
    }


def test_greek_cyrillic_and_the_letters_of_europe_are_in_the_face_itself():
    assert fonts("<p>Ελληνικά, Кириллица, Łódź, Ŵyn, Việt → ✓</p>") == {"Portal", "Portal-Bold"}


SNUG = printing.Snug("p { margin: 0 0 2pt !important }")


def pages_of(data: bytes) -> list[list[str]]:
    """Return the lines of each page."""
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(data))]
    return [[line for line in text.splitlines() if line.strip()] for text in texts]


def lines_of_pages(count: int, snug: printing.Snug | None) -> list[int]:
    html = "<html><head><title>T</title></head><body><h1>T</h1>" + "<p>A line.</p>" * count + "</body></html>"
    return [len(page) for page in pages_of(printing.render_pdf(html, title="T", snug=snug))]


def test_a_line_alone_on_a_page_comes_back_to_the_page_before():
    one_page = lines_of_pages(60, None)[0] - 1
    assert lines_of_pages(one_page + 1, None) == [one_page + 1, 1]
    assert lines_of_pages(one_page + 1, SNUG) == [one_page + 2]
    assert lines_of_pages(one_page + 4, SNUG) == lines_of_pages(one_page + 4, None), "four lines are no line alone"


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

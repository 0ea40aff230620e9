"""The reading view of a file: its words in order, as headings, lists and tables; nothing lost, nothing invented."""

import re
from collections import Counter
from functools import cache, partial
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from committee.files import files
from committee.printing import render_pdf
from meetings.packs import derived_store
from meetings.packs.intake import sandbox
from meetings.packs.reading import blocks, glyphs, html, tagged, view
from meetings.packs.reading.view import Page
from tests.meetings.packs import making

LIBREOFFICE = Path(__file__).parent / "libreoffice.pdf"
SENTENCE = "The committee asked how many children wait for an assessment and what its partners do about it. "
CORPUS = {
    "tagged": partial(making.tagged, 3),
    "with tags of its own": making.with_own_tags,
    "of LibreOffice": LIBREOFFICE.read_bytes,
    "untagged": partial(making.pdf_of, 2),
    "turned": making.rotated,
    "slides": making.landscape_deck,
    "moved": making.unbalanced,
    "some pictures": making.deck_with_pictures,
    "two columns": lambda: untagged(columns()),
    "two tagged columns": lambda: columns(),
}


def with_recognised_words(pdf: bytes = making.pdf_of(2, "Recognised words")) -> bytes:
    """Return the PDF with words that are not drawn, as programs write them that recognise words in a scan."""
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            page.contents_add(document.make_stream(b"3 Tr "), prepend=True)
        return making.saved(document)


@cache
def columns() -> bytes:
    style = "<style>div { columns: 2 } .narrow { width: 4cm } .wide { letter-spacing: .4em }</style>"
    body = (
        f"<h1>Two columns</h1><div><p>{SENTENCE * 6}</p><p>{SENTENCE * 7}</p></div><p class=wide>DEMONSTRATION COPY</p>"
        "<p class=narrow>A well-known re-exami&shy;nation of safe&shy;guar&shy;ding in counter-productive "
        "self-evident safe&shy;guarding cases.</p><p dir=rtl lang=he>שלום עולם</p>"
    )
    return render_pdf(f"<html lang='en-GB'><head>{style}</head><body>{body}</body></html>", title="Columns")


def untagged(pdf: bytes) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as document:
        del document.Root.StructTreeRoot
        return making.saved(document)


def read(pdf: bytes) -> list[Page]:
    return [view._page(page) for page in blocks.read(pdf)[0]["pages"]]


def shares(pdf: bytes) -> list[tuple[float, float]]:
    """Return, for each page, the shares of letters that the view lost, and that it invented, by PDFium's own text."""
    result = []
    for page, made in zip(pypdfium2.PdfDocument(pdf), read(pdf), strict=True):
        shown = Counter(re.findall(r"\w", page.get_textpage().get_text_bounded()))
        left_out = Counter(re.findall(r"\w", "".join(one.text for one in glyphs.of_page(page) if one.artifact)))
        view_letters = Counter(re.findall(r"\w", view.text_of(made)))
        wanted = shown - left_out
        most = max(1, wanted.total())
        result.append(((wanted - view_letters).total() / most, (view_letters - wanted).total() / most))
    return result


@pytest.mark.parametrize("name", CORPUS)
def test_no_word_is_lost_and_none_invented(name):
    pdf = CORPUS[name]()
    worst = sorted(enumerate(shares(pdf), 1), key=lambda page: -max(page[1]))[:5]
    print(f"{name}: worst pages (lost, invented): {worst}")
    assert all(max(share) <= 0.005 for _, share in worst)


def test_a_tagged_page_becomes_headings_lists_tables_and_links():
    page = read(making.tagged(1))[0]
    assert page.source == "tags"
    assert html.as_html(page, top=2, number=1) == (
        '<h2 id="heading-1-1">Report</h2><h3 id="heading-1-2">Section 1</h3>'
        "<p>Paragraph of section 1 in plain words, with ŵ and ŷ.</p>"
        '<ul class="bullets"><li>First point</li><li>Second point</li></ul>'
        '<table><caption>Figures</caption><thead><tr><th scope="col">Year</th><th scope="col">Count</th></tr></thead>'
        '<tbody><tr><th scope="row">2020</th><td>41</td></tr>'
        '<tr><th scope="row">2021</th><td>57</td></tr></tbody></table>'
        '<p>See the first section or <a href="https://www.example.org/" rel="nofollow">the web page</a>.</p>'
    )
    assert html.headings([page]) == [(1, "Report", 1, "heading-1-1"), (2, "Section 1", 1, "heading-1-2")]


def test_empty_cells_keep_the_columns_of_a_table():
    head = "<thead><tr><th scope=col>Ward</th><th></th><th scope=col>2022</th></tr></thead>"
    rows = "<tbody><tr><td>Ambridge</td><td></td><td>3</td></tr><tr><td></td><td>4</td><td></td></tr></tbody>"
    pdf = render_pdf(f"<html lang='en-GB'><body><table>{head}{rows}</table></body></html>", title="Table")
    assert str(html.as_html(read(pdf)[0])).partition("<table>")[2].partition("</table>")[0] == (
        '<thead><tr><th scope="col">Ward</th><td></td><th scope="col">2022</th></tr></thead>'
        "<tbody><tr><td>Ambridge</td><td></td><td>3</td></tr><tr><td></td><td>4</td><td></td></tr></tbody>"
    )


@pytest.mark.parametrize("pdf", [columns, lambda: untagged(columns())], ids=["tags", "lines"])
def test_lines_become_paragraphs_and_words_are_whole(pdf):
    lines = "\n".join(map(view.text_of, read(pdf()))).split("\n")
    assert lines[:4] == ["Two columns", (SENTENCE * 6).strip(), (SENTENCE * 7).strip(), "DEMONSTRATION COPY"]
    assert lines[4].startswith("A well-known re-examination of safeguarding in counter-productive self-evident")
    assert lines[5] == "שלום עולם"


def test_a_page_whose_tags_miss_words_is_read_by_its_lines():
    with pikepdf.open(BytesIO(making.tagged(1))) as document:
        document.pages[0].contents_add(
            document.make_stream(b" BT /F1 14 Tf 60 60 Td (Words that no tag of this page reaches) Tj ET")
        )
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        document.pages[0].Resources.Font.F1 = font
        page = read(making.saved(document))[0]
    assert page.source == "lines"
    assert "Words that no tag of this page reaches" in view.text_of(page)


def test_a_scan_says_that_its_words_were_recognised_and_a_picture_that_it_has_none():
    scan = with_recognised_words(making.pdf_of(1, "Recognised words"))
    assert read(scan) == [Page("scan", [["paragraph", [["Recognised words 1", ""]]]])]
    assert read(making.picture_only(1)) == [Page("picture", [])]


def test_what_the_child_answers_is_bounded_and_escaped():
    deep = ["paragraph", [["deep", ""]]]
    for _ in range(100):
        deep = ["list", "bullets", [["", [deep]]]]
    hostile = [
        ["paragraph", [["<script>\x00\u202e", "javascript:alert(1)"], ["desk", "/desk/"], [7, {}]]],
        ["heading", 99, [["<b>", 'https://a.example/"onclick="x']]],
        ["table", None, [[["<td>", 10**9, "x", [["paragraph", [["cell", ""]]]]]], "row"]],
        ["figure", '"><img>', None],
        ["iframe", "x"], {}, None, deep,
    ]  # fmt: skip
    page = view._page(["tags", hostile])
    assert html.as_html(page) == (
        "<p>&lt;script&gt;desk</p><h6>&lt;b&gt;</h6>"
        '<table><tbody><tr><td colspan="100">cell</td></tr></tbody></table>'
        "<figure><figcaption>Picture: &quot;&gt;&lt;img&gt;</figcaption></figure>"
    )
    assert len(view._page(["tags", [["paragraph", [["a" * 10**6, ""]]]] * 3]).blocks) == 1
    assert view._page("nonsense") == Page("picture", [])


def test_the_authors_text_takes_the_place_of_the_machines_words():
    pages = [Page("scan", [["paragraph", [["m0nthly rep0rt", ""]]]])]
    made = view.with_texts(pages, {1: "Monthly report\nof May\n\nNext", 3: "Third"})
    assert [page.source for page in made] == ["author", "picture", "author"]
    assert view.text_of(made[0]) == "Monthly report\nof May\nNext"
    assert html.as_html(made[0]) == "<p>Monthly report<br>of May</p><p>Next</p>"


def test_a_view_is_kept_with_its_file_and_deleted_with_it(db):
    stored = files.keep(making.tagged(1))
    assert view.kept(stored) is None
    assert view.make_missing(stored)
    assert view.kept(stored) == read(making.tagged(1))
    assert not view.make_missing(stored)
    derived_store.forget_made_of([stored.sha256])
    assert view.kept(stored) is None


def test_a_file_that_cannot_be_read_is_not_tried_for_ever(db, monkeypatch):
    stored = files.keep(making.tagged(1))
    tries = []

    def crash(*about, **more):
        tries.append(about)
        raise sandbox.Crashed

    monkeypatch.setattr(sandbox, "run", crash)
    assert not view.make_missing(stored)
    assert not view.make_missing(stored)
    assert view.kept(stored) == [] and len(tries) == 1
    monkeypatch.undo()
    assert view.make_missing(stored, again=True)
    assert view.kept(stored)


def test_a_file_that_is_erased_while_it_is_read_leaves_no_view(db, monkeypatch):
    stored = files.keep(making.tagged(1))
    run = sandbox.run

    def erased_meanwhile(*about, **more):
        answer = run(*about, **more)
        files.erase(stored)
        return answer

    monkeypatch.setattr(sandbox, "run", erased_meanwhile)
    assert not view.make_missing(stored)
    assert view.kept(stored) is None


@pytest.mark.parametrize("text", ["1.5 million", "20.5% of them", "10.30am", "e.g. a visit", "i.e. a visit"])
def test_the_beginning_of_a_number_or_of_a_short_form_is_no_label(text):
    label, content = tagged._labelled("", [["paragraph", [[text, ""]]]])
    assert " ".join([label, content[0][1][0][0]]).strip() == text


def line(*texts: str) -> list[glyphs.Glyph]:
    """Return texts in one line, letters or words, with a blank of 3 points between them; a letter is 6 points wide."""
    result, left = [], 0
    for text in texts:
        result.append(glyphs.Glyph(text, left, 0, left + 6 * len(text), 10, 0, "", -1, False, False))
        left += 6 * len(text) + 3
    return result


def test_single_letters_after_a_word_are_not_joined_to_it():
    plan = [one._replace(left=6 * at - 24, right=6 * at - 18) for at, one in enumerate(line(*"Plan"))]
    assert glyphs.runs([*plan, *(one._replace(left=one.left + 3, right=one.right + 3) for one in line(*"ABC"))]) == [
        ["Plan A B C", ""]
    ]
    assert glyphs.runs(line(*"DRAFT")) == [["DRAFT", ""]]
    assert glyphs.runs(line("four", "words", "stay", "apart")) == [["four words stay apart", ""]]

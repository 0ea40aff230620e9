"""The demonstration papers come out as their list promises, whatever small difference the letters make."""

import html
import io
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from committee import printing
from committee.portal.demo import papers as demo_papers

FOLDER = Path(__file__).resolve().parents[4] / "fixtures" / "demo" / "papers"
PAPERS = tomllib.loads((FOLDER / "papers.toml").read_text())["paper"]
BY_SLUG = {paper["slug"]: paper for paper in PAPERS}
STAMP_ROOM = 18 / 25.4 * 72  # points at the foot of every page, kept for "Page n"
POISON = "quillfeather"

each_paper = pytest.mark.parametrize("paper", PAPERS, ids=BY_SLUG)


def markup(slug: str) -> str:
    return (FOLDER / f"{slug}.html").read_text()


def words(slug: str) -> str:
    """Return the text of a paper without markup."""
    body = re.sub(r"<head>.*?</head>", " ", markup(slug), flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


@pytest.fixture(scope="module")
def rendered() -> dict[str, bytes]:
    return demo_papers.prints()


def opened(rendered: dict[str, bytes], paper: dict) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(rendered[paper["slug"]]))


def test_every_paper_in_the_folder_is_on_the_list() -> None:
    assert {path.stem for path in FOLDER.glob("*.html")} == set(BY_SLUG)


def test_the_pack_of_april_2022_keeps_the_page_counts_of_the_source() -> None:
    counts = {paper["item"]: paper["pages"] for paper in PAPERS if "item" in paper}
    assert counts == {4: 12, 5: 10, 6: 32}


@each_paper
def test_a_paper_has_exactly_the_pages_it_promises(rendered, paper) -> None:
    assert len(opened(rendered, paper).pages) == paper["pages"]


@each_paper
@pytest.mark.parametrize("spacing", ["0.015em", "-0.01em"])
def test_letters_a_little_wider_or_narrower_do_not_change_the_page_count(paper, spacing) -> None:
    nudged = demo_papers.source(paper["slug"]).replace("</style>", f" html {{ letter-spacing: {spacing} }}</style>")
    pdf = printing.render_pdf(nudged, title=paper["title"])
    assert len(pypdfium2.PdfDocument(pdf)) == paper["pages"]


@each_paper
def test_every_page_is_a4_and_turned_as_promised(rendered, paper) -> None:
    expected = [842, 595] if paper["orientation"] == "landscape" else [595, 842]
    for page in opened(rendered, paper).pages:
        assert [round(float(side)) for side in page.mediabox[2:]] == expected


@each_paper
def test_nothing_is_printed_where_the_page_number_will_be_stamped(rendered, paper) -> None:
    for number, page in enumerate(pypdfium2.PdfDocument(rendered[paper["slug"]]), 1):
        textpage = page.get_textpage()
        middle = page.get_width() * 0.35, page.get_width() * 0.65
        stray = textpage.get_text_bounded(left=middle[0], right=middle[1], bottom=0, top=STAMP_ROOM)
        assert not stray.strip(), f"page {number}: {stray!r}"


@each_paper
def test_a_paper_says_its_title_and_language_and_is_tagged_only_where_promised(rendered, paper) -> None:
    pdf = opened(rendered, paper)
    assert str(pdf.docinfo["/Title"]).strip()
    assert str(pdf.Root.Lang) == paper["language"]
    assert ("/StructTreeRoot" in pdf.Root) is paper["tagged"]


@each_paper
def test_only_the_bundled_font_is_used(rendered, paper) -> None:
    fonts = {
        str(font.BaseFont).split("+")[-1]
        for page in opened(rendered, paper).pages
        for font in page.Resources.get("/Font", {}).values()
    }
    assert fonts
    assert all(name.startswith("Portal") for name in fonts), fonts


@each_paper
def test_a_paper_says_in_print_that_it_is_a_demonstration(rendered, paper) -> None:
    first = pypdfium2.PdfDocument(rendered[paper["slug"]])[0].get_textpage().get_text_range()
    said = re.sub(r"\s+", " ", first)
    assert "Not a publication of Staffordshire County Council" in said
    assert ("wholly invented" if paper.get("invented") else "adapted from a public document") in said


@each_paper
def test_no_paper_gives_a_telephone_number_or_an_email_address(paper) -> None:
    text = words(paper["slug"])
    addresses = re.findall(r"[\w.+-]+@[\w.-]+", markup(paper["slug"]))
    assert all(address.endswith("example.org") for address in addresses)
    assert not re.search(r"(\+44|\b0)[\d ()-]{8,}\d", text)


@each_paper
def test_headings_start_at_one_and_skip_no_level(paper) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", markup(paper["slug"]))]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@each_paper
def test_every_table_names_its_columns_and_every_header_its_scope(paper) -> None:
    for table in re.findall(r"<table.*?</table>", markup(paper["slug"]), flags=re.DOTALL):
        assert '<th scope="col"' in table
        assert all("scope=" in header for header in re.findall(r"<th\b[^>]*>", table))


@each_paper
def test_a_source_needs_no_file_but_those_of_the_static_folder(paper) -> None:
    addresses = re.findall(
        r"""(?:href|src)=["']([^#"'][^"']*)|url\(["']?([^"')]+)""", demo_papers.source(paper["slug"])
    )
    asked = {link or address for link, address in addresses}
    assert asked
    assert all(one.startswith(("/static/", "data:", "https:", "mailto:")) for one in asked), asked


@each_paper
def test_links_hold_text_alone(paper) -> None:
    """A box inside a link becomes a second, untagged link in the PDF."""
    assert not re.search(r"<a\b[^>]*>[^<]*<(?!/a>)", markup(paper["slug"]))


def test_the_contents_page_of_the_review_gives_its_true_inner_pages(rendered) -> None:
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(rendered["spotlight-review"])]
    covering_report, contents = pages[:2], pages[3]
    targets = re.findall(r'<li[^>]*><a href="#(\w+)">', markup("spotlight-review"))
    numbers = [int(number) for number in re.findall(r"^(\d+)\s*$", contents, flags=re.MULTILINE)][-len(targets) :]
    assert len(targets) == len(numbers) == 17
    for target, number in zip(targets, numbers, strict=True):
        heading = re.search(rf'id="{target}">([^<]+)<', markup("spotlight-review"))[1]
        assert heading in pages[len(covering_report) + number - 1], (heading, number)


def test_paragraphs_are_numbered_straight_through_the_headings(rendered) -> None:
    covering = "".join(
        page.get_textpage().get_text_range() for page in list(pypdfium2.PdfDocument(rendered["spotlight-review"]))[:2]
    )
    assert [int(number) for number in re.findall(r"^(\d+)\. ", covering, flags=re.MULTILINE)] == list(range(1, 10))


def test_the_review_makes_seven_recommendations() -> None:
    found = re.findall(r"<h3>Recommendation (\d):", markup("spotlight-review"))
    assert found == ["1", "2", "3", "4", "5", "6", "7"]


def test_no_count_under_five_is_shown_about_young_carers() -> None:
    cells = re.findall(r'<td class="num">([^<]+)</td>', markup("young-carers"))
    assert all(int(re.sub(r"\D", "", cell)) >= 5 for cell in cells)


def test_the_poison_word_stands_in_the_exempt_appendix_and_nowhere_else(rendered) -> None:
    for paper in PAPERS:
        pages = pypdfium2.PdfDocument(rendered[paper["slug"]])
        text = " ".join(page.get_textpage().get_text_range() for page in pages)
        assert (POISON in text.lower()) is (paper["access"] == "exempt")
    assert POISON not in (FOLDER / "papers.toml").read_text().lower()


def test_the_exempt_appendix_says_on_every_page_that_it_is_not_for_publication(rendered) -> None:
    for page in pypdfium2.PdfDocument(rendered["placements-exempt"]):
        said = re.sub(r"\s+", " ", page.get_textpage().get_text_range())
        assert "NOT FOR PUBLICATION" in said
        assert "Schedule 12A" in said
        assert "paragraph 3" in said

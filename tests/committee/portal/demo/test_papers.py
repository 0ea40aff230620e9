"""The demonstration papers come out as their list promises, whatever small difference the letters make."""

import html
import io
import re
import tomllib
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from committee.portal.demo import papers as demo_papers
from meetings.packs.reading import view
from tests.meetings.packs.reading import printed
from tests.meetings.packs.reading.kind import tokens
from tests.meetings.packs.test_reading import read, shares

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


@each_paper
def test_a_paper_is_printed_as_its_list_promises(rendered, paper) -> None:
    """Pages, size, title, language, tags, font, room for the stamp, and that it is a demonstration."""
    pdf, pages = opened(rendered, paper), pypdfium2.PdfDocument(rendered[paper["slug"]])
    size = [842, 595] if paper["orientation"] == "landscape" else [595, 842]
    assert [[round(float(side)) for side in page.mediabox[2:]] for page in pdf.pages] == [size] * paper["pages"]
    assert str(pdf.docinfo["/Title"]).strip() and str(pdf.Root.Lang) == paper["language"]
    assert ("/StructTreeRoot" in pdf.Root) is paper["tagged"]
    fonts = [font.BaseFont for page in pdf.pages for font in page.Resources.get("/Font", {}).values()]
    assert fonts and all(str(name).split("+")[-1].startswith("Portal") for name in fonts)
    for number, page in enumerate(pages, 1):
        middle = page.get_width() * 0.35, page.get_width() * 0.65
        stray = page.get_textpage().get_text_bounded(left=middle[0], right=middle[1], bottom=0, top=STAMP_ROOM)
        assert not stray.strip(), f"page {number}: {stray!r}"
    first = " ".join(pages[0].get_textpage().get_text_range().split())
    assert "Not a publication of Staffordshire County Council" in first
    assert ("wholly invented" if paper.get("invented") else "adapted from a public document") in first


@each_paper
def test_the_reading_view_of_a_paper_has_all_its_words_and_no_others(rendered, paper) -> None:
    pdf = rendered[paper["slug"]]
    pages = read(pdf)
    assert {page.source for page in pages} == {"tags" if paper["tagged"] else "lines"}
    assert max(map(max, shares(pdf))) <= 0.005
    source, shown = printed.words_of(demo_papers.source(paper["slug"])), "\n".join(map(view.text_of, pages))
    assert without_numbers(source) == without_numbers(shown)


def without_numbers(text: str) -> list[str]:
    """Return the words of a text; lists and contents are numbered by the style, so their source has no numbers."""
    return [word for word in tokens(text) if not re.fullmatch(r"\d+\.?|\w\.", word)]


@each_paper
def test_the_source_of_a_paper_names_nobodys_address(paper) -> None:
    text, source = words(paper["slug"]), markup(paper["slug"])
    assert all(address.endswith("example.org") for address in re.findall(r"[\w.+-]+@[\w.-]+", source))
    assert not re.search(r"(\+44|\b0)[\d ()-]{8,}\d", text), "a telephone number"
    links = re.findall(r"""(?:href|src)=["']([^#"'][^"']*)|url\(["']?([^"')]+)""", demo_papers.source(paper["slug"]))
    assert links
    assert all((link or address).startswith(("/static/", "data:", "https:", "mailto:")) for link, address in links)


def test_no_count_under_five_is_shown_about_young_carers() -> None:
    cells = re.findall(r'<td class="num">([^<]+)</td>', markup("young-carers"))
    assert all(int(re.sub(r"\D", "", cell)) >= 5 for cell in cells)


def test_the_poison_word_stands_in_the_exempt_appendix_and_nowhere_else(rendered) -> None:
    for paper in PAPERS:
        pages = pypdfium2.PdfDocument(rendered[paper["slug"]])
        text = " ".join(page.get_textpage().get_text_range() for page in pages)
        assert (POISON in text.lower()) is (paper["access"] == "exempt")
    assert POISON not in (FOLDER / "papers.toml").read_text().lower()

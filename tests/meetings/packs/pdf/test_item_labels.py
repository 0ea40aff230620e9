"""“Agenda item 4” at the head of a report's first page: where the report has left room, and nowhere else."""

import io
from dataclasses import replace

import pypdfium2
import pytest

from meetings.packs import check, page_numbers
from meetings.packs.join import Joined, Part, join
from meetings.packs.pdf.compile import prepare
from meetings.packs.pdf.stamp import Head, read_head
from tests.meetings.packs import looking, making

LABEL = "Agenda item 4"
MARKING = "Not for publication by virtue of paragraphs 1, 2 and 3 of Part 1 of Schedule 12A to the Local Government Act"


def head_of(pdf: bytes) -> Head:
    told, cells = read_head(pdf)
    return Head(told["columns"], cells)


def pack_of(pdf: bytes, *, marking: str = "", slots: bool = False) -> Joined:
    pages = len(looking.opened(pdf).pages)
    span = page_numbers.number([pages])[0]
    part = Part("a", "Item", prepare(pdf), span, marking, label=LABEL, free=head_of(pdf))
    return join(None, [part], title="Pack", reader_slots=slots)


def faults(pack: Joined, label: str = LABEL) -> list[str]:
    return looking.faults(pack.pdf, pack.spans, front_pages=0, title="Pack", labels={0: label})


def boxes(pdf: bytes, words: str) -> list[tuple[float, float, float, float]]:
    """Where words stand on the first page of a file."""
    text = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].get_textpage()
    found = text.search(words).get_next()
    return [text.get_rect(index) for index in range(text.count_rects(*found))] if found else []


def drawn_at(top: float, left: float = 40, size: float = 12, words: str = "Words at the head of the paper") -> bytes:
    """Return a PDF of two pages, the first with a line of text at that distance from its top."""
    pdf = looking.opened(making.pdf_of(2))
    line = f"BT /F1 {size} Tf {left} {making.A4[1] - top} Td ({words}) Tj ET\n"
    pdf.pages[0].contents_add(pdf.make_stream(line.encode()))
    return making.saved(pdf)


@pytest.mark.parametrize(("marking", "slots"), [("", False), (MARKING, True)])
def test_it_stands_at_the_right_of_the_first_page_alone(marking, slots):
    pack = pack_of(making.pdf_of(2), marking=marking, slots=slots)
    assert pack.labels == {"a": LABEL} and faults(pack) == []
    assert [LABEL in words for words in looking.words(pack.pdf)] == [True, False]
    assert all(left > 400 and bottom > 742 for left, bottom, _, _ in boxes(pack.pdf, LABEL))


def test_it_is_clear_of_words_of_restriction():
    pack = pack_of(making.pdf_of(1), marking=MARKING)
    (label,), restricted = boxes(pack.pdf, LABEL), boxes(pack.pdf, "Not for publication")
    assert restricted and all(label[3] < box[1] for box in restricted)


@pytest.mark.parametrize("top", [10, 46, 82])
def test_it_is_clear_of_the_papers_own_words(top):
    wide = drawn_at(top, words="Words of the paper’s own head, from one margin to the other: " * 2)
    pack = pack_of(wide)
    assert pack.labels and faults(pack) == []
    own = [box for words in ("Words of the", "one margin") for box in boxes(pack.pdf, words)]
    (label,) = boxes(pack.pdf, LABEL)
    for box in own:
        assert box[1] > label[3] or box[3] < label[1] or box[2] < label[0] or box[0] > label[2]


def test_where_no_place_is_clear_it_is_left_out_and_nothing_is_promised():
    pdf = looking.opened(making.pdf_of(1))
    pdf.pages[0].contents_add(pdf.make_stream(b"0.1 0.2 0.4 rg 0 700 596 142 re f\n"))
    pack = pack_of(making.saved(pdf))
    assert not pack.labels and LABEL not in looking.words(pack.pdf)[0]
    assert looking.faults(pack.pdf, pack.spans, front_pages=0, title="Pack") == []


def test_the_check_misses_a_label_that_was_promised():
    assert faults(pack_of(making.pdf_of(1)), "Agenda item 5") == [
        "Page 1 does not have the words 'Agenda item 5' at its head."
    ]


@pytest.mark.parametrize(("pdf", "is_turned"), [(making.rotated(270), True), (making.landscape_deck(2), False)])
def test_turned_and_wide_pages_bear_it_upright(pdf, is_turned):
    pack = pack_of(pdf)
    assert faults(pack) == []
    left, bottom, right, top = boxes(pack.pdf, LABEL)[0]  # as the page lies before it is turned
    assert (top - bottom > right - left) is is_turned


def test_an_accessible_pack_stays_so():
    pdf = making.tagged(1)
    part = Part("a", "Item", prepare(pdf), page_numbers.number([1])[0], label=LABEL, free=head_of(pdf))
    front = making.front_sheet(("a",))
    pack = join(prepare(front), [part], title="Pack")
    assert pack.labels and check.belied(pack.pdf) == []
    without = join(prepare(front), [replace(part, label="")], title="Pack")
    assert without.claims_ua == pack.claims_ua

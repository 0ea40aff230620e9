"""Files of all kinds have reading views with their words in order: nothing lost, nothing invented."""

import shutil
from collections import Counter
from collections.abc import Iterator

import pytest
from rapidfuzz.distance import LCSseq

from meetings.packs.intake.office import apart, libreoffice
from meetings.packs.reading import view
from tests.meetings.packs.reading.drawn import DRAWN
from tests.meetings.packs.reading.kind import tokens
from tests.meetings.packs.reading.printed import PRINTED
from tests.meetings.packs.reading.word import SCANS, WORD
from tests.meetings.packs.test_reading import read

KINDS = PRINTED | DRAWN | WORD | SCANS
WITHOUT_OFFICE = pytest.mark.skipif(not libreoffice.is_installed(), reason="LibreOffice is not installed")
WITHOUT_OCR = pytest.mark.skipif(
    not (shutil.which("ocrmypdf") and apart.is_possible()), reason="OCRmyPDF or bubblewrap is not on this machine"
)
EVERY_KIND = [
    *(pytest.param(name, id=name) for name in PRINTED | DRAWN),
    *(pytest.param(name, id=name, marks=WITHOUT_OFFICE) for name in WORD),
    *(pytest.param(name, id=name, marks=WITHOUT_OCR) for name in SCANS),
]


@pytest.fixture(scope="module")
def table() -> Iterator[list[str]]:
    """Yield a list of lines, which are printed at the end (`-s` shows them)."""
    lines = [f"{'kind of file':50} {'source':14} pages words missed more"]
    yield lines
    print("", *lines, sep="\n")


def test_there_are_at_least_sixty_kinds():
    assert len(KINDS) >= 60
    assert all(kind.why for kind in KINDS.values() if kind.lost or kind.more or kind.misread)


@pytest.mark.drill
@pytest.mark.parametrize("name", EVERY_KIND)
def test_a_reading_view_has_the_words_of_its_file_in_order_and_no_others(name, table):
    kind = KINDS[name]
    pages = read(kind.pdf())
    wanted, shown = tokens(kind.words), tokens("\n".join(map(view.text_of, pages)))
    missed = len(wanted) - LCSseq.similarity(wanted, shown)
    more = Counter(shown) - Counter(wanted) - Counter(kind.more)
    sources = " ".join(dict.fromkeys(page.source for page in pages))
    row = f"{len(pages):5} {len(wanted):5} {missed:6} {more.total():4}"
    table.append(f"{name:50} {sources:14} {row}  {kind.why}".rstrip())
    assert sources == kind.sources
    assert more.total() <= kind.misread * len(wanted), f"invented: {more}, lost: {Counter(wanted) - Counter(shown)}"
    assert missed <= kind.lost * len(wanted), f"lost: {Counter(wanted) - Counter(shown)}, of {shown[:100]}"

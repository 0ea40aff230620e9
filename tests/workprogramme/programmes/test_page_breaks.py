"""The day of a meeting is said again where a page of the printed programme ends within its rows, and nowhere else."""

import io
from typing import Any

import pikepdf
import pypdfium2
import pytest

from tests.workprogramme import world as worlds
from tests.workprogramme.world import AT, ON
from workprogramme.document import document, page_breaks, programme_pdf
from workprogramme.items import verbs as items

pytestmark = pytest.mark.django_db
SUGGESTED = "Suggested by many. " * 12


def pages_with(world: worlds.World, clerk: Any, number: int, details: str) -> list[str]:
    """Return the words of each page of a programme with `number` unscheduled items, from the first such page."""
    for place in range(number):
        items.add_item(world.programme, title=f"Item {place}", details=details, on=ON, at=AT, by=clerk)
    data = programme_pdf.pdf(document.take(world.programme, on=ON))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/Dests" not in pdf.Root.get("/Names", {})  # the names of the rows were for measuring
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(io.BytesIO(data))]
    return [page for page in pages if "tbc" in page]


def test_a_page_on_which_no_row_is_named_has_no_breaks():
    assert page_breaks.measured("<p>No items have been planned.</p>", "Work programme") == page_breaks.Pages(set(), 0)


def test_rows_that_stand_on_one_page_stand_together_however_many_lines_they_take(world, clerk):
    (page,) = pages_with(world, clerk, 7, SUGGESTED[:100])
    assert "Neglect" in page and "Item 6" in page and "continued" not in page


def test_rows_of_one_day_on_several_pages_say_it_once_a_page(world, clerk):
    first, *others = pages_with(world, clerk, 24, SUGGESTED)
    assert len(others) >= 2
    assert "continued" not in first
    for page in others:
        assert page.count("tbc (continued)") == 1
        assert page.index("tbc (continued)") < page.index("Item ", page.index("Action/Outcome"))


def test_large_print_which_writes_rows_out_is_made_of_rows_in_no_parts(world, clerk):
    for place in range(24):
        items.add_item(world.programme, title=f"Item {place}", details=SUGGESTED, on=ON, at=AT, by=clerk)
    source = programme_pdf.source(document.take(world.programme, on=ON))
    assert "continued" not in source and 'id="row-' not in source


def changed(world, number: int, times: int) -> dict[str, Any]:
    """Return the programme with so many changes, each so many sentences long."""
    words = document.take(world.programme, on=ON)
    change = {"what": "Added", "item": "Young Carers of the county", "text": "Meeting of 21 April. " * times, "key": ""}
    words["introduction"] = ["The Committee looks at what the county does for its children and families. " * 5] * 2
    words["changes"] = {"since": {"date": "2022-01-10", "words": "January"}, "rows": [change] * number}
    return words


def test_what_has_changed_is_set_tighter_where_it_fits_on_the_first_page_so(world):
    pdf = pypdfium2.PdfDocument(io.BytesIO(programme_pdf.pdf(changed(world, 13, 7))))
    counts = [page.get_textpage().get_text_range().count("Added:") for page in pdf]
    assert (counts[0], sum(counts)) == (13, 13), counts


@pytest.mark.parametrize(("tighter", "is_tight"), [(0, True), (1, False)])
def test_the_front_is_set_tighter_only_where_that_saves_a_page(world, monkeypatch, tighter, is_tight):
    ends, printed = iter((1, tighter)), []
    measured = lambda html, title: page_breaks.Pages(set(), next(ends))  # noqa: E731
    monkeypatch.setattr(programme_pdf, "measured_pages", measured)
    monkeypatch.setattr(programme_pdf.printing, "render_pdf", lambda html, title: printed.append(html) or b"%PDF-")
    monkeypatch.setattr(programme_pdf, "mended", lambda data: data)
    programme_pdf.pdf(changed(world, 13, 16))
    assert (programme_pdf.TIGHT_FRONT in printed[0]) == is_tight

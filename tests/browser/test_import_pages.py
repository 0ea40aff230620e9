"""A programme is brought in from a file in a browser, wide and narrow: the pages fit, pass axe and are valid."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.workprogramme import source
from workprogramme.models import ProgrammeItem

pytestmark = pytest.mark.browser
FILE = Path(source.__file__).parent / "papers" / "source-programme.csv"


def test_a_file_is_checked_its_date_settled_and_all_its_rows_come_in(
    site, safeguarding, year, clerk, scrutiny, sized_page, sign_in, accessible, fits_the_width, html_is_valid
):
    source.make(safeguarding, clerk)
    page = sized_page

    def look():
        accessible(page)
        fits_the_width(page)
        html_is_valid(page)

    sign_in(page, scrutiny)
    page.goto(f"{site}/desk/work-programme/safeguarding/2021-22/import/")
    look()
    page.get_by_label("The programme").set_input_files(FILE)
    page.get_by_role("button", name="Check this file").click()
    expect(page.get_by_role("button", name="Import 30 rows")).to_be_visible()
    look()
    page.get_by_role("button", name="Import 30 rows").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    look()
    page.get_by_label("Row 11: which meeting").select_option(label="14 September 2021")
    page.get_by_label("I have read the").check()
    page.get_by_role("button", name="Import 30 rows").click()
    expect(page.locator("#main-content").get_by_text("30 rows imported into the")).to_be_visible()
    assert ProgrammeItem.objects.count() == 30

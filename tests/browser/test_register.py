"""The register in a real browser: every page at two widths, and a spreadsheet brought in without scripts."""

import pytest
from playwright.sync_api import Page, expect

from committee.models import Person, Portfolio
from tests.committee.addresses import register_addresses
from tests.conftest import LONG_AGO

pytestmark = pytest.mark.browser

# No page: a file, and an act. Asked without a field, as `name-take-off` is. The form of a neighbour for a new thing.
NOT_LOOKED_AT = {
    *("import-template", "old-address-delete"),
    *("year-take-off", "closed-day-remove", "sign-in-suspend", "sign-in-restore", "sessions-end", "second-step-reset"),
    *("role-request-approve", "role-request-decline", "crest-remove", "photograph-remove", "sign-in-invite-again"),
    *("group-new", "portfolio-new", "year-new", "venue-new"),
}
WRONG = b"forename,surname,division,from\nAnn,Able,Ambridge,06/05/2021\nBen,Baker,Ambrige,31/02/2021\n"
RIGHT = b"forename,surname,division,from\nAnn,Able,Ambridge,06/05/2021\nBen,Baker,Borchester,06/05/2021\n"


@pytest.fixture
def addresses(site, member, officer, venue):
    """One address of every page of the register, by its name."""
    return register_addresses(venue, member, officer)


def test_every_type_of_page_of_the_register_is_accessible_valid_and_fits(
    page, site, sign_in, administrator, chairman, year, addresses, look_at
):
    Portfolio.objects.create(name="Roads").holdings.create(
        person=chairman.person, since=LONG_AGO, role="support_member"
    )
    sign_in(page, administrator)
    assert addresses.keys() >= NOT_LOOKED_AT
    for name, url in addresses.items():
        if name not in NOT_LOOKED_AT:
            look_at(site + url)


def test_a_refused_form_is_accessible_and_keeps_what_was_typed(site, administrator, sized_page, sign_in, accessible):
    sign_in(sized_page, administrator)
    sized_page.goto(f"{site}/register/committees/new/")
    sized_page.get_by_label("Full name").fill("Bees and Honey Committee")
    sized_page.get_by_role("button", name="Set up this committee").click()
    expect(sized_page.get_by_role("alert")).to_contain_text("There is a problem")
    expect(sized_page.get_by_label("Full name")).to_have_value("Bees and Honey Committee")
    accessible(sized_page)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_clerk_brings_in_a_spreadsheet_in_two_steps(
    browser, browser_context_args, site, sign_in, clerk, accessible, scripts
):
    context = browser.new_context(**browser_context_args, java_script_enabled=scripts)
    page: Page = context.new_page()
    sign_in(page, clerk)
    page.goto(f"{site}/register/import/people/")
    for data in (WRONG, RIGHT):
        file = {"name": "people.csv", "mimeType": "text/csv", "buffer": data}
        page.get_by_label("CSV file").set_input_files(file)
        with page.expect_navigation():
            page.get_by_role("button", name="Check this file").click()
        if data is WRONG:
            expect(page.get_by_role("heading", level=1)).to_have_text("1 of 2 rows is wrong")
            expect(page.get_by_role("table")).to_contain_text("Did you mean Ambridge?")
            expect(page.get_by_role("table")).to_contain_text("31/02/2021")
        if scripts:
            accessible(page)
    expect(page.get_by_text("councillor for Borchester")).to_be_visible()
    page.get_by_role("button", name="Import 2 rows").click()
    expect(page.locator("#main-content").get_by_text("2 rows imported: people.")).to_be_visible()
    assert Person.objects.filter(surname__in=("Able", "Baker")).count() == 2
    context.close()

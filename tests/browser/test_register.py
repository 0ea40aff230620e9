"""The register in a real browser: every page at two widths, a refused form, and a spreadsheet that is checked."""

import pytest
from playwright.sync_api import expect

from committee.models import Portfolio
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


def test_a_refused_form_is_accessible_and_keeps_what_was_typed(page, site, administrator, sign_in, look_here):
    sign_in(page, administrator)
    page.goto(f"{site}/register/committees/new/")
    page.get_by_label("Full name").fill("Bees and Honey Committee")
    page.get_by_role("button", name="Set up this committee").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    expect(page.get_by_label("Full name")).to_have_value("Bees and Honey Committee")
    look_here(page)


def test_a_clerk_has_a_spreadsheet_checked_and_mends_it(page, site, sign_in, clerk, accessible):
    sign_in(page, clerk)
    page.goto(f"{site}/register/import/people/")
    for data, answer in ((WRONG, "Did you mean Ambridge?"), (RIGHT, "councillor for Borchester")):
        file = {"name": "people.csv", "mimeType": "text/csv", "buffer": data}
        page.get_by_label("CSV file").set_input_files(file)
        page.get_by_role("button", name="Check this file").click()
        expect(page.get_by_text(answer)).to_be_visible()
        accessible(page)
    expect(page.get_by_role("button", name="Import 2 rows")).to_be_visible()

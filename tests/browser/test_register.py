"""The register and signing in, in a browser: every page, a refused form, a spreadsheet, a tablet."""

import re

import pytest
from playwright.sync_api import Page, expect

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
    "directory-group-approve",  # the proper officer's, and a confirmation as the others
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


def test_a_person_signs_in_after_a_wrong_password_which_is_said_beside_the_form(
    site, page: Page, stranger, look_at, accessible
):
    look_at(f"{site}/account/login/")
    page.get_by_label("Email").fill(stranger.email)
    page.get_by_label("Password", exact=True).fill("not the password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Email")).to_have_value(stranger.email)
    accessible(page)
    page.get_by_label("Password", exact=True).fill("a long enough password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(f"{site}/")


def test_a_member_sets_up_a_tablet_at_one_address_and_signs_in_with_it(
    site, page: Page, member, settings, mailoutbox, accessible, fits_the_width
):
    """The code from the mailbox, the tablet's own lock, and the members' pages; then the same lock signs in."""
    settings.SECOND_FACTOR_NEEDED = True
    site = site.replace("127.0.0.1", "localhost")  # an address of numbers has no passkeys
    settings.ALLOWED_HOSTS = ["localhost"]
    page.set_viewport_size({"width": 375, "height": 812})
    chromium = page.context.new_cdp_session(page)
    chromium.send("WebAuthn.enable")
    lock = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    opened = {"isUserVerified": True, "automaticPresenceSimulation": True}
    chromium.send("WebAuthn.addVirtualAuthenticator", {"options": lock | opened})
    page.goto(f"{site}/account/login/?next=/members/")
    page.get_by_label("Email").fill(member.email)
    page.get_by_label("Password", exact=True).fill("a long enough password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(f"{site}/account/2fa/set-up/")
    accessible(page)
    fits_the_width(page)
    code = re.search(r"^[0-9A-F]{8}$", mailoutbox[-1].body, re.M)[0]
    page.get_by_label("Code from the email").fill(code)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("button", name="Use this device")).to_be_visible()
    accessible(page)
    fits_the_width(page)
    page.get_by_role("button", name="Use this device").click()
    page.get_by_role("link", name="I have saved them: continue").click()
    expect(page).to_have_url(f"{site}/members/")
    page.context.clear_cookies()
    page.goto(f"{site}/account/login/?next=/members/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile("/(members|start)/"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()

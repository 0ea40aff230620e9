"""Signing in, in a browser, by somebody with a password."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


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

"""Signing in, in a browser, by somebody with a password."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_the_sign_in_page_is_accessible_valid_and_fits_a_phone(
    site, sized_page: Page, accessible, html_is_valid, fits_the_width
):
    sized_page.goto(f"{site}/account/login/")
    expect(sized_page.get_by_role("heading", level=1)).to_be_visible()
    accessible(sized_page)
    html_is_valid(sized_page)
    fits_the_width(sized_page)


def test_a_person_signs_in_with_e_mail_and_password(site, page: Page, stranger):
    page.goto(f"{site}/account/login/")
    page.get_by_label("Email").fill(stranger.email)
    page.get_by_label("Password", exact=True).fill("a long enough password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(f"{site}/")
    assert page.context.cookies()


def test_a_wrong_password_is_said_beside_the_form_and_the_page_stays_accessible(site, page: Page, stranger, accessible):
    page.goto(f"{site}/account/login/")
    page.get_by_label("Email").fill(stranger.email)
    page.get_by_label("Password", exact=True).fill("not the password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Email")).to_have_value(stranger.email)
    accessible(page)

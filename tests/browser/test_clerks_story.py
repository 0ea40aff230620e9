"""The clerk's story, from an empty calendar to a supplement, in a browser; time is an argument."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from playwright.sync_api import Locator, Page, expect

from meetings.models import ItemKind, Meeting, StandingItem
from tests.browser.acts import MOST, Acts
from tests.meetings.packs.making import pdf_of

pytestmark = pytest.mark.browser
STANDING = {
    ItemKind.APOLOGIES: "Apologies",
    ItemKind.DECLARATIONS: "Declarations of Interest",
    ItemKind.MINUTES: "Minutes of the previous meeting",
    ItemKind.WORK_PROGRAMME: "Work Programme",
    ItemKind.EXCLUSION: "Exclusion of the Public",
}


def on(day: int, hour: int = 10):
    """Set the server's clock to that day in April 2022, running; the browser's clock is unchanged."""
    return time_machine.travel(dt.datetime(2022, 4, day, hour, tzinfo=dt.UTC), tick=True)


@pytest.fixture
def committee(site, safeguarding, proper_officer, chairman, vice_chairman, member):
    """Return a committee with its standing items and its people."""
    for position, (kind, title) in enumerate(STANDING.items(), start=1):
        StandingItem.objects.create(committee=safeguarding, position=position, kind=kind, title=title)
    return safeguarding


def expect_items(page: Page, *titles: str) -> None:
    """Check the items of the builder, in their order."""
    expect(page.locator(".desk-item__title")).to_contain_text(titles)


def options(page: Page, item: str) -> Locator:
    """Open the menu of an item of the builder."""
    found = page.locator(".desk-item", has_text=item)
    found.locator(".desk-menu > summary").click()
    return found


def upload(page: Page, desk: str, item: str, name: str, pages: int) -> None:
    """Upload a PDF to an item from the builder."""
    page.goto(desk)
    options(page, item).get_by_role("link", name=re.compile("^Upload")).first.click()
    page.locator("main input[type=file]").set_input_files(
        {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": pdf_of(pages, f"Words of {name}")}
    )
    Acts(page).send()


def build_all(page: Page, desk: str) -> None:
    """Build each edition from the side panel."""
    for edition in ("Public edition", "Members’ edition", "Draft for preview"):
        page.goto(desk)
        page.get_by_role("button", name=re.compile(f"Build.*{edition}")).click(timeout=MOST)
        panel = page.locator(".desk-pack", has_text=edition)
        expect(panel.get_by_text("Current", exact=True)).to_be_visible()


def test_from_an_empty_calendar_to_a_published_pack_and_its_supplement(
    site, page: Page, committee, clerk, chairman, sign_in, accessible, html_is_valid, settings
):
    settings.SESSION_COOKIE_AGE = 30 * 24 * 3600  # nobody is idle for the days that it leaves out
    with on(1):
        sign_in(page, clerk)
        page.goto(f"{site}/desk/meetings/new/")
        page.get_by_label("Committee").select_option(label=committee.name)
        page.get_by_label("Date", exact=True).fill("2022-04-21")
        Acts(page).send()
        desk = f"{site}/desk/meetings/safeguarding/2022-04-21/"
        expect(page).to_have_url(desk)
        expect_items(page, *STANDING.values())
        meeting = Meeting.objects.get()

        for title in ("Young Carers", "Spotlight Review"):
            page.goto(f"{desk}items/new/")
            page.get_by_label("Title", exact=True).fill(title)
            Acts(page).send()
        page.goto(desk)
        before, after = list(STANDING.values())[:3], list(STANDING.values())[3:]
        expect_items(page, *before, "Young Carers", "Spotlight Review", *after)
        page.get_by_role("button", name=re.compile(r"^Move up\W*item 5")).click()
        expect_items(page, *before, "Spotlight Review", "Young Carers", *after)

        upload(page, desk, "Spotlight Review", "spotlight", 3)
        upload(page, desk, "Young Carers", "carers", 2)
        page.goto(desk)
        expect(page.locator(".desk-item", has_text="Spotlight Review")).to_contain_text("(Pages 1–4)")
        expect(page.locator(".desk-item", has_text="Young Carers")).to_contain_text("(Pages 5–6)")
        accessible(page)
        html_is_valid(page)
        build_all(page, desk)

        page.goto(f"{desk}preview/")
        accessible(page)
        html_is_valid(page)
        Acts(page).send()
        assert {message.to[0] for message in mail.outbox} == {"charles@borsetshire.example", "vera@borsetshire.example"}

    with on(12):
        page.goto(f"{desk}preflight/?on=2022-04-12")
        expect(page.locator("main")).to_contain_text("It cannot be published yet")
        expect(page.locator("main")).to_contain_text("4 clear days")
        accessible(page)
        html_is_valid(page)
        page.goto(f"{desk}preflight/?on=2022-04-11")
        expect(page.locator("main")).not_to_contain_text("It cannot be published yet")

    with on(11):
        page.goto(desk)
        page.get_by_role("button", name="Check and publish").click(timeout=MOST)
        # The packs bear another day, so they are built anew while the page is read.
        expect(page.get_by_role("button", name="Publish agenda")).to_be_visible(timeout=MOST)
        page.get_by_role("button", name="I have checked this").first.click()
        expect(page.get_by_text("Checked (")).to_be_visible()
        accessible(page)
        html_is_valid(page)
        mail.outbox.clear()
        page.get_by_role("button", name="Publish agenda").click(timeout=MOST)
        expect(page.get_by_role("heading", name="Agenda published")).to_be_visible()
        accessible(page)
        html_is_valid(page)
    assert meeting.versions.get().snapshot["issued_on"] == "2022-04-11"
    assert "charles@borsetshire.example" in {message.to[0] for message in mail.outbox}

    page.context.clear_cookies()
    public = f"{site}/committees/safeguarding/2022-04-21/"
    page.goto(public)
    for words in ("Young Carers", "Pages 5–6", "Spotlight Review", "Agenda pack"):
        expect(page.locator("main")).to_contain_text(words)
    accessible(page)
    html_is_valid(page)
    pack = page.context.request.get(f"{public}pack.pdf")
    assert pack.ok and pack.body().startswith(b"%PDF-")
    assert page.context.request.get(desk, max_redirects=0).status == 302

    with on(14):
        sign_in(page, clerk)
        page.goto(desk)
        options(page, "Young Carers").get_by_role("link", name=re.compile("^Add an exempt paper")).click()
        page.get_by_label("Title", exact=True).fill("Young Carers: late figures")
        page.locator("main input[type=file]").set_input_files(
            {"name": "late.pdf", "mimeType": "application/pdf", "buffer": pdf_of(1, "Late words")}
        )
        Acts(page).send()
        page.goto(f"{desk}supplement/")
        accessible(page)
        html_is_valid(page)
        page.get_by_label(re.compile("[Rr]eason|[Ww]hy")).first.fill("The figures came in on 13 April.")
        Acts(page).press(re.compile("[Pp]ublish"))
        expect(page.locator("main")).to_contain_text("upplement")
    version = meeting.versions.get(number=2)
    assert (version.public_pack.first_page, version.public_pack.last_page) == (7, 8)
    page.context.clear_cookies()
    page.goto(public)
    expect(page.locator("main")).to_contain_text("Young Carers: late figures")
    assert page.context.request.get(f"{public}supplement-1.pdf").ok

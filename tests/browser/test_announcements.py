"""What changes on a page is heard from its one permanent region, and the focus goes where the work goes on."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from committee.files import files
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import PackBuild, Upload, UploadState
from meetings.papers import handing_in
from meetings.papers import verbs as papers
from tests.browser.acts import settled
from tests.browser.heard import Recorder
from tests.meetings.packs.making import pdf_of
from tests.staging import staged

pytestmark = pytest.mark.browser


@pytest.fixture
def heard(page: Page) -> Recorder:
    return Recorder(page)


@staged
def meeting(site, safeguarding, proper_officer, chairman, member, clerk, officer):
    """Return a meeting in four weeks with three items, one of which waits for its paper."""
    made = calendar.schedule(safeguarding, timezone.localdate() + dt.timedelta(days=28), by=clerk)
    for title in ("Declarations of interest", "Young Carers", "Fostering"):
        agenda.add_item(made, title=title, by=clerk)
    papers.expect_paper(made.items.get(title="Young Carers"), title="Carers", owner=officer.person, by=clerk)
    return made


def builder(site: str, meeting) -> str:
    return site + reverse("desk:meeting", args=["safeguarding", meeting.slug])


def test_an_item_moved_or_removed_is_said_and_the_focus_stays_beside_it(site, page, heard, sign_in, clerk, meeting):
    carers = meeting.items.get(title="Young Carers")
    sign_in(page, clerk)
    page.goto(builder(site, meeting))
    menu = page.locator(f"#item-{carers.pk} .desk-menu")
    page.locator(f"#menu-{carers.pk}").click()
    expect(menu).to_have_attribute("open", "")
    menu.locator("a, button").last.focus()
    page.keyboard.press("Tab")
    expect(menu, "it closes when Tab leaves it").not_to_have_attribute("open", "")
    page.locator(f"#up-{carers.pk}").focus()
    page.keyboard.press("Enter")
    heard.announced(rf"^Young Carers is now item {carers.number - 1} of {meeting.items.count()}\.$")
    assert heard.focused()[1] == f"up-{carers.pk}"
    for title in ("Declarations of interest", "Fostering"):
        items = list(meeting.items.in_order())
        place = [item.title for item in items].index(title)
        item, next_item = items[place], (items + items[-2:])[place + 1]
        page.locator(f"#menu-{item.pk}").focus()
        page.keyboard.press("Enter")
        page.locator(f"#item-{item.pk}").get_by_role("button", name=re.compile("^Remove item")).focus()
        page.keyboard.press("Enter")
        heard.announced(f"“{title}” removed from the agenda.")
        assert heard.focused()[1] == f"menu-{next_item.pk}"


def test_a_pack_that_is_built_is_said_without_taking_the_focus(site, page, heard, sign_in, clerk, meeting):
    build = PackBuild.objects.create(
        meeting=meeting, edition="public", state="running", done=1, total=4, step="Item 4, Young Carers",
        requested_by=clerk, requested_at=timezone.now(), heartbeat=timezone.now(),
    )  # fmt: skip
    sign_in(page, clerk)
    page.goto(builder(site, meeting))
    panel = page.locator("#pack-public")
    again = panel.get_by_role("link", name="Check again")
    again.focus()
    PackBuild.objects.filter(pk=build.pk).update(done=3, step="Joining the parts")
    expect(panel).to_contain_text("Joining the parts")
    expect(again).to_be_focused()
    assert heard.log("announced") == [], "the percentage is there to look up, not read out each second"
    PackBuild.objects.filter(pk=build.pk).update(state="failed", error="Item 4: upload the paper again.")
    heard.announced(r"Public edition: the build stopped\. Item 4: upload the paper again\.")
    assert "Item 4: upload the paper again." in heard.focused()[2]


def test_the_officer_who_sent_a_paper_hears_what_became_of_it(site, page, heard, sign_in, officer, meeting):
    paper = meeting.items.get(title="Young Carers").papers.get()
    now = timezone.now()
    handing_in.hand_in(paper, data=pdf_of(2), filename="carers.pdf", at=now, by=officer)
    upload = Upload.objects.create(
        paper=paper, original=files.keep(pdf_of(2)), filename="carers.pdf", state=UploadState.CHECKING,
        handed_in_at=now, handed_in_by=officer, heartbeat=now,
    )  # fmt: skip
    sign_in(page, officer)
    page.goto(site + reverse("officers:paper-received", args=[paper.pk]))
    again = page.get_by_role("link", name="Check again")
    again.focus()
    with page.expect_response(re.compile("/received/")):
        pass
    settled(page)
    expect(again).to_be_focused()
    assert heard.log("announced") == []
    reason = "It asks for a password. Save it without one."
    Upload.objects.filter(pk=upload.pk).update(state=UploadState.REFUSED, reason=reason, original=None)
    heard.announced(f"^The file cannot be used. {reason}$")
    assert reason in heard.focused()[2]


def test_a_page_that_an_act_led_to_begins_at_what_was_done(site, page, heard, sign_in, clerk, meeting):
    sign_in(page, clerk)
    carers = meeting.items.get(title="Young Carers")
    page.goto(site + reverse("desk:item-remove", args=["safeguarding", meeting.slug, carers.pk]))
    with page.expect_navigation():
        page.get_by_role("button", name="Remove item").click()
    expect(page.locator(".council-said")).to_be_focused()
    assert "“Young Carers” removed from the agenda." in heard.log("focus")

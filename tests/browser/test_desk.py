"""The desk in a browser: every page at two widths, the builder's extras, and changes that are heard."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from committee.files import files
from meetings.agendas import publishing
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import Edition, PackBuild, Takedown, Upload, UploadState
from meetings.papers import handing_in
from meetings.papers import verbs as papers
from meetings.takedowns.verbs import hide
from tests.browser.acts import on, settled
from tests.browser.heard import Recorder
from tests.meetings import publishing as made
from tests.meetings.packs.making import pdf_of
from tests.staging import staged

pytestmark = pytest.mark.browser


@pytest.fixture
def day() -> dt.date:
    """Return a weekday in four weeks: the desk looks ahead from today, and so does the browser's clock."""
    day = timezone.localdate() + dt.timedelta(days=28)
    return day + dt.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


@staged
def meeting(site, safeguarding, proper_officer, chairman, member, clerk, officer, day):
    """Return a meeting with two items of business, one paper in, one missing and late, one exempt."""
    meeting = calendar.schedule(safeguarding, day, by=clerk)
    carers = agenda.add_item(meeting, title="Young Carers", owner=officer.person, lead_line="Report", by=clerk)
    care = agenda.add_item(meeting, title="Children in Care", owner=officer.person, bullets="One\nTwo", by=clerk)
    now = timezone.now()
    papers.add_paper(carers, title="Carers", data=pdf_of(3), filename="a.pdf", at=now, by=clerk)
    papers.expect_paper(care, title="Care report", due_on=timezone.localdate() - dt.timedelta(days=5), by=clerk)
    contract = agenda.add_item(meeting, title="Contract", part=2, by=clerk)
    papers.add_paper(contract, title="Prices", data=pdf_of(2), filename="b.pdf", at=now, by=clerk, **made.EXEMPT)
    return meeting


def addresses(meeting, year) -> list[str]:
    """Pages of assembling, one of each kind."""
    where = ["safeguarding", meeting.slug]
    item = meeting.items.get(title="Young Carers")
    paper, prices = item.papers.get(), meeting.items.get(title="Contract").papers.get()
    of_meeting = ("", "-rearrange", "-settings", "-shorter-notice", "-trail")
    return [
        reverse("desk:front"),
        reverse("desk:calendar", args=[year.slug]),
        reverse("desk:calendar-schedule", args=[year.slug, "safeguarding"]),
        reverse("desk:meeting-new"),
        reverse("desk:standing-items", args=["safeguarding"]),
        *(reverse(f"desk:meeting{act}", args=where) for act in of_meeting),
        reverse("desk:item-new", args=where),
        *(reverse(f"desk:item{act}", args=[*where, item.pk]) for act in ("", "-remove", "-upload")),
        reverse("desk:paper-new", args=[*where, item.pk]),
        *(reverse(f"desk:paper{act}", args=[*where, paper.pk]) for act in ("", "-upload", "-checks")),
        *(reverse(f"desk:paper{act}", args=[*where, prices.pk]) for act in ("", "-grant")),
    ]


def title_of(page: Page, number: int) -> Locator:
    """Return the title of an item by its place on the agenda, from 0."""
    return page.locator(".desk-item__title").nth(number)


def builder(site: str, meeting) -> str:
    return site + reverse("desk:meeting", args=["safeguarding", meeting.slug])


def test_every_page_of_assembling_is_accessible_valid_and_fits(page, site, sign_in, clerk, meeting, year, look_at):
    sign_in(page, clerk)
    for url in addresses(meeting, year):
        look_at(site + url)


def test_every_page_of_publishing_and_takedowns_is_accessible_valid_and_fits(
    page, site, safeguarding, cast, sign_in, look_at
):
    clerk, proper_officer = cast["clerk"], cast["proper officer"]
    late, first = (made.meeting_of(safeguarding, clerk, dt.date(2022, month, 21)) for month in (6, 4))
    carers, care = (made.report(first, clerk, title=title) for title in ("Young Carers", "Children in Care"))
    made.exempt(first, clerk)
    made.built(first, *Edition)
    here = f"{site}/desk/meetings/safeguarding"
    with on(made.LAST_DAY, 10):
        sign_in(page, clerk)
        for path in (f"{late.slug}/preflight/", *(f"{first.slug}/{act}/" for act in ("preview", "publish"))):
            look_at(f"{here}/{path}")
        publishing.publish_agenda(first, seen="", at=made.AT, by=clerk)
        added = made.report(first, clerk, title="Foster carers week").item.pk
        hide(carers, ground="personal", why="It names a child.", at=timezone.now(), by=clerk)
        acts = ("published/", f"items/{added}/add/", f"items/{added}/urgent/", f"papers/{carers.pk}/")
        for path in (*(f"{here}/{first.slug}/{act}" for act in acts), f"{site}/desk/takedowns/new/paper/{care.pk}/"):
            look_at(path)
        sign_in(page, proper_officer)
        for path in ("", f"{Takedown.objects.get().pk}/", f"{Takedown.objects.get().pk}/undo/"):
            look_at(f"{site}/desk/takedowns/{path}")


def test_an_item_is_dragged_and_the_ranges_follow(site, page, sign_in, clerk, meeting):
    care = meeting.items.get(title="Children in Care")
    papers.add_paper(care, title="More", data=pdf_of(6), filename="c.pdf", at=timezone.now(), by=clerk)
    sign_in(page, clerk)
    page.goto(builder(site, meeting))
    expect(page.locator(f"#item-{care.pk}")).to_contain_text("(Pages 5–10)")
    target = page.locator(".desk-item", has_text="Young Carers")
    target.scroll_into_view_if_needed()
    page.locator(f"#item-{care.pk} .council-drag").hover()
    page.mouse.down()
    box = target.bounding_box()
    for step in range(1, 6):
        page.mouse.move(box["x"] + 40, box["y"] + box["height"] - step * box["height"] / 5, steps=4)
    page.mouse.up()
    expect(page.locator(f"#item-{care.pk}")).to_contain_text("(Pages 1–6)")
    care.refresh_from_db()
    assert care.number == 4
    for number, title in ((3, "Children in Care"), (4, "Young Carers")):
        expect(title_of(page, number)).to_contain_text(title)


def test_a_pdf_dropped_on_an_item_is_the_paper_that_was_missing(site, page, sign_in, clerk, meeting):
    care = meeting.items.get(title="Children in Care")
    sign_in(page, clerk)
    page.goto(builder(site, meeting))
    page.evaluate(
        """([id, bytes]) => {
            const data = new DataTransfer()
            data.items.add(new File([new Uint8Array(bytes)], "care.pdf", { type: "application/pdf" }))
            const item = document.getElementById(id)
            for (const name of ["dragover", "drop"])
                item.dispatchEvent(new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: data }))
        }""",
        [f"item-{care.pk}", list(pdf_of(2))],
    )
    expect(page.get_by_role("status")).to_contain_text("care.pdf")
    assert list(care.papers.values_list("title", "state")) == [("Care report", "received")]


def test_items_are_added_and_edited_where_they_stand(site, page, sign_in, clerk, meeting, accessible):
    sign_in(page, clerk)
    page.goto(builder(site, meeting))
    loads: list[object] = []
    page.on("domcontentloaded", lambda event: loads.append(event))
    for title in ("School places", "Early help"):
        form = page.locator("#add-1 form")
        form.get_by_label("Title", exact=True).fill(title)
        form.get_by_role("button", name="Add item").click()
        expect(page.locator(".desk-item", has_text=title)).to_be_visible()
        expect(page.locator("#add-1-title")).to_be_focused()
        expect(page.locator("#add-1-title")).to_have_value("")
    page.locator("#add-1 form").get_by_role("button", name="Add item").click()
    expect(page.locator("#add-1").get_by_role("alert")).to_be_visible()
    item = meeting.items.get(title="School places")
    page.locator(f"#item-{item.pk}").get_by_role("link", name=f"Edit item {item.number}").click()
    form = page.locator(f"#edit-{item.pk}")
    expect(form.get_by_label("Title", exact=True)).to_be_focused()
    accessible(page)
    form.get_by_label("Title", exact=True).fill("")
    form.get_by_role("button", name="Save item").click()
    expect(form.get_by_role("alert")).to_be_visible()
    form.get_by_label("Title", exact=True).fill("Places at school")
    form.get_by_role("button", name="Save item").click()
    expect(page.locator(f"#item-{item.pk} .desk-item__title")).to_contain_text("Places at school")
    expect(page.locator(f"#change-{item.pk}")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator(f"#edit-{item.pk}").get_by_role("link", name="Cancel").click()
    expect(page.locator(f"#change-{item.pk}")).to_be_focused()
    assert not loads


@pytest.fixture
def heard(page: Page) -> Recorder:
    return Recorder(page)


@staged
def in_four_weeks(site, safeguarding, proper_officer, chairman, member, clerk, officer):
    """Return a meeting in four weeks with three items, one of which waits for its paper."""
    made = calendar.schedule(safeguarding, timezone.localdate() + dt.timedelta(days=28), by=clerk)
    for title in ("Declarations of interest", "Young Carers", "Fostering"):
        agenda.add_item(made, title=title, by=clerk)
    papers.expect_paper(made.items.get(title="Young Carers"), title="Carers", owner=officer.person, by=clerk)
    return made


def test_an_item_moved_or_removed_is_said_and_the_focus_stays_beside_it(
    site, page, heard, sign_in, clerk, in_four_weeks
):
    carers = in_four_weeks.items.get(title="Young Carers")
    sign_in(page, clerk)
    page.goto(builder(site, in_four_weeks))
    menu = page.locator(f"#item-{carers.pk} .desk-menu")
    page.locator(f"#menu-{carers.pk}").click()
    expect(menu).to_have_attribute("open", "")
    menu.locator("a, button").last.focus()
    page.keyboard.press("Tab")
    expect(menu, "it closes when Tab leaves it").not_to_have_attribute("open", "")
    page.locator(f"#up-{carers.pk}").focus()
    page.keyboard.press("Enter")
    heard.announced(rf"^Young Carers is now item {carers.number - 1} of {in_four_weeks.items.count()}\.$")
    assert heard.focused()[1] == f"up-{carers.pk}"
    for title in ("Declarations of interest", "Fostering"):
        items = list(in_four_weeks.items.in_order())
        place = [item.title for item in items].index(title)
        item, next_item = items[place], (items + items[-2:])[place + 1]
        page.locator(f"#menu-{item.pk}").focus()
        page.keyboard.press("Enter")
        page.locator(f"#item-{item.pk}").get_by_role("button", name=re.compile("^Remove item")).focus()
        page.keyboard.press("Enter")
        heard.announced(f"“{title}” removed from the agenda.")
        assert heard.focused()[1] == f"menu-{next_item.pk}"


def test_a_pack_that_is_built_is_said_without_taking_the_focus(site, page, heard, sign_in, clerk, in_four_weeks):
    build = PackBuild.objects.create(
        meeting=in_four_weeks, edition="public", state="running", done=1, total=4, step="Item 4, Young Carers",
        requested_by=clerk, requested_at=timezone.now(), heartbeat=timezone.now(),
    )  # fmt: skip
    sign_in(page, clerk)
    page.goto(builder(site, in_four_weeks))
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


def test_the_officer_who_sent_a_paper_hears_what_became_of_it(site, page, heard, sign_in, officer, in_four_weeks):
    paper = in_four_weeks.items.get(title="Young Carers").papers.get()
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


def test_a_page_that_an_act_led_to_begins_at_what_was_done(site, page, heard, sign_in, clerk, in_four_weeks):
    sign_in(page, clerk)
    carers = in_four_weeks.items.get(title="Young Carers")
    page.goto(site + reverse("desk:item-remove", args=["safeguarding", in_four_weeks.slug, carers.pk]))
    with page.expect_navigation():
        page.get_by_role("button", name="Remove item").click()
    expect(page.locator(".council-said")).to_be_focused()
    assert "“Young Carers” removed from the agenda." in heard.log("focus")

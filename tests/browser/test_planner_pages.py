"""The planner and pages of a programme in a browser: accessible, valid, moved by keyboard and by dragging."""

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from committee.models import MunicipalYear
from tests.browser.acts import Acts, on
from tests.browser.conftest import DESKTOP, PHONE
from tests.staging import staged
from tests.workprogramme import published, source
from tests.workprogramme import world as worlds
from workprogramme.items import on_agenda, scheduling
from workprogramme.items import verbs as items
from workprogramme.models import ItemState, Move, Origin, ProgrammeItem, Table
from workprogramme.programmes import briefings, duties
from workprogramme.programmes import verbs as programmes
from workprogramme.suggestions import verbs as suggestions

pytestmark = pytest.mark.browser


@staged
def world(site, safeguarding, clerk, officer):
    """Return a programme whose year has begun: one meeting held, three to come, one item of every kind."""
    today = timezone.localdate()
    year = MunicipalYear.objects.create(
        is_draft=False, starts=today - dt.timedelta(days=100), ends=today + dt.timedelta(days=264)
    )
    days = tuple(today + dt.timedelta(days=count) for count in (-30, 20, 60, 100))
    made = worlds.make(safeguarding, year, clerk, officer, days)
    when = {"on": today, "at": timezone.now(), "by": clerk}
    long = "A title that is longer than most of the titles that committees give to what they look at"
    for number in range(4):
        items.add_item(made.programme, title=f"{long} {number}", meeting=made.meetings[1], brief="How many?", **when)
    items.add_item(made.programme, title="Inquiry", table=Table.WORKING, held_on=days[2], details="W" * 90, **when)
    items.edit_item(made.tbc, wanted_on=today, by=clerk)
    suggestions.suggest(safeguarding, title="Speeding", details="", origin=Origin.RESIDENT, on=today, at=timezone.now())
    duties.record_duty(safeguarding, kind="other", title="Prevent", by=clerk)
    return made


@pytest.fixture
def here(site, world):
    """Return the address of the planner."""
    return f"{site}/desk/work-programme/safeguarding/{world.programme.year.slug}/"


def test_the_planners_pages_are_accessible_and_fit(page, site, here, world, scrutiny, sign_in, look_at):
    sign_in(page, scrutiny)
    pages = ("", "?show=no_officer", "?show=gap", "settings/", "publish/", "roll-forward/")
    others = ("", "safeguarding/duties/", f"safeguarding/duties/{world.programme.committee.duties.get().pk}/")
    desk = f"{site}/desk/work-programme/"
    move = f"{here}items/{world.scheduled.pk}/move/"
    for address in (*(here + page for page in pages), move, *(desk + other for other in others)):
        look_at(address)


def test_an_item_is_moved_over_the_planner_by_keyboard_with_its_reason_or_put_later(
    page, here, world, scrutiny, sign_in, accessible
):
    programmes.edit_programme(world.programme, load_limit=6, by=scrutiny)
    first, second = ProgrammeItem.objects.filter(meeting=world.meetings[1]).order_by("position")[:2]
    sign_in(page, scrutiny)
    page.goto(f"{here}?show=no_officer")
    link, dialog = page.locator(f"#item-{first.pk} [data-move-link]"), page.get_by_role("dialog")
    link.focus()
    page.keyboard.press("Enter")
    dialog.wait_for()
    accessible(page)
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    dialog.wait_for()
    dialog.get_by_role("button", name="Move down").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page).to_have_url(f"{here}?show=no_officer#item-{first.pk}")
    said = f"“{first.title}” now comes after “{second.title}”."
    expect(page.locator("#main-content").get_by_text(said)).to_be_visible()
    page.goto(here)
    link.focus()
    page.keyboard.press("Enter")
    dialog.wait_for()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Awaiting the final report")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert ProgrammeItem.objects.get(pk=first.pk).meeting == world.meetings[2]
    assert Move.objects.filter(item=first).last().reason == "Awaiting the final report"


def drag(page, card, meeting):
    """Take a card by its edge and drop it on a meeting."""
    box = page.locator(card).bounding_box()
    page.mouse.move(box["x"] + box["width"] - 6, box["y"] + box["height"] - 6)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] + 12, box["y"] + box["height"] + 12, steps=5)
    there = page.locator(f"[data-drop='{meeting}']").bounding_box()
    page.mouse.move(there["x"] + 40, there["y"] + 20, steps=12)
    page.mouse.up()


def test_what_waits_is_dragged_to_a_meeting_and_from_a_meeting_the_reason_is_asked(
    page, here, world, scrutiny, sign_in
):
    sign_in(page, scrutiny)
    page.set_viewport_size({"width": 1280, "height": 1400})
    page.goto(here)
    with page.expect_navigation():
        drag(page, f"#item-{world.tbc.pk}", world.meetings[3].slug)
    now = ProgrammeItem.objects.get(pk=world.tbc.pk)
    assert (now.state, now.meeting) == (ItemState.SCHEDULED, world.meetings[3])
    drag(page, f"#item-{world.tbc.pk}", world.meetings[2].slug)
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    expect(dialog.get_by_role("radio", checked=True)).to_have_value(world.meetings[2].slug)
    expect(dialog.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("There is more room")
    with page.expect_navigation():
        dialog.get_by_role("button", name="Move it").click()
    assert ProgrammeItem.objects.get(pk=world.tbc.pk).meeting == world.meetings[2]


HERE = "/desk/work-programme/safeguarding/2021-22/"
ACTS = ("", "edit/", "agenda/", "agenda/already/", "withdraw/", "merge/", "follow-up/", "trail/")


@staged
def made(site, safeguarding, year, clerk, officer):
    """Return a programme whose scheduled item has been moved often, and a briefing."""
    world = worlds.make(safeguarding, year, clerk, officer)
    for number in range(14):
        day = worlds.ON + dt.timedelta(days=number * 9)
        meeting = world.meetings[(number + 1) % 4]
        scheduling.schedule(world.scheduled, meeting, reason="Awaiting the report", on=day, at=worlds.AT, by=clerk)
    on_agenda.put_on_agenda(world.scheduled, on=dt.date(2021, 11, 1), at=worlds.AT, by=clerk)
    when = {"on": worlds.ON, "at": worlds.AT, "by": clerk}
    items.add_item(world.programme, title="Inquiry day", table=Table.WORKING, held_on=dt.date(2022, 1, 14), **when)
    briefing = briefings.record_briefing(
        world.programme, held_on=dt.date(2022, 2, 21), body="SSCSG", item=world.standing, at=worlds.AT, by=clerk
    )
    return world.scheduled, briefing


def test_the_desks_pages_of_an_item_are_accessible(page, site, made, scrutiny, sign_in, look_at):
    item, briefing = made
    sign_in(page, scrutiny)
    of_item = [f"items/{item.pk}/{act}" for act in ACTS]
    others = [
        "items/new/",
        "tables/",
        "briefings/new/",
        f"briefings/{briefing.pk}/",
    ]
    for path in (*of_item, *others):
        look_at(f"{site}{HERE}{path}")


def test_an_outcome_is_asked_for_accepted_on_a_phone_and_read(
    page, site, considered, scrutiny, officer, sign_in, looked_at
):
    considered.publish()
    acts, item = Acts(page), considered.item.pk
    with on(dt.date(2022, 1, 20), 9):
        sign_in(page, scrutiny)
        page.goto(f"{site}{HERE}items/{item}/outcome/")
        looked_at(page, "Outcome: Young Carers")
        acts.press("Ask Olive Officer to write the outcome")
        sign_in(page, officer)
        page.set_viewport_size(PHONE)
        page.goto(f"{site}/officers/outcomes/{item}/")
        looked_at(page, "Young Carers")
        acts.press("Accept and publish")
        looked_at(page, "Thank you")
        sign_in(page, scrutiny)
        page.set_viewport_size(DESKTOP)
        page.goto(f"{site}{HERE}items/{item}/ask/")
        looked_at(page, "Add an action or a follow-up")
        page.goto(f"{site}/work-programme/safeguarding/2021-22/items/{item}/")
        looked_at(page, "Young Carers")
        expect(page.locator("main")).to_contain_text("Outcome recorded")


PUBLIC = "work-programme/safeguarding/2021-22/"


@staged
def published_programme(site, safeguarding, year, clerk, officer):
    """Return a programme with one of everything, changed since it was printed."""
    made = published.make(safeguarding, year, clerk, officer)
    when = {"on": published.ON, "at": published.AT, "by": clerk}
    scheduling.schedule(made.tbc, made.meetings[3], **when)
    items.add_item(made.programme, title="A title that is longer than most " * 4, details="W" * 90, **when)
    return made


def test_the_pages_of_a_programme_are_accessible_and_fit(page, site, published_programme, scrutiny, sign_in, look_at):
    desk = f"desk/work-programme/safeguarding/2021-22/print/{published_programme.meetings[1].slug}/"
    item = f"{PUBLIC}items/{published_programme.scheduled.pk}/"
    for path in ("work-programme/", PUBLIC, item, desk):
        if path == desk:
            sign_in(page, scrutiny)
        look_at(f"{site}/{path}")


FILE = Path(source.__file__).parent / "papers" / "source-programme.csv"


def test_a_file_is_checked_and_one_with_a_fault_refused(
    page, site, safeguarding, year, clerk, scrutiny, sign_in, look_here
):
    source.make(safeguarding, clerk)
    sign_in(page, scrutiny)
    page.goto(f"{site}/desk/work-programme/safeguarding/2021-22/import/")
    look_here(page)
    page.get_by_label("The programme").set_input_files(FILE)
    page.get_by_role("button", name="Check this file").click()
    expect(page.get_by_role("button", name="Import 30 rows")).to_be_visible()
    look_here(page)
    page.get_by_role("button", name="Import 30 rows").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    look_here(page)
    assert not ProgrammeItem.objects.exists()

"""The planner in a browser: it fits, passes axe and is valid; items are moved by keyboard and by dragging."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from committee.models import MunicipalYear
from tests.staging import staged
from tests.workprogramme import world as worlds
from workprogramme.items import verbs as items
from workprogramme.models import ItemState, Move, Origin, ProgrammeItem, Table
from workprogramme.programmes import duties
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

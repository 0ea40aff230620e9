"""Pages of a programme, its items and its import in a browser: they fit, pass axe and are valid."""

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.acts import Acts, on
from tests.browser.conftest import DESKTOP, PHONE
from tests.staging import staged
from tests.workprogramme import published, source
from tests.workprogramme import world as worlds
from workprogramme.items import on_agenda, scheduling
from workprogramme.items import verbs as items
from workprogramme.models import ProgrammeItem, Table
from workprogramme.programmes import briefings

pytestmark = pytest.mark.browser
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

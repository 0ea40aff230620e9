"""What was asked for, in a browser: the clerk's list and story, an answer from a phone, the public registers."""

import datetime as dt
import os

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from meetings.actions import verbs as actions
from meetings.models import Action, Declaration
from tests.browser.conftest import PHONE
from tests.conftest import person
from tests.meetings import asking
from tests.meetings.packs.making import pdf_of
from tests.meetings.world import moment
from tests.staging import staged

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("KEEP_PICTURES", "")


def keep(page: Page, name: str) -> None:
    """A picture of the whole page, where somebody wants to look; and it fits the width.

    Straight after a click the page may be on its way, its document still without an element: so it is asked again.
    """
    try:
        page.wait_for_function("document.documentElement?.scrollWidth <= window.innerWidth", timeout=10_000)
    except PlaywrightTimeoutError:
        pytest.fail(f"{name} is wider than the page")
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}-{page.viewport_size['width']}.png", full_page=True)


@staged
def minuted(site, safeguarding, clerk, officer, chairman, member, vice_chairman, year):
    """Three meetings, an interest, a substitute, and things asked for that stand each otherwise."""
    days = (dt.date(2021, 9, 6), dt.date(2021, 11, 8), asking.TENTH)
    held = [asking.held(safeguarding, day, clerk) for day in days]
    for minutes in held:
        asking.attended(minutes, chairman.person)
    came = asking.attended(held[2], member.person)
    asking.attended(held[0], vice_chairman.person)
    asking.attended(held[1], vice_chairman.person, virtual=True)
    asking.attended(held[2], person("Una", "Under"), capacity="substitute", replaces=vice_chairman.person)
    Declaration.objects.create(
        minutes=held[2],
        attendee=came,
        item=held[2].meeting.items.first() or _item(held[2].meeting, clerk),
        kind="personal",
        nature="Governor of a school in Felpersham",
        made_at=held[2].began_at,
    )
    minute = asking.minute(held[2], 39, "Young carers")
    asks = (
        ("data on the numbers of young carers known to each district be sent to members", officer.person, None),
        ("the board’s training plan be shared with the committee", None, None),
        ("the Cabinet Member be asked to write to every school about young carers", chairman.person, None),
    )
    for place, (text, owner, _) in enumerate(asks, 2):
        limb = asking.limb(minute, text, place, asked_of=owner)
        actions.open_action(limb, at=asking.AT, by=clerk)
    Action.objects.filter(owner=officer.person).update(due_on=dt.date(2022, 3, 1))
    first = Action.objects.get(owner=officer.person)
    actions.remind(first, at=moment(2022, 2, 14, 9), by=clerk)
    return first


def _item(meeting, clerk):
    from meetings.agendas import verbs as agenda

    return agenda.add_item(meeting, title="Young carers", by=clerk)


def test_the_clerk_follows_what_was_asked_from_the_list_to_its_end(sized_page, site, minuted, clerk, sign_in):
    page = sized_page
    sign_in(page, clerk)
    page.goto(f"{site}/desk/")
    keep(page, "desk-front")
    page.goto(f"{site}/desk/actions/")
    keep(page, "list")
    page.get_by_role("link", name="data on the numbers").click()
    keep(page, "action")
    page.get_by_role("link", name="Enter an answer").click()
    page.get_by_label("Answer", exact=True).fill("There are 412 young carers, by district as follows.")
    keep(page, "answer")
    page.get_by_role("button", name="Send answer").click()
    expect(page.get_by_text("There are 412 young carers")).to_be_visible()
    keep(page, "action-answered")
    page.get_by_role("link", name="Close action").click()
    page.get_by_label("What shows that it is done?").fill("Sent to all members on 3 March.")
    page.get_by_role("button", name="Close action").click()
    expect(page.get_by_text("Reopen action")).to_be_visible()
    for name in ("absences/", "absences/mary-member/", f"actions/{Action.objects.last().pk}/told/"):
        page.goto(f"{site}/desk/{name}")
        keep(page, name.replace("/", "-"))


def test_an_officer_answers_on_a_phone(page, site, minuted, officer, sign_in):
    page.set_viewport_size(PHONE)
    sign_in(page, officer)
    page.goto(f"{site}/officers/")
    keep(page, "officers-front")
    page.get_by_role("link", name="data on the numbers").click()
    page.get_by_label("Your answer").fill("There are 412.")
    page.get_by_label("A document", exact=True).set_input_files(
        {"name": "data.pdf", "mimeType": "application/pdf", "buffer": pdf_of(2, "Data")}
    )
    keep(page, "officers-action")
    page.get_by_role("button", name="Send answer").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    keep(page, "officers-thanks")


@pytest.mark.parametrize("register", ["attendance", "declarations"])
def test_the_registers_read_well_and_pass_axe(sized_page, site, minuted, register, accessible):
    sized_page.goto(f"{site}/committees/safeguarding/{register}/2021-22/")
    keep(sized_page, register)
    accessible(sized_page)

"""What was asked for, in a browser: the clerk's list and story, an answer from a phone, the public registers."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from meetings.actions import verbs as actions
from meetings.models import Action, Declaration
from tests.browser.conftest import PHONE
from tests.conftest import person
from tests.meetings import asking
from tests.meetings.packs.making import pdf_of
from tests.meetings.world import moment
from tests.staging import staged

pytestmark = pytest.mark.browser


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


def test_the_clerk_follows_what_was_asked_from_the_list_to_its_end(site, minuted, clerk, page, sign_in, fits_the_width):
    page.set_viewport_size(PHONE)
    sign_in(page, clerk)
    page.goto(f"{site}/desk/actions/")
    fits_the_width(page)
    page.get_by_role("link", name="data on the numbers").click()
    expect(page.get_by_role("link", name="Enter an answer")).to_be_visible()
    fits_the_width(page)
    page.get_by_role("link", name="Enter an answer").click()
    page.get_by_label("Answer", exact=True).fill("There are 412 young carers, by district as follows.")
    fits_the_width(page)
    page.get_by_role("button", name="Send answer").click()
    expect(page.get_by_text("There are 412 young carers")).to_be_visible()
    fits_the_width(page)
    page.get_by_role("link", name="Close action").click()
    page.get_by_label("What shows that it is done?").fill("Sent to all members on 3 March.")
    page.get_by_role("button", name="Close action").click()
    expect(page.get_by_text("Reopen action")).to_be_visible()
    for name in ("absences/", "absences/mary-member/", f"actions/{Action.objects.last().pk}/reminder/"):
        page.goto(f"{site}/desk/{name}")
        fits_the_width(page)


def test_an_officer_answers_on_a_phone(page, site, minuted, officer, sign_in, fits_the_width):
    page.set_viewport_size(PHONE)
    sign_in(page, officer)
    page.goto(f"{site}/officers/")
    fits_the_width(page)
    page.get_by_role("link", name="data on the numbers").click()
    page.get_by_label("Your answer").fill("There are 412.")
    page.get_by_label("A document", exact=True).set_input_files(
        {"name": "data.pdf", "mimeType": "application/pdf", "buffer": pdf_of(2, "Data")}
    )
    fits_the_width(page)
    page.get_by_role("button", name="Send answer").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    fits_the_width(page)


def test_the_registers_read_well_and_pass_axe(site, minuted, look_at):
    for register in ("attendance", "declarations"):
        look_at(f"{site}/committees/safeguarding/{register}/2021-22/")

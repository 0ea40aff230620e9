"""What was asked for, in a browser: the clerk's and the officer's pages, and the public registers."""

import datetime as dt

import pytest

from meetings.actions import verbs as actions
from meetings.agendas import verbs as agenda
from meetings.models import Action, Declaration
from tests.conftest import person
from tests.meetings import asking
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
        item=held[2].meeting.items.first() or agenda.add_item(held[2].meeting, title="Young carers", by=clerk),
        kind="personal",
        nature="Governor of a school in Felpersham",
        made_at=held[2].began_at,
    )
    minute = asking.minute(held[2], 39, "Young carers")
    for place, owner in enumerate((officer.person, chairman.person), 2):
        limb = asking.limb(minute, f"the figures of district {place} be sent", place, asked_of=owner)
        actions.open_action(limb, at=asking.AT, by=clerk)
    Action.objects.filter(owner=officer.person).update(due_on=dt.date(2022, 3, 1))
    first = Action.objects.get(owner=officer.person)
    actions.remind(first, at=moment(2022, 2, 14, 9), by=clerk)
    return first


def test_the_pages_of_actions_are_accessible_and_fit(page, site, minuted, clerk, officer, sign_in, look_at):
    sign_in(page, officer)
    for path in ("", f"actions/{minuted.pk}/"):
        look_at(f"{site}/officers/{path}")
    sign_in(page, clerk)
    last = Action.objects.last().pk
    pages = ("", f"{minuted.pk}/", f"{minuted.pk}/answer/", f"{minuted.pk}/close/", f"{last}/reminder/")
    for path in (*(f"actions/{act}" for act in pages), "absences/", "absences/mary-member/"):
        look_at(f"{site}/desk/{path}")


def test_the_registers_read_well_and_pass_axe(site, minuted, look_at):
    for register in ("attendance", "declarations"):
        look_at(f"{site}/committees/safeguarding/{register}/2021-22/")

"""Pages of minutes, recordings, actions and registers in a browser: accessible, valid, and they fit."""

import datetime as dt

import pytest
from django.urls import reverse

from committee.models import Term
from meetings.actions import verbs as actions
from meetings.agendas import verbs as agenda
from meetings.models import Action, Declaration, MinuteSeries
from tests.conftest import LONG_AGO, person
from tests.meetings import asking, printed_minutes, recorded
from tests.meetings.publishing import moment
from tests.staging import staged

pytestmark = pytest.mark.browser
AT = "committees/safeguarding/2022-01-10/"


@staged
def made(site, safeguarding, clerk, proper_officer, member, year):
    """Minutes and decisions of a meeting, among whom all tests here ask for: so they are made but once."""
    MinuteSeries.objects.create(committee=safeguarding, year=year, first_number=37)
    made = printed_minutes.make(safeguarding, clerk)
    made.publish("decisions")
    made.publish()
    return made


def test_minutes_are_accessible_and_fit(page, site, made, clerk, sign_in, look_at):
    sign_in(page, clerk)
    public = (AT, AT + "minutes/", AT + "minutes/39/", AT + "decisions/")
    for path in (*public, "desk/minutes-settings/", "desk/minutes-settings/2021-22/"):
        look_at(f"{site}/{path}")


def test_members_minutes_and_the_lists_that_lead_to_them_are_accessible_and_fit(
    page, site, made, member, sign_in, look_at
):
    made.publish(printed=True)
    sign_in(page, member)
    own = ("members/", "members/safeguarding/2022-01-10/", "members/safeguarding/2022-01-10/minutes/")
    for path in (*own, "committees/safeguarding/minutes/"):
        look_at(f"{site}/{path}")


def test_the_pages_by_which_a_resident_finds_things_are_accessible_and_fit(site, made, look_at):
    for attendee in made.attendees.values():
        if attendee.person and attendee.capacity == "member":
            Term.objects.get_or_create(person=attendee.person, defaults={"since": LONG_AGO})
    voter = made.attendees["Perry"].person
    paths = ("", "decisions/", "calendar/?month=2022-01", "councillors/?by=group", f"councillors/{voter.slug}/")
    for path in paths:
        assert look_at(f"{site}/{path}").ok


def test_what_the_public_and_the_desk_see_of_a_recording_is_accessible_and_fits(
    page, site, minuted, clerk, sign_in, look_at
):
    row = recorded.captioned(minuted, clerk)
    meeting = [minuted.meeting.committee.slug, minuted.meeting.slug]
    desk = [reverse(f"desk:recording-{act}", args=[*meeting, row.pk]) for act in ("correct", "captions")]
    for path in (row.page, reverse("desk:recordings", args=meeting), *desk):
        if path.startswith("/desk/") and not page.context.cookies():
            sign_in(page, clerk)
        look_at(site + path)


@staged
def owed(site, safeguarding, clerk, officer, chairman, member, vice_chairman, year):
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


def test_the_pages_of_actions_are_accessible_and_fit(page, site, owed, clerk, officer, sign_in, look_at):
    sign_in(page, officer)
    for path in ("", f"actions/{owed.pk}/"):
        look_at(f"{site}/officers/{path}")
    sign_in(page, clerk)
    last = Action.objects.last().pk
    pages = ("", f"{owed.pk}/", f"{owed.pk}/answer/", f"{owed.pk}/close/", f"{last}/reminder/")
    for path in (*(f"actions/{act}" for act in pages), "absences/", "absences/mary-member/"):
        look_at(f"{site}/desk/{path}")


def test_the_registers_read_well_and_pass_axe(site, owed, look_at):
    for register in ("attendance", "declarations"):
        look_at(f"{site}/committees/safeguarding/{register}/2021-22/")

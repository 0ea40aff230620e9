"""Pages that residents, members and officers read, in a browser: accessible, valid, and they fit, on a phone too."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from committee.models import Term
from meetings.actions import verbs as actions
from meetings.agendas import publishing
from meetings.agendas import verbs as agenda
from meetings.models import Action, Declaration, MinuteSeries, make_slug
from meetings.papers import text_versions
from tests.conftest import LONG_AGO, person
from tests.meetings import asking, printed_minutes, recorded
from tests.meetings import publishing as printed
from tests.meetings.packs import making
from tests.meetings.publishing import moment
from tests.staging import staged
from tests.workprogramme import executive

pytestmark = pytest.mark.browser
MEETING = "committees/safeguarding/2022-04-21/"


@staged
def world(site, safeguarding, clerk, proper_officer, officer, chairman, vice_chairman, other_member):
    return printed.make(safeguarding, clerk, officer)


def test_what_the_public_read_is_accessible_and_fits(site, world, look_at):
    move = world.moved.moves.get()
    moved = make_slug(move.old_date, move.old_sequence)
    for path in (
        "",
        "committees/",
        "committees/?q=nothing",
        "committees/safeguarding/",
        "calendar/",
        MEETING,
        MEETING + "items/4/",
        MEETING + "p/4/",
        MEETING + "p/?page=99",
        MEETING + "print/?paper=1&pages=one",
        MEETING + "versions/1/",
        MEETING + "notice/",
        MEETING + "certificate/",
        f"committees/safeguarding/{world.coming.slug}/",
        f"committees/safeguarding/{world.moved.slug}/",
        f"committees/safeguarding/{world.cancelled.slug}/",
        f"committees/safeguarding/{world.informal.slug}/",
        f"committees/safeguarding/{moved}/",
    ):
        look_at(f"{site}/{path}")


def test_what_members_read_is_accessible_and_fits(page, site, world, sign_in, chairman, other_member, look_at):
    sign_in(page, chairman)
    papers = ("safeguarding/2022-04-21/", "safeguarding/2022-04-21/p/7/", "safeguarding/2022-04-21/print/?pages=")
    for path in ("", *papers, f"safeguarding/{world.coming.slug}/"):
        look_at(f"{site}/members/{path}")
    sign_in(page, other_member)  # of another committee
    for path in ("", papers[0]):
        look_at(f"{site}/members/{path}")


def test_a_member_makes_a_calendar_link(page, site, world, sign_in, other_member, look_at, look_here):
    sign_in(page, other_member)
    look_at(f"{site}/members/calendar/")
    with page.expect_navigation() as made:
        page.get_by_role("button", name="Make a calendar link").click()
    expect(page.get_by_label("Your calendar link")).to_have_value(re.compile("/calendar/own/"))
    look_here(page, html=made.value.text())


DESK = (
    *("forward-plan/", "forward-plan/new/", "call-ins/", "call-ins/new/", "document-requests/?show=settled"),
    *("urgent-decisions/new/", "scrutiny-rules/"),
)


@staged
def made(site, safeguarding, year, member, chairman, clerk, scrutiny):
    """Return a decision and one row of each procedure, with the whole cast; made once for all tests here."""
    return executive.one_of_each(safeguarding, clerk)


def test_the_desks_pages_are_accessible(page, site, made, scrutiny, sign_in, look_at):
    sign_in(page, scrutiny)
    things = {"forward-plan": "decision", "call-ins": "call_in", "document-requests": "document"}
    acts = ("call-ins/{call_in}/names/", "calls-for-action/{call}/reject/")
    pks = {name: row.pk for name, row in made.items()}
    for path in (
        *DESK,
        *(f"{path}/{pks[name]}/" for path, name in things.items()),
        *(act.format(**pks) for act in acts),
    ):
        look_at(f"{site}/desk/{path}")


def test_members_pages_are_accessible(page, site, made, member, sign_in, look_at):
    sign_in(page, member)
    for path in ("", "document/", "call-for-action/", "call-in/", f"call-in/{made['call_in'].pk}/leave/"):
        look_at(f"{site}/members/scrutiny/{path}")


def test_the_publics_notices_are_accessible(site, made, look_at):
    for path in ("", f"{made['decision'].pk}/"):
        look_at(f"{site}/forward-plan/{path}")


WORDS = "Referrals by district\n\nAll districts rose:\n- Felpersham, 41 to 57\n- Ambridge, 12 to 19"


@staged
def deck(site, safeguarding, clerk, proper_officer, chairman, officer):
    meeting = printed.meeting_of(safeguarding, clerk)
    data = making.deck_with_pictures(2, 3)
    return printed.report(meeting, clerk, title="Young Carers", owner=officer.person, data=data)


def test_the_pages_on_which_a_text_version_is_written_are_accessible_and_fit(
    page, site, deck, sign_in, officer, clerk, look_at
):
    text_versions.write_page_text(deck.file, page=3, text=WORDS, at=timezone.now(), by=officer)
    desk = f"{site}/desk/meetings/safeguarding/2022-04-21/papers/{deck.pk}"
    officers = f"{site}/officers/papers/{deck.pk}"
    tails = ("/", "/text/", "/text/?page=99", "/text/3/", "/text/4/", "/text/3/remove/")
    of_the_desk = ("/", "/text/", "/text/3/", "/found/")
    for reader, base, of_theirs in ((officer, officers, (*tails, "/received/")), (clerk, desk, of_the_desk)):
        sign_in(page, reader)
        for tail in of_theirs:
            look_at(base + tail)


def test_what_is_read_is_accessible_and_fits(page, site, deck, sign_in, clerk, chairman, look_at):
    for number in (3, 4):
        text_versions.write_page_text(deck.file, page=number, text=WORDS, at=timezone.now(), by=clerk)
    secret = printed.exempt(deck.item.meeting, clerk)
    text_versions.write_page_text(secret.file, page=1, text="A plan of the home.", at=timezone.now(), by=clerk)
    printed.built(deck.item.meeting)
    publishing.publish_agenda(deck.item.meeting, at=printed.AT, by=clerk)
    sign_in(page, chairman)
    for path in (
        "/committees/safeguarding/2022-04-21/",
        f"/committees/safeguarding/2022-04-21/items/{deck.item.number}/",
        f"/committees/safeguarding/2022-04-21/papers/{deck.file_id}/slides/",
        "/members/safeguarding/2022-04-21/",
        f"/members/safeguarding/2022-04-21/papers/{secret.file_id}/paper/",
    ):
        look_at(site + path)


AT = "committees/safeguarding/2022-01-10/"


@staged
def decided(site, safeguarding, clerk, proper_officer, member, year):
    """Minutes and decisions of a meeting, among whom all tests here ask for: so they are made but once."""
    MinuteSeries.objects.create(committee=safeguarding, year=year, first_number=37)
    made = printed_minutes.make(safeguarding, clerk)
    made.publish("decisions")
    made.publish()
    return made


def test_minutes_are_accessible_and_fit(page, site, decided, clerk, sign_in, look_at):
    sign_in(page, clerk)
    public = (AT, AT + "minutes/", AT + "minutes/39/", AT + "decisions/")
    for path in (*public, "desk/minutes-settings/", "desk/minutes-settings/2021-22/"):
        look_at(f"{site}/{path}")


def test_members_minutes_and_the_lists_that_lead_to_them_are_accessible_and_fit(
    page, site, decided, member, sign_in, look_at
):
    decided.publish(printed=True)
    sign_in(page, member)
    own = ("members/", "members/safeguarding/2022-01-10/", "members/safeguarding/2022-01-10/minutes/")
    for path in (*own, "committees/safeguarding/minutes/"):
        look_at(f"{site}/{path}")


def test_the_pages_by_which_a_resident_finds_things_are_accessible_and_fit(site, decided, look_at):
    for attendee in decided.attendees.values():
        if attendee.person and attendee.capacity == "member":
            Term.objects.get_or_create(person=attendee.person, defaults={"since": LONG_AGO})
    voter = decided.attendees["Perry"].person
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

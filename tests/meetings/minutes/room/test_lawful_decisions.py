"""R37, R59 and R64 in the room: who counts, who presides and rules, and how the Council votes on its budget."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.models import Committee, Function, LegalKind, Portfolio, PortfolioHolding, Post, Seat, Term, User
from committee.register import people as portfolios
from committee.register import seats
from meetings.agendas import amendments
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.minutes.findings import findings
from meetings.minutes.room import opening
from meetings.minutes.room.presence import attendance
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import Attendee, Capacity, Meeting, Minutes, UrgencyRuling
from tests.answers import refused
from tests.conftest import person
from tests.meetings.minutes.world import DAY, LONG_AGO, PUBLISHED, at
from tests.meetings.publishing import issue

WHY = "The river rose after the agenda, and homes must be found before the next meeting."
YESTERDAY = DAY - dt.timedelta(1)


# Who counts on the day


def test_nobody_has_a_vote_in_the_room_who_has_none_in_law_that_day(world, clerk):
    """Whatever the register said when the seat began: a term ended early, a post taken up."""
    ned, nora = world.people["ned"], world.people["nora"]
    Term.objects.filter(person=ned).update(until=YESTERDAY)
    Post.objects.create(person=nora, title="Solicitor", since=DAY)
    Attendee.objects.all().delete()
    opening.catch_up(world.minutes, by=clerk)
    votes = {one.name: one.voting for one in world.minutes.attendees.all()}
    assert votes["Ned Newman"] is False and votes["Nora North"] is False and votes["Mary Member, MBE"] is True
    for who in ("Ned", "Colin"):
        with refused("R31", "sits without a vote"):
            attendance.entitle(world.who(who), voting=True, by=clerk)
        with refused("R30", "sits without a vote, so cannot preside"):
            attendance.preside(world.minutes, person=world.people[who.lower()], by=clerk)


def test_a_substitute_who_has_no_vote_in_law_is_given_none(world, clerk):
    lay, peter = person("Lay", "Person"), world.people["peter"]
    Seat.objects.create(committee=world.committee, person=lay, role="substitute", voting=False, since=LONG_AGO)
    stands_in = attendance.substitute(world.minutes, person=lay, replaces=peter, by=clerk)
    assert stands_in.voting is False
    with refused("R64", "no vote in law"):
        attendance.entitle(stands_in, voting=True, by=clerk)


@pytest.fixture
def cabinet(db) -> Committee:
    names = dict.fromkeys(("name", "short_name"), "Cabinet")
    return Committee.objects.create(**names, slug="cabinet", kind=LegalKind.EXECUTIVE, since=LONG_AGO)


@pytest.mark.both_databases("triggers: no one of the executive stands in on scrutiny")
def test_a_leader_without_a_portfolio_does_not_stand_in_on_scrutiny(world, cabinet, clerk, other_member):
    leader = other_member.person
    Seat.objects.create(committee=cabinet, person=leader, since=LONG_AGO)
    peter = world.people["peter"]
    with refused("R37", "they sit on the Cabinet"):
        attendance.substitute(world.minutes, person=leader, replaces=peter, by=clerk)
    row = Attendee(
        minutes=world.minutes, person=leader, name="Oscar", capacity=Capacity.SUBSTITUTE, replaces=peter, voting=True
    )
    with pytest.raises(DatabaseError, match="9FA"), transaction.atomic():
        Attendee.objects.bulk_create([row])


def _stood_in(world, who, clerk) -> None:
    stands_in = attendance.substitute(world.minutes, person=who, replaces=world.people["peter"], by=clerk)
    attendance.arrive(stands_in, at=at(10), by=clerk)


def _tells(world) -> list[str]:
    return [check.text for check in findings.found(world.minutes, on=DAY) if check.rule == "R37"]


@pytest.mark.parametrize("how", ["portfolio", "seat"])
def test_whoever_stood_in_on_scrutiny_is_not_of_the_executive_on_that_day_unless_it_is_told(
    world, cabinet, clerk, other_member, how
):
    who, care = other_member.person, Portfolio.objects.create(name="Care")
    _stood_in(world, who, clerk)

    def join(since: dt.date, **how_known):
        if how == "seat":
            return seats.appoint(cabinet, who, since=since, by=clerk, **how_known)
        return portfolios.hold_portfolio(care, who, since=since, by=clerk, **how_known)

    for since in (YESTERDAY, DAY):
        with refused("R37", "took part in the meeting of the .* on Thursday 21 April 2022"):
            join(since)
    assert _tells(world) == []
    joined = join(DAY, although_scrutinising=True)
    assert audit.trail_of(joined).first().facts["although_scrutinising"] is True
    (told,) = _tells(world)
    assert told.startswith("Oscar Outsider took part, and was of the executive on that day")


def test_who_stood_in_joins_the_executive_after_that_day_and_a_guest_at_once(world, clerk, other_member):
    who, care = other_member.person, Portfolio.objects.create(name="Care")
    _stood_in(world, who, clerk)
    portfolios.hold_portfolio(care, who, since=DAY + dt.timedelta(1), by=clerk)
    invited = person("Irene", "Invited")
    guest = attendance.add_guest(world.minutes, name="Irene Invited", person=invited, by=clerk)
    attendance.arrive(guest, at=at(10), by=clerk)
    portfolios.hold_portfolio(Portfolio.objects.create(name="Roads"), invited, since=YESTERDAY, by=clerk)
    gone = person("Gail", "Gone")
    Term.objects.create(person=gone, since=LONG_AGO)
    PortfolioHolding.objects.create(person=gone, portfolio=care, since=LONG_AGO, until=YESTERDAY)
    assert attendance.substitute(world.minutes, person=gone, replaces=world.people["ned"], by=clerk).voting
    assert _tells(world) == []


# The Council


@pytest.fixture
def full_council(cast, year, venue) -> Committee:
    """Return the Council of seven, whose constitution says that a quorum is one."""
    body = Committee.objects.create(
        name="County Council", short_name="Council", slug="council", kind=LegalKind.COUNCIL,
        function=Function.FULL_COUNCIL, since=LONG_AGO, usual_venue=venue, quorum=1,
    )  # fmt: skip
    there = [cast[name].person for name in ("chairman", "vice-chairman", "member", "other member")]
    for forename in ("Ned", "Nora", "Peter"):
        who = person(forename, "Newman")
        Term.objects.create(person=who, since=LONG_AGO)
        there.append(who)
    for who in there:
        Seat.objects.create(committee=body, person=who, since=LONG_AGO)
    return body


@pytest.fixture
def council_meeting(full_council, clerk) -> Meeting:
    meeting = calendar.schedule(full_council, DAY, by=clerk)
    agenda.add_item(meeting, title="Budget and Council Tax 2022/23", by=clerk)
    agenda.add_item(meeting, title="Pay policy", by=clerk)
    return meeting


def _in_the_room(meeting: Meeting, number: int, clerk: User) -> Minutes:
    minutes = opening.open_minutes(meeting, at=at(9, 30), by=clerk)
    for attendee in list(minutes.attendees.order_by("pk"))[:number]:
        attendance.arrive(attendee, at=at(9, 55), by=clerk)
    attendance.preside(minutes, person=minutes.attendees.order_by("pk")[0].person, by=clerk)
    return minutes


def _motion(minutes: Minutes, title: str, clerk: User):
    minute = minutes.entries.get(item__title=title)
    return resolving.propose(minute, limbs=[LimbDraft("it be approved")], by=clerk)


def test_one_of_seven_does_not_resolve_the_councils_budget(council_meeting, clerk):
    minutes = _in_the_room(council_meeting, 1, clerk)
    assert minutes.quorum_needed == 2
    for number in range(8):  # councillors count though they have no seat in the register
        Term.objects.create(person=person("Extra", f"Number{number}"), since=LONG_AGO)
    assert council_meeting.committee.quorum_on(DAY) == 4
    put = _motion(minutes, "Budget and Council Tax 2022/23", clerk)
    choices = {minutes.attendees.order_by("pk")[0]: "for"}
    with refused("R29", "the quorum is 2"):
        voting.recorded_vote(put, choices=choices, at=at(10), by=clerk)


def test_every_vote_on_the_budget_is_recorded_by_name(council_meeting, clerk):
    minutes = _in_the_room(council_meeting, 7, clerk)
    put = _motion(minutes, "Budget and Council Tax 2022/23", clerk)
    with refused("R59", "recorded by name"):
        voting.agree(put, at=at(10, 5), by=clerk)
    amendment = resolving.propose(put.minute, limbs=[LimbDraft("nothing")], amends=put, by=clerk)
    with refused("R59", "recorded by name"):
        voting.show_of_hands(amendment, votes_for=1, votes_against=6, at=at(10, 5), by=clerk)
    resolving.withdraw(amendment, by=clerk)
    choices = dict.fromkeys(minutes.attendees.all(), "for")
    assert voting.recorded_vote(put, choices=choices, at=at(10, 5), by=clerk).is_carried
    assert voting.agree(_motion(minutes, "Pay policy", clerk), at=at(10, 10), by=clerk).is_carried


def test_r59_the_check_before_publishing_asks_whether_an_item_decides_on_the_budget(council_meeting, desk, clerk):
    precept = agenda.add_item(council_meeting, title="Report of the Leader", by=clerk)
    agenda.edit_item(precept, lead_line="To set the precept for 2022/23", by=clerk)
    page = f"/desk/meetings/{council_meeting.committee.slug}/{council_meeting.slug}/preflight/"
    asks = f"Item {precept.number} may decide on the budget, council tax or a precept."
    assert asks in desk.get(page).text
    agenda.edit_item(precept, decides_budget=True, by=clerk)
    assert asks not in desk.get(page).text


def test_the_clerk_says_whether_an_item_decides_on_the_budget(council_meeting, clerk):
    minutes = _in_the_room(council_meeting, 7, clerk)
    pay = council_meeting.items.get(title="Pay policy")
    agenda.edit_item(pay, decides_budget=True, by=clerk)
    with refused("R59", "recorded by name"):
        voting.agree(_motion(minutes, "Pay policy", clerk), at=at(10, 5), by=clerk)
    plain = agenda.add_item(council_meeting, title="Spending", decides_budget=False, by=clerk)
    with refused("", "why it does not decide on the budget"):
        agenda.edit_item(plain, title="Revenue budget", by=clerk)
    budget = council_meeting.items.get(title__startswith="Budget")
    with refused("", "why it does not decide on the budget"):
        agenda.edit_item(budget, decides_budget=False, budget_reason="No.", by=clerk)
    why = "It only receives the figures."
    budget = agenda.edit_item(budget, decides_budget=False, budget_reason=why, by=clerk)
    assert audit.trail_of(budget).first().facts["reason"] == why
    assert voting.agree(_motion(minutes, budget.title, clerk), at=at(10, 6), by=clerk).is_carried
    agenda.edit_item(budget, decides_budget=None, by=clerk)
    opening.end_meeting(minutes, at=at(11), by=clerk)
    rules = {check.rule for check in findings.found(minutes, on=DAY) if check.severity == "block"}
    assert "R59" in rules, "minutes of a vote that names no one are not published"


def test_what_the_agenda_called_budget_stays_so(council_meeting, full_council, clerk, proper_officer):
    """Neither the flag nor a corrected title spares anybody the recorded vote, before the vote or after it."""
    item = council_meeting.items.get(title="Budget and Council Tax 2022/23")
    issue(council_meeting, clerk, at=PUBLISHED)
    with refused("R59", "was published as one that decides on the budget"):
        agenda.edit_item(item, decides_budget=False, budget_reason="It only receives the figures.", by=clerk)
    words = {"items": {item.pk: {"title": "Spending"}}, "note": "The title was wrong.", "at": PUBLISHED, "by": clerk}
    amendments.correct(council_meeting, **words)
    item = council_meeting.items.get(pk=item.pk)
    assert item.title == "Spending"
    assert item.is_by_name(full_council.kind)


# Who rules an item urgent


def test_whoever_presides_in_the_room_rules_an_item_urgent(world, clerk):
    item = world.item("Fostering")
    with refused("R03", "Colin Coopted sits without a vote"):
        agenda.rule_urgent(item, chairman=world.people["colin"], circumstances=WHY, at=at(9), by=clerk)
    world.begin()
    for other in ("vera", "sue"):
        with refused("R03", "Charles Chair presides, as the minutes have it"):
            agenda.rule_urgent(item, chairman=world.people[other], circumstances=WHY, at=at(10), by=clerk)
    assert agenda.rule_urgent(item, chairman=world.people["charles"], circumstances=WHY, at=at(10), by=clerk).pk


def test_a_ruling_of_somebody_who_did_not_preside_is_recorded_anew(room, clerk):
    item = agenda.add_item(room.meeting, title="Flood", by=clerk)
    type(item).objects.filter(pk=item.pk).update(added_after_publication=True)
    opening.catch_up(room.minutes, by=clerk)
    UrgencyRuling.objects.create(
        item=item, chairman=room.people["vera"], circumstances=WHY, ruled_at=at(9), recorded_by=clerk
    )

    def said() -> list[str]:
        checks = findings.found(room.minutes, on=DAY)
        return [check.text for check in checks if check.rule == "R04"]

    assert any("Vera Vice, who did not preside" in text for text in said())
    agenda.rule_urgent(item, chairman=room.people["charles"], circumstances=WHY, at=at(10), by=clerk)
    assert not said()
    attendance.preside(room.minutes, person=room.people["vera"], by=clerk)
    voting.agree(_motion(room.minutes, "Fostering", clerk), at=at(10, 30), by=clerk)
    attendance.preside(room.minutes, person=room.people["charles"], by=clerk)
    assert agenda.rule_urgent(item, chairman=room.people["vera"], circumstances=WHY, at=at(10), by=clerk).pk, (
        "she presided for a while, as a resolution has it"
    )
    with pytest.raises(Refused, match="presides"):
        agenda.rule_urgent(item, chairman=room.people["ned"], circumstances=WHY, at=at(10), by=clerk)


def test_a_published_ruling_of_somebody_who_did_not_preside_is_recorded_anew_on_its_page(room, clerk, desk):
    issue(room.meeting, clerk, at=PUBLISHED)
    item, charles = agenda.add_item(room.meeting, title="Flood", by=clerk), room.people["charles"]
    agenda.rule_urgent(item, chairman=charles, circumstances=WHY, at=at(9), by=clerk)
    UrgencyRuling.objects.update(chairman=room.people["vera"])
    amendments.publish_urgent_item(type(item).objects.get(pk=item.pk), at=at(9), by=clerk)
    page = f"/desk/meetings/safeguarding/2022-04-21/items/{item.pk}/urgent/"
    assert 'name="chairman"' in desk.get(page).text, "the finding of the minutes links to this page"
    ruling = {"chairman": charles.pk, "circumstances": WHY}
    assert desk.post(page, ruling).status_code == 302 and UrgencyRuling.objects.get().chairman == charles
    assert 'name="chairman"' not in desk.get(page).text
    for sent in (ruling, {"take_back": "1"}):
        assert "The ruling is published and cannot" in desk.post(page, sent, follow=True).text

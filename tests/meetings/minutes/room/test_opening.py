"""Opening, beginning, adjourning, ending and opening again; before the day of a meeting texts alone are prepared."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.models import Person, Seat, Term
from committee.register import seats
from committee.wording.dates import LONDON
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.minutes.document import document, minute_states
from meetings.minutes.findings import findings
from meetings.minutes.publication import circulating, publishing
from meetings.minutes.room import opening
from meetings.minutes.room.presence import attendance
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import Capacity, Minute, Minutes, MinutesState
from meetings.papers import verbs as papers
from meetings.papers import withholding
from tests.answers import refused
from tests.meetings.minuted import write
from tests.meetings.minutes import world as worlds
from tests.meetings.minutes.world import DAY, ROOM, at
from tests.meetings.packs.making import pdf_of


@pytest.mark.both_databases("ordering: minutes follow the agenda")
def test_there_is_a_minute_for_each_item_and_an_attendee_for_each_seat(world, clerk):
    entries = list(world.minutes.entries.all())
    assert [entry.item.number for entry in entries] == list(range(1, 11))
    assert [entry.item.kind for entry in entries if entry.omitted] == ["apologies"]
    private = [(entry.access, entry.paragraphs, entry.public_heading) for entry in entries if entry.is_withheld]
    assert private == [("exempt", "3", "A contract"), ("exempt", "1", "Placement"), ("confidential", "", "Terms")]
    printed = [(one.printed, one.capacity, one.voting) for one in world.minutes.attendees.all()]
    assert len(printed) == 7
    assert printed[1] == ("Colin Coopted (Co-optee)", "co_optee", False)
    assert printed[-1] == ("Vera Vice (Vice-Chairman (Scrutiny))", "member", True)
    assert opening.open_minutes(world.meeting, at=at(9, 31), by=clerk).opened_at == at(9, 30), "opened twice"


def test_an_item_of_part_two_waits_under_its_public_title_until_somebody_says_why(safeguarding, clerk):
    meeting = calendar.schedule(safeguarding, worlds.DAY, by=clerk)
    agenda.add_item(meeting, title="Staffing of zibberwort", public_title="Staffing", part=2, by=clerk)
    minutes = opening.open_minutes(meeting, at=at(9), by=clerk)
    entry = minutes.entries.get(item__part=2)
    assert (entry.omitted, entry.heading) == (True, "Staffing")
    with pytest.raises(Refused, match="paragraphs of Schedule 12A"):
        minute_states.omit(entry, omitted=False, by=clerk)
    entry = minute_states.set_access(entry, access="exempt", paragraphs=(4,), by=clerk)
    assert (entry.omitted, entry.heading) == (False, "Staffing of zibberwort")


HARM = {"public_interest_reason": "It would harm a child.", "not_own_development": True}
EXEMPT = {"access": "exempt", "paragraphs": (1,), **HARM}


def opened_early(committee, clerk, **fields):
    """Add an open item and paper, and open the minutes on that draft agenda."""
    meeting = calendar.schedule(committee, worlds.DAY, by=clerk)
    item = agenda.add_item(meeting, title="Placement at zibberwort", by=clerk, **fields)
    sent = {"data": pdf_of(1, "Words"), "filename": "report.pdf", "at": worlds.PUBLISHED, "background_papers": "None"}
    paper = papers.add_paper(item, title="Report on zibberwort", **sent, by=clerk)
    minutes = opening.open_minutes(meeting, at=worlds.PUBLISHED, by=clerk)
    return minutes, item, paper, sent


def as_minuted(item):
    """Access, paragraphs, whether it is left out, and what the public read of its heading."""
    entry = Minute.objects.get(item=item)
    return entry.access, entry.paragraphs, entry.omitted, entry.heading_for_public


def test_minutes_opened_early_follow_the_paper_that_becomes_exempt(safeguarding, clerk):
    minutes, item, paper, _ = opened_early(safeguarding, clerk)
    assert as_minuted(item)[:3] == ("open", "", False)
    exclusion = minutes.entries.get(item__kind="exclusion")
    assert exclusion.omitted
    withholding.set_access(paper, **EXEMPT, by=clerk)
    assert as_minuted(item)[:3] == ("exempt", "1", False)
    exclusion.refresh_from_db()
    assert not exclusion.omitted
    agenda.edit_item(item, part=2, public_title="A placement", by=clerk)
    assert as_minuted(item) == ("exempt", "1", False, "A placement")
    with time_machine.travel(at(11)), refused("R17", "is exempt"):
        minute_states.open_item(minutes.entries.get(item=item), at=at(11), by=clerk)
    withholding.set_access(paper, **EXEMPT | {"paragraphs": (2,)}, by=clerk)
    assert as_minuted(item)[1] == "2"
    papers.remove_paper(paper, by=clerk)
    assert as_minuted(item) == ("open", "", True, "A placement")


def test_minutes_opened_early_follow_an_item_that_goes_to_part_two(safeguarding, clerk):
    _, item, paper, sent = opened_early(safeguarding, clerk, public_title="A placement")
    agenda.edit_item(item, part=2, its_papers="withhold", by=clerk)
    assert as_minuted(item) == ("open", "", True, "A placement")
    withholding.set_access(paper, **EXEMPT, by=clerk)
    papers.add_paper(item, title="Terms", **sent, **EXEMPT | {"paragraphs": (3,), "not_registrable": True}, by=clerk)
    assert as_minuted(item) == ("exempt", "1,3", False, "A placement")
    reason = "A court order of 3 May forbids it."
    withholding.set_access(paper, access="confidential", confidential_reason=reason, by=clerk)
    assert as_minuted(item)[:2] == ("confidential", "")


def test_minutes_follow_the_agenda_no_further_than_somebody_has_said_or_the_meeting_has_reached(safeguarding, clerk):
    minutes, item, paper, _ = opened_early(safeguarding, clerk)
    entry = minutes.entries.get(item=item)
    minute_states.set_access(entry, access="exempt", paragraphs=(3,), by=clerk)
    withholding.set_access(paper, **EXEMPT, by=clerk)
    assert as_minuted(item)[1] == "1,3"
    withholding.set_access(paper, access="open", by=clerk)
    assert as_minuted(item)[:2] == ("exempt", "1,3")
    why = "It was marked exempt by mistake."
    entry = minute_states.set_access(entry, access="open", reason=why, by=clerk)
    with time_machine.travel(at(11)):
        minute_states.open_item(entry, at=at(11), by=clerk)
        withholding.set_access(paper, **EXEMPT, by=clerk)
    assert as_minuted(item)[0] == "open"


def test_nothing_is_minuted_of_a_cancelled_meeting_or_an_informal_session(safeguarding, clerk):
    meeting = calendar.schedule(safeguarding, worlds.DAY, by=clerk)
    calendar.cancel(meeting, reason="No business.", at=at(8), by=clerk)
    with pytest.raises(Refused, match="cancelled"):
        opening.open_minutes(meeting, at=at(9), by=clerk)
    informal = calendar.schedule(safeguarding, dt.date(2022, 4, 22), informal=True, by=clerk)
    with pytest.raises(Refused, match="informal session"):
        opening.open_minutes(informal, at=at(9), by=clerk)


def test_what_came_on_the_agenda_later_and_who_took_a_seat_later_can_be_added(world, clerk, other_member):
    agenda.add_item(world.meeting, title="Urgent", by=clerk)
    Seat.objects.create(committee=world.committee, person=other_member.person, since=worlds.LONG_AGO)
    assert [entry.heading for entry in opening.catch_up(world.minutes, by=clerk)] == ["Urgent"]
    assert opening.catch_up(world.minutes, by=clerk) == []
    assert world.minutes.attendees.get(person=other_member.person).capacity == Capacity.MEMBER


def test_a_seat_whose_vote_is_limited_has_none_until_the_clerk_says_so(safeguarding, clerk, other_member):
    seat = Seat(committee=safeguarding, person=other_member.person, since=worlds.LONG_AGO, role="co_optee")
    seat.voting_scope = "education functions"
    seat.save()
    meeting = calendar.schedule(safeguarding, worlds.DAY, by=clerk)
    minutes = opening.open_minutes(meeting, at=at(9), by=clerk)
    row = minutes.attendees.get()
    assert not row.voting
    assert attendance.entitle(row, voting=True, by=clerk).voting


def test_r31_a_vote_on_some_functions_only_is_told_with_the_items_it_was_there_for(room, clerk):
    colin = room.who("Colin")
    Seat.objects.filter(person=colin.person).delete()
    seats.appoint(
        room.committee, colin.person, since=worlds.LONG_AGO, role="co_optee", voting_scope="education functions",
        voting_ground="education", by=clerk,
    )  # fmt: skip
    attendance.entitle(colin, voting=True, by=clerk)
    room.arrive("Colin")
    put = resolving.propose(room.minute("Fostering"), limbs=[LimbDraft("x be done")], by=clerk)
    voting.agree(put, at=at(10, 30), by=clerk)
    (told,) = [one.text for one in findings.found(room.minutes, on=worlds.DAY) if one.rule == "R31"]
    assert told.startswith("Colin Coopted has a vote on education functions only, and could vote under “Fostering”.")


def test_where_the_chairman_is_away_a_vice_chairman_in_their_order_presides_at_the_start(world, desk, clerk):
    """By surname another Vice-Chairman comes before the Chairman."""
    abe = world.people["abe"] = Person.objects.create(forename="Abe", surname="Aaron", slug="abe-aaron")
    Term.objects.create(person=abe, since=worlds.LONG_AGO)
    late = worlds.LONG_AGO + dt.timedelta(1)
    Seat.objects.create(committee=world.committee, person=abe, since=late, role="vice_chairman")
    opening.catch_up(world.minutes, by=clerk)
    world.arrive("Vera", "Mary", "Abe")
    offered = desk.get(f"{ROOM}{world.minute('Fostering').pk}/").context["may_preside"]
    assert [one.name.split()[0] for one, is_first in offered if is_first] == ["Vera"]


def test_r25_a_meeting_is_not_ended_without_who_presided_and_who_was_present_in_the_room(world, clerk):
    attendance.be_on_screen(world.who("Mary"), virtual=True, by=clerk)
    for step, expected in (
        (lambda: None, "who presided"),
        (lambda: attendance.preside(world.minutes, person=world.people["charles"], by=clerk), "who was present"),
        (lambda: world.arrive("Mary"), "who was present"),
        (lambda: attendance.be_on_screen(world.who("Mary"), virtual=False, by=clerk), "Charles Chair presided, but"),
    ):
        step()
        with refused("R25", expected):
            opening.end_meeting(world.minutes, at=at(12), by=clerk)
    world.arrive("Charles")
    assert opening.end_meeting(world.minutes, at=at(12), by=clerk).state == MinutesState.DRAFT


def test_r25_whoever_presided_stays_recorded_as_present(room, clerk):
    opening.end_meeting(room.minutes, at=at(12), by=clerk)
    with refused("R25", "presided, but is not recorded as present"):
        attendance.remove_times(room.who("Charles").presences.get(), by=clerk)
    attendance.remove_times(room.who("Nora").presences.get(), by=clerk)
    with pytest.raises(Refused, match="Nora North presided"):
        attendance.preside(room.minutes, person=room.people["nora"], by=clerk)
    attendance.preside(room.minutes, person=room.people["vera"], by=clerk)


def test_ending_closes_the_item_and_holds_the_first_time(room, clerk):
    minute_states.open_item(room.minute("Young Carers"), at=at(10, 5), by=clerk)
    opening.end_meeting(room.minutes, at=at(12), by=clerk)
    again = opening.end_meeting(room.minutes, at=at(12) + dt.timedelta(seconds=20), by=clerk)
    assert (again.ended_at, again.state) == (at(12), MinutesState.DRAFT)
    assert room.minute("Young Carers").closed_at == at(12)
    with pytest.raises(Refused, match=r"ended at 12:00 already\. Correct its times"):
        opening.end_meeting(room.minutes, at=at(12, 10), by=clerk)


def test_a_meeting_neither_begins_after_nor_ends_before_something_that_was_done_in_it(room, clerk):
    minute_states.open_item(room.minute("Young Carers"), at=at(10, 5), by=clerk)
    with pytest.raises(Refused, match="reached at 10:05"):
        opening.begin_meeting(room.minutes, at=at(10, 6), by=clerk)
    with pytest.raises(Refused, match="something recorded under this item"):
        agenda.remove_item(room.item("Young Carers"), by=clerk)
    attendance.leave(room.who("Nora"), at=at(11, 20), by=clerk)
    with pytest.raises(Refused, match="Someone left at 11:20"):
        opening.end_meeting(room.minutes, at=at(11), by=clerk)
    with pytest.raises(Refused, match="is on 21 April 2022"):
        opening.end_meeting(room.minutes, at=at(11, day=dt.date(2022, 4, 20)), by=clerk)


# Adjournments within the day


def motion(room, item="Young Carers"):
    return resolving.propose(room.minute(item), limbs=[LimbDraft("the report be noted")], by=room.clerk)


def test_an_adjournment_is_printed_with_its_times_and_nothing_is_decided_in_it(room, clerk):
    minute_states.open_item(room.minute("Young Carers"), at=at(10, 10), by=clerk)
    opening.adjourn(room.minutes, at=at(10, 30), by=clerk)
    with pytest.raises(Refused, match="Nothing was decided at 10:40: the meeting was adjourned at 10:30"):
        voting.agree(motion(room), at=at(10, 40), by=clerk)
    with pytest.raises(Refused, match="cannot have been reached: the meeting was adjourned"):
        minute_states.open_item(room.minute("Fostering"), at=at(10, 40), by=clerk)
    with pytest.raises(Refused, match="The meeting is adjourned"):
        opening.end_meeting(room.minutes, at=at(11), by=clerk)
    opening.resume(room.minutes, at=at(10, 45), by=clerk)
    assert voting.agree(motion(room), at=at(10, 50), by=clerk).is_carried
    entries = document.take(room.minutes, at=at(12))["entries"]
    told = [movement for entry in entries for movement in entry["movements"]]
    assert told == ["The meeting adjourned at 10:30 and resumed at 10:45."]


def test_an_adjournment_cannot_contradict_what_was_decided_and_is_undone(room, clerk, desk):
    voting.agree(motion(room), at=at(10, 30), by=clerk)
    with pytest.raises(Refused, match="the meeting was adjourned at 10:20"):
        opening.adjourn(room.minutes, at=at(10, 20), by=clerk)
    with pytest.raises(Refused, match="is not adjourned"):
        opening.resume(room.minutes, at=at(10, 50), by=clerk)
    minutes = opening.adjourn(room.minutes, at=at(10, 40), by=clerk)
    assert opening.adjourn(room.minutes, at=at(10, 41), by=clerk).adjournments == minutes.adjournments
    with pytest.raises(Refused, match="cannot have resumed before"):
        opening.resume(room.minutes, at=at(10, 35), by=clerk)
    page = desk.post(f"{ROOM}adjourn/", {"act": "resume"}, follow=True).text
    assert "resumed at" in page and "Resume meeting" not in page
    assert "adjourned at" not in desk.post(f"{ROOM}adjourn/", {"act": "undo"}, follow=True).text


LIMBS = [LimbDraft("That the report be noted.")]


@pytest.fixture
def before(world, time_machine):
    """Set the clock to the day before the meeting."""
    time_machine.move_to(dt.datetime(2022, 4, 20, 9, tzinfo=LONDON), tick=False)
    return world


def test_nothing_that_happens_at_a_meeting_is_recorded_before_its_day_but_texts_are_prepared(before, clerk):
    fostering, mary, minutes = before.minute("Fostering"), before.who("Mary"), before.minutes
    for act in (
        lambda: attendance.arrive(mary, at=at(10), by=clerk),
        lambda: attendance.preside(minutes, person=before.people["charles"], by=clerk),
        lambda: minute_states.say_taken(fostering, taken=True, by=clerk),
        lambda: minute_states.attend_for(fostering, [before.who("Colin")], by=clerk),
        lambda: resolving.propose(fostering, limbs=LIMBS, by=clerk),
    ):
        with pytest.raises(Refused, match="The meeting is on Thursday 21 April 2022"):
            act()
    assert "prepared" in write(fostering, "<p>Words prepared.</p>", clerk).text
    assert attendance.apologise(mary, by=clerk).apologies


def test_minutes_ended_beforehand_are_not_published_nor_sent_round(before, clerk, member):
    """As they may lie in a database from before that was refused."""
    Minutes.objects.filter(pk=before.minutes.pk).update(state=MinutesState.DRAFT, ended_at=at(11))
    minutes = Minutes.objects.get(pk=before.minutes.pk)
    for act in findings.ACTS:
        blocks = findings.found(minutes, on=DAY - dt.timedelta(days=1), for_=act)
        assert any("its minutes are published after it" in check.text for check in blocks)
    for publish in (publishing.publish_draft, publishing.publish_decisions):
        with pytest.raises(Refused, match="published after it"):
            publish(minutes, at=timezone.now(), by=clerk)
    with pytest.raises(Refused, match="circulate its minutes after it"):
        circulating.circulate(minutes, to=[member.person], comments_by=DAY, at=timezone.now(), by=clerk)


def test_nothing_is_recorded_with_the_clock_of_another_day(room, clerk):
    motion, next_day = resolving.propose(room.minute("Fostering"), limbs=LIMBS, by=clerk), dt.date(2022, 4, 22)
    assert motion.limbs.get().text == "the report be noted"
    with pytest.raises(Refused, match="cannot have been decided on 22 April"):
        voting.agree(motion, at=at(14, day=next_day), by=clerk)
    assert voting.agree(motion, at=at(10, 5), by=clerk).is_carried
    with pytest.raises(Refused, match="cannot have happened on 22 April"):
        attendance.leave(room.who("Mary"), at=at(9, day=next_day), by=clerk)
    attendance.leave(room.who("Mary"), at=at(0, 30, day=next_day), by=clerk)


# During which item somebody left


def test_a_departure_stands_under_the_item_it_was_recorded_in_until_its_time_is_corrected(room, clerk):
    minute_states.open_item(room.minute("Young Carers"), at=at(10, 30), by=clerk)
    left = attendance.leave(room.who("Mary"), at=at(10, 30), by=clerk)
    minute_states.open_item(room.minute("Fostering"), at=at(10, 30), by=clerk)
    minute_states.open_item(room.minute("Work Programme"), at=at(10, 30), by=clerk)
    attendance.arrive(room.who("Mary"), at=at(10, 30), by=clerk)

    def told() -> dict[str, list[str]]:
        return {row["heading"][:11]: row["movements"] for row in document.take(room.minutes, at=at(12))["entries"]}

    assert told() == {
        "Young Carer": ["Mary Member, MBE left at 10:30."],
        "Fostering": [],
        "Work Progra": ["Mary Member, MBE returned at 10:30."],
    }
    attendance.set_times(left, arrived_at=left.arrived_at, left_at=at(10, 25), by=clerk)
    assert not told()["Young Carer"]

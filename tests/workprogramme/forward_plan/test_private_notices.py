"""What the executive hears in private: its two notices, the agreement in their place, and who may give it (R58)."""

import datetime as dt

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.models import Committee, MunicipalYear, Portfolio, PortfolioHolding, Seat, Term, Venue
from meetings.agendas import verbs as agenda
from meetings.agendas.preflight import preflight
from meetings.calendar import verbs as calendar
from meetings.minutes.document import minute_states
from meetings.minutes.room import opening
from meetings.minutes.room.presence import attendance
from meetings.minutes.room.resolutions import exclusion
from meetings.models import AgendaItem, Meeting, Minute, Minutes, PrivateNotice
from meetings.papers import verbs as papers
from tests.answers import client_of, refused
from tests.answers import words as text_of
from tests.conftest import person
from tests.meetings import publishing
from tests.meetings.packs.making import pdf_of
from tests.staging import staged
from tests.workprogramme import executive
from tests.workprogramme.executive import DAY, at
from workprogramme import deadlines
from workprogramme.forward_plan import private_notices, urgent_decisions
from workprogramme.forward_plan import verbs as forward_plan
from workprogramme.models import ScrutinyRules, UrgentDecision
from workprogramme.time_limits import Counting

BOTH = pytest.mark.both_databases("triggers: what was published of a private meeting")
Kind = UrgentDecision.Kind
LONG_AGO = dt.date(2020, 5, 1)


@staged
def notice(clerk, safeguarding, chairman):
    return executive.private_notice(clerk)


@pytest.fixture
def council_of(db):
    """Return the Council with a chairman and a vice-chairman."""
    body = Committee.objects.create(
        name="Full Council", short_name="Council", slug="council", kind="council", function="council", since=LONG_AGO
    )
    people = {}
    for role, name in (("chairman", "Corin"), ("vice_chairman", "Vita")):
        people[role] = person(name, "Council")
        Term.objects.create(person=people[role], since=LONG_AGO)
        Seat.objects.create(committee=body, person=people[role], role=role, since=LONG_AGO)
    return people


def in_the_cabinet(who, since=LONG_AGO) -> None:
    families = Portfolio.objects.get_or_create(name="Families")[0]
    PortfolioHolding.objects.create(person=who, portfolio=families, since=since)


def second(notice, day, by):
    said = {"representations": "One: hear it in public.", "response": "The price must stay ours."}
    return private_notices.publish_second(notice, **said, at=at(day), by=by)


def blocked(notice, on="2022-06-07") -> list[str]:
    """Return the texts of R58 that stop publication of the agenda on that day."""
    meeting = notice.meeting
    meeting.refresh_from_db()
    found = preflight(meeting, on=dt.date.fromisoformat(on))
    return [check.text for check in found if check.rule == "R58" and check.blocks]


@pytest.fixture
def item(notice, clerk) -> AgendaItem:
    """Return the item of Part Two that the notice is for."""
    made = agenda.add_item(notice.meeting, title="A lease", by=clerk)
    AgendaItem.objects.filter(pk=made.pk).update(part=2)
    private_notices.assign_item(notice, made, at=at("2022-05-10"), by=clerk)
    return made


def test_an_agenda_with_private_business_is_published_only_with_both_notices(notice, item, clerk):
    assert "no notice of it has been published" in blocked(notice)[0]
    private_notices.publish_first(notice, at=at("2022-05-17", 23), by=clerk)
    assert "its second notice, with the reasons" in blocked(notice)[0]
    second(notice, "2022-06-07", clerk)
    assert blocked(notice) == []


def test_no_notice_is_given_of_a_meeting_in_a_draft_calendar(notice, item, clerk):
    MunicipalYear.objects.create(starts=dt.date(2022, 5, 19), ends=dt.date(2023, 5, 17), is_draft=True)
    with pytest.raises(Refused, match="draft calendar"):
        private_notices.publish_first(notice, at=at("2022-05-10"), by=clerk)


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        ("2022-05-18", "2022-06-07", "from Thursday 16 June 2022"),
        ("2022-05-10", "2022-06-08", "gives 4 of the 5 clear days"),
    ],
)
def test_a_notice_a_day_late_does_not_do(notice, item, clerk, first, then, said):
    second(private_notices.publish_first(notice, at=at(first), by=clerk), then, clerk)
    assert said in blocked(notice)[0]


def test_a_council_that_counts_working_days_gives_the_first_notice_earlier(notice, item, clerk):
    forward_plan.change_rules(counting=ScrutinyRules.Counting.WORKING, on=DAY, by=clerk)
    made = private_notices.publish_first(notice, at=at("2022-05-04"), by=clerk)
    assert made.may_meet_from > DAY
    forward_plan.change_rules(counting=ScrutinyRules.Counting.CALENDAR, on=DAY, by=clerk)
    second(notice, "2022-06-07", clerk)
    assert len(blocked(notice)) == 1, "the reading of its day stays"


@pytest.mark.parametrize(("public", "text"), [(True, ""), (False, "Publish the first notice by")])
def test_the_public_reads_no_task_beside_an_agreement_that_was_struck_out(notice, public, text):
    clock = deadlines.of_private_notice(notice, dt.date(2022, 5, 10), Counting.current(), public=public)
    assert clock.word == "First notice not given" and clock.text[:27] == text


def test_an_item_in_private_without_a_notice_of_its_own_blocks(notice, item, clerk):
    private_notices.publish_first(notice, at=at("2022-05-10"), by=clerk)
    second(notice, "2022-06-07", clerk)
    other = agenda.add_item(notice.meeting, title="A lease in Felpersham: the terms", by=clerk)
    assert blocked(notice) == []
    AgendaItem.objects.filter(pk=other.pk).update(part=2)
    item.refresh_from_db()
    (said,) = blocked(notice)
    assert "no notice of it has been published" in said and not said.startswith(f"Item {item.number}:")
    private_notices.assign_item(notice, other, at=at("2022-06-07"), by=clerk)
    (said,) = blocked(notice)
    assert said.startswith(f"Item {item.number}:")


def test_other_bodies_need_no_such_notice(safeguarding, clerk):
    meeting = calendar.schedule(safeguarding, DAY, by=clerk)
    made = agenda.add_item(meeting, title="A case", by=clerk)
    AgendaItem.objects.filter(pk=made.pk).update(part=2)
    assert "R58" not in [check.rule for check in preflight(meeting, on=dt.date(2022, 6, 7))]
    with pytest.raises(Refused, match="formal meetings of the executive"):
        private_notices.enter(meeting, matter="x", reasons="y", at=at("2022-05-10"), by=clerk)


def ask(notice, committee, by, **other):
    given = {"kind": Kind.PRIVATE, "private_notice": notice, "why": "The lease ends on 16 June.", "by": by}
    return urgent_decisions.ask_chairman(committee, **{"at": at("2022-06-06")} | given | other)


def test_the_chairmans_agreement_stands_in_place_of_the_notices_and_is_published_with_its_reasons(
    notice, item, safeguarding, chairman, clerk
):
    asked = ask(notice, safeguarding, clerk)
    assert blocked(notice)
    assert Client().get(f"/forward-plan/private-meetings/{notice.pk}/").status_code == 404
    urgent_decisions.answer(asked, agreed=True, at=at("2022-06-06", 12), by=chairman)
    assert blocked(notice) == []
    said = Client().get(f"/forward-plan/private-meetings/{notice.pk}/").content.decode()
    for words in ("Charles Chair", "The lease ends on 16 June.", "Monday 6 June 2022", "Paragraph 3"):
        assert words in said


def test_agreement_is_neither_asked_nor_given_once_the_meeting_has_been_held(notice, safeguarding, chairman, clerk):
    asked = ask(notice, safeguarding, clerk)
    with refused("R58", "Agreement must be obtained before"):
        urgent_decisions.answer(asked, agreed=True, at=at("2022-06-16"), by=chairman)
    urgent_decisions.answer(asked, agreed=False, reasons="It is over.", at=at("2022-06-16"), by=chairman)
    with pytest.raises(Refused, match="Agreement must be obtained before"):
        ask(notice, safeguarding, clerk, at=at("2022-06-16"))
    assert not PrivateNotice.objects.public().exists()


def test_agreement_is_given_on_the_day_until_the_item_is_reached(notice, item, safeguarding, chairman, clerk):
    asked = ask(notice, safeguarding, clerk)
    minutes = Minutes.objects.create(meeting=notice.meeting, opened_at=at("2022-06-15"), opened_by=clerk)
    reached = {"item": item, "position": 1, "heading": "A lease", "opened_at": at("2022-06-15", 11)}
    minute = Minute.objects.create(minutes=minutes, **reached)
    with pytest.raises(Refused, match="Agreement must be obtained before"):
        urgent_decisions.answer(asked, agreed=True, at=at("2022-06-15", 12), by=chairman)
    minute.delete()
    urgent_decisions.answer(asked, agreed=True, at=at("2022-06-15", 12), by=chairman)
    assert PrivateNotice.objects.public().exists()


def test_agreement_is_asked_of_the_law_s_offices_in_their_order(notice, safeguarding, chairman, clerk, council_of):
    first, vice = council_of["chairman"], council_of["vice_chairman"]
    with pytest.raises(Refused, match="Enter why Charles Chair cannot act"):
        ask(notice, safeguarding, clerk, chairman=first)
    with pytest.raises(Refused, match=r"why those before them cannot act|too short"):
        ask(notice, safeguarding, clerk, chairman=first, unable="-")
    asked = ask(notice, safeguarding, clerk, chairman=first, unable="Charles is in hospital.")
    assert (asked.office, asked.unable) == ("council", "Charles is in hospital.")
    asked.delete()
    Seat.objects.filter(person=chairman.person).delete()
    assert ask(notice, safeguarding, clerk).chairman == first
    UrgentDecision.objects.all().delete()
    in_the_cabinet(first)
    assert ask(notice, safeguarding, clerk).chairman == vice


def test_no_member_of_the_executive_agrees(notice, safeguarding, chairman, member, clerk, council_of):
    leader = person("Alan", "Leader")
    Term.objects.create(person=leader, since=LONG_AGO)
    Seat.objects.create(committee=notice.meeting.committee, person=leader, role="chairman", since=LONG_AGO)
    for who in (leader, council_of["chairman"]):
        if who != leader:
            in_the_cabinet(who)
        with pytest.raises(Refused, match="is a member of the executive"):
            ask(notice, safeguarding, clerk, chairman=who, unable="x")
    with pytest.raises(Refused, match="Only the chairman of the"):
        ask(notice, safeguarding, clerk, chairman=member.person, unable="x")


def test_who_joins_the_executive_meanwhile_no_longer_agrees(notice, safeguarding, chairman, clerk):
    asked = ask(notice, safeguarding, clerk)
    Seat.objects.filter(person=chairman.person).delete()
    in_the_cabinet(chairman.person, dt.date(2022, 6, 6))
    with pytest.raises(Refused, match="may not agree to it any more"):
        urgent_decisions.answer(asked, agreed=True, at=at("2022-06-07"), by=chairman)


@BOTH
def test_the_database_refuses_an_agreement_of_the_executive(notice, clerk):
    leader = person("Alan", "Leader")
    Term.objects.create(person=leader, since=LONG_AGO)
    Seat.objects.create(committee=notice.meeting.committee, person=leader, since=LONG_AGO)
    given = {"agreed_as": "scrutiny", "agreed_on": dt.date(2022, 6, 6), "agreed_reasons": "Urgent."}
    with pytest.raises(DatabaseError, match="No member of the executive"), transaction.atomic():
        PrivateNotice.objects.update(agreed_by=leader, **given)


@BOTH
def test_what_was_published_is_not_changed(notice, clerk):
    private_notices.publish_first(notice, at=at("2022-05-10"), by=clerk)
    for act in (
        lambda: private_notices.publish_first(notice, at=at("2022-05-11"), by=clerk),
        lambda: private_notices.edit(notice, matter="Else", reasons="x", at=at("2022-05-11"), by=clerk),
    ):
        with pytest.raises(Refused):
            act()
    for changes in ({"reasons": "Else"}, {"may_meet_from": DAY}, {"first_published_at": at("2022-05-01")}):
        with pytest.raises(DatabaseError, match="is not changed"), transaction.atomic():
            PrivateNotice.objects.update(**changes)
    with pytest.raises(DatabaseError, match="is not changed"), transaction.atomic():
        PrivateNotice.objects.all().delete()


def test_a_second_notice_needs_the_first_and_both_texts(notice, clerk):
    with pytest.raises(Refused, match="first notice before the second"):
        second(notice, "2022-06-01", clerk)
    private_notices.publish_first(notice, at=at("2022-05-10"), by=clerk)
    with pytest.raises(Refused, match="representations were received"):
        private_notices.publish_second(notice, representations=" ", response="x", at=at("2022-06-01"), by=clerk)
    with pytest.raises(Refused, match="before the meeting"):
        second(notice, "2022-06-15", clerk)


def test_a_withdrawn_notice_stays_public_and_does_not_do(notice, item, clerk):
    private_notices.publish_first(notice, at=at("2022-05-10"), by=clerk)
    second(notice, "2022-06-01", clerk)
    private_notices.withdraw(notice, reason="It is heard in public.", at=at("2022-06-02"), by=clerk)
    assert blocked(notice)
    assert "It is heard in public." in Client().get(f"/forward-plan/private-meetings/{notice.pk}/").content.decode()


def test_a_key_decision_taken_in_private_needs_the_notices(notice, clerk):
    how = {"at": at("2022-06-16"), "by": clerk}
    decision = executive.decision(clerk, in_private=True)
    forward_plan.publish_notice(decision, at=at("2022-05-10"), by=clerk)
    with pytest.raises(Refused, match="cannot be heard in private"):
        forward_plan.record_taken(decision, taken_on=DAY, **how)
    forward_plan.edit_decision(decision, private_notice=notice, at=at("2022-05-10"), by=clerk)
    private_notices.publish_first(notice, at=at("2022-05-10"), by=clerk)
    with pytest.raises(Refused, match="its second notice"):
        forward_plan.record_taken(decision, taken_on=DAY, **how)
    second(notice, "2022-06-07", clerk)
    assert forward_plan.record_taken(decision, taken_on=DAY, **how).taken_on == DAY


@pytest.fixture
def room(notice, item, clerk):
    """Return the Cabinet's room on 15 June, with an open item and one in Part Two whose notice is unpublished."""
    agenda.add_item(notice.meeting, title="Libraries", by=clerk)
    leader = person("Alan", "Leader")
    Term.objects.create(person=leader, since=LONG_AGO)
    Seat.objects.create(committee=notice.meeting.committee, person=leader, role="chairman", since=LONG_AGO)
    Committee.objects.filter(pk=notice.meeting.committee_id).update(quorum=1)
    minutes = opening.open_minutes(notice.meeting, at=at("2022-06-15"), by=clerk)
    attendance.arrive(minutes.attendees.get(), at=at("2022-06-15"), by=clerk)
    attendance.preside(minutes, person=leader, by=clerk)
    opening.begin_meeting(minutes, at=at("2022-06-15", 10), by=clerk)
    return minutes


def exempt_in(room, title, by):
    made = room.entries.get(item__title=title)
    return minute_states.set_access(made, access="exempt", paragraphs=(3,), public_heading="A matter", by=by)


def exclude(room, item, by):
    under = room.entries.filter(access="open", omitted=False).exclude(item=item).first()
    return exclusion.exclude_public(under, items={item: (3,)}, at=at("2022-06-15", 10), by=by)


def test_the_executive_makes_nothing_private_in_the_room_without_its_notices(room, clerk):
    minute = exempt_in(room, "Libraries", clerk)
    with refused("R58", "no notice of it has been published"):
        exclude(room, minute.item, clerk)
    with refused("R18", "Enter which department"):
        minute_states.set_access(minute, access="confidential", reason="The Leader says so.", by=clerk)
    confidential = minute_states.set_access(minute, access="confidential", reason="A court order.", by=clerk)
    with pytest.raises(Refused, match="no notice of it has been published"):
        minute_states.open_item(confidential, at=at("2022-06-15", 11), by=clerk)
    minute = minute_states.set_access(confidential, access="open", reason="It was never so.", by=clerk)
    minute_states.open_item(minute, at=at("2022-06-15", 11), by=clerk)
    with pytest.raises(Refused, match="no notice of it has been published"):
        minute_states.set_access(minute, access="confidential", reason="A court order.", by=clerk)


def test_the_executive_hears_in_private_what_the_chairman_has_agreed_to(
    room, notice, item, safeguarding, chairman, clerk
):
    minute = exempt_in(room, "A lease", clerk)
    with pytest.raises(Refused, match="no notice of it has been published"):
        exclude(room, item, clerk)
    asked = ask(notice, safeguarding, clerk, at=at("2022-06-15"))
    urgent_decisions.answer(asked, agreed=True, at=at("2022-06-15"), by=chairman)
    exclude(room, item, clerk)
    assert minute_states.open_item(minute, at=at("2022-06-15", 11), by=clerk).opened_at


@pytest.fixture
def published(notice, proper_officer, clerk):
    """Publish the Cabinet's agenda on 19 May, with both notices, and return the item."""
    meeting = calendar.set_details(notice.meeting, venue=Venue.objects.create(name="Shire Hall"), by=clerk)
    titles = {"title": "The lease of the mill", "public_title": "A lease in Felpersham"}
    made = agenda.add_item(meeting, **titles, part=2, by=clerk)
    how = {"data": pdf_of(1, "Terms"), "filename": "a.pdf", "at": at("2022-05-10"), "background_papers": "None"}
    papers.add_paper(made, title="The lease", **how, **publishing.EXEMPT, by=clerk)
    private_notices.assign_item(notice, made, at=at("2022-05-10"), by=clerk)
    private_notices.publish_first(notice, at=at("2022-05-10"), by=clerk)
    second(notice, "2022-05-19", clerk)
    publishing.issue(meeting, clerk, at=at("2022-05-19"))
    return made


def test_a_published_meeting_is_not_brought_forward_before_its_notices_let_it_meet_in_private(published, clerk):
    how = {"starts": dt.time(10), "reason": "The Leader is away.", "at": at("2022-05-19", 13), "by": clerk}
    with refused("R58", "held in private from Wednesday 8 June 2022"):
        calendar.rearrange(published.meeting, day=dt.date(2022, 6, 7), **how)
    calendar.rearrange(published.meeting, day=dt.date(2022, 6, 8), **how)


def test_a_notice_stays_with_its_item_on_a_published_agenda_and_another_is_not_for_what_that_calls_otherwise(
    published, notice, clerk
):
    apologies = published.meeting.items.exclude(pk=published.pk).first()
    another = executive.private_notice(clerk, published.meeting)
    with refused("R58", "calls that item otherwise"):
        private_notices.assign_item(another, apologies, at=at("2022-05-20"), by=clerk)
    other = agenda.add_item(published.meeting, title="A lease", by=clerk)
    for item in (None, other):
        with pytest.raises(Refused, match="depends on this notice"):
            private_notices.assign_item(notice, item, at=at("2022-05-20"), by=clerk)
    with pytest.raises(Refused, match="withdraw the item first"):
        private_notices.withdraw(notice, reason="A mistake.", at=at("2022-05-20"), by=clerk)


def test_the_notice_of_one_matter_does_not_do_for_another(notice, item, clerk):
    private_notices.publish_first(notice, at=at("2022-05-10"), by=clerk)
    second(notice, "2022-06-07", clerk)
    assert blocked(notice) == []
    AgendaItem.objects.filter(pk=item.pk).update(title="Sale of the county hospital")
    (said,) = blocked(notice)
    assert "notice was given of “A lease in Felpersham”" in said
    AgendaItem.objects.filter(pk=item.pk).update(public_title="The lease, in Felpersham: a lease in Felpersham")
    assert blocked(notice) == []


def test_an_item_with_a_notice_is_removed_from_a_draft_once_the_notice_is_withdrawn(notice, item, clerk):
    private_notices.publish_first(notice, at=at("2022-05-10"), by=clerk)
    with pytest.raises(Refused, match="The notice of private business on “A lease in Felpersham” is for this item"):
        agenda.remove_item(item, by=clerk)
    private_notices.withdraw(notice, reason="It is heard in public.", at=at("2022-06-02"), by=clerk)
    agenda.remove_item(item, by=clerk)
    assert not AgendaItem.objects.filter(pk=item.pk).exists()


def test_the_notice_of_a_cancelled_meeting_says_so_and_asks_for_nothing(notice, safeguarding, clerk):
    private_notices.publish_first(notice, at=at("2022-05-10"), by=clerk)
    calendar.cancel(notice.meeting, reason="Nothing is to be heard.", at=at("2022-05-10", 10), by=clerk)
    with time_machine.travel(at("2022-05-10", 11)):
        page = text_of(Client().get(f"/forward-plan/private-meetings/{notice.pk}/"))
        listed = text_of(Client().get("/forward-plan/private-meetings/")).partition("Past, cancelled or withdrawn")
        kept = text_of(client_of(clerk).get(f"/desk/private-meetings/{notice.pk}/"))
    assert "The meeting of Wednesday 15 June 2022 has been cancelled." in page
    assert notice.matter not in listed[0] and notice.matter in listed[2]
    assert "Withdraw the notice" in kept and "Publish the second" not in kept and "Ask the chairman" not in kept
    with pytest.raises(Refused, match="has been cancelled, so it needs no notice"):
        second(notice, "2022-05-11", clerk)
    notice.refresh_from_db()
    with pytest.raises(Refused, match="cancelled"):
        ask(notice, safeguarding, clerk)


def test_no_decision_is_taken_at_a_meeting_that_was_cancelled(notice, clerk):
    decision = executive.decision(clerk, in_private=True, private_notice=notice)
    forward_plan.publish_notice(decision, at=at("2022-05-10"), by=clerk)
    private_notices.publish_first(notice, at=at("2022-05-10"), by=clerk)
    second(notice, "2022-06-07", clerk)
    calendar.cancel(notice.meeting, reason="Nothing is to be heard.", at=at("2022-06-08"), by=clerk)
    with pytest.raises(Refused, match="that meeting has been cancelled"):
        forward_plan.record_taken(decision, taken_on=DAY, at=at("2022-06-16"), by=clerk)


# --- A meeting that is moved ------------------------------------------------------------------------------------------


def move(meeting, to, on, clerk):
    how = {"starts": dt.time(10), "reason": "The room is taken.", "at": at(on), "by": clerk}
    return calendar.rearrange(Meeting.objects.get(pk=meeting.pk), day=dt.date.fromisoformat(to), **how)


def read(client, notice) -> str:
    return " ".join(client.get(reverse("public:private-notice", args=[notice.pk])).content.decode().split())


def test_a_published_notice_keeps_its_day_and_tells_of_the_move(notice, clerk, client):
    move(notice.meeting, "2022-06-16", "2022-05-09", clerk)
    private_notices.publish_first(notice, at=at("2022-05-10"), by=clerk)
    assert "was moved" not in read(client, notice), "nothing of it was out"
    move(notice.meeting, "2022-06-22", "2022-06-01", clerk)
    said = read(client, notice)
    assert "Cabinet, Thursday 16 June 2022" in said
    told = "On Wednesday 1 June 2022 the meeting was moved from Thursday 16 June 2022 to Wednesday 22 June 2022."
    assert told in said
    listed = " ".join(client.get(reverse("public:private-notices")).content.decode().split())
    assert "Wednesday 22 June 2022 (notice was given for Thursday 16 June 2022)" in listed


def test_a_private_meeting_is_not_moved_to_a_day_that_nobody_had_five_days_notice_of(notice, item, clerk):
    private_notices.publish_first(notice, at=at("2022-05-10"), by=clerk)
    second(notice, "2022-06-07", clerk)
    with pytest.raises(Refused, match="the notice of Tuesday 14 June 2022 that it is moved gives 1 of the 5") as no:
        move(notice.meeting, "2022-06-16", "2022-06-14", clerk)
    assert no.value.rule == "R58" and "withdraw that item with its notice" in no.value.text
    assert Meeting.objects.get(pk=notice.meeting_id).date == DAY
    move(notice.meeting, "2022-06-22", "2022-06-14", clerk)
    now = PrivateNotice.objects.get(pk=notice.pk)
    assert (now.given_for, now.given.moved) == (DAY, dt.date(2022, 6, 14))
    assert blocked(now, "2022-06-14") == [], "Wednesday 15 to Tuesday 21 June are five clear days"


def test_moved_twice_the_last_move_counts(notice, item, clerk):
    """Past the verb, as when the meeting is moved while only its first notice is out, and the second follows."""
    private_notices.publish_first(notice, at=at("2022-05-10"), by=clerk)
    move(notice.meeting, "2022-06-29", "2022-06-01", clerk)
    move(notice.meeting, "2022-06-20", "2022-06-13", clerk)
    second(PrivateNotice.objects.get(pk=notice.pk), "2022-06-10", clerk)
    now = PrivateNotice.objects.get(pk=notice.pk)
    assert [one.new_date.day for one in now.moves] == [29, 20] and now.given_for == DAY
    (said,) = blocked(now, "2022-06-10")
    assert "that it is moved gives 4 of the 5 clear days" in said


def test_with_the_agreement_it_is_brought_forward_and_not_deferred(notice, item, clerk, chairman):
    private_notices.publish_first(notice, at=at("2022-05-10"), by=clerk)
    second(notice, "2022-06-07", clerk)
    other = executive.private_notice(clerk, notice.meeting)
    other = private_notices.publish_first(other, at=at("2022-05-10"), by=clerk)
    second(other, "2022-06-07", clerk)
    private_notices.withdraw(other, reason="It is open now.", at=at("2022-06-13"), by=clerk)
    private_notices.note_agreement(
        PrivateNotice.objects.get(pk=notice.pk), who=chairman.person, office="scrutiny", why="The price ends.",
        at=at("2022-06-13"),
    )  # fmt: skip
    with pytest.raises(Refused, match="It cannot be moved to Thursday 16 June 2022"):
        move(notice.meeting, "2022-06-16", "2022-06-13", clerk)
    assert move(notice.meeting, "2022-06-14", "2022-06-13", clerk).new_date == dt.date(2022, 6, 14)

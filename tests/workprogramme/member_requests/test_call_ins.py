"""Call-in: in time, by enough members, met on within its days, and what came of it."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.models import AuditEntry, Committee, Portfolio, PortfolioHolding, Seat, SignedLink, Term, User
from meetings.calendar import verbs as calendar
from meetings.models import Meeting
from tests.conftest import person
from tests.staging import staged
from tests.workprogramme import executive
from tests.workprogramme.executive import at
from workprogramme import deadlines
from workprogramme.forward_plan import verbs as forward_plan
from workprogramme.member_requests import call_ins
from workprogramme.models import CallIn, ItemState, KeyDecision, Purpose, Signatory
from workprogramme.time_limits import Counting, can_be_called_in

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.both_databases("triggers: call-ins are not widened")
State = CallIn.State
BEFORE = dt.date(2022, 6, 1)


@staged
def decision(clerk, year):
    forward_plan.change_rules(call_in_members=2, on=BEFORE, by=clerk)
    year.ends = dt.date(2022, 12, 31)
    year.save()
    return executive.taken(clerk)  # published on Thursday 16 June 2022: until Thursday 23 June


@pytest.fixture
def receive(decision, safeguarding, member, clerk):
    """Return a function that records a call-in of the decision, by Mary alone on 20 June unless told otherwise."""
    usual = {"decision": decision, "members": [member.person], "reasons": "No one was asked.", "by": clerk}
    return lambda **told: call_ins.receive(safeguarding, **usual | {"at": at("2022-06-20")} | told)


@pytest.fixture
def received(receive, member, chairman):
    """Return a function that records a call-in which its members then confirm."""

    def made(day: str = "2022-06-20", people=(member, chairman), *, confirmed: bool = True) -> CallIn:
        call_in = receive(members=[one.person for one in people], at=at(day))
        for one in people if confirmed and call_in.due_on >= dt.date.fromisoformat(day) else ():
            call_ins.confirm(call_in, one.person, at=at(day, 10), by=one)
        return call_in

    return made


def test_a_call_in_in_time_with_enough_names_goes_into_the_programme(received, clerk):
    call_in = received()
    assert (call_in.due_on, call_in.needed) == (dt.date(2022, 6, 23), 2)
    done = call_ins.accept(call_in, on=dt.date(2022, 6, 21), at=at("2022-06-21"), by=clerk)
    assert done.meet_by == dt.date(2022, 7, 4)
    assert (done.item.purpose, done.item.state) == (Purpose.CALL_IN, ItemState.TBC)
    assert "Mary Member" in done.item.origin_words


def test_a_decision_that_its_members_named_goes_into_the_programme_under_words_fit_for_everybody(
    receive, member, chairman, clerk
):
    given = {"decision_title": "Sale of 4 Elm Road to Finch Ltd", "decided_by": "Cabinet", "decision": None}
    people, came = [member.person, chairman.person], at("2022-06-20")
    call_in = receive(members=people, **given, decision_published_on=dt.date(2022, 6, 16), by=member)
    assert call_ins.to_confirm(call_in) == [chairman.person], "who sends it in has confirmed it"
    call_ins.confirm(call_in, chairman.person, at=came, by=chairman)
    assert call_ins.usual_title(call_in) == "Call-in: Sale of 4 Elm Road to Finch Ltd"
    done = call_ins.accept(call_in, title="Call-in: a sale", on=dt.date(2022, 6, 21), at=at("2022-06-21"), by=clerk)
    assert done.item.title == "Call-in: a sale"
    assert "Finch" not in f"{done.item.details} {done.item.origin_words}"


@pytest.mark.parametrize(
    ("day", "why"), [("2022-06-23", ""), ("2022-06-24", "It was received after Thursday 23 June 2022")]
)
def test_a_call_in_after_the_last_day_is_not_valid(received, clerk, day, why):
    call_in = received(day)
    assert call_ins.why_not_valid(call_in).startswith(why)
    if why:
        with pytest.raises(Refused, match="Refuse it"):
            call_ins.accept(call_in, on=dt.date(2022, 6, 24), at=at("2022-06-24"), by=clerk)


def test_names_come_until_the_call_in_is_checked(received, member, chairman, vice_chairman, clerk):
    call_in = received(people=(member,))
    assert call_ins.why_not_valid(call_in) == "It has 1 of the 2 confirmed names needed."
    at_noon = at("2022-06-20", 12)
    with pytest.raises(Refused, match="Mary Member confirmed it: only they"):
        call_ins.set_members(call_in, [vice_chairman.person], at=at_noon, by=clerk)
    call_ins.set_members(call_in, [member.person, vice_chairman.person], at=at_noon, by=clerk)
    assert call_ins.why_not_valid(call_in) == "It has 1 of the 2 confirmed names needed."
    call_ins.confirm(call_in, vice_chairman.person, at=at("2022-06-23", 23), by=vice_chairman)
    with pytest.raises(Refused, match="confirmed it already"):
        call_ins.confirm(call_in, member.person, at=at("2022-06-23", 23), by=member)
    call_ins.accept(call_in, on=dt.date(2022, 6, 21), at=at("2022-06-21"), by=clerk)
    with pytest.raises(Refused, match="Its state is now"):
        call_ins.set_members(call_in, [chairman.person], at=at_noon, by=clerk)


@BOTH
def test_a_decision_is_called_in_once_unless_the_first_was_not_valid(received, clerk):
    first = received()
    with pytest.raises(Refused, match="already"):
        received()
    call_ins.refuse(first, reasons="The Constitution, part 4: another was made.", on=dt.date(2022, 6, 20), by=clerk)
    twin = CallIn.objects.get(pk=received().pk)
    assert twin.state == State.RECEIVED
    with pytest.raises(IntegrityError), transaction.atomic():
        CallIn.objects.filter(pk=first.pk).update(state=State.RECEIVED)
    twin.pk, twin.decision, twin._state.adding = None, None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_a_call_in_in_time_with_its_names_is_refused_on_a_named_ground_alone(received, clerk):
    call_in = received()
    with pytest.raises(Refused, match="name the Act or the part of the constitution"):
        call_ins.refuse(call_in, reasons="The Leader is against it.", on=dt.date(2022, 6, 21), by=clerk)
    ground = "Part 4, paragraph 16 of the Constitution: it was called in before."
    assert call_ins.refuse(call_in, reasons=ground, on=dt.date(2022, 6, 21), by=clerk).outcome == ground


def test_only_decisions_whose_time_is_running_are_offered_for_call_in(decision, received, clerk):
    def offered(day: str) -> list:
        return list(can_be_called_in(dt.date.fromisoformat(day)))

    assert offered("2022-06-23") == [decision]
    assert offered("2022-06-24") == []
    first = received()
    assert offered("2022-06-23") == []
    call_ins.refuse(first, reasons="The Constitution, part 4: too few names.", on=dt.date(2022, 6, 21), by=clerk)
    assert offered("2022-06-23") == [decision]


def test_a_call_in_is_settled_with_what_the_committee_decided(received, clerk):
    first = received()
    met = Meeting.objects.create(committee=first.committee, date=dt.date(2022, 6, 29), starts="10:00")
    call_in = call_ins.accept(first, meeting=met, on=dt.date(2022, 6, 21), at=at("2022-06-21"), by=clerk)
    said = {"state": State.REFERRED, "outcome": "Think again.", "on": dt.date(2022, 6, 30), "by": clerk}
    said["at"] = at("2022-06-30")
    with pytest.raises(Refused, match="in the future"):
        call_ins.settle(call_in, **said | {"at": at("2022-06-28")})
    with pytest.raises(Refused, match="decides this at a meeting"):
        call_ins.settle(call_in, **said | {"on": dt.date(2022, 6, 28)})
    with pytest.raises(Refused, match="what the committee decided"):
        call_ins.settle(call_in, **said | {"outcome": ""})
    done = call_ins.settle(call_in, **said)
    with pytest.raises(Refused, match="Its state is now"):
        call_ins.refuse(done, reasons="for cause", on=dt.date(2022, 7, 1), by=clerk)


def test_nobody_confirms_after_the_last_day_or_on_anothers_call_in(received, member, chairman, vice_chairman):
    call_in = received(confirmed=False)
    with pytest.raises(Refused, match="Thursday 23 June 2022 was the last day"):
        call_ins.confirm(call_in, member.person, at=at("2022-06-24", 1), by=member)
    with pytest.raises(Refused, match="not on the call-in"):
        call_ins.confirm(call_in, vice_chairman.person, at=at("2022-06-20"), by=vice_chairman)


def test_the_executive_and_those_without_a_term_may_not_call_in(receive, member, chairman):
    gone = person("Gary", "Gone")
    Term.objects.create(person=gone, since=dt.date(2020, 5, 1), until=dt.date(2022, 6, 19))
    minister, leader = person("Cara", "Cabinet"), person("Alan", "Leader")
    for one in (minister, leader):
        Term.objects.create(person=one, since=dt.date(2020, 5, 1))
    families = Portfolio.objects.create(name="Families")
    PortfolioHolding.objects.create(person=minister, portfolio=families, since=dt.date(2020, 5, 1))
    cabinet = Committee.objects.create(
        name="Cabinet", short_name="Cabinet", slug="cabinet", kind="executive", since=dt.date(2020, 5, 1)
    )
    Seat.objects.create(committee=cabinet, person=leader, role="chairman", since=dt.date(2020, 5, 1))
    for one in (minister, leader, gone):
        with pytest.raises(Refused, match=f"{one} may not call a decision in"):
            receive(members=[member.person, one])
    call_in = receive(members=[member.person, chairman.person])
    Seat.objects.filter(person=chairman.person).delete()
    roads = Portfolio.objects.create(name="Roads")
    PortfolioHolding.objects.create(person=chairman.person, portfolio=roads, since=dt.date(2022, 6, 20))
    with pytest.raises(Refused, match="Charles Chair may not call a decision in"):
        call_ins.confirm(call_in, chairman.person, at=at("2022-06-21"), by=chairman)


def test_a_signatory_who_is_found_to_be_of_the_executive_does_not_count(received, chairman):
    call_in = received()
    assert call_ins.why_not_valid(call_in) == ""
    Seat.objects.filter(person=chairman.person).delete()
    families = Portfolio.objects.create(name="Families")
    PortfolioHolding.objects.create(person=chairman.person, portfolio=families, since=dt.date(2022, 6, 1))
    assert call_ins.why_not_valid(call_in) == "It has 1 of the 2 confirmed names needed."


@pytest.mark.parametrize("rule", ["councillors", "scrutiny", "committee"])
def test_the_councils_rule_says_who_may_call_in(receive, member, other_member, clerk, rule):
    forward_plan.change_rules(call_in_by=rule, on=BEFORE, by=clerk)
    call_ins.refuse(receive(), reasons="One name.", on=dt.date(2022, 6, 20), by=clerk)
    if rule == "councillors":
        assert receive(members=[other_member.person])
    else:
        with pytest.raises(Refused, match="Oscar Outsider may not call a decision in"):
            receive(members=[other_member.person])


TYPED = {"decision": None, "decision_title": "Children’s centres", "decided_by": "Cabinet"}
PUBLISHED = dt.date(2022, 6, 16)


@pytest.mark.parametrize(
    "typed",
    [
        {"decision_title": "The CHILDREN'S  centres.", "decided_by": "the cabinet"},
        {"decision_title": "Closing centres", "decision_reference": "fp/2022/14"},
    ],
)
def test_a_decision_typed_again_is_the_same_decision(decision, received, receive, typed):
    KeyDecision.objects.filter(pk=decision.pk).update(reference="FP/2022/14")
    decision.refresh_from_db()
    received()
    with pytest.raises(Refused, match="called in already"):
        receive(**TYPED | typed, at=at("2022-06-21"), decision_published_on=PUBLISHED)


def test_a_decision_typed_with_a_later_day_does_not_get_more_days(decision, receive):
    with pytest.raises(Refused, match="as published on Thursday 16 June 2022"):
        receive(**TYPED, at=at("2022-06-28"), decision_published_on=dt.date(2022, 6, 27))
    late = receive(**TYPED, at=at("2022-06-28"), decision_published_on=PUBLISHED)
    assert (late.decision, late.due_on) == (decision, dt.date(2022, 6, 23))
    assert call_ins.why_not_valid(late).startswith("It was received after")


def test_two_decisions_in_words_are_one_by_body_day_and_title_or_by_reference(receive):
    def typed(title: str, day: int = 16, reference: str = "") -> CallIn:
        about = {"decision": None, "decision_title": title, "decided_by": "Leader", "decision_reference": reference}
        return receive(**about, decision_published_on=dt.date(2022, 6, day))

    typed("A road", reference="D/1")
    for again in (("A road",), ("a ROAD", 17), ("Another road", 16, "D/1")):
        with pytest.raises(Refused, match="called in already"):
            typed(*again)
    assert typed("A road", 17, "D/2").decision_reference == "D/2"


def test_a_decision_entered_in_the_plan_again_is_not_called_in_again(receive, clerk):
    receive()
    with pytest.raises(Refused, match="called in already"):
        receive(decision=executive.taken(clerk))


@BOTH
@pytest.mark.parametrize(
    "changes", [{"due_on": dt.date(2022, 7, 30)}, {"needed": 1}, {"received_at": at("2022-06-17")}]
)
def test_the_database_refuses_to_widen_a_call_in(received, changes):
    received()
    with pytest.raises(DatabaseError, match="keeps its decision and its days"), transaction.atomic():
        CallIn.objects.update(**changes)


@BOTH
def test_the_database_closes_the_names_once_a_call_in_has_been_checked(received, vice_chairman, clerk):
    call_in = received()
    with pytest.raises(DatabaseError, match="names on a call-in are closed"), transaction.atomic():
        Signatory.objects.update(how="link")
    call_ins.accept(call_in, on=dt.date(2022, 6, 21), at=at("2022-06-21"), by=clerk)
    for act in (
        lambda: call_in.signatories.all().delete(),
        lambda: Signatory.objects.create(
            call_in=call_in, person=vice_chairman.person, named_at=at("2022-06-21"), named_by=clerk
        ),
    ):
        with pytest.raises(DatabaseError, match="names on a call-in are closed"), transaction.atomic():
            act()


def test_each_named_is_sent_a_link_and_confirms_or_leaves_by_it(received, member, chairman, clerk, monkeypatch):
    call_in = received(confirmed=False)
    now = at("2022-06-20", 11)
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert call_ins.ask_all_to_confirm(call_in, at=now, by=clerk) == []
    letters = {letter.to[0]: letter.body for letter in mail.outbox}
    assert not [body for body in letters.values() if "Children’s centres" in body or "No one was asked" in body]
    pages = {to: re.search(r"/links/[-\w]+/", body)[0] for to, body in letters.items()}
    said = Client().get(pages[member.email]).content.decode()
    assert "Children’s centres" in said and "No one was asked." in said
    assert call_ins.why_not_valid(call_in) == "It has 0 of the 2 confirmed names needed."
    assert Client().post(pages[member.email], {"confirmed": "yes"}).status_code == 302
    assert Client().post(pages[chairman.email], {"confirmed": "no"}).status_code == 302
    mine = call_in.signatories.get()
    assert (mine.person, mine.how) == (member.person, "link")
    again = Client().post(pages[member.email], {"confirmed": "no"})
    assert again.status_code == 409 and "was not recorded" in again.content.decode()
    assert "Your name is not on the call-in." in Client().get(pages[chairman.email]).content.decode()
    assert "Mary Member (by signed link)" in {entry.by_name for entry in AuditEntry.objects.of(call_in)}


def test_a_link_to_confirm_ends_with_the_last_day(received, member, clerk, monkeypatch):
    call_in = received("2022-06-22", confirmed=False)
    call_ins.ask_to_confirm(call_in, member.person, at=at("2022-06-22"), by=clerk)
    assert SignedLink.objects.get().expires_at == at("2022-06-24", 0)
    monkeypatch.setattr(timezone, "now", lambda: at("2022-06-24", 9))
    page = re.search(r"/links/[-\w]+/", mail.outbox[0].body)[0]
    answer = Client().get(page)
    assert answer.status_code == 410
    assert "Send a new link" not in answer.content.decode()
    Client().post(f"{page}new/")
    assert len(mail.outbox) == 1


def test_who_has_no_sign_in_is_sent_a_link_where_the_desk_says(received, chairman, clerk):
    call_in = received(confirmed=False)
    User.objects.filter(pk=chairman.pk).update(is_active=False)
    now = at("2022-06-20", 11)
    assert call_ins.ask_all_to_confirm(call_in, at=now, by=clerk) == ["Charles Chair"]
    assert call_ins.ask_to_confirm(call_in, chairman.person, address="charles@home.example", at=now, by=clerk)
    assert mail.outbox[-1].to == ["charles@home.example"]


def test_a_late_decision_day_typed_in_the_future_is_refused(receive):
    with pytest.raises(Refused, match="in the future"):
        receive(came_on=dt.date(2022, 6, 21))
    with pytest.raises(Refused, match="which letter, email or receipt shows the date"):
        receive(came_on=dt.date(2022, 6, 17))
    letter = receive(came_on=dt.date(2022, 6, 17), proof="Stamped 17 June")
    assert letter.received_at.date() == dt.date(2022, 6, 17)


def test_a_letter_proven_to_have_come_in_time_is_confirmed_and_accepted_though_recorded_late(
    receive, member, chairman, vice_chairman, clerk
):
    people, late = [member.person, chairman.person], at("2022-06-27")
    call_in = receive(members=people, at=late, came_on=dt.date(2022, 6, 23), proof="Stamped 23 June")
    assert call_ins.ask_to_confirm(call_in, chairman.person, at=late, by=clerk)
    link = re.search(r"/links/[-\w]+/", mail.outbox[-1].body)[0]
    with time_machine.travel(late, tick=False):
        assert "Your name counts only if you confirm it" in Client().get(link, follow=True).content.decode()
    with pytest.raises(Refused, match="no name can be added"):
        call_ins.set_members(call_in, [*people, vice_chairman.person], at=late, by=clerk)
    for who in (member, chairman):
        call_ins.confirm(call_in, who.person, at=at("2022-06-28"), by=who)
    done = call_ins.accept(call_in, on=dt.date(2022, 6, 29), at=at("2022-06-29"), by=clerk)
    assert done.item.details.endswith(
        "Received on Thursday 23 June 2022, recorded by Carol Clerk on Monday 27 June 2022."
    )
    assert AuditEntry.objects.get(did="received", subject_id=call_in.pk).facts["proof"] == "Stamped 23 June"


def test_a_name_that_was_added_to_a_letter_is_confirmed_by_the_last_day(receive, member, chairman, clerk):
    letter = receive(came_on=dt.date(2022, 6, 17), proof="Stamped 17 June")
    call_ins.set_members(letter, [member.person, chairman.person], at=at("2022-06-23"), by=clerk)
    with pytest.raises(Refused, match="Thursday 23 June 2022 was the last day"):
        call_ins.confirm(letter, chairman.person, at=at("2022-06-27"), by=chairman)
    call_ins.confirm(letter, member.person, at=at("2022-06-27"), by=member)
    assert call_ins.why_not_valid(letter) == "It has 1 of the 2 confirmed names needed."


def test_the_clock_says_when_the_committee_meets_too_late(received, safeguarding, clerk):
    meeting = calendar.schedule(safeguarding, dt.date(2022, 7, 5), by=clerk)
    today, counting = dt.date(2022, 6, 22), Counting.current()
    call_in = received()
    assert deadlines.of_call_in(call_in, today, counting).word == "To be checked"
    late = call_ins.accept(call_in, meeting=meeting, on=today, at=at("2022-06-22"), by=clerk)
    said = deadlines.of_call_in(late, today, counting)
    assert (said.word, said.late) == ("Meeting too late", True)
    assert "it must meet by Monday 4 July 2022" in said.text


def test_a_decision_not_published_cannot_be_called_in(receive):
    with pytest.raises(Refused, match="Enter the day it was published"):
        receive(**TYPED)


def test_another_body_takes_no_call_in(planning, member, clerk):
    with pytest.raises(Refused, match="overview and scrutiny"):
        call_ins.receive(planning, members=[member.person], reasons="for cause", at=at("2022-06-20"), by=clerk)

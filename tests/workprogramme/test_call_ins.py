"""Call-in: in time, by enough members, met on within its days, and what came of it."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from committee.refusal import Refused
from meetings.procedure import calendar
from tests.staging import staged
from tests.workprogramme import executive
from tests.workprogramme.executive import at
from workprogramme import clocks
from workprogramme.forward_plan import Counting, can_be_called_in
from workprogramme.models import CallIn, ItemState, Purpose
from workprogramme.procedure import call_ins, forward_plan

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("constraints: a decision is called in once")]
State = CallIn.State


@staged
def decision(clerk, year):
    forward_plan.change_rules(call_in_members=2, by=clerk)
    year.ends = dt.date(2022, 12, 31)
    year.save()
    return executive.taken(clerk)  # published on Thursday 16 June 2022: until Thursday 23 June


@pytest.fixture
def received(decision, safeguarding, member, chairman, clerk):
    def receive(day: str = "2022-06-20", people=(member, chairman)) -> CallIn:
        called = [one.person for one in people]
        return call_ins.receive(
            safeguarding, decision=decision, members=called, reasons="Nobody was asked.", at=at(day), by=clerk
        )

    return receive


def test_a_call_in_in_time_with_enough_names_goes_into_the_programme(received, clerk):
    call_in = received()
    assert (call_in.due_on, call_in.needed) == (dt.date(2022, 6, 23), 2)
    done = call_ins.accept(call_in, on=dt.date(2022, 6, 21), at=at("2022-06-21"), by=clerk)
    assert done.meet_by == dt.date(2022, 7, 4)
    assert (done.item.purpose, done.item.state) == (Purpose.CALL_IN, ItemState.TBC)
    assert "Mary Member" in done.item.origin_words


def test_a_decision_that_its_members_named_goes_into_the_programme_under_words_fit_for_everybody(
    decision, safeguarding, member, chairman, clerk
):
    given = {"decision_title": "Sale of 4 Elm Road to Finch Ltd", "decided_by": "Cabinet", "reasons": "Why?"}
    people, came = [member.person, chairman.person], at("2022-06-20")
    call_in = call_ins.receive(
        safeguarding, members=people, **given, decision_published_on=dt.date(2022, 6, 16), at=came, by=member
    )
    assert call_ins.usual_title(call_in) == "Call-in: Sale of 4 Elm Road to Finch Ltd"
    done = call_ins.accept(call_in, title="Call-in: a sale", on=dt.date(2022, 6, 21), at=at("2022-06-21"), by=clerk)
    assert done.item.title == "Call-in: a sale"
    assert "Finch" not in f"{done.item.details} {done.item.origin_words}"


@pytest.mark.parametrize(("day", "why"), [("2022-06-23", ""), ("2022-06-24", "It came after Thursday 23 June 2022")])
def test_a_call_in_after_the_last_day_is_not_valid(received, clerk, day, why):
    call_in = received(day)
    assert call_ins.why_not_valid(call_in).startswith(why)
    if why:
        with pytest.raises(Refused, match="Refuse it"):
            call_ins.accept(call_in, on=dt.date(2022, 6, 24), at=at("2022-06-24"), by=clerk)


def test_a_call_in_that_loses_a_name_is_short_of_names(received, member, clerk):
    call_in = received()
    call_ins.leave(call_in, member.person, by=member)
    assert call_ins.why_not_valid(call_in) == "It bears 1 of the 2 names needed."
    with pytest.raises(Refused, match="not on the call-in"):
        call_ins.leave(call_in, member.person, by=member)


def test_names_come_until_the_call_in_is_checked(received, member, chairman, vice_chairman, clerk):
    call_in = received(people=(member,))
    assert call_ins.why_not_valid(call_in) == "It bears 1 of the 2 names needed."
    call_ins.set_members(call_in, [member.person, vice_chairman.person], by=clerk)
    call_ins.accept(call_in, on=dt.date(2022, 6, 21), at=at("2022-06-21"), by=clerk)
    with pytest.raises(Refused, match="stands elsewhere"):
        call_ins.set_members(call_in, [chairman.person], by=clerk)


def test_a_decision_is_called_in_once_unless_the_first_was_not_valid(received, clerk):
    first = received()
    with pytest.raises(Refused, match="already"):
        received()
    call_ins.refuse(first, reasons="A name is not a councillor’s.", on=dt.date(2022, 6, 20), by=clerk)
    assert received().state == State.RECEIVED
    with pytest.raises(IntegrityError), transaction.atomic():
        CallIn.objects.filter(pk=first.pk).update(state=State.RECEIVED)


def test_a_change_of_the_rules_leaves_a_call_in_its_days(received, clerk):
    call_in = received()
    forward_plan.change_rules(call_in_days=2, call_in_members=9, by=clerk)
    call_in.refresh_from_db()
    assert (call_in.due_on, call_in.needed) == (dt.date(2022, 6, 23), 2)


def test_only_decisions_whose_time_is_running_are_offered_for_call_in(decision, received, clerk):
    counting = Counting.current()

    def offered(day: str) -> list:
        return list(can_be_called_in(dt.date.fromisoformat(day), counting))

    assert offered("2022-06-23") == [decision]
    assert offered("2022-06-24") == []
    first = received()
    assert offered("2022-06-23") == []
    call_ins.refuse(first, reasons="Too few names.", on=dt.date(2022, 6, 21), by=clerk)
    assert offered("2022-06-23") == [decision]


def test_a_call_in_is_settled_with_what_the_committee_decided(received, clerk):
    call_in = call_ins.accept(received(), on=dt.date(2022, 6, 21), at=at("2022-06-21"), by=clerk)
    with pytest.raises(Refused, match="what the committee decided"):
        call_ins.settle(call_in, state=State.REFERRED, outcome="", on=dt.date(2022, 6, 30), by=clerk)
    done = call_ins.settle(call_in, state=State.REFERRED, outcome="Think again.", on=dt.date(2022, 6, 30), by=clerk)
    with pytest.raises(Refused, match="stands elsewhere"):
        call_ins.refuse(done, reasons="x", on=dt.date(2022, 7, 1), by=clerk)


def test_the_clock_says_when_a_call_in_came_too_late(received):
    today, counting, call_in = dt.date(2022, 6, 22), Counting.current(), received()
    assert "came later" not in clocks.of_call_in(call_in, today, counting).text
    call_in.due_on = dt.date(2022, 6, 1)
    assert clocks.of_call_in(call_in, today, counting).text.endswith("1 June 2022, and came later.")


def test_the_clock_says_when_the_committee_meets_too_late(received, safeguarding, clerk):
    meeting = calendar.schedule(safeguarding, dt.date(2022, 7, 5), by=clerk)
    today, counting = dt.date(2022, 6, 22), Counting.current()
    call_in = received()
    assert clocks.of_call_in(call_in, today, counting).word == "To be checked"
    late = call_ins.accept(call_in, meeting=meeting, on=today, at=at("2022-06-22"), by=clerk)
    said = clocks.of_call_in(late, today, counting)
    assert (said.word, said.late) == ("Meets too late", True)
    assert "it has to meet by Monday 4 July 2022" in said.text


def test_a_decision_not_published_cannot_be_called_in(safeguarding, member, clerk):
    with pytest.raises(Refused, match="on which day"):
        call_ins.receive(
            safeguarding, decision_title="A road", decided_by="Cabinet", members=[member.person], reasons="x",
            at=at("2022-06-20"), by=clerk,
        )  # fmt: skip


def test_another_body_takes_no_call_in(planning, member, clerk):
    with pytest.raises(Refused, match="overview and scrutiny"):
        call_ins.receive(planning, members=[member.person], reasons="x", at=at("2022-06-20"), by=clerk)

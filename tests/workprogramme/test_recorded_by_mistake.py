"""What was recorded or sent by mistake of the forward plan and of scrutiny's procedures, and the ways back."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError, transaction
from django.test import Client

from committee.acts.refusal import Refused
from committee.models import AuditEntry
from meetings.agendas import verbs as agenda
from meetings.models import AgendaItem, Meeting, PrivateNotice
from tests.answers import client_of, words
from tests.staging import staged
from tests.workprogramme import executive
from tests.workprogramme.executive import DAY, at
from workprogramme.forward_plan import urgent_decisions
from workprogramme.forward_plan import verbs as forward_plan
from workprogramme.member_requests import call_ins, calls_for_action, document_requests
from workprogramme.models import CallForAction, DocumentRequest, KeyDecision, UrgentDecision

BOTH = pytest.mark.both_databases("triggers: what is struck, and what is kept")
Kind, Answer = UrgentDecision.Kind, UrgentDecision.Answer
ON = dt.date(2022, 4, 11)
NOW = at("2022-04-11")


# A decision that was not taken


@BOTH
def test_a_decision_recorded_as_taken_by_mistake_is_corrected_and_its_page_says_so(ground, clerk, scrutiny):
    row = executive.taken(clerk)
    desk, address = client_of(scrutiny), f"/desk/forward-plan/{row.pk}/"
    with time_machine.travel(at("2022-06-17")):
        assert desk.post(f"{address}not-taken/", {"reason": "It was another decision."}).status_code == 302
        public = words(Client().get(f"/forward-plan/{row.pk}/"))
        assert desk.post(f"{address}withdraw/", {"reason": "It was put off."}).status_code == 302
    assert "That it was taken on Wednesday 15 June 2022. That was corrected on Friday 17 June 2022." in public
    assert "It was another decision." not in public and "can be called in" not in public
    kept = KeyDecision.objects.get()
    assert (kept.taken_on, kept.decision_published_on, kept.call_in_until) == (None, None, None)
    entry = AuditEntry.objects.get(did="recorded as not taken")
    assert (entry.facts["reason"], entry.facts["taken_on"]) == ("It was another decision.", "2022-06-15")


@BOTH
def test_what_has_been_called_in_stays_taken(ground, clerk, member):
    row = executive.taken(clerk)
    call_ins.receive(
        ground, decision=row, members=[member.person], reasons="No one was asked.", at=at("2022-06-20"), by=clerk
    )
    with pytest.raises(Refused, match="It has been called in"):
        forward_plan.strike_taken(row, reason="It was another one.", at=at("2022-06-20"), by=clerk)
    nothing = {"taken_on": None, "decision_published_on": None, "call_in_until": None}
    with pytest.raises(DatabaseError, match="keeps its days"), transaction.atomic():
        KeyDecision.objects.update(**nothing)


# What the chairman is asked, and answers


@staged
def notice(clerk, safeguarding, chairman):
    return executive.private_notice(clerk)


def asked_about(notice, committee, by, why="The lease ends on 16 June."):
    said = {"kind": Kind.PRIVATE, "private_notice": notice, "why": why, "at": at("2022-06-06")}
    return urgent_decisions.ask_chairman(committee, **said, by=by)


def test_the_chairman_is_asked_nothing_that_could_not_be_published(notice, safeguarding, clerk, by_scrutiny):
    made = agenda.add_item(notice.meeting, title="Sale of Quorndon Hall", public_title="A sale", by=clerk)
    AgendaItem.objects.filter(pk=made.pk).update(part=2)
    data = {"committee": safeguarding.pk, "kind": "private", "private_notice": notice.pk}
    with time_machine.travel(at("2022-06-06")):
        answer = by_scrutiny.post(
            "/desk/urgent-decisions/new/", data | {"why": "The Sale of Quorndon Hall cannot wait."}
        )
        assert answer.status_code == 422 and "It holds the hidden title" in words(answer)
        unnamed = {"why": "The lease ends.", "private_notice": ""}
        assert by_scrutiny.post("/desk/urgent-decisions/new/", data | unnamed).status_code == 422
        assert not mail.outbox and not UrgentDecision.objects.exists()
        assert by_scrutiny.post("/desk/urgent-decisions/new/", data | {"why": "The lease ends."}).status_code == 302


def test_the_reason_is_changed_while_the_chairman_has_not_answered(notice, safeguarding, clerk, scrutiny, chairman):
    row = asked_about(notice, safeguarding, clerk, why="The Sale of Quorndon Hall cannot wait.")
    made = agenda.add_item(notice.meeting, title="Sale of Quorndon Hall", public_title="A sale", by=clerk)
    AgendaItem.objects.filter(pk=made.pk).update(part=2)
    address = f"/desk/urgent-decisions/{row.pk}/reason/"
    with time_machine.travel(at("2022-06-07")):
        with pytest.raises(Refused, match="hidden title"):
            urgent_decisions.answer(row, agreed=True, at=at("2022-06-07"), by=chairman)
        desk = client_of(scrutiny)
        assert desk.post(address, {"why": "Quorndon: the Sale of Quorndon Hall."}).status_code == 422
        assert desk.post(address, {"why": "The lease ends on 16 June."}).status_code == 302
        assert [letter.to for letter in mail.outbox] == [[chairman.email]]
        done = urgent_decisions.answer(row, agreed=True, at=at("2022-06-07"), by=chairman)
    assert PrivateNotice.objects.get().agreed_reasons == "The lease ends on 16 June."
    with pytest.raises(Refused, match="Its reason stays"):
        urgent_decisions.reword(done, why="Another reason.", at=at("2022-06-07"), by=clerk)


def special(committee, by, **other):
    said = {"kind": Kind.SPECIAL, "title": "A lease", "why": "It ends tomorrow.", "at": at("2022-06-13")}
    return urgent_decisions.ask_chairman(committee, **(said | other), by=by)


def test_the_same_is_asked_once_and_what_was_asked_by_mistake_is_withdrawn(safeguarding, chairman, clerk, scrutiny):
    row = special(safeguarding, clerk)
    with pytest.raises(Refused, match="of that name already"):
        special(safeguarding, clerk, title="a Lease")
    desk, address = client_of(scrutiny), f"/desk/urgent-decisions/{row.pk}/withdraw/"
    assert desk.post(address, {"reason": "It was another committee’s."}).status_code == 302
    row.refresh_from_db()
    assert (row.answer, row.reasons) == (Answer.WITHDRAWN, "It was another committee’s.")
    assert "You do not need to do anything" in mail.outbox[-1].body
    with pytest.raises(Refused, match="answered already: withdrawn"):
        urgent_decisions.answer(row, agreed=True, at=at("2022-06-13"), by=chairman)
    assert special(safeguarding, clerk).answer == Answer.ASKED


def test_what_the_chairman_was_told_is_withdrawn_unless_a_notice_was_published_on_it(safeguarding, chairman, clerk):
    decision = executive.decision(clerk)
    told = special(safeguarding, clerk, kind=Kind.GENERAL, decision=decision, at=at("2022-06-01"))
    withdrawn = urgent_decisions.withdraw(told, reason="It was another decision.", at=at("2022-06-01"), by=clerk)
    assert withdrawn.earliest_on is None
    how = {"notice": "general", "impracticable": "The grant came late.", "at": at("2022-06-01"), "by": clerk}
    with pytest.raises(Refused, match="to have been told"):
        forward_plan.publish_notice(decision, **how)
    told = special(safeguarding, clerk, kind=Kind.GENERAL, decision=decision, at=at("2022-06-01"))
    forward_plan.publish_notice(decision, **how)
    with pytest.raises(Refused, match="depends on it"):
        urgent_decisions.withdraw(told, reason="It was another decision.", at=at("2022-06-02"), by=clerk)


def recorded_before(row, chairman, clerk, when):
    """Record the answer as an officer, as they could before."""
    urgent_decisions.answer(row, agreed=True, at=when, by=chairman)
    type(row).objects.filter(pk=row.pk).update(answered_by=clerk)
    row.refresh_from_db()


def test_what_the_chairman_says_takes_the_place_of_what_was_recorded_for_them(safeguarding, chairman, clerk):
    row = special(safeguarding, clerk)
    recorded_before(row, chairman, clerk, at("2022-06-13", 10))
    own = client_of(chairman)
    with time_machine.travel(at("2022-06-13", 11)):
        assert "Change your answer" in words(own.get("/members/scrutiny/"))
        said = {"agreed": "no", "reasons": "It can surely wait."}
        assert own.post(f"/members/scrutiny/urgent/{row.pk}/", said).status_code == 302
    row.refresh_from_db()
    assert (row.answer, row.reasons, row.answered_by) == (Answer.DECLINED, "It can surely wait.", chairman)
    kept = AuditEntry.objects.of(row).order_by("pk")
    assert [one.did for one in kept][-2:] == ["agreed to", "declined"]
    assert kept.last().facts["in_place_of"] == "Agreed"
    with pytest.raises(Refused, match="by their own sign-in"):
        urgent_decisions.take_back_answer(row, reason="It was Yes.", at=at("2022-06-13", 12), by=clerk)
    assert urgent_decisions.answer(row, agreed=True, at=at("2022-06-13", 12), by=chairman).answer == Answer.AGREED


def test_an_officer_takes_back_what_they_recorded_while_nothing_rests_on_it(safeguarding, chairman, clerk, scrutiny):
    decision = executive.decision(clerk)
    row = special(safeguarding, clerk, decision=decision)
    recorded_before(row, chairman, clerk, at("2022-06-13"))
    address = f"/desk/urgent-decisions/{row.pk}/"
    assert client_of(scrutiny).post(f"{address}take-back/", {"reason": "It was another one."}).status_code == 302
    row.refresh_from_db()
    assert (row.answer, row.answered_at, row.answered_by) == (Answer.ASKED, None, None)
    assert AuditEntry.objects.get(did="withdrew the answer to").facts["answer"] == "Agreed"
    recorded_before(row, chairman, clerk, at("2022-06-13"))
    how = {"notice": "special", "impracticable": "The roof fell in.", "at": at("2022-06-13"), "by": clerk}
    forward_plan.publish_notice(decision, **how)
    with pytest.raises(Refused, match="depends on it"):
        urgent_decisions.take_back_answer(row, reason="It was another one.", at=at("2022-06-13"), by=clerk)
    forward_plan.record_taken(decision, taken_on=DAY, at=at("2022-06-15"), by=clerk)
    with pytest.raises(Refused, match="The decision was taken on Wednesday 15 June 2022"):
        urgent_decisions.answer(row, agreed=False, reasons="I said No.", at=at("2022-06-15"), by=chairman)


def test_the_chairmans_no_holds_up_what_was_published_on_a_yes_that_was_recorded(safeguarding, chairman, clerk):
    decision = executive.decision(clerk)
    row = special(safeguarding, clerk, decision=decision)
    recorded_before(row, chairman, clerk, at("2022-06-13"))
    how = {"notice": "special", "impracticable": "The roof fell in.", "at": at("2022-06-13"), "by": clerk}
    forward_plan.publish_notice(decision, **how)
    urgent_decisions.answer(row, agreed=False, reasons="I said No.", at=at("2022-06-14"), by=chairman)
    with pytest.raises(Refused, match="only once the chairman has agreed"):
        forward_plan.record_taken(decision, taken_on=DAY, at=at("2022-06-15"), by=clerk)


@BOTH
def test_an_agreement_that_was_published_by_mistake_is_struck_where_everybody_read_it(
    notice, safeguarding, chairman, clerk
):
    row = asked_about(notice, safeguarding, clerk)
    recorded_before(row, chairman, clerk, at("2022-06-06", 10))
    urgent_decisions.answer(row, agreed=False, reasons="It can wait.", at=at("2022-06-07"), by=chairman)
    kept = PrivateNotice.objects.get()
    assert (kept.is_agreed, kept.given.agreed, kept.agreement_struck_on) == (False, None, dt.date(2022, 6, 7))
    with time_machine.travel(at("2022-06-07", 11)):
        page = words(Client().get(f"/forward-plan/private-meetings/{notice.pk}/"))
    assert "Recorded by mistake" in page and "That was corrected on Tuesday 7 June 2022" in page
    assert "The lease ends on 16 June." not in page
    for changes in ({"agreed_on": None}, {"agreed_reasons": "", "agreed_on": None}):
        with pytest.raises(DatabaseError, match="is not changed"), transaction.atomic():
            PrivateNotice.objects.update(**changes)
    again = asked_about(notice, safeguarding, clerk)
    urgent_decisions.answer(again, agreed=True, at=at("2022-06-08"), by=chairman)
    kept = PrivateNotice.objects.get()
    assert (kept.is_agreed, kept.agreed_on, kept.agreement_struck_on) == (True, dt.date(2022, 6, 8), None)
    with pytest.raises(DatabaseError, match="is not changed"), transaction.atomic():
        PrivateNotice.objects.update(agreed_reasons="Another.")


def test_the_answer_stays_once_it_was_heard_in_private(notice, safeguarding, chairman, clerk):
    row = asked_about(notice, safeguarding, clerk)
    recorded_before(row, chairman, clerk, at("2022-06-06", 10))
    with pytest.raises(Refused, match="already been heard in private"):
        urgent_decisions.answer(row, agreed=False, reasons="It can wait.", at=at("2022-06-16"), by=chairman)
    with pytest.raises(Refused, match="already been heard in private"):
        urgent_decisions.take_back_answer(row, reason="It was another one.", at=at("2022-06-16"), by=clerk)


# Documents and calls for action


@staged
def request_made(safeguarding, member):
    return document_requests.ask(safeguarding, member.person, document="The tender report", on=ON, at=NOW, by=member)


def test_an_answer_to_the_wrong_request_is_taken_back_and_the_clock_goes_on(request_made, member, clerk, scrutiny):
    said = {"reasons": "Advice of a political adviser.", "proof": "By email"}
    document_requests.refuse(request_made, on=ON, **said, at=at("2022-04-12"), by=clerk)
    address = f"/desk/document-requests/{request_made.pk}/"
    with time_machine.travel(at("2022-04-12")):
        assert client_of(scrutiny).post(f"{address}reopen/", {"reason": "It was another one."}).status_code == 302
    row = DocumentRequest.objects.get()
    assert (row.state, row.answered_on, row.reasons, row.due_on) == ("open", None, "", dt.date(2022, 4, 27))
    (letter,) = mail.outbox
    assert letter.to == [member.email] and "still due to you" in letter.subject
    assert "by the end of 27 April 2022" in letter.body and "tender" not in letter.body
    assert document_requests.provide(row, on=dt.date(2022, 4, 13), at=at("2022-04-13"), by=clerk).state == "provided"


def test_a_document_is_owed_once_and_its_request_is_withdrawn_by_its_member_or_with_a_reason_by_the_desk(
    request_made, safeguarding, member, scrutiny
):
    again = {"document": "the  tender report", "on": ON}
    with pytest.raises(Refused, match="already due"):
        document_requests.ask(safeguarding, member.person, document="the tender Report", on=ON, at=NOW, by=member)
    own, address = client_of(member), f"/members/scrutiny/document/{request_made.pk}/withdraw/"
    assert address in words(own.get("/members/scrutiny/"))
    assert own.post(address).status_code == 302
    assert DocumentRequest.objects.get().state == "withdrawn"
    row = document_requests.ask(safeguarding, member.person, **again, at=NOW, by=member)
    address = f"/desk/document-requests/{row.pk}/withdraw/"
    assert client_of(scrutiny).post(address, {"reason": "It came by letter as well."}).status_code == 302
    assert "It came by letter as well." in mail.outbox[-1].body
    with pytest.raises(Refused, match="Its state is now “Withdrawn”"):
        document_requests.withdraw(row, at=at("2022-04-12"), by=member)


@staged
def call(safeguarding, member):
    return calls_for_action.refer(
        safeguarding, member.person, matter="A crossing", on=ON, at=at("2022-04-11"), by=member
    )


def test_a_call_for_action_waits_once_and_can_be_withdrawn(call, safeguarding, member):
    with pytest.raises(Refused, match="and is waiting"):
        calls_for_action.refer(safeguarding, member.person, matter="A crossing", on=ON, at=at("2022-04-11"), by=member)
    address = f"/members/scrutiny/call-for-action/{call.pk}/withdraw/"
    assert client_of(member).post(address).status_code == 302
    assert CallForAction.objects.get().state == "withdrawn"


def test_a_call_for_action_rejected_or_settled_by_mistake_stands_as_before(call, year, clerk, scrutiny):
    calls_for_action.reject(call, reasons="The panel has it.", excluded="irrelevant", on=ON, by=clerk)
    address = f"/desk/calls-for-action/{call.pk}/reopen/"
    said = {"reason": "It was another one.", "excluded": "none"}
    assert client_of(scrutiny).post(address, said).status_code == 302
    row = CallForAction.objects.get()
    assert (row.state, row.excluded, row.reasons) == ("received", "none", "")
    met = Meeting.objects.create(committee=row.committee, date=dt.date(2022, 4, 21), starts="10:00")
    row = calls_for_action.accept(row, title="A crossing", meeting=met, on=ON, at=at("2022-04-12"), by=clerk)
    calls_for_action.settle(row, acted=True, reasons="It asks for one.", on=met.date, at=at("2022-04-22"), by=clerk)
    assert client_of(scrutiny).post(address, said | {"excluded": "irrelevant"}).status_code == 422
    assert client_of(scrutiny).post(address, said).status_code == 302
    assert CallForAction.objects.get().state == "accepted"

"""Documents (R46), calls for action (R47) and the chairman's register: each with its clock."""

import datetime as dt

import pytest
from django.core import mail

from committee.acts.refusal import Refused
from committee.models import AuditEntry
from meetings.models import Meeting
from tests.answers import refused, words
from tests.staging import staged
from tests.workprogramme import executive
from tests.workprogramme.executive import at
from workprogramme import deadlines
from workprogramme.forward_plan import urgent_decisions
from workprogramme.member_requests import calls_for_action, document_requests
from workprogramme.models import CallForAction, DocumentRequest, ItemState, UrgentDecision
from workprogramme.time_limits import Counting

ON = dt.date(2022, 4, 11)
AT = at("2022-04-11")
Excluded = CallForAction.Excluded
Kind, Answer = UrgentDecision.Kind, UrgentDecision.Answer


@staged
def request_made(safeguarding, member):
    return document_requests.ask(safeguarding, member.person, document="The Zanzibar tender", on=ON, at=AT, by=member)


def test_a_document_is_owed_by_the_end_of_the_tenth_clear_day(request_made):
    assert request_made.due_on == dt.date(2022, 4, 27)
    counting = Counting.current()
    on_the_day = deadlines.of_request(request_made, dt.date(2022, 4, 27), counting)
    assert (on_the_day.word, on_the_day.late) == ("Due", False)
    assert on_the_day.text == "It is due by the end of Wednesday 27 April 2022, today."
    after = deadlines.of_request(request_made, dt.date(2022, 4, 28), counting)
    assert (after.word, after.late) == ("Overdue", True)
    assert after.text == "It was due by the end of Wednesday 27 April 2022, 1 working day ago."


def test_a_refusal_needs_written_reasons_and_no_answer_comes_before_the_request(request_made, clerk):
    with pytest.raises(Refused, match="dated before the request"):
        document_requests.provide(request_made, on=ON - dt.timedelta(days=1), at=AT, by=clerk)
    with pytest.raises(Refused, match="requires written reasons"):
        document_requests.refuse(request_made, reasons=" ", on=ON, at=AT, by=clerk)
    done = document_requests.refuse(request_made, reasons="Advice of a political adviser.", on=ON, at=AT, by=clerk)
    assert done.state == DocumentRequest.State.REFUSED
    with pytest.raises(Refused, match="Its state is now “Refused, with reasons”"):
        document_requests.provide(request_made, on=ON, at=AT, by=clerk)


def test_only_members_of_a_scrutiny_committee_have_the_right(safeguarding, planning, other_member):
    for body in (safeguarding, planning):
        with pytest.raises(Refused):
            document_requests.ask(body, other_member.person, document="x", on=ON, at=AT, by=other_member)


def test_r46_the_desk_proves_the_day_of_a_request_that_is_not_todays(safeguarding, member, clerk):
    asked = {"document": "The tender report", "on": ON - dt.timedelta(3), "at": AT, "by": clerk}
    with pytest.raises(Refused, match="which letter, email or receipt shows the date"):
        document_requests.ask(safeguarding, member.person, **asked)
    with pytest.raises(Refused, match="in the future"):
        document_requests.ask(safeguarding, member.person, **asked | {"on": ON + dt.timedelta(1)})
    assert document_requests.ask(safeguarding, member.person, **asked, proof="Email of 8 April").asked_on < ON


def refer(committee, by, matter: str, **told):
    return calls_for_action.refer(committee, by.person, matter=matter, on=ON, at=AT, by=by, **told)


def test_an_excluded_matter_is_rejected_at_once_with_the_reason_in_law(safeguarding, other_member):
    call = refer(safeguarding, other_member, "My neighbour’s shed", excluded=Excluded.PLANNING)
    assert call.state == CallForAction.State.REJECTED
    assert "SI 2012/1022" in call.reasons


def test_an_excluded_matter_that_alleges_failure_is_discussed(safeguarding, year, other_member, clerk):
    call = refer(safeguarding, other_member, "No enforcement at all", excluded=Excluded.PLANNING, systemic=True)
    done = calls_for_action.accept(call, title="Planning enforcement", on=ON, at=at("2022-04-12"), by=clerk)
    assert (done.item.title, done.item.state) == ("Planning enforcement", ItemState.TBC)
    assert "No enforcement" not in done.item.details


def test_the_committees_own_member_refers_a_matter_that_others_may_not(safeguarding, year, clerk, by_member):
    about = {"committee": safeguarding.pk, "matter": "How planning treats foster homes", "excluded": "planning"}
    assert by_member.post("/members/scrutiny/call-for-action/", about).status_code == 302
    call = CallForAction.objects.get()
    assert (call.state, call.own_member) == ("received", True)
    done = calls_for_action.accept(call, title="Foster homes", on=ON, at=at("2022-04-12"), by=clerk)
    assert done.state == CallForAction.State.ACCEPTED


def test_what_turns_out_to_be_vexatious_is_rejected_with_reasons(safeguarding, other_member, clerk):
    call = refer(safeguarding, other_member, "Again")
    with pytest.raises(Refused, match="councillor is told"):
        calls_for_action.reject(call, reasons="", excluded=Excluded.VEXATIOUS, on=ON, by=clerk)
    done = calls_for_action.reject(call, reasons="The tenth time.", excluded=Excluded.VEXATIOUS, on=ON, by=clerk)
    assert (done.excluded, done.settled_on) == ("vexatious", ON)
    assert done.reasons == "The tenth time. (SI 2012/1022 art 3)"


def test_a_committee_that_does_not_act_tells_the_councillor_why(safeguarding, year, member, clerk):
    call = refer(safeguarding, member, "A crossing")
    met = Meeting.objects.create(committee=safeguarding, date=dt.date(2022, 4, 21), starts="10:00")
    call = calls_for_action.accept(call, title="A crossing", meeting=met, on=ON, at=at("2022-04-12"), by=clerk)
    with pytest.raises(Refused, match="does not act"):
        calls_for_action.settle(call, acted=False, reasons="", on=met.date, at=at("2022-04-22"), by=clerk)
    said = {"acted": False, "reasons": "It is being built.", "at": at("2022-04-21"), "by": clerk}
    with pytest.raises(Refused, match="decides this at a meeting"):
        calls_for_action.settle(call, **said, on=ON)
    with pytest.raises(Refused, match="in the future"):
        calls_for_action.settle(call, **said | {"at": at("2022-04-12")}, on=met.date)
    done = calls_for_action.settle(call, **said, on=met.date)
    assert deadlines.of_call_for_action(done, ON).word == "No action, with reasons"


def ask(committee, by, **told):
    usual = {"kind": Kind.SPECIAL, "title": "A secret lease", "why": "It ends tomorrow.", "at": AT}
    return urgent_decisions.ask_chairman(committee, **usual | told, by=by)


def test_under_the_general_exception_the_chairman_is_told_and_five_clear_days_pass(safeguarding, chairman, clerk):
    told = ask(safeguarding, clerk, kind=Kind.GENERAL)
    assert (told.answer, told.chairman, told.earliest_on) == (Answer.TOLD, chairman.person, dt.date(2022, 4, 21))
    with pytest.raises(Refused, match="answered already"):
        urgent_decisions.answer(told, agreed=True, at=at("2022-04-12"), by=chairman)


def test_the_chairman_declines_with_reasons_and_only_then_is_asked_about_the_same_decision_again(
    safeguarding, chairman, clerk
):
    how = {"decision": executive.decision(clerk), "title": "", "at": at("2022-06-13")}
    asked = ask(safeguarding, clerk, **how)
    assert deadlines.of_urgent(asked, ON).word == "Asked"
    with pytest.raises(Refused, match="asked about that decision already"):
        ask(safeguarding, clerk, **how)
    with pytest.raises(Refused, match="why the chairman declines"):
        urgent_decisions.answer(asked, agreed=False, at=at("2022-06-13"), by=chairman)
    done = urgent_decisions.answer(asked, agreed=False, reasons="It can wait.", at=at("2022-06-13"), by=chairman)
    assert deadlines.of_urgent(done, ON).text == "Charles Chair declined on Monday 13 June 2022."
    assert ask(safeguarding, clerk, **how | {"at": at("2022-06-14")}).answer == Answer.ASKED


def test_a_committee_without_a_chairman_sends_the_question_to_the_councils(safeguarding, member, clerk):
    for told in ({}, {"chairman": member.person}):
        with pytest.raises(Refused, match="chairman or vice-chairman of the Council"):
            ask(safeguarding, clerk, **told)


def test_r46_a_day_other_than_todays_carries_its_proof(request_made, clerk):
    later = at("2022-04-14")
    for act in (document_requests.provide, document_requests.refuse):
        why = {"reasons": "Advice of a political adviser."} if act is document_requests.refuse else {}
        with pytest.raises(Refused, match="which letter, email or receipt"):
            act(request_made, on=ON, at=later, by=clerk, **why)
    done = document_requests.provide(request_made, on=ON, proof="Email to Mary of 11 April", at=later, by=clerk)
    assert AuditEntry.objects.of(done).filter(did="provided").get().facts["proof"] == "Email to Mary of 11 April"


def test_r47_a_matter_that_the_law_does_not_exclude_is_not_rejected(safeguarding, member, clerk):
    call = calls_for_action.refer(safeguarding, member.person, matter="The crossing", on=ON, at=AT, by=clerk)
    with refused("R47", "The law does not exclude"):
        calls_for_action.reject(call, reasons="We would rather not.", excluded="none", on=ON, by=clerk)


ANSWERED = dt.date(2022, 4, 13)


def answer(client, request_made: DocumentRequest, act: str, **said: str):
    sent = {"on": ANSWERED.isoformat(), "proof": "Email of 13 April", **said}
    return words(client.post(f"/desk/document-requests/{request_made.pk}/{act}/", sent, follow=True))


def test_a_refusal_is_written_to_the_member_with_its_reasons_and_not_what_was_asked_for(
    request_made, member, by_scrutiny
):
    assert f"An email has gone to {member.person}" in answer(
        by_scrutiny, request_made, "refuse", reasons="Advice of an adviser."
    )
    (letter,) = mail.outbox
    assert letter.to == [member.email]
    assert letter.subject == "Your request for a document: refused, with reasons"
    for told in ("11 April 2022", "13 April 2022", "Advice of an adviser.", "/members/scrutiny/", "Sally Scrutiny"):
        assert told in letter.body
    assert "Zanzibar" not in letter.body + letter.subject
    assert AuditEntry.objects.filter(did="emailed the member about").count() == 1


def test_that_it_was_provided_is_written_without_the_document(request_made, by_scrutiny):
    answer(by_scrutiny, request_made, "provide")
    (letter,) = mail.outbox
    assert "was sent to you on 13 April 2022" in letter.body and "not attached to this email" in letter.body
    assert "reasons" not in letter.body and "Zanzibar" not in letter.body
    assert not letter.attachments


def test_where_no_e_mail_can_go_the_desk_is_told_and_the_answer_stands(request_made, member, settings, by_scrutiny):
    settings.MAILERS = {"default": {"BACKEND": "tests.workprogramme.outcomes.test_asking_outcomes.Broken"}}
    said = answer(by_scrutiny, request_made, "refuse", reasons="Legal Advice.")
    assert f"No email could be sent to {member.person}: tell them yourself." in said
    assert DocumentRequest.objects.get().state == "refused"
    assert AuditEntry.objects.filter(did="could not email the member about").exists()


def test_a_member_without_a_sign_in_is_told_by_the_desk(request_made, member, by_scrutiny):
    member.is_active = False
    member.save()
    assert "tell them yourself" in answer(by_scrutiny, request_made, "provide")
    assert mail.outbox == []

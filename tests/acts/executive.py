"""Recipes of what scrutiny has to do with the executive: forward plan, call-in, documents, action, urgent decisions."""

import datetime as dt
from typing import Any

from committee.acts.requests import person_of
from committee.acts.seen import having_read
from committee.models import Committee, Person, SignedLink
from committee.register import council
from committee.sign_in import signed_links
from meetings.agendas import verbs as agenda
from meetings.models import Meeting, PrivateNotice
from tests.acts import Act, Cast, done, done_by, recipe
from tests.audiences import PLANNERS
from tests.workprogramme.executive import DAY, at, cabinet_meeting, decision, private_notice, taken
from workprogramme.forward_plan import private_notices, urgent_decisions
from workprogramme.forward_plan import verbs as forward_plan
from workprogramme.member_requests import call_ins, calls_for_action, document_requests
from workprogramme.models import CallForAction, CallIn, DocumentRequest, KeyDecision, Notice, UrgentDecision, WhyKey

ASKED: dict[str, Any] = {"on": dt.date(2022, 4, 11)}
MET: dict[str, Any] = {"on": dt.date(2022, 4, 21)}
OUT: dict[str, Any] = {"excluded": "irrelevant", **ASKED}
CHECKED: dict[str, Any] = {"on": dt.date(2022, 6, 21), "at": at("2022-06-21")}


# The forward plan


def _decision(committee: Committee, cast: Cast) -> KeyDecision:
    """Enter a key decision."""
    return decision(cast["clerk"])


def _taken(committee: Committee, cast: Cast) -> KeyDecision:
    """Enter one that was taken on 15 June 2022."""
    return taken(cast["clerk"])


def _notice(committee: Committee, cast: Cast) -> PrivateNotice:
    """Draft a notice of a private meeting."""
    return private_notice(cast["clerk"])


@recipe(forward_plan.enter_decision, world="ground")
def enter_decision(committee: Committee, cast: Cast) -> Act:
    particulars = {
        "title": "Children’s centres", "why_key": WhyKey.DIVISIONS, "matter": "Whether to close three of them.",
        "decision_maker": "Cabinet", "members": "Alan Leader, Cara Cabinet", "earliest_on": DAY, "latest_on": DAY,
        "documents": "Report of the Director for Families", "address": "Shire Hall, Felpersham",
        "other_documents": True, "how_to_ask": "Write to committees@borsetshire.example",
    }  # fmt: skip
    return Act(forward_plan.enter_decision, (), {**particulars, "at": at("2022-04-01")}, by=cast["clerk"])


done(forward_plan.edit_decision, "ground", _decision, title="Four children’s centres", at=at("2022-04-02"))
done(forward_plan.publish_notice, "ground", _decision, notice=Notice.FULL, at=at("2022-05-10"))


@recipe(forward_plan.record_taken, world="ground")
def record_taken(committee: Committee, cast: Cast) -> Act:
    noticed = having_read(forward_plan.publish_notice)(decision(cast["clerk"]), at=at("2022-05-10"), by=cast["clerk"])
    days = {"taken_on": DAY, "published_on": dt.date(2022, 6, 16), "at": at("2022-06-16")}
    return Act(forward_plan.record_taken, (noticed,), days, by=cast["clerk"])


done(forward_plan.strike_taken, "ground", _taken, reason="It was another decision.", at=at("2022-06-17"))
done(forward_plan.withdraw_decision, "ground", _decision, reason="The centres stay open.", at=at("2022-05-10"))
done(forward_plan.change_rules, "ground", call_in_days=6, on=DAY)


# Call-in: of a decision published on 16 June 2022, received on the 20th, with the two names that are needed


def _received(committee: Committee, cast: Cast) -> CallIn:
    """Receive a call-in by Mary and Charles, which nobody has checked."""
    forward_plan.change_rules(call_in_members=2, on=dt.date(2022, 6, 1), by=cast["clerk"])
    members = [person_of(cast["member"]), person_of(cast["chairman"])]
    return call_ins.receive(
        committee, decision=taken(cast["clerk"]), members=members, reasons="No one was asked.", at=at("2022-06-20"),
        by=cast["member"],
    )  # fmt: skip


def _checkable(committee: Committee, cast: Cast) -> CallIn:
    """Receive the call-in with the municipal year 2022/23 entered, in whose programme it belongs."""
    council.add_year(dt.date(2022, 5, 19), dt.date(2023, 5, 17), by=cast["clerk"])
    call_in = _received(committee, cast)
    call_ins.confirm(call_in, person_of(cast["chairman"]), at=CHECKED["at"], by=cast["chairman"])
    return call_in


@recipe(call_ins.receive, world="ground", may={"member", "chairman"})
def receive_call_in(committee: Committee, cast: Cast) -> Act:
    members = [cast["member"].person, cast["chairman"].person]
    said: dict[str, Any] = {"decision": taken(cast["clerk"]), "members": members, "reasons": "No one was asked."}
    return Act(call_ins.receive, (committee,), {**said, "at": at("2022-06-20")}, by=cast["member"])


@recipe(call_ins.set_members, world="ground")
def set_members(committee: Committee, cast: Cast) -> Act:
    members = [cast["member"].person, cast["vice-chairman"].person]
    return Act(call_ins.set_members, (_received(committee, cast), members), {"at": CHECKED["at"]}, by=cast["clerk"])


def _named(committee: Committee, cast: Cast) -> tuple[CallIn, Person]:
    """Receive the call-in, and return it with Charles, who has not confirmed it."""
    return _received(committee, cast), person_of(cast["chairman"])


done_by("chairman", {"chairman"})(call_ins.confirm, "ground", _named, at=CHECKED["at"])
done_by("clerk", PLANNERS | {"member", "chairman"})(call_ins.ask_to_confirm, "ground", _named, at=CHECKED["at"])
done_by("clerk", PLANNERS | {"member", "chairman"})(call_ins.ask_all_to_confirm, "ground", _received, at=CHECKED["at"])


@recipe(signed_links.send, world="ground", may=PLANNERS | {"member", "chairman"})
def send_link(committee: Committee, cast: Cast) -> Act:
    thing = (call_ins.CONFIRM, cast["chairman"].person, _received(committee, cast))
    return Act(signed_links.send, thing, {"at": CHECKED["at"]}, by=cast["clerk"])


@recipe(signed_links.revoke, world="ground", may=PLANNERS | {"member", "chairman"})
def revoke_link(committee: Committee, cast: Cast) -> Act:
    signed_links.send(
        call_ins.CONFIRM, person_of(cast["chairman"]), _received(committee, cast), at=CHECKED["at"], by=cast["clerk"]
    )
    return Act(signed_links.revoke, (SignedLink.objects.get(),), {"at": CHECKED["at"]}, by=cast["clerk"])


@recipe(call_ins.leave, world="ground", may={"member"})
def leave_call_in(committee: Committee, cast: Cast) -> Act:
    return Act(call_ins.leave, (_received(committee, cast), cast["member"].person), {}, by=cast["member"])


done(call_ins.accept, "ground", _checkable, **CHECKED)
done(call_ins.refuse, "ground", _received, reasons="A name is not a councillor’s.", on=CHECKED["on"])


@recipe(call_ins.settle, world="ground")
def settle_call_in(committee: Committee, cast: Cast) -> Act:
    met = Meeting.objects.create(committee=committee, date=dt.date(2022, 6, 29), starts="10:00")
    accepted = call_ins.accept(_checkable(committee, cast), **CHECKED, meeting=met, by=cast["clerk"])
    said: dict[str, Any] = {"state": CallIn.State.REFERRED, "outcome": "Think again."}
    said |= {"on": dt.date(2022, 6, 30), "at": at("2022-06-30")}
    return Act(call_ins.settle, (accepted,), said, by=cast["clerk"])


# Calls for action


def _referred(committee: Committee, cast: Cast) -> CallForAction:
    return calls_for_action.refer(
        committee,
        person_of(cast["member"]),
        matter="A crossing by the school",
        **ASKED,
        at=at("2022-04-11"),
        by=cast["member"],
    )


@recipe(calls_for_action.refer, world="ground", may={"member"})
def refer_call(committee: Committee, cast: Cast) -> Act:
    said: dict[str, Any] = {"matter": "A crossing by the school", "tried": "Two letters to the county.", **ASKED}
    said["at"] = at("2022-04-11")
    return Act(calls_for_action.refer, (committee, cast["member"].person), said, by=cast["member"])


done(calls_for_action.accept, "ground", _referred, title="Crossings by schools", **ASKED, at=at("2022-04-11"))


done(calls_for_action.reject, "ground", _referred, reasons="The highways panel looks at it.", **OUT)


@recipe(calls_for_action.settle, world="ground")
def settle_call(committee: Committee, cast: Cast) -> Act:
    about = {"title": "Crossings by schools", "at": at("2022-04-11"), **ASKED}
    about["meeting"] = Meeting.objects.create(committee=committee, date=MET["on"], starts="10:00")
    call = calls_for_action.accept(_referred(committee, cast), **about, by=cast["clerk"])
    said: dict[str, Any] = {"acted": True, "reasons": "It asks for a crossing.", **MET, "at": at("2022-04-30")}
    return Act(calls_for_action.settle, (call,), said, by=cast["clerk"])


@recipe(calls_for_action.reopen, world="ground")
def reopen_call(committee: Committee, cast: Cast) -> Act:
    call = calls_for_action.reject(_referred(committee, cast), reasons="The panel has it.", **OUT, by=cast["clerk"])
    why = {"reason": "It was another one.", "at": at("2022-04-12")}
    return Act(calls_for_action.reopen, (call,), why, by=cast["clerk"])


done_by("clerk", {"member"})(
    calls_for_action.withdraw, "ground", _referred, reason="It came twice.", at=at("2022-04-12")
)


# Documents of the executive

ANSWERED = MET | {"proof": "Email of the same day.", "at": at("2022-05-01")}


def _asked_for(committee: Committee, cast: Cast) -> DocumentRequest:
    about: dict[str, Any] = {"document": "The tender report", "at": at("2022-04-11"), **ASKED}
    return document_requests.ask(committee, person_of(cast["member"]), **about, by=cast["member"])


@recipe(document_requests.ask, world="ground", may={"member"})
def ask_for_document(committee: Committee, cast: Cast) -> Act:
    said: dict[str, Any] = {"document": "The tender report", "at": at("2022-04-11"), **ASKED}
    return Act(document_requests.ask, (committee, cast["member"].person), said, by=cast["member"])


done(document_requests.provide, "ground", _asked_for, **ANSWERED)
done(document_requests.refuse, "ground", _asked_for, reasons="Advice of a political adviser.", **ANSWERED)


def _provided(committee: Committee, cast: Cast) -> DocumentRequest:
    return document_requests.provide(_asked_for(committee, cast), **ANSWERED, by=cast["clerk"])


done(document_requests.reopen, "ground", _provided, reason="It was another one.", at=at("2022-04-22"))


done_by("clerk", {"member"})(
    document_requests.withdraw, "ground", _asked_for, reason="It came twice.", at=at("2022-04-12")
)


done(document_requests.write_to_member, "ground", _provided)


# Private meetings of the executive

NOTICED = {"at": at("2022-05-10")}


@recipe(private_notices.enter, world="ground")
def enter_private_notice(committee: Committee, cast: Cast) -> Act:
    said: dict[str, Any] = {"matter": "A lease", "reasons": "Paragraph 3.", **NOTICED}
    return Act(private_notices.enter, (cabinet_meeting(cast["clerk"]),), said, by=cast["clerk"])


done(private_notices.edit, "ground", _notice, matter="Two leases", reasons="Paragraph 3.", **NOTICED)
done(private_notices.publish_first, "ground", _notice, **NOTICED)


@recipe(private_notices.publish_second, world="ground")
def publish_second(committee: Committee, cast: Cast) -> Act:
    first = having_read(private_notices.publish_first)(private_notice(cast["clerk"]), **NOTICED, by=cast["clerk"])
    said: dict[str, Any] = {"representations": "None.", "response": "None is needed.", "at": at("2022-06-07")}
    return Act(private_notices.publish_second, (first,), said, by=cast["clerk"])


@recipe(private_notices.assign_item, world="ground")
def assign_item(committee: Committee, cast: Cast) -> Act:
    notice = private_notice(cast["clerk"])
    item = agenda.add_item(notice.meeting, title="A lease", by=cast["clerk"])
    return Act(private_notices.assign_item, (notice, item), NOTICED, by=cast["clerk"])


done(private_notices.withdraw, "ground", _notice, reason="It is heard in public.", **NOTICED)


# Urgent and private decisions


def _urgent(committee: Committee, cast: Cast) -> UrgentDecision:
    """Ask Charles about an urgent decision."""
    return urgent_decisions.ask_chairman(
        committee, kind=UrgentDecision.Kind.SPECIAL, decision=decision(cast["clerk"]), why="The lease ends.",
        at=at("2022-06-10"), by=cast["clerk"],
    )  # fmt: skip


@recipe(urgent_decisions.ask_chairman, world="ground")
def ask_chairman(committee: Committee, cast: Cast) -> Act:
    said: dict[str, Any] = {
        "kind": UrgentDecision.Kind.SPECIAL,
        "decision": decision(cast["clerk"]),
        "why": "The lease ends.",
    }
    return Act(urgent_decisions.ask_chairman, (committee,), {**said, "at": at("2022-06-10")}, by=cast["clerk"])


done(urgent_decisions.write_to_chairman, "ground", _urgent)
done_by("chairman", {"chairman"})(urgent_decisions.answer, "ground", _urgent, agreed=True, at=at("2022-06-10", 12))
done(urgent_decisions.reword, "ground", _urgent, why="The lease ends on Friday.", at=at("2022-06-10", 12))
done(urgent_decisions.withdraw, "ground", _urgent, reason="It was asked twice.", at=at("2022-06-10", 12))


@recipe(urgent_decisions.take_back_answer, world="ground")
def take_back_answer(committee: Committee, cast: Cast) -> Act:
    answered = having_read(urgent_decisions.answer)(
        _urgent(committee, cast), agreed=True, at=at("2022-06-10", 12), by=cast["chairman"]
    )
    type(answered).objects.filter(pk=answered.pk).update(answered_by=cast["clerk"])  # as an officer once could
    said: dict[str, Any] = {"reason": "It was another one.", "at": at("2022-06-10", 13)}
    return Act(urgent_decisions.take_back_answer, (answered,), said, by=cast["clerk"])

"""
Recipes for the verbs of the meeting room: who is there, what is taken, moved, decided and written down.

What comes after the meeting is in `minutes_after.py`.
"""

import datetime as dt
from typing import Any

from committee.acts.seen import having_read
from committee.models import Committee, User
from meetings.agendas import verbs as agenda
from meetings.minutes.document import minute_states, minute_text
from meetings.minutes.room import adjourning, clerical_errors, opening
from meetings.minutes.room.presence import attendance, breaches, interests, presiding
from meetings.minutes.room.resolutions import exclusion as excluding
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.resolving import LimbDraft
from meetings.models import AgendaItem, Declaration, LimbKind, Minutes, Presence, Resolution
from tests.acts import Act, Cast, recipe
from tests.meetings import minuted
from tests.meetings.minutes.world import DAY, VOTERS, World, at

NOTED = LimbDraft("the report be noted", LimbKind.NOTED)
DEFERRED = LimbDraft("the report be deferred to the next meeting", LimbKind.DEFERRED)
INTEREST = {"kind": "personal", "nature": "A friend fosters.", "at": at(10, 5)}


def stay_of(room: World, forename: str) -> Presence:
    """Return the presence of an attendee in the room."""
    return room.who(forename).presences.get()


def motion_on(room: World, clerk: User, limb: LimbDraft = NOTED, **fields: Any) -> Resolution:
    """Propose a motion under Fostering, without putting it."""
    return resolving.propose(room.minute("Fostering"), limbs=[limb], by=clerk, **fields)


def counted(room: World, clerk: User, votes_for: int = 6, votes_against: int = 0) -> Resolution:
    """Count hands on a motion under Fostering."""
    motion = motion_on(room, clerk)
    return having_read(voting.show_of_hands)(
        motion, votes_for=votes_for, votes_against=votes_against, at=at(10, 20), by=clerk
    )


def private_items(room: World) -> dict[AgendaItem, tuple[int, ...]]:
    """Both exempt items with the paragraphs of each."""
    return {room.item("Contract"): (3,), room.item("Placement"): (1,)}


def interest(room: World, clerk: User, **fields: Any) -> Declaration:
    """Declare Mary's interest in Fostering."""
    return interests.declare(room.who("Mary"), room.item("Fostering"), by=clerk, **{**INTEREST, **fields})


# The meeting


@recipe(opening.open_minutes, world="ground")
def open_minutes(committee: Committee, cast: Cast) -> Act:
    meeting = minuted.schedule(committee, DAY, cast["clerk"])
    return Act(opening.open_minutes, (meeting,), {"at": at(9, 30)}, by=cast["clerk"])


@recipe(opening.catch_up, world="meeting_opened")
def catch_up(room: World, cast: Cast) -> Act:
    agenda.add_item(room.meeting, title="Adoption", by=cast["clerk"])
    return Act(opening.catch_up, (room.minutes,), {}, by=cast["clerk"])


@recipe(opening.begin_meeting, world="meeting_opened")
def begin_meeting(room: World, cast: Cast) -> Act:
    return Act(opening.begin_meeting, (room.minutes,), {"at": at(10)}, by=cast["clerk"])


@recipe(clerical_errors.take_beginning_back, world="meeting_begun")
def take_beginning_back(room: World, cast: Cast) -> Act:
    reason = {"reason": "The wrong meeting was begun."}
    return Act(clerical_errors.take_beginning_back, (room.minutes,), reason, by=cast["clerk"])


@recipe(opening.end_meeting, world="meeting_begun")
def end_meeting(room: World, cast: Cast) -> Act:
    return Act(opening.end_meeting, (room.minutes,), {"at": at(12)}, by=cast["clerk"])


@recipe(opening.reopen, world="minuted")
def reopen(minutes: Minutes, cast: Cast) -> Act:
    return Act(opening.reopen, (minutes,), {"reason": "It was adjourned, not closed."}, by=cast["clerk"])


@recipe(clerical_errors.correct_meeting_times, world="minuted")
def correct_meeting_times(minutes: Minutes, cast: Cast) -> Act:
    assert minutes.ended_at
    times = {"began_at": minutes.began_at, "ended_at": minutes.ended_at + dt.timedelta(minutes=5)}
    reason = {"reason": "The clock of the room was slow."}
    return Act(clerical_errors.correct_meeting_times, (minutes,), times | reason, by=cast["clerk"])


@recipe(clerical_errors.correct_decision_time, world="meeting_begun")
def correct_decision_time(room: World, cast: Cast) -> Act:
    when: dict[str, Any] = {"at": at(10, 21), "reason": "The clock of the room was slow."}
    return Act(clerical_errors.correct_decision_time, (counted(room, cast["clerk"]),), when, by=cast["clerk"])


@recipe(clerical_errors.discard_minutes, world="meeting_opened")
def discard_minutes(room: World, cast: Cast) -> Act:
    reason = {"reason": "The meeting is to be cancelled."}
    return Act(clerical_errors.discard_minutes, (room.minutes,), reason, by=cast["clerk"])


# Who is there


@recipe(attendance.arrive, world="meeting_opened")
def arrive(room: World, cast: Cast) -> Act:
    return Act(attendance.arrive, (room.who("Mary"),), {"at": at(9, 55)}, by=cast["clerk"])


@recipe(attendance.arrive_all, world="meeting_opened")
def arrive_all(room: World, cast: Cast) -> Act:
    voters = [room.who(forename) for forename in VOTERS]
    return Act(attendance.arrive_all, (voters,), {"at": at(9, 55)}, by=cast["clerk"])


@recipe(attendance.leave, world="meeting_begun")
def leave(room: World, cast: Cast) -> Act:
    return Act(attendance.leave, (room.who("Ned"),), {"at": at(10, 30)}, by=cast["clerk"])


@recipe(attendance.be_there, world="meeting_begun")
def be_there(room: World, cast: Cast) -> Act:
    times = {"arrived_at": at(10, 15), "left_at": at(11)}
    return Act(attendance.be_there, (room.who("Colin"),), times, by=cast["clerk"])


@recipe(attendance.set_times, world="meeting_begun")
def set_times(room: World, cast: Cast) -> Act:
    times = {"arrived_at": at(9, 50), "left_at": at(11)}
    return Act(attendance.set_times, (stay_of(room, "Ned"),), times, by=cast["clerk"])


@recipe(attendance.remove_times, world="meeting_begun")
def remove_times(room: World, cast: Cast) -> Act:
    return Act(attendance.remove_times, (stay_of(room, "Ned"),), {}, by=cast["clerk"])


@recipe(attendance.be_absent, world="meeting_begun")
def be_absent(room: World, cast: Cast) -> Act:
    return Act(attendance.be_absent, (room.who("Ned"),), {}, by=cast["clerk"])


@recipe(attendance.apologise, world="meeting_opened")
def apologise(room: World, cast: Cast) -> Act:
    return Act(attendance.apologise, (room.who("Ned"),), {}, by=cast["clerk"])


@recipe(attendance.add_guest, world="meeting_opened")
def add_guest(room: World, cast: Cast) -> Act:
    guest = {"name": "Gus Guest", "body": "Health Trust"}
    return Act(attendance.add_guest, (room.minutes,), guest, by=cast["clerk"])


@recipe(attendance.be_on_screen, world="meeting_opened")
def be_on_screen(room: World, cast: Cast) -> Act:
    return Act(attendance.be_on_screen, (room.who("Ned"),), {"virtual": True}, by=cast["clerk"])


@recipe(attendance.remove_attendee, world="meeting_opened")
def remove_attendee(room: World, cast: Cast) -> Act:
    guest = attendance.add_guest(room.minutes, name="Gus Guest", by=cast["clerk"])
    return Act(attendance.remove_attendee, (guest,), {}, by=cast["clerk"])


@recipe(presiding.preside, world="meeting_begun")
def preside(room: World, cast: Cast) -> Act:
    return Act(presiding.preside, (room.minutes,), {"person": room.people["vera"]}, by=cast["clerk"])


@recipe(presiding.substitute, world="meeting_opened")
def substitute(room: World, cast: Cast) -> Act:
    people = {"person": room.people["sue"], "replaces": room.people["ned"]}
    return Act(presiding.substitute, (room.minutes,), people, by=cast["clerk"])


@recipe(presiding.entitle, world="meeting_opened")
def entitle(room: World, cast: Cast) -> Act:
    return Act(presiding.entitle, (room.who("Ned"),), {"voting": False}, by=cast["clerk"])


# Interests


@recipe(interests.declare, world="meeting_begun")
def declare(room: World, cast: Cast) -> Act:
    return Act(interests.declare, (room.who("Mary"), room.item("Fostering")), INTEREST, by=cast["clerk"])


@recipe(interests.leave_for_interest, world="meeting_begun")
def leave_for_interest(room: World, cast: Cast) -> Act:
    declaration = interest(room, cast["clerk"], kind="dpi")
    return Act(interests.leave_for_interest, (declaration,), {"at": at(10, 10)}, by=cast["clerk"])


@recipe(interests.correct_declaration, world="meeting_begun")
def correct_declaration(room: World, cast: Cast) -> Act:
    changes = {"nature": "Her sister fosters.", "at": at(11)}
    return Act(interests.correct_declaration, (interest(room, cast["clerk"]),), changes, by=cast["clerk"])


@recipe(interests.undeclare, world="meeting_begun")
def undeclare(room: World, cast: Cast) -> Act:
    return Act(
        interests.undeclare,
        (interest(room, cast["clerk"]),),
        {"at": at(10, 30), "reason": "Entered by mistake"},
        by=cast["clerk"],
    )


@recipe(breaches.record_vote_in_breach, world="meeting_begun")
def record_vote_in_breach(room: World, cast: Cast) -> Act:
    put = motion_on(room, cast["clerk"])
    barred = interest(room, cast["clerk"], kind="dpi")
    having_read(voting.show_of_hands)(put, votes_for=3, votes_against=1, at=at(10, 20), by=cast["clerk"])
    return Act(breaches.record_vote_in_breach, (barred, put, "for"), {"at": at(11)}, by=cast["clerk"])


@recipe(breaches.record_speech_in_breach, world="meeting_begun")
def record_speech_in_breach(room: World, cast: Cast) -> Act:
    barred = interest(room, cast["clerk"], kind="dpi")
    return Act(breaches.record_speech_in_breach, (barred,), {"at": at(11)}, by=cast["clerk"])


@recipe(breaches.strike_out_breach, world="meeting_begun")
def strike_out_breach(room: World, cast: Cast) -> Act:
    barred = interest(room, cast["clerk"], kind="dpi")
    breach = breaches.record_speech_in_breach(barred, at=at(11), by=cast["clerk"])
    return Act(breaches.strike_out_breach, (breach,), {}, by=cast["clerk"])


# The items and what is written under them


@recipe(minute_states.open_item, world="meeting_begun")
def open_item(room: World, cast: Cast) -> Act:
    return Act(minute_states.open_item, (room.minute("Fostering"),), {"at": at(10, 10)}, by=cast["clerk"])


@recipe(minute_states.close_item, world="meeting_begun")
def close_item(room: World, cast: Cast) -> Act:
    minute = minute_states.open_item(room.minute("Fostering"), at=at(10, 10), by=cast["clerk"])
    return Act(minute_states.close_item, (minute,), {"at": at(10, 40)}, by=cast["clerk"])


@recipe(minute_states.set_item_times, world="meeting_begun")
def set_item_times(room: World, cast: Cast) -> Act:
    minute = minute_states.open_item(room.minute("Fostering"), at=at(10, 10), by=cast["clerk"])
    times = {"opened_at": at(10, 12), "closed_at": at(10, 40)}
    return Act(minute_states.set_item_times, (minute,), times, by=cast["clerk"])


@recipe(minute_states.attend_for, world="meeting_opened")
def attend_for(room: World, cast: Cast) -> Act:
    guest = attendance.add_guest(room.minutes, name="Gus Guest", by=cast["clerk"])
    return Act(minute_states.attend_for, (room.minute("Fostering"), [guest]), {}, by=cast["clerk"])


@recipe(minute_states.set_access, world="meeting_opened")
def set_access(room: World, cast: Cast) -> Act:
    withheld = {"access": "exempt", "paragraphs": (1, 3), "public_heading": "A contract"}
    return Act(minute_states.set_access, (room.minute("Contract"),), withheld, by=cast["clerk"])


@recipe(minute_states.omit, world="meeting_opened")
def omit(room: World, cast: Cast) -> Act:
    return Act(minute_states.omit, (room.minute("Fostering"),), {"omitted": True}, by=cast["clerk"])


@recipe(minute_states.say_taken, world="meeting_begun")
def say_taken(room: World, cast: Cast) -> Act:
    return Act(minute_states.say_taken, (room.minute("Fostering"),), {"taken": True}, by=cast["clerk"])


@recipe(minute_text.write_text, world="meeting_begun")
def write_text(room: World, cast: Cast) -> Act:
    minute = room.minute("Fostering")
    words: dict[str, Any] = {"text": "<p>Members heard of it.</p>", "revision": minute.revision, "at": at(10, 30)}
    return Act(minute_text.write_text, (minute,), words, by=cast["clerk"])


@recipe(minute_text.summarise, world="minuted")
def summarise(minutes: Minutes, cast: Cast) -> Act:
    words: dict[str, Any] = {"text": "<p>The committee approved a placement.</p>", "at": minuted.AFTER}
    return Act(minute_text.summarise, (minuted.entry(minutes, "Placement"),), words, by=cast["clerk"])


# Motions


@recipe(resolving.propose, world="meeting_begun")
def propose(room: World, cast: Cast) -> Act:
    moved = {"limbs": [NOTED], "mover": room.who("Mary"), "seconder": room.who("Ned")}
    return Act(resolving.propose, (room.minute("Fostering"),), moved, by=cast["clerk"])


@recipe(resolving.put, world="meeting_begun")
def put(room: World, cast: Cast) -> Act:
    moved = {"mover": room.who("Mary"), "seconder": None}
    return Act(resolving.put, (room.minutes, room.minute("Fostering"), [NOTED]), moved, by=cast["clerk"])


@recipe(resolving.set_limbs, world="meeting_begun")
def set_limbs(room: World, cast: Cast) -> Act:
    return Act(resolving.set_limbs, (motion_on(room, cast["clerk"]), [DEFERRED]), {}, by=cast["clerk"])


@recipe(resolving.set_due, world="meeting_begun")
def set_due(room: World, cast: Cast) -> Act:
    asks = resolving.LimbDraft("the Director be asked to report back within two months")
    limb = motion_on(room, cast["clerk"], asks).limbs.get()
    return Act(resolving.set_due, (limb,), {"due_on": dt.date(2022, 6, 21)}, by=cast["clerk"])


@recipe(resolving.set_movers, world="meeting_begun")
def set_movers(room: World, cast: Cast) -> Act:
    movers = {"mover": room.who("Mary"), "seconder": room.who("Ned")}
    return Act(resolving.set_movers, (motion_on(room, cast["clerk"]),), movers, by=cast["clerk"])


@recipe(resolving.agree_as_recommended, world="meeting_begun")
def agree_as_recommended(room: World, cast: Cast) -> Act:
    return Act(resolving.agree_as_recommended, (room.minute("Young Carers"),), {"at": at(10, 20)}, by=cast["clerk"])


@recipe(resolving.withdraw, world="meeting_begun")
def withdraw(room: World, cast: Cast) -> Act:
    return Act(resolving.withdraw, (motion_on(room, cast["clerk"]),), {}, by=cast["clerk"])


# Adjournments


@recipe(adjourning.adjourn, world="meeting_begun")
def adjourn(room: World, cast: Cast) -> Act:
    return Act(adjourning.adjourn, (room.minutes,), {"at": at(10, 20)}, by=cast["clerk"])


@recipe(adjourning.resume, world="meeting_begun")
def resume(room: World, cast: Cast) -> Act:
    adjourning.adjourn(room.minutes, at=at(10, 20), by=cast["clerk"])
    return Act(adjourning.resume, (room.minutes,), {"at": at(10, 30)}, by=cast["clerk"])


@recipe(adjourning.undo_adjournment, world="meeting_begun")
def undo_adjournment(room: World, cast: Cast) -> Act:
    adjourning.adjourn(room.minutes, at=at(10, 20), by=cast["clerk"])
    return Act(adjourning.undo_adjournment, (room.minutes,), {}, by=cast["clerk"])


# Votes


@recipe(voting.agree, world="meeting_begun")
def agree(room: World, cast: Cast) -> Act:
    return Act(voting.agree, (motion_on(room, cast["clerk"]),), {"at": at(10, 20)}, by=cast["clerk"])


@recipe(voting.show_of_hands, world="meeting_begun")
def show_of_hands(room: World, cast: Cast) -> Act:
    count = {"votes_for": 4, "votes_against": 1, "abstentions": 1, "at": at(10, 20)}
    return Act(voting.show_of_hands, (motion_on(room, cast["clerk"]),), count, by=cast["clerk"])


@recipe(voting.recorded_vote, world="meeting_begun")
def recorded_vote(room: World, cast: Cast) -> Act:
    choices = {room.who(forename): "for" for forename in VOTERS}
    names = {"choices": choices, "at": at(10, 20)}
    return Act(voting.recorded_vote, (motion_on(room, cast["clerk"]),), names, by=cast["clerk"])


@recipe(voting.cast, world="meeting_begun")
def casting_vote(room: World, cast: Cast) -> Act:
    return Act(voting.cast, (counted(room, cast["clerk"], 3, 3),), {"casting": "for"}, by=cast["clerk"])


@recipe(voting.take_back, world="meeting_begun")
def take_back(room: World, cast: Cast) -> Act:
    return Act(voting.take_back, (counted(room, cast["clerk"]),), {}, by=cast["clerk"])


@recipe(voting.demand, world="meeting_begun")
def demand(room: World, cast: Cast) -> Act:
    return Act(voting.demand, (counted(room, cast["clerk"]), room.who("Mary"), "for"), {}, by=cast["clerk"])


@recipe(voting.undemand, world="meeting_begun")
def undemand(room: World, cast: Cast) -> Act:
    vote = voting.demand(counted(room, cast["clerk"]), room.who("Mary"), "for", by=cast["clerk"])
    return Act(voting.undemand, (vote,), {}, by=cast["clerk"])


# The public


@recipe(excluding.move_exclusion, world="meeting_begun")
def move_exclusion(room: World, cast: Cast) -> Act:
    moved = {"items": private_items(room), "mover": room.who("Mary")}
    return Act(excluding.move_exclusion, (room.minute("Exclusion"),), moved, by=cast["clerk"])


@recipe(excluding.exclude_public, world="meeting_begun")
def exclude_public(room: World, cast: Cast) -> Act:
    moved = {"items": private_items(room), "at": at(11)}
    return Act(excluding.exclude_public, (room.minute("Exclusion"),), moved, by=cast["clerk"])


@recipe(excluding.readmit, world="meeting_begun")
def readmit(room: World, cast: Cast) -> Act:
    exclusion = excluding.exclude_public(
        room.minute("Exclusion"), items=private_items(room), at=at(11), by=cast["clerk"]
    )
    return Act(excluding.readmit, (exclusion,), {"at": at(11, 30)}, by=cast["clerk"])

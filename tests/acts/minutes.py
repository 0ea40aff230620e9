"""
Recipes for the verbs of the meeting room: who is there, what is taken, moved, decided and written down.

What comes after the meeting is in `minutes_after.py`.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from committee.acts.seen import having_read
from committee.models import User
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.minutes.document import minute_states, minute_text
from meetings.minutes.publication import decision_notice
from meetings.minutes.room import clerical_errors, opening
from meetings.minutes.room.presence import attendance, interests
from meetings.minutes.room.resolutions import exclusion as excluding
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import (
    AgendaItem,
    Attendee,
    Declaration,
    Exclusion,
    Limb,
    LimbKind,
    Minute,
    Minutes,
    Presence,
    Referral,
    Resolution,
)
from meetings.referrals import verbs as referrals
from tests.acts import Act, Cast, Verb, recipe
from tests.acts import done as done_by_clerk
from tests.meetings import minuted
from tests.meetings.minutes.world import DAY, VOTERS, World, at

NOTED = LimbDraft("the report be noted", LimbKind.NOTED)
DEFERRED = LimbDraft("the report be deferred to the next meeting", LimbKind.DEFERRED)
INTEREST = {"kind": "personal", "nature": "A friend fosters.", "at": at(10, 5)}


def done(verb: Verb, world: str, things: Callable[[Any, User], Any], **given: Any) -> None:
    """Register the recipe of `verb` for the clerk: on what `things` picks from the world, one or a tuple."""

    done_by_clerk(verb, world, lambda made, cast: things(made, cast["clerk"]), **given)


def mary(room: World, _: object) -> Attendee:
    """Return Mary, who moves things."""
    return room.who("Mary")


def ned(room: World, _: object) -> Attendee:
    """Return Ned, who seconds them."""
    return room.who("Ned")


def stay_of(room: World, clerk: User) -> Presence:
    """Return Ned's presence in the room."""
    return room.who("Ned").presences.get()


def opened(room: World, clerk: User) -> Minute:
    """Reach Fostering."""
    return minute_states.open_item(room.minute("Fostering"), at=at(10, 10), by=clerk)


def adjourned(room: World, clerk: User) -> Minutes:
    """Adjourn the meeting."""
    return opening.adjourn(room.minutes, at=at(10, 20), by=clerk)


def motion_on(room: World, clerk: User, limb: LimbDraft = NOTED, **fields: Any) -> Resolution:
    """Propose a motion under Fostering, without putting it."""
    return resolving.propose(room.minute("Fostering"), limbs=[limb], by=clerk, **fields)


def counted(room: World, clerk: User, votes_for: int = 6, votes_against: int = 0) -> Resolution:
    """Count hands on a motion under Fostering."""
    motion = motion_on(room, clerk)
    counts = {"votes_for": votes_for, "votes_against": votes_against}
    return having_read(voting.show_of_hands)(motion, **counts, at=at(10, 20), by=clerk)


def private_items(room: World, _: object) -> dict[AgendaItem, tuple[int, ...]]:
    """Both exempt items with the paragraphs of each."""
    return {room.item("Contract"): (3,), room.item("Placement"): (1,)}


def interest(room: World, clerk: User, **fields: Any) -> Declaration:
    """Declare Mary's interest in Fostering."""
    return interests.declare(room.who("Mary"), room.item("Fostering"), by=clerk, **{**INTEREST, **fields})


# The meeting

SLOW = "The clock of the room was slow."
done(opening.open_minutes, "ground", lambda committee, clerk: minuted.schedule(committee, DAY, clerk), at=at(9, 30))
done(opening.begin_meeting, "meeting_opened", lambda room, _: room.minutes, at=at(10))
done(opening.end_meeting, "meeting_begun", lambda room, _: room.minutes, at=at(12))
done(opening.reopen, "minuted", lambda minutes, _: minutes, reason="It was adjourned, not closed.")
done(clerical_errors.take_beginning_back, "meeting_begun", lambda room, _: room.minutes, reason="It was another one.")
done(clerical_errors.discard_minutes, "meeting_opened", lambda room, _: room.minutes, reason="It will be cancelled.")
done(clerical_errors.correct_decision_time, "meeting_begun", counted, at=at(10, 21), reason=SLOW)
done(opening.adjourn, "meeting_begun", lambda room, _: room.minutes, at=at(10, 20))
done(opening.resume, "meeting_begun", adjourned, at=at(10, 30))
done(opening.undo_adjournment, "meeting_begun", adjourned)


@recipe(opening.catch_up, world="meeting_opened")
def catch_up(room: World, cast: Cast) -> Act:
    agenda.add_item(room.meeting, title="Adoption", by=cast["clerk"])
    return Act(opening.catch_up, (room.minutes,), {}, by=cast["clerk"])


@recipe(clerical_errors.correct_meeting_times, world="minuted")
def correct_meeting_times(minutes: Minutes, cast: Cast) -> Act:
    assert minutes.ended_at
    times = {"began_at": minutes.began_at, "ended_at": minutes.ended_at + dt.timedelta(minutes=5)}
    return Act(clerical_errors.correct_meeting_times, (minutes,), times | {"reason": SLOW}, by=cast["clerk"])


# Who is there


def guest(room: World, clerk: User) -> Attendee:
    """List a guest."""
    return attendance.add_guest(room.minutes, name="Gus Guest", by=clerk)


done(attendance.arrive, "meeting_opened", lambda room, _: room.who("Mary"), at=at(9, 55))
done(attendance.arrive_all, "meeting_opened", lambda room, _: [room.who(name) for name in VOTERS], at=at(9, 55))
done(attendance.leave, "meeting_begun", lambda room, _: room.who("Ned"), at=at(10, 30))
done(attendance.be_there, "meeting_begun", lambda room, _: room.who("Colin"), arrived_at=at(10, 15), left_at=at(11))
done(attendance.set_times, "meeting_begun", stay_of, arrived_at=at(9, 50), left_at=at(11))
done(attendance.remove_times, "meeting_begun", stay_of)
done(attendance.be_absent, "meeting_begun", lambda room, _: room.who("Ned"))
done(attendance.apologise, "meeting_opened", lambda room, _: room.who("Ned"))
done(attendance.add_guest, "meeting_opened", lambda room, _: room.minutes, name="Gus Guest", body="Health Trust")
done(attendance.be_on_screen, "meeting_opened", lambda room, _: room.who("Ned"), virtual=True)
done(attendance.remove_attendee, "meeting_opened", guest)
done(attendance.entitle, "meeting_opened", lambda room, _: room.who("Ned"), voting=False)


done(attendance.preside, "meeting_begun", lambda room, _: room.minutes, person=lambda room, _: room.people["vera"])


@recipe(attendance.substitute, world="meeting_opened")
def substitute(room: World, cast: Cast) -> Act:
    people = {"person": room.people["sue"], "replaces": room.people["ned"]}
    return Act(attendance.substitute, (room.minutes,), people, by=cast["clerk"])


# Interests


def barring(room: World, clerk: User) -> Declaration:
    """Declare an interest of Mary's that bars her from Fostering."""
    return interest(room, clerk, kind="dpi")


def breached(room: World, clerk: User) -> tuple[Declaration, Resolution, str]:
    """Count hands on a motion under Fostering, in which Mary may not vote."""
    put, barred = motion_on(room, clerk), barring(room, clerk)
    having_read(voting.show_of_hands)(put, votes_for=3, votes_against=1, at=at(10, 20), by=clerk)
    return barred, put, "for"


done(interests.declare, "meeting_begun", lambda room, _: (room.who("Mary"), room.item("Fostering")), **INTEREST)
done(interests.leave_for_interest, "meeting_begun", barring, at=at(10, 10))
done(interests.undeclare, "meeting_begun", interest, at=at(10, 30), reason="Entered by mistake")
done(interests.record_vote_in_breach, "meeting_begun", breached, at=at(11))
done(interests.record_speech_in_breach, "meeting_begun", barring, at=at(11))
done(
    interests.strike_out_breach, "meeting_begun",
    lambda room, clerk: interests.record_speech_in_breach(barring(room, clerk), at=at(11), by=clerk),
)  # fmt: skip


# The items and what is written under them

done(minute_states.open_item, "meeting_begun", lambda room, _: room.minute("Fostering"), at=at(10, 10))
done(minute_states.close_item, "meeting_begun", opened, at=at(10, 40))
done(minute_states.set_item_times, "meeting_begun", opened, opened_at=at(10, 12), closed_at=at(10, 40))
done(minute_states.attend_for, "meeting_opened", lambda room, clerk: (room.minute("Fostering"), [guest(room, clerk)]))
WITHHELD = {"access": "exempt", "paragraphs": (1, 3), "public_heading": "A contract"}
done(minute_states.set_access, "meeting_opened", lambda room, _: room.minute("Contract"), **WITHHELD)
done(minute_states.omit, "meeting_opened", lambda room, _: room.minute("Fostering"), omitted=True)
done(minute_states.say_taken, "meeting_begun", lambda room, _: room.minute("Fostering"), taken=True)
WORDS: dict[str, Any] = {"text": "<p>Members heard of it.</p>", "at": minuted.AFTER}
done(minute_text.write_text, "meeting_begun", lambda room, _: room.minute("Fostering"), **WORDS, revision=0)
done(minute_text.summarise, "minuted", lambda minutes, _: minuted.entry(minutes, "Placement"), **WORDS)


# Motions

REPORTS = LimbDraft("the Director be asked to report back within two months")
done(resolving.set_limbs, "meeting_begun", lambda room, clerk: (motion_on(room, clerk), [DEFERRED]))
done(
    resolving.set_due, "meeting_begun", lambda room, clerk: motion_on(room, clerk, REPORTS).limbs.get(),
    due_on=dt.date(2022, 6, 21),
)  # fmt: skip
done(resolving.agree_as_recommended, "meeting_begun", lambda room, _: room.minute("Young Carers"), at=at(10, 20))
done(resolving.withdraw, "meeting_begun", motion_on)


done(resolving.set_movers, "meeting_begun", motion_on, mover=mary, seconder=ned)
MOVED: dict[str, Any] = {"limbs": lambda *_: [NOTED], "mover": mary, "seconder": ned}
done(resolving.propose, "meeting_begun", lambda room, _: room.minute("Fostering"), **MOVED)


@recipe(resolving.put, world="meeting_begun")
def put(room: World, cast: Cast) -> Act:
    moved = {"mover": room.who("Mary"), "seconder": None}
    return Act(resolving.put, (room.minutes, room.minute("Fostering"), [NOTED]), moved, by=cast["clerk"])


# Votes


COUNT = {"votes_for": 4, "votes_against": 1, "abstentions": 1, "at": at(10, 20)}
done(voting.agree, "meeting_begun", motion_on, at=at(10, 20))
done(voting.show_of_hands, "meeting_begun", motion_on, **COUNT)
done(voting.cast, "meeting_begun", lambda room, clerk: counted(room, clerk, 3, 3), casting="for")
done(voting.take_back, "meeting_begun", counted)
done(voting.demand, "meeting_begun", lambda room, clerk: (counted(room, clerk), room.who("Mary"), "for"))


# Referrals


def deferred(room: World, clerk: User) -> Limb:
    """Return the only part of a carried resolution that defers an item."""
    motion = resolving.propose(room.minute("Young Carers"), limbs=[DEFERRED], by=clerk)
    return having_read(voting.agree)(motion, at=at(10, 20), by=clerk).limbs.get()


def referred(room: World, clerk: User) -> Referral:
    """Return a deferral that waits for the committee's next agenda."""
    return referrals.refer(deferred(room, clerk), committee=room.committee, at=at(10, 30), by=clerk)


def declined(room: World, clerk: User) -> Referral:
    """Return a deferral that the clerk has declined."""
    return referrals.decline(referred(room, clerk), reason="It was withdrawn since.", at=at(10, 40), by=clerk)


@recipe(referrals.refer, world="meeting_begun")
def refer(room: World, cast: Cast) -> Act:
    sent = {"committee": room.committee, "at": at(10, 30)}
    return Act(referrals.refer, (deferred(room, cast["clerk"]),), sent, by=cast["clerk"])


@recipe(referrals.place, world="meeting_begun")
def place(room: World, cast: Cast) -> Act:
    row = referred(room, cast["clerk"])
    coming = calendar.schedule(room.committee, dt.date(2022, 6, 16), by=cast["clerk"])
    return Act(referrals.place, (row,), {"meeting": coming, "at": at(11)}, by=cast["clerk"])


NOTICE = {"party": "Feathers Inns Ltd", "reasons": "It was safe.", "appeal": "There is none.", "email": "a@b.example"}
done(
    decision_notice.send_notice, "meeting_begun", lambda room, clerk: deferred(room, clerk).resolution.minute,
    **NOTICE, at=at(10, 40),
)  # fmt: skip
done(referrals.decline, "meeting_begun", referred, reason="It was withdrawn since.", at=at(10, 40))
done(referrals.offer_again, "meeting_begun", declined)


@recipe(voting.recorded_vote, world="meeting_begun")
def recorded_vote(room: World, cast: Cast) -> Act:
    names = {"choices": {room.who(forename): "for" for forename in VOTERS}, "at": at(10, 20)}
    return Act(voting.recorded_vote, (motion_on(room, cast["clerk"]),), names, by=cast["clerk"])


# The public


def excluded(room: World, clerk: User) -> Exclusion:
    """Exclude the public for both exempt items."""
    return excluding.exclude_public(room.minute("Exclusion"), items=private_items(room, clerk), at=at(11), by=clerk)


done(excluding.readmit, "meeting_begun", excluded, at=at(11, 30))


def exclusion(room: World, _: object) -> Minute:
    """Return the minute of the exclusion."""
    return room.minute("Exclusion")


done(excluding.move_exclusion, "meeting_begun", exclusion, items=private_items, mover=mary)
done(excluding.exclude_public, "meeting_begun", exclusion, items=private_items, at=at(11))

"""Contradictions between attendance, votes and exclusions; verbs refuse a change that adds a contradiction."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from committee.law import exemption, voting
from committee.wording.dates import clock_time
from meetings.minutes.room.state import Room
from meetings.models import Access, Attendee, Choice, Method, Minute, Minutes, Resolution, Result

DECIDED = (Result.CARRIED, Result.LOST, Result.UNDETERMINED)


NOBODY_IN_THE_CHAIR = "record who presides first (LGA 1972 Sch 12)."
BY_NAME = (
    "decides on the budget or council tax, so the vote of each member is recorded by name: take a recorded vote "
    "(SI 2014/165 reg 2)."
)


class Fault(NamedTuple):
    """
    One contradiction: the rule of docs/law.md ("" for none) and the sentence to show.

    `about` is the contradicting row: "resolution", "minute" or "minutes", and its id.
    """

    rule: str
    text: str
    about: tuple[str, int]


def faults(room: Room) -> list[Fault]:
    """Return every fault of the minutes; [] where attendance, votes and exclusions agree."""
    result = list(_of_presiding(room))
    for entry in room.entries:
        result += _of_minute(room, entry)
        for resolution in entry.resolutions.all():
            if resolution.result in DECIDED and resolution.decided_at:
                result += _of_decision(room, entry, resolution, resolution.decided_at)
    return result


def faults_of(minutes: Minutes) -> list[Fault]:
    """Return the faults of the current minutes."""
    return faults(Room.of(minutes))


def _of_presiding(room: Room) -> Iterator[Fault]:
    """R25: yield a fault where the meeting has ended and the presiding person is not recorded as present."""
    if room.minutes.ended_at and room.presiding and room.presiding not in room.attended:
        text = f"{room.presiding.name} presided, but is not recorded as present."
        yield Fault("R25", text, ("minutes", room.minutes.pk))


def _of_minute(room: Room, entry: Minute) -> Iterator[Fault]:
    """
    Yield the faults of one minute.

    - R17: an exempt item was opened before the public were excluded for it, or a minute is open although its item was
      taken while the public were excluded
    - R58: the executive took private business without the required notices
    - R33: somebody attended for an item from which an interest barred them
    - no rule: the item was reached while the meeting was adjourned
    """
    about = ("minute", entry.pk)
    if entry.opened_at and (text := uncovered(room, entry, entry.opened_at, entry.closed_at)):
        yield Fault("R17", text, about)
    if text := opened_to_the_public(room, entry):
        yield Fault("R17", text, about)
    if entry.opened_at and (text := while_adjourned(room.minutes, entry.opened_at)):
        yield Fault("", f"{_heading(entry)} cannot have been reached: {text}", about)
    if entry.opened_at and entry.is_withheld and (finding := room.unnoticed(entry.item_id)):
        yield Fault(finding.rule, f"{_heading(entry)}: {finding.text}", about)
    for attendee in entry.in_attendance.all():
        if room.is_barred(attendee, entry.item_id):
            text = f"{attendee.name} has a disclosable pecuniary interest in {_heading(entry)}, so cannot speak to it."
            yield Fault("R33", text, about)


def while_adjourned(minutes: Minutes, at: datetime) -> str:
    """Return "the meeting was adjourned at ...", to end a sentence of refusal; "" where the meeting was sitting."""
    pause = minutes.pause_at(at)
    if pause is None:
        return ""
    until = f" until {clock_time(pause[1])}." if pause[1] else ". Resume it first."
    return f"the meeting was adjourned at {clock_time(pause[0])}{until}"


def uncovered(room: Room, entry: Minute, start: datetime, end: datetime | None = None) -> str:
    """Return why an exempt item cannot be taken from `start`; "" where it can be, or is not exempt (s.100A(4)-(5))."""
    if entry.access != Access.EXEMPT or room.is_covered(entry, start, end):
        return ""
    return (
        f"{_heading(entry)} is exempt: it cannot be taken while the public are not excluded for it, by a resolution "
        f"that names it and {exemption.paragraphs_in_words(entry.paragraph_numbers, schedule=' of Schedule 12A')}."
    )


def opened_to_the_public(room: Room, entry: Minute) -> str:
    """
    Return why a minute cannot be open: its item was taken while the public were excluded.

    "" for a minute that may be open, and for a minute that is withheld.

    The item under which the meeting resolved the exclusion may itself be open. An item opened at the same time as the
    resolution counts as taken before the resolution, unless the resolution names that item.
    """
    if entry.is_withheld or not entry.was_taken:
        return ""
    for exclusion in room.exclusions if entry.opened_at is None else room.excluded_at(entry.opened_at):
        named = entry.item_id in {row.item_id for row in exclusion.excluded.all()}
        since = exclusion.resolution.decided_at
        after = entry.opened_at is not None and since is not None and since < entry.opened_at
        if exclusion.resolution.minute_id != entry.pk and (named or after):
            return f"{_heading(entry)} was taken while the public were excluded, so its minute cannot be open."
    return ""


def _of_decision(room: Room, entry: Minute, resolution: Resolution, at: datetime) -> Iterator[Fault]:
    about = ("resolution", resolution.pk)
    voters = room.voters_at(at, entry.item_id)
    needed = room.minutes.quorum_needed
    for text in _out_of_time(room, entry, at):
        yield Fault("", text, about)
    if not voting.is_quorate(len(voters), needed):
        text = f"At {clock_time(at)} {len(voters)} of those who may vote on it were present; the quorum is {needed}."
        yield Fault("R29", text, about)
    if resolution.presided_id is None:
        yield Fault("R64", f"No one presided at {clock_time(at)}: {NOBODY_IN_THE_CHAIR}", about)
    if resolution.method != Method.RECORDED and is_by_name(room.minutes, entry):
        yield Fault("R59", f"{_heading(entry)} {BY_NAME}", about)
    counted = (resolution.votes_for or 0) + (resolution.votes_against or 0) + (resolution.abstentions or 0)
    if counted > len(voters):
        text = f"{counted} votes and abstentions are counted, but {len(voters)} could vote at {clock_time(at)}."
        yield Fault("R31", text, about)
    yield from _votes(room, entry, resolution, at)
    yield from _movers(room, entry, resolution, at)
    presided = room.attendee_of(resolution.presided_id)
    if resolution.presided_id and (presided is None or not room.may_vote(presided, at, entry.item_id)):
        name = presided.name if presided else str(resolution.presided)
        text = f"{name} presided, so has to be there, with a vote and no interest that bars them, at {clock_time(at)}."
        yield Fault("R30", text, about)


def is_by_name(minutes: Minutes, entry: Minute) -> bool:
    """Return whether votes under that minute must be recorded by name (R59)."""
    return entry.item is not None and entry.item.is_by_name(minutes.meeting.committee.kind)


def _out_of_time(room: Room, entry: Minute, at: datetime) -> Iterator[str]:
    if room.minutes.began_at and at < room.minutes.began_at:
        yield f"Nothing was decided before the meeting began at {clock_time(room.minutes.began_at)}."
    if room.minutes.ended_at and at > room.minutes.ended_at:
        yield f"Nothing was decided after the meeting ended at {clock_time(room.minutes.ended_at)}."
    if entry.opened_at and at < entry.opened_at:
        yield f"{_heading(entry)} was reached at {clock_time(entry.opened_at)}: nothing was decided under it before."
    if entry.closed_at and at > entry.closed_at:
        yield f"{_heading(entry)} ended at {clock_time(entry.closed_at)}: nothing was decided under it after."
    if text := while_adjourned(room.minutes, at):
        yield f"Nothing was decided at {clock_time(at)}: {text}"


def _votes(room: Room, entry: Minute, resolution: Resolution, at: datetime) -> Iterator[Fault]:
    """Yield faults for named votes of people who could not vote, and for more names than counted votes (R31-R33)."""
    about = ("resolution", resolution.pk)
    votes = list(resolution.votes.all())
    for vote in votes:
        if fault := why_not(room, vote.attendee, entry, at):
            yield Fault(*fault, about)
    counts = {Choice.FOR: resolution.votes_for, Choice.AGAINST: resolution.votes_against}
    for choice, count in {**counts, Choice.ABSTAINED: resolution.abstentions}.items():
        named = sum(vote.choice == choice for vote in votes)
        if named > (count or 0):
            numbers = f"{named} named as {choice.label.lower()}, but {count or 0} counted."
            yield Fault("R32", f"More members are named than were counted: {numbers}", about)


def why_not(room: Room, attendee: Attendee, entry: Minute, at: datetime) -> tuple[str, str] | None:
    """Return (rule, sentence) on why somebody could not vote on an item at `at`; None where they could."""
    listed = room.attendee(attendee.pk)
    if listed is None or not listed.of_the_committee:
        return "R31", f"{attendee.name} is not of the committee, so has no vote."
    if not listed.voting:
        return "R31", f"{listed.name} sits without a vote."
    if listed.virtual:
        return "R31", f"{listed.name} is on a screen: only those in the room can vote."
    if room.is_barred(listed, entry.item_id):
        return "R33", f"{listed.name} has a disclosable pecuniary interest in this item, so cannot vote on it."
    if not room.is_here(listed, at):
        return "R31", f"{listed.name} was not in the room at {clock_time(at)}."
    return None


def _movers(room: Room, entry: Minute, resolution: Resolution, at: datetime) -> Iterator[Fault]:
    for who in (resolution.mover_id, resolution.seconder_id):
        attendee = room.attendee(who)
        if attendee and (fault := why_not_move(room, attendee, entry, at)):
            yield Fault(*fault, ("resolution", resolution.pk))


def why_not_move(room: Room, attendee: Attendee, entry: Minute, at: datetime | None) -> tuple[str, str] | None:
    """
    Return (rule, sentence) on why somebody could not move or second under an item; None where they could.

    They must have been in the room at some time between the opening of the item and `at`. Where `at` or the time of
    opening is None, any time in the meeting is enough.
    """
    if not attendee.of_the_committee:
        return "R31", f"{attendee.name} is not of the committee, so cannot move or second anything."
    if attendee.virtual:
        return "R31", f"{attendee.name} is on a screen: only those in the room can move or second."
    if room.is_barred(attendee, entry.item_id):
        return "R33", f"{attendee.name} has a disclosable pecuniary interest in this item, so cannot speak to it."
    start = entry.opened_at
    here = room.was_here(attendee, min(start, at), at) if start and at else attendee in room.attended
    return None if here else ("R31", f"{attendee.name} was not in the room, so cannot move or second anything.")


def _heading(entry: Minute) -> str:
    return f"Item {entry.item.number}" if entry.item else f"“{entry.heading}”"

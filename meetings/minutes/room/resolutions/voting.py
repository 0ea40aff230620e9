"""Verbs that decide a motion: without a vote, by a show of hands, by name, or by the casting vote (R29-R33)."""

from collections.abc import Mapping
from datetime import datetime

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import reasoned, save
from committee.acts.seen import refuse_unseen, shows
from committee.acts.verbs import verb
from committee.law import voting as law
from committee.models import User
from committee.wording.dates import clock_time
from meetings.minutes.document.minute_states import reach
from meetings.minutes.document.wording import joined
from meetings.minutes.findings.consistency import NOBODY_IN_THE_CHAIR, why_not
from meetings.minutes.room.holding import (
    hold_resolution,
    keep,
    lapse_certificate,
    no_new_faults,
    refuse_confirming,
    refuse_wrong_day,
)
from meetings.minutes.room.resolutions.amending import adopt, refuse_fallen, restore, waits
from meetings.minutes.room.resolutions.sent_on import forget_waiting
from meetings.minutes.room.state import Room
from meetings.models import Attendee, Choice, Method, Minutes, Resolution, Result, Vote

MOTION = shows("limbs.text", "amends_id")


@verb(may=runs_the_desk, seen=MOTION)
def agree(resolution: Resolution, *, seen: str, at: datetime, by: User) -> Resolution:
    """
    Record that the meeting agreed without a vote.

    An item not yet reached is opened. Raises Refused as `minute_states.open_item` does (R17), and:

    - below quorum (R29), and outside the times of the item or the meeting
    - while an amendment is undecided, and once the motion itself is decided
    - where nobody presides (R64), or the presiding person was not in the room or has no vote
    - where votes must be recorded by name (R59)
    """
    minutes, resolution = hold_resolution(resolution)
    refuse_unseen(resolution, seen)
    if resolution.result == Result.CARRIED and resolution.method == Method.ASSENT:
        return resolution
    _refuse_put(resolution)
    resolution.method, resolution.result = Method.ASSENT, Result.CARRIED
    resolution.votes_for = resolution.votes_against = resolution.abstentions = None
    return _decide(minutes, resolution, at=at, by=by)


@verb(may=runs_the_desk, seen=MOTION)
def show_of_hands(
    resolution: Resolution,
    *,
    votes_for: int,
    votes_against: int,
    abstentions: int = 0,
    seen: str,
    at: datetime,
    by: User,
) -> Resolution:
    """
    Record the count of a show of hands; a tie is undetermined until `cast` (R30).

    Raises Refused as `agree` does, where more votes are counted than people in the room could vote (R31), and where no
    vote for or against is counted.
    """
    minutes, resolution = hold_resolution(resolution)
    refuse_unseen(resolution, seen)
    counts = (votes_for, votes_against, abstentions)
    was = (resolution.votes_for, resolution.votes_against, resolution.abstentions)
    if resolution.result != Result.PENDING and resolution.method == Method.HANDS and was == counts:
        return resolution
    _refuse_put(resolution)
    if votes_for + votes_against == 0:
        raise Refused("Enter the votes for and against. If there was no vote, record it as agreed without a vote.")
    _count(resolution, Method.HANDS, counts)
    return _decide(minutes, resolution, at=at, by=by)


@verb(may=runs_the_desk, seen=MOTION)
def recorded_vote(
    resolution: Resolution,
    *,
    choices: Mapping[Attendee, str],
    seen: str,
    at: datetime,
    by: User,
) -> Resolution:
    """
    Record each member's vote by name: `choices` has everybody who could vote in the room, and nobody else (R31, R33).

    Raises Refused as `show_of_hands` does. The refusal names people who are missing from `choices` or cannot vote.
    """
    minutes, resolution = hold_resolution(resolution)
    refuse_unseen(resolution, seen)
    chosen = {attendee.pk: str(choice) for attendee, choice in choices.items()}
    named = dict(resolution.votes.values_list("attendee_id", "choice"))
    if resolution.result != Result.PENDING and resolution.method == Method.RECORDED and named == chosen:
        return resolution
    _refuse_put(resolution)
    room = Room.of(minutes)
    for attendee in choices:
        if fault := why_not(room, attendee, resolution.minute, at):
            raise Refused(fault[1], rule=fault[0])
    if missing := [voter.name for voter in room.voters_at(at, resolution.minute.item_id) if voter.pk not in chosen]:
        raise Refused(f"Choose how {joined(missing)} voted: a recorded vote names everyone who could vote.")
    counts = tuple(list(chosen.values()).count(choice) for choice in (Choice.FOR, Choice.AGAINST, Choice.ABSTAINED))
    if chosen and not counts[0] + counts[1]:
        raise Refused("No one voted for or against, so there was no vote.")
    _count(resolution, Method.RECORDED, (counts[0], counts[1], counts[2]))
    return _decide(minutes, resolution, at=at, by=by, chosen=chosen)


def _refuse_put(resolution: Resolution) -> None:
    if resolution.result != Result.PENDING:
        when = f" at {clock_time(resolution.decided_at)}" if resolution.decided_at else ""
        raise Refused(f"It is {resolution.get_result_display().lower()}{when}: undo the decision to record another.")
    if not resolution.limbs.exists():
        raise Refused("Enter the wording of the motion first.")
    if why := waits(resolution):
        raise Refused(why)
    refuse_fallen(resolution)


def _refuse_motion_decided(amendment: Resolution) -> None:
    if amendment.amends and amendment.amends.result != Result.PENDING:
        raise Refused("The motion it amends has since been decided. Undo that decision first.")


def _count(resolution: Resolution, method: str, counts: tuple[int, int, int]) -> None:
    resolution.method = method
    resolution.votes_for, resolution.votes_against, resolution.abstentions = counts
    resolution.result = law.outcome(counts[0], counts[1])


def _decide(
    minutes: Minutes,
    resolution: Resolution,
    *,
    at: datetime,
    by: User,
    chosen: Mapping[int, str] | None = None,
) -> Resolution:
    """
    Save the result, and the votes by name (`chosen`: choice by attendee id); open an item not yet reached.

    Raises Refused where a rule forbids the result or a vote.
    """
    refuse_wrong_day(minutes, at, "been decided")
    resolution.presided = minutes.presiding
    if resolution.presided is None:
        raise Refused(f"No one presides: {NOBODY_IN_THE_CHAIR}", rule="R64")
    if resolution.minute.opened_at is None:
        reach(minutes, resolution.minute, at)
    resolution.decided_at = at
    with no_new_faults(minutes):
        save(resolution)
        for pk, choice in (chosen or {}).items():
            save(Vote(resolution=resolution, attendee_id=pk, choice=choice))
    adopt(resolution)
    lapse_certificate(minutes)
    facts = {"result": resolution.result, "at": at.isoformat(), "method": resolution.method}
    audit.record(by, "recorded the result of", resolution, **facts)
    return resolution


@verb(may=runs_the_desk, seen=shows("limbs.text", "votes_for", "votes_against"))
def cast(resolution: Resolution, *, casting: str, seen: str, by: User) -> Resolution:
    """
    Record the presiding person's casting vote on a tie: `for`, `against` or `declined` (R30).

    Where the casting vote is declined, the question stays undecided. Raises Refused where there is no tie, where
    another casting vote is recorded, and where the presiding person could not vote (LGA 1972 Sch 12 para 39(2)).
    """
    minutes, resolution = hold_resolution(resolution)
    refuse_unseen(resolution, seen)
    if resolution.casting == casting:
        return resolution
    if resolution.casting or resolution.result != Result.UNDETERMINED:
        already = "The casting vote is recorded already"
        text = already if resolution.casting else "There is a casting vote only if votes are equal"
        raise Refused(f"{text}: undo the decision to record another.", rule="R30")
    _refuse_motion_decided(resolution)
    resolution.presided = resolution.presided or minutes.presiding
    _refuse_casting(Room.of(minutes), resolution)
    resolution.casting = casting
    resolution.result = law.outcome(resolution.votes_for or 0, resolution.votes_against or 0, casting)
    keep(minutes, resolution, "recorded the casting vote on", by, casting=casting, result=resolution.result)
    adopt(resolution)
    lapse_certificate(minutes)
    return resolution


def _refuse_casting(room: Room, resolution: Resolution) -> None:
    presided, at = room.attendee_of(resolution.presided_id), resolution.decided_at
    if presided is None or at is None:
        raise Refused("Record who presides first. They have the casting vote.", rule="R30")
    if fault := why_not(room, presided, resolution.minute, at):
        raise Refused(f"Only the person presiding has a casting vote. {fault[1]}", rule="R30")


@verb(may=runs_the_desk)
def take_back(resolution: Resolution, *, by: User, reason: str = "") -> Resolution:
    """
    Remove a result recorded by mistake, with its votes; the motion is pending again, and a carried amendment is undone.

    After the meeting has ended a `reason` is required. Raises Refused:

    - where the reason is missing
    - where minutes that the resolution confirmed are signed (R26)
    - where a limb has an action or is on another body's agenda (R70); one that waits for a body waits no more
    - where a vote in breach of an interest is recorded on the resolution
    - where an exempt item was taken by virtue of this exclusion of the public (R17)
    - where the motion that this amendment changes has been decided since
    """
    minutes, resolution = hold_resolution(resolution)
    if resolution.result in (Result.PENDING, Result.WITHDRAWN, Result.AMENDED):
        return resolution
    if minutes.ended_at:
        reason = reasoned(reason, "why the decision is undone")
    refuse_confirming(resolution)
    if resolution.limbs.filter(action__isnull=False).exists():
        raise Refused("This decision has an open action. Close the action first.")
    forget_waiting(resolution.limbs.all())
    if resolution.breaches.exists():
        raise Refused("A vote in breach of an interest is recorded on it. Remove the breach first.", rule="R33")
    _refuse_motion_decided(resolution)
    restore(resolution)
    before = resolution.result
    with no_new_faults(minutes):
        resolution.votes.all().delete()
        resolution.method, resolution.result, resolution.casting = Method.ASSENT, Result.PENDING, ""
        resolution.votes_for = resolution.votes_against = resolution.abstentions = None
        resolution.decided_at = resolution.presided = None
        save(resolution)
    facts = {"was": before} | ({"reason": reason} if reason else {})
    audit.record(by, "undid the result of", resolution, **facts)
    return resolution


@verb(may=runs_the_desk)
def demand(resolution: Resolution, attendee: Attendee, choice: str, *, by: User) -> Vote:
    """
    Record how a member voted, as they required right after a show of hands (R32, SI 1993/202 Sch 2 para 1).

    A vote of the member that is recorded already is returned as it is. Raises Refused where no vote was taken, where
    the member could not vote (R31, R33), where a different choice is recorded, and where more votes would be
    named than were counted.
    """
    minutes, resolution = hold_resolution(resolution)
    if resolution.result == Result.PENDING or resolution.decided_at is None:
        raise Refused("There has been no vote on it.", rule="R32")
    if resolution.method == Method.ASSENT:
        raise Refused("It was agreed without a vote: record the vote first, then how a member voted.", rule="R32")
    if before := resolution.votes.filter(attendee=attendee).first():
        if before.choice != choice:
            raise Refused(f"{attendee.name} is recorded as {before.get_choice_display().lower()}.", rule="R32")
        return before
    room = Room.of(minutes)
    if fault := why_not(room, attendee, resolution.minute, resolution.decided_at):
        raise Refused(fault[1], rule=fault[0])
    with no_new_faults(minutes):
        vote = Vote(resolution=resolution, attendee=attendee, choice=choice, demanded=True)
        save(vote)
        _count_abstention(resolution, choice)
    lapse_certificate(minutes)
    audit.record(by, "recorded the vote that was demanded by", attendee, choice=choice)
    return vote


def _count_abstention(resolution: Resolution, choice: str) -> None:
    """Raise the count to the number of named abstentions, because clerks seldom count abstentions."""
    named = resolution.votes.filter(choice=Choice.ABSTAINED).count()
    if choice == Choice.ABSTAINED and named > (resolution.abstentions or 0):
        resolution.abstentions = named
        save(resolution)

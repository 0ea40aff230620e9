"""A member requires right after a vote that theirs be recorded (R32, SI 1993/202 Sch 2 para 1)."""

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.verbs import verb
from committee.models import User
from meetings.minutes.findings.consistency import why_not
from meetings.minutes.room.holding import hold_resolution, lapse_certificate, no_new_faults
from meetings.minutes.room.state import Room
from meetings.models import Attendee, Choice, Method, Resolution, Result, Vote


@verb(may=runs_the_desk)
def demand(resolution: Resolution, attendee: Attendee, choice: str, *, by: User) -> Vote:
    """
    Record how a member voted, because they required it right after a show of hands (R32, SI 1993/202 Sch 2 para 1).

    After a recorded vote theirs is there already. Raises Refused where no vote was taken, where they could not vote
    (R31, R33), where their vote is recorded otherwise, and where more would be named than were counted.
    """
    minutes, resolution = hold_resolution(resolution)
    if choice not in Choice.values:
        raise Refused("A vote is for, against or abstained.")
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
    """Clerks seldom count who abstains: one who says so is counted."""
    named = resolution.votes.filter(choice=Choice.ABSTAINED).count()
    if choice == Choice.ABSTAINED and named > (resolution.abstentions or 0):
        resolution.abstentions = named
        save(resolution)


@verb(may=runs_the_desk)
def undemand(vote: Vote, *, by: User) -> None:
    """Strike out a vote that was recorded on demand by mistake; names of a recorded vote stay."""
    minutes, resolution = hold_resolution(vote.resolution)
    demanded_vote = resolution.votes.select_related("attendee").filter(pk=vote.pk, demanded=True).first()
    if demanded_vote is None:
        raise Refused("That vote was not recorded on demand, or has been removed.")
    attendee = demanded_vote.attendee
    demanded_vote.delete()
    lapse_certificate(minutes)
    audit.record(by, "removed the vote that was demanded by", attendee)

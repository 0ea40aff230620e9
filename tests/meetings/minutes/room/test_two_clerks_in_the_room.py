"""Two clerks at once in one meeting: real threads, real transactions; nothing is counted or listed twice."""

import pytest

from committee.acts.refusal import Refused
from meetings.minutes.document import minute_states
from meetings.minutes.findings.consistency import faults_of
from meetings.minutes.room import opening
from meetings.minutes.room.presence import attendance, interests
from meetings.minutes.room.resolutions import exclusion as excluding
from meetings.minutes.room.resolutions import resolving, voting
from meetings.models import Attendee, Declaration, Exclusion, Minutes, Presence, Resolution, Vote
from tests.meetings.minutes import world as worlds
from tests.meetings.minutes.world import CONTRACT, at
from tests.meetings.test_two_clerks import a_database_that_threads_share, refusals, together  # noqa: F401
from tests.staging import staged

pytestmark = pytest.mark.django_db(transaction=True)


@staged
def room(safeguarding, clerk) -> worlds.World:
    """Begin the meeting at ten, committed, so that threads see it."""
    return worlds.make(safeguarding, clerk, publish=False).begin()


def test_both_open_the_minutes(safeguarding, clerk):
    room = worlds.make(safeguarding, clerk, publish=False)
    Attendee.objects.all().delete()
    room.minutes.entries.all().delete()
    room.minutes.delete()
    ends = together(*[lambda: opening.open_minutes(room.meeting, at=at(9), by=clerk)] * 2)
    assert refusals(ends) == []
    assert ends[0] == ends[1]
    assert (Minutes.objects.count(), Attendee.objects.count()) == (1, 7)


def test_both_press_the_same(room, clerk):
    colin, mary = room.who("Colin"), room.who("Mary")
    minute, exclusion = room.minute("Young Carers"), room.minute("Exclusion")
    contract = room.item(f"Contract of {CONTRACT}")
    acts = [
        (lambda: attendance.arrive(colin, at=at(10, 1), by=clerk), Presence.objects.filter(attendee=colin)),
        (lambda: attendance.add_guest(room.minutes, name="Gus", by=clerk), Attendee.objects.filter(name="Gus")),
        (
            lambda: interests.declare(mary, room.item("Fostering"), kind="dpi", nature="x", at=at(10, 1), by=clerk),
            Declaration.objects.all(),
        ),
        (lambda: resolving.agree_as_recommended(minute, at=at(10, 5), by=clerk), minute.resolutions.all()),
        (
            lambda: excluding.exclude_public(exclusion, items={contract: (3,)}, at=at(11), by=clerk),
            Exclusion.objects.all(),
        ),
    ]
    for act, rows in acts:
        ends = together(act, act)
        assert refusals(ends) == []
        assert ends[0] == ends[1]
        assert rows.count() == 1


def test_one_lets_a_member_go_while_the_other_counts_the_votes(room, clerk):
    for name in ("Nora", "Peter", "Vera"):
        attendance.leave(room.who(name), at=at(10, 5), by=clerk)
    limbs = [resolving.LimbDraft("it be noted")]
    motion = resolving.propose(
        minute_states.open_item(room.minute("Young"), at=at(10, 6), by=clerk), limbs=limbs, by=clerk
    )
    ned = room.who("Ned")
    ends = together(
        lambda: attendance.leave(ned, at=at(10, 10), by=clerk),
        lambda: voting.show_of_hands(motion, votes_for=3, votes_against=0, at=at(10, 20), by=clerk),
    )
    assert len(refusals(ends)) == 1
    assert faults_of(room.minutes) == []
    left = Presence.objects.get(attendee=ned).left_at is not None
    assert left != Resolution.objects.get(pk=motion.pk).is_carried


def test_two_results_of_one_motion_do_not_both_stand(room, clerk):
    limbs = [resolving.LimbDraft("it be noted")]
    motion = resolving.propose(room.minute("Young Carers"), limbs=limbs, by=clerk)
    choices = dict.fromkeys([room.who(name) for name in worlds.VOTERS], "for")
    ends = together(
        lambda: voting.recorded_vote(motion, choices=choices, at=at(10, 20), by=clerk),
        lambda: voting.show_of_hands(motion, votes_for=2, votes_against=3, at=at(10, 20), by=clerk),
    )
    assert len(refusals(ends)) == 1
    motion.refresh_from_db()
    assert Vote.objects.count() == (6 if motion.method == "recorded" else 0)
    with pytest.raises(Refused, match="undo the decision"):
        voting.show_of_hands(motion, votes_for=1, votes_against=0, at=at(10, 20), by=clerk)

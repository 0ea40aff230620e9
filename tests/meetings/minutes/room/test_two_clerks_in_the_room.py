"""Two clerks at once in one meeting: real threads, real transactions; nothing is counted or listed twice."""

import pytest

from meetings.minutes.document import minute_states
from meetings.minutes.findings.consistency import faults_of
from meetings.minutes.room import clerical_errors, opening
from meetings.minutes.room.presence import attendance
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import Attendee, Minutes, Presence, Resolution
from tests.meetings.minutes import world as worlds
from tests.meetings.minutes.world import at
from tests.meetings.test_two_clerks import a_database_that_threads_share, refusals, together  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


def test_both_open_the_minutes(safeguarding, clerk):
    room = worlds.make(safeguarding, clerk, publish=False)
    clerical_errors.discard_minutes(room.minutes, reason="Opened by mistake.", by=clerk)
    ends = together(*[lambda: opening.open_minutes(room.meeting, at=at(9), by=clerk)] * 2)
    assert refusals(ends) == []
    assert ends[0] == ends[1]
    assert (Minutes.objects.count(), Attendee.objects.count()) == (1, 7)


def test_one_lets_a_member_go_while_the_other_counts_the_votes(room, clerk):
    for name in ("Nora", "Peter", "Vera"):
        attendance.leave(room.who(name), at=at(10, 5), by=clerk)
    limbs = [LimbDraft("it be noted")]
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

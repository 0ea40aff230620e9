"""Two clerks at once, in the meeting and after it: nothing is counted, listed, published or signed twice."""

import pytest
from django.db import DatabaseError

from committee.acts.refusal import Refused
from meetings.minutes.document import minute_states
from meetings.minutes.findings.consistency import faults_of
from meetings.minutes.publication import publishing
from meetings.minutes.room import clerical_errors, opening
from meetings.minutes.room.presence import attendance
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import Action, Attendee, Confirmation, Minutes, MinutesState, Presence, Resolution, Vote
from tests.meetings import minuted
from tests.meetings.minuted import AFTER, entry
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


def again(minutes: Minutes) -> Minutes:
    return Minutes.objects.select_related("meeting__committee").get(pk=minutes.pk)


def test_two_who_publish_at_once_publish_one_version(minutes, clerk, proper_officer):
    ends = together(
        *(lambda by=by: publishing.publish_draft(again(minutes), at=AFTER, by=by) for by in (clerk, proper_officer))
    )
    (sentence,) = refusals(ends)
    assert "published these minutes already" in sentence
    assert list(minutes.versions.values_list("number", "kind")) == [(1, "draft")]
    assert Action.objects.count() == 1


def test_the_resolution_is_not_taken_back_while_minutes_are_signed_by_it(confirmed, clerk, proper_officer):
    resolution = Resolution.objects.select_related("minute__minutes__meeting__committee").get(limbs__kind="confirmed")
    ends = together(
        lambda: minuted.sign_on_paper(again(confirmed), clerk), lambda: voting.take_back(resolution, by=proper_officer)
    )
    assert len(refusals(ends)) == 1
    resolution.refresh_from_db()
    assert resolution.is_carried == Confirmation.objects.exists()


def test_no_row_written_by_plain_sql_slips_in_beside_the_signature(confirmed, clerk):
    carers = entry(confirmed, "Young Carers")
    attendee = confirmed.attendees.first()
    resolution = carers.resolutions.get()

    def vote():
        try:
            return Vote.objects.create(resolution=resolution, attendee=attendee, choice="for", demanded=True)
        except DatabaseError as error:
            raise Refused(str(error)) from error

    ends = together(lambda: minuted.sign_on_paper(again(confirmed), clerk), vote)
    refusals(ends)
    now = again(confirmed)
    if now.state == MinutesState.CONFIRMED:
        (frozen,) = [one for one in now.confirmation.version.document["entries"] if one["pk"] == carers.pk]
        printed = any("asked for it to be recorded" in line for line in frozen["resolutions"][0]["votes"])
        assert printed == Vote.objects.filter(resolution=resolution).exists()

"""What is signed is what the meeting had before it: nothing is published or typed in between (R26)."""

import datetime as dt

import pytest

from committee.acts.refusal import Refused
from meetings.calendar import verbs as calendar
from meetings.minutes.confirmation import confirming
from meetings.minutes.publication import publishing
from meetings.minutes.room import opening
from meetings.minutes.room.presence import attendance
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.amending import draft_of
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import LimbKind, Meeting
from tests.meetings import minuted
from tests.meetings.minuted import AFTER, IN_APRIL, SIGNED, entry


def refused(match: str, rule: str = "R26"):
    """Expect a refusal under that rule."""
    return pytest.raises(Refused, match=match, check=lambda error: error.rule == rule)


def test_r26_minutes_are_not_published_anew_between_their_confirmation_and_their_signature(published, clerk):
    here = minuted.confirming(published, clerk)
    resolution = confirming.confirm(published, confirming=here, at=IN_APRIL, by=clerk)
    minuted.write(entry(published, "Young Carers"), "<p>Something else.</p>", clerk)
    with refused("has confirmed these minutes"):
        publishing.publish_draft(published, at=SIGNED, by=clerk)
    voting.take_back(resolution, by=clerk)
    publishing.publish_draft(published, at=SIGNED, by=clerk)
    with refused("No meeting has confirmed"):
        minuted.sign_on_paper(published, clerk)


def test_r26_nobody_types_the_confirmation_of_minutes(published, clerk):
    here = minuted.confirming(published, clerk)
    typed = [LimbDraft("the minutes be confirmed", LimbKind.CONFIRMED)]
    with refused("from their own page"):
        resolving.propose(here, limbs=typed, by=clerk)
    other = resolving.propose(here, limbs=[LimbDraft("the minutes be read")], by=clerk)
    with refused("from their own page"):
        resolving.set_limbs(other, typed, by=clerk)
    resolving.withdraw(other, by=clerk)
    motion = confirming.move_confirmation(published, confirming=here, by=clerk)
    with refused("from their own page"):
        resolving.propose(here, limbs=typed, amends=motion, by=clerk)
    resolving.set_limbs(motion, [draft_of(limb) for limb in motion.limbs.all()], by=clerk)
    assert voting.agree(motion, at=IN_APRIL, by=clerk).is_carried


def test_r26_no_correction_is_recorded_or_removed_while_the_motion_that_tells_them_waits(published, clerk):
    here = minuted.confirming(published, clerk)
    words = {"agreed_in": here.minutes.meeting, "at": IN_APRIL, "by": clerk}
    carers = entry(published, "Young Carers")
    first = confirming.correct(carers, old_words="Members", new_words="All", **words)
    motion = confirming.move_confirmation(published, confirming=here, by=clerk)
    with pytest.raises(Refused, match="waits for its vote"):
        confirming.correct(carers, old_words="asked", new_words="begged", **words)
    with pytest.raises(Refused, match="waits for its vote"):
        confirming.take_correction_back(first, by=clerk)
    resolving.withdraw(motion, by=clerk)
    confirming.take_correction_back(first, by=clerk)


def stays(meeting: Meeting, match: str, clerk, *, rule: str = "R26", at: dt.datetime = SIGNED) -> None:
    """Check that a meeting is neither cancelled nor moved."""
    later = {"day": dt.date(2022, 6, 6), "starts": dt.time(10), "reason": "The fire alarm rang.", "at": at}
    with refused(match, rule):
        calendar.cancel(meeting, reason="The fire alarm rang.", at=at, by=clerk)
    with refused(match, rule):
        calendar.rearrange(meeting, **later, by=clerk)


def test_r26_a_meeting_that_was_minuted_or_has_confirmed_minutes_stays_where_it_was_and_formal(published, clerk):
    meeting = Meeting.objects.get(pk=published.meeting_id)
    stays(meeting, "held and minuted", clerk, at=AFTER.replace(day=10, hour=13))
    with refused("minuted as a formal meeting"):
        calendar.set_details(meeting, informal=True, by=clerk)
    here = minuted.confirming(published, clerk)
    confirming.confirm(published, confirming=here, at=IN_APRIL, by=clerk)
    stays(here.minutes.meeting, "has begun", clerk)


def test_a_meeting_with_somebody_present_is_neither_moved_nor_cancelled_and_a_cancelled_one_not_minuted(minutes, clerk):
    april = minuted.schedule(minutes.meeting.committee, minuted.APRIL, clerk)
    theirs = opening.open_minutes(april, at=IN_APRIL, by=clerk)
    charles = theirs.attendees.get(person__forename="Charles")
    attendance.arrive(charles, at=IN_APRIL, by=clerk)
    stays(april, "recorded as present", clerk, rule="R25")
    attendance.be_absent(charles, by=clerk)
    calendar.cancel(april, reason="It snows and snows.", at=IN_APRIL, by=clerk)
    with refused("is cancelled"):
        attendance.arrive(charles, at=IN_APRIL, by=clerk)

"""What is signed is what the meeting had before it: nothing is published or typed in between (R26)."""

import datetime as dt

import pytest

from committee.refusal import Refused
from meetings.models import LimbKind, Meeting, Minutes
from meetings.procedure import calendar
from meetings.procedure.minutes import confirming, publishing, resolving, voting
from meetings.procedure.minutes.resolving import LimbDraft
from tests.meetings import minuted
from tests.meetings.minuted import AFTER, IN_APRIL, SIGNED, entry
from tests.staging import staged

pytestmark = pytest.mark.both_databases("JSON: minutes are confirmed as they were frozen")


@staged
def published(safeguarding, clerk, chairman, vice_chairman, member) -> Minutes:
    minutes = minuted.taken(safeguarding, clerk, exempt=False)
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    return Minutes.objects.select_related("meeting__committee").get(pk=minutes.pk)


def refused(match: str, rule: str = "R26"):
    """A refusal under that rule."""
    return pytest.raises(Refused, match=match, check=lambda error: error.rule == rule)


def test_r26_minutes_are_not_published_anew_between_their_confirmation_and_their_signature(published, clerk):
    here = minuted.confirming(published, clerk)
    resolution = confirming.confirm(published, confirming=here, at=IN_APRIL, by=clerk)
    minuted.write(entry(published, "Young Carers"), "<p>Something else.</p>", clerk)
    with refused("confirmed these minutes as it had them"):
        publishing.publish_draft(published, at=SIGNED, by=clerk)
    voting.take_back(resolution, by=clerk)
    publishing.publish_draft(published, at=SIGNED, by=clerk)
    with refused("No meeting has confirmed"):
        minuted.sign_on_paper(published, clerk)


def test_r26_nobody_types_the_confirmation_of_minutes(published, clerk):
    here = minuted.confirming(published, clerk)
    typed = [LimbDraft("the minutes be confirmed", LimbKind.CONFIRMED)]
    with refused("confirmed from their own page"):
        resolving.propose(here, limbs=typed, by=clerk)
    other = resolving.propose(here, limbs=[LimbDraft("the minutes be read")], by=clerk)
    with refused("confirmed from their own page"):
        resolving.set_limbs(other, typed, by=clerk)
    resolving.withdraw(other, by=clerk)
    motion = confirming.move_confirmation(published, confirming=here, by=clerk)
    resolving.set_limbs(motion, typed, by=clerk)
    assert voting.agree(motion, at=IN_APRIL, by=clerk).is_carried


def test_a_meeting_that_was_held_and_minuted_is_neither_moved_nor_cancelled_nor_made_informal(published, clerk):
    meeting = Meeting.objects.get(pk=published.meeting_id)
    noon = AFTER.replace(day=10, hour=13)
    with pytest.raises(Refused, match="held and minuted"):
        calendar.cancel(meeting, reason="It snows.", at=noon, by=clerk)
    with pytest.raises(Refused, match="held and minuted"):
        calendar.rearrange(meeting, day=dt.date(2022, 6, 6), starts=dt.time(10), reason="It snows.", at=noon, by=clerk)
    with refused("minuted as a formal one"):
        calendar.set_details(meeting, informal=True, by=clerk)

"""Before the day of a meeting texts are prepared; presence, interests, motions, votes and publication are refused."""

import datetime as dt

import pytest
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.wording.dates import LONDON
from meetings.minutes.document import document, minute_states
from meetings.minutes.findings import findings
from meetings.minutes.publication import circulating, publishing
from meetings.minutes.room.presence import attendance
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import Minutes, MinutesState
from tests.meetings.minuted import write
from tests.meetings.minutes.world import DAY, at

LIMBS = [LimbDraft("That the report be noted.")]


@pytest.fixture
def before(world, time_machine):
    """Set the clock to the day before the meeting."""
    time_machine.move_to(dt.datetime(2022, 4, 20, 9, tzinfo=LONDON), tick=False)
    return world


def test_nothing_that_happens_at_a_meeting_is_recorded_before_its_day_but_texts_are_prepared(before, clerk):
    fostering, mary, minutes = before.minute("Fostering"), before.who("Mary"), before.minutes
    for act in (
        lambda: attendance.arrive(mary, at=at(10), by=clerk),
        lambda: attendance.preside(minutes, person=before.people["charles"], by=clerk),
        lambda: minute_states.say_taken(fostering, taken=True, by=clerk),
        lambda: minute_states.attend_for(fostering, [before.who("Colin")], by=clerk),
        lambda: resolving.propose(fostering, limbs=LIMBS, by=clerk),
    ):
        with pytest.raises(Refused, match="The meeting is on Thursday 21 April 2022"):
            act()
    assert "prepared" in write(fostering, "<p>Words prepared.</p>", clerk).text
    assert attendance.apologise(mary, by=clerk).apologies


def test_minutes_ended_beforehand_are_not_published_nor_sent_round(before, clerk, member):
    """As they may lie in a database from before that was refused."""
    Minutes.objects.filter(pk=before.minutes.pk).update(state=MinutesState.DRAFT, ended_at=at(11))
    minutes = Minutes.objects.get(pk=before.minutes.pk)
    for act in findings.ACTS:
        blocks = findings.found(minutes, on=DAY - dt.timedelta(days=1), for_=act)
        assert any("its minutes are published after it" in check.text for check in blocks)
    for publish in (publishing.publish_draft, publishing.publish_decisions):
        with pytest.raises(Refused, match="published after it"):
            publish(minutes, at=timezone.now(), by=clerk)
    with pytest.raises(Refused, match="circulate its minutes after it"):
        circulating.circulate(minutes, to=[member.person], comments_by=DAY, at=timezone.now(), by=clerk)


def test_nothing_is_recorded_with_the_clock_of_another_day(room, clerk):
    motion, next_day = resolving.propose(room.minute("Fostering"), limbs=LIMBS, by=clerk), dt.date(2022, 4, 22)
    assert motion.limbs.get().text == "the report be noted"
    with pytest.raises(Refused, match="cannot have been decided on 22 April"):
        voting.agree(motion, at=at(14, day=next_day), by=clerk)
    assert voting.agree(motion, at=at(10, 5), by=clerk).is_carried
    with pytest.raises(Refused, match="cannot have happened on 22 April"):
        attendance.leave(room.who("Mary"), at=at(9, day=next_day), by=clerk)
    attendance.leave(room.who("Mary"), at=at(0, 30, day=next_day), by=clerk)


# During which item somebody left


def test_a_departure_stands_under_the_item_it_was_recorded_in_until_its_time_is_corrected(room, clerk):
    minute_states.open_item(room.minute("Young Carers"), at=at(10, 30), by=clerk)
    left = attendance.leave(room.who("Mary"), at=at(10, 30), by=clerk)
    minute_states.open_item(room.minute("Fostering"), at=at(10, 30), by=clerk)
    minute_states.open_item(room.minute("Work Programme"), at=at(10, 30), by=clerk)
    attendance.arrive(room.who("Mary"), at=at(10, 30), by=clerk)

    def told() -> dict[str, list[str]]:
        return {row["heading"][:11]: row["movements"] for row in document.take(room.minutes, at=at(12))["entries"]}

    assert told() == {
        "Young Carer": ["Mary Member, MBE left at 10:30."],
        "Fostering": [],
        "Work Progra": ["Mary Member, MBE returned at 10:30."],
    }
    attendance.set_times(left, arrived_at=left.arrived_at, left_at=at(10, 25), by=clerk)
    assert not told()["Young Carer"]

"""An item's place in the year."""

import pytest

from committee.refusal import Refused
from meetings.procedure import calendar
from tests.workprogramme import world as worlds
from tests.workprogramme.world import AT, ON
from workprogramme.models import ItemState, Move
from workprogramme.procedure import scheduling

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(safeguarding, year, clerk, officer):
    return worlds.make(safeguarding, year, clerk, officer)


def test_an_item_is_moved_to_another_meeting_with_its_reason(world, clerk):
    scheduling.schedule(world.scheduled, world.meetings[1], reason="The report is late", on=ON, at=AT, by=clerk)
    move = Move.objects.filter(item=world.scheduled).last()
    assert (move.from_meeting, move.to_meeting, move.reason) == (*world.meetings[:2], "The report is late")
    assert move.to_state == ItemState.SCHEDULED


def test_moving_without_a_reason_is_refused_and_changes_nothing(world, clerk):
    with pytest.raises(Refused, match="why it is moved"):
        scheduling.schedule(world.scheduled, world.meetings[1], on=ON, at=AT, by=clerk)
    world.scheduled.refresh_from_db()
    assert world.scheduled.meeting == world.meetings[0]


def test_a_meeting_of_another_committee_is_refused(world, planning, clerk):
    other = calendar.schedule(planning, worlds.DAYS[0], by=clerk)
    with pytest.raises(Refused, match="another committee"):
        scheduling.schedule(world.tbc, other, on=ON, at=AT, by=clerk)


def test_a_withdrawn_item_keeps_its_reason_and_cannot_be_moved_any_more(world, clerk):
    scheduling.withdraw(world.scheduled, reason="Asked for by nobody any more", on=ON, at=AT, by=clerk)
    with pytest.raises(Refused, match="at its end"):
        scheduling.schedule(world.scheduled, world.meetings[1], reason="x", on=ON, at=AT, by=clerk)

"""What comes after an item that has been considered."""

import datetime as dt

import pytest

from committee.acts.refusal import Refused
from tests.workprogramme.world import AT, ON
from workprogramme.items import follow_ups, scheduling
from workprogramme.models import ItemState, Origin, Purpose
from workprogramme.programmes import rolling
from workprogramme.programmes import verbs as programmes

pytestmark = pytest.mark.django_db
AFTER = dt.date(2021, 7, 7)
A_YEAR_ON = dt.date(2022, 7, 6)


def follow(item, by, on=AFTER, **fields):
    return follow_ups.propose_follow_up(item, on=on, at=AT, by=by, **fields)


def test_a_follow_up_waits_to_be_scheduled_with_the_same_leads_and_says_what_it_follows(world, clerk, officer):
    made = follow(world.scheduled, clerk, details="Have the waiting lists gone down?")
    world.scheduled.refresh_from_db()
    assert (made.state, made.title, made.purpose) == (ItemState.TBC, "Young Carers", Purpose.FOLLOW_UP)
    assert (made.follow_up_of, made.origin, made.origin_meeting) == (world.scheduled, Origin.MINUTE, world.meetings[0])
    assert [str(lead) for lead in made.leads.all()] == [str(lead) for lead in world.scheduled.leads.all()]
    assert world.scheduled.state == ItemState.FOLLOW_UP


def test_what_has_not_been_considered_has_no_follow_up(world, clerk):
    for item in (world.scheduled, world.tbc):
        with pytest.raises(Refused, match="has not been considered"):
            follow(item, clerk, on=ON)


def test_a_look_back_goes_to_the_programme_of_its_year(world, safeguarding, next_year, clerk):
    later = programmes.open_programme(safeguarding, next_year, at=AT, by=clerk)
    assert follow(world.scheduled, clerk, wanted_on=A_YEAR_ON).programme == later


def test_a_look_back_to_a_year_without_a_programme_stays_here_and_comes_along(world, next_year, clerk):
    made = follow(world.scheduled, clerk, wanted_on=A_YEAR_ON)
    assert made.programme == world.programme
    new = rolling.roll_forward(world.programme, next_year, on=AFTER, at=AT, by=clerk)
    assert new.items.get(rolled_from=made).wanted_on == A_YEAR_ON


def test_a_closed_item_is_followed_up_after_all(world, clerk):
    scheduling.mark_considered(world.scheduled, on=AFTER, at=AT, by=clerk)
    scheduling.close(world.scheduled, on=AFTER, at=AT, by=clerk)
    follow(world.scheduled, clerk)
    world.scheduled.refresh_from_db()
    assert world.scheduled.state == ItemState.FOLLOW_UP


def test_a_standing_item_stands_while_something_of_it_is_followed_up(world, clerk):
    follow(world.standing, clerk, title="Serious violence duty")
    world.standing.refresh_from_db()
    assert world.standing.state == ItemState.STANDING

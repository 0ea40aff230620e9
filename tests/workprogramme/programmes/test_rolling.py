"""Into the next municipal year."""

import datetime as dt

import pytest

from committee.acts.refusal import Refused
from committee.models import MunicipalYear
from meetings.calendar import verbs as calendar
from tests.workprogramme.world import AT, ON
from workprogramme.items import follow_ups, on_agenda, scheduling
from workprogramme.items import verbs as items
from workprogramme.models import ItemState, Programme, ProgrammeItem
from workprogramme.programmes import rolling
from workprogramme.programmes import verbs as programmes

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("transactions: a programme rolls forward whole")]
ROLLED_ON = dt.date(2022, 4, 25)


def roll(programme, year, by):
    return rolling.roll_forward(programme, year, on=ROLLED_ON, at=AT, by=by)


def test_words_standing_items_and_what_is_to_be_scheduled_come_along_with_their_history(world, next_year, clerk):
    items.edit_item(world.tbc, brief="- What has changed?", by=clerk)
    new = roll(world.programme, next_year, clerk)
    assert (new.rolled_from, new.introduction, new.is_public) == (
        world.programme,
        "What the committee looks at.",
        False,
    )
    along = {item.rolled_from: item for item in new.items.all()}
    assert set(along) == {world.tbc, world.standing}
    assert along[world.tbc].brief_lines == ["What has changed?"]
    assert (along[world.tbc].state, along[world.standing].state) == (ItemState.TBC, ItemState.STANDING)
    world.tbc.refresh_from_db()
    assert (world.tbc.state, world.tbc.moves.last().on) == (ItemState.ROLLED, ROLLED_ON)


def test_nothing_comes_twice_when_it_is_pressed_again(world, next_year, clerk):
    new = roll(world.programme, next_year, clerk)
    count = ProgrammeItem.objects.count()
    assert roll(world.programme, next_year, clerk) == new
    assert (ProgrammeItem.objects.count(), Programme.objects.count()) == (count, 2)


def test_an_item_scheduled_for_a_meeting_of_the_new_year_comes_along_with_its_agenda_and_leads(
    world, safeguarding, next_year, clerk
):
    june = calendar.schedule(safeguarding, dt.date(2022, 6, 16), by=clerk)
    scheduling.schedule(world.scheduled, june, reason="More time", on=ON, at=AT, by=clerk)
    there = on_agenda.put_on_agenda(world.scheduled, on=ON, at=AT, by=clerk)
    new = roll(world.programme, next_year, clerk).items.get(rolled_from=world.scheduled)
    world.scheduled.refresh_from_db()
    assert (new.meeting, new.agenda_item, new.state) == (june, there, ItemState.ON_AGENDA)
    assert [str(lead) for lead in new.leads.all()] == [str(lead) for lead in world.scheduled.leads.all()]
    assert (world.scheduled.state, world.scheduled.agenda_item) == (ItemState.ROLLED, None)


def test_what_is_past_without_an_outcome_is_left_and_named(world, next_year):
    along = rolling.what_comes_along(world.programme, next_year)
    assert along.left == [world.scheduled]
    assert along.coming == [world.tbc, world.standing]


def test_an_unfinished_follow_up_comes_along_still_saying_what_it_follows(world, next_year, clerk):
    made = follow_ups.propose_follow_up(world.scheduled, on=ROLLED_ON, at=AT, by=clerk)
    assert rolling.what_comes_along(world.programme, next_year).follow_ups == [made]
    new = roll(world.programme, next_year, clerk)
    assert new.items.get(rolled_from=made).follow_up_of == world.scheduled
    world.scheduled.refresh_from_db()
    assert world.scheduled.state == ItemState.FOLLOW_UP


def test_a_programme_that_was_opened_for_a_suggestion_gets_the_words_it_lacks(world, safeguarding, next_year, clerk):
    opened = programmes.open_programme(safeguarding, next_year, outcome="New outcome", at=AT, by=clerk)
    new = roll(world.programme, next_year, clerk)
    assert (new, new.introduction, new.outcome) == (opened, "What the committee looks at.", "New outcome")


def test_a_programme_is_not_rolled_backwards_nor_into_two_years(world, year, next_year, clerk):
    with pytest.raises(Refused, match="is not after"):
        roll(world.programme, year, clerk)
    roll(world.programme, next_year, clerk)
    third = MunicipalYear.objects.create(is_draft=False, starts=dt.date(2023, 5, 18), ends=dt.date(2024, 5, 15))
    with pytest.raises(Refused, match="carried forward to 2022/23 already"):
        roll(world.programme, third, clerk)
    assert not Programme.objects.filter(year=third).exists()


def test_what_comes_along_is_found_with_as_many_queries_however_many_items(
    world, next_year, clerk, django_assert_num_queries
):
    for number in range(8):
        items.add_item(world.programme, title=f"Item {number}", on=ON, at=AT, by=clerk)
    with django_assert_num_queries(2):
        for item in rolling.what_comes_along(world.programme, next_year).coming:
            assert item.day is None and list(item.leads.all()) == []

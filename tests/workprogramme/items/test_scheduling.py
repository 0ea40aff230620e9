"""An item's place in the year."""

import datetime as dt

import pytest

from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from meetings.calendar import verbs as calendar
from tests.workprogramme import world as worlds
from tests.workprogramme.world import AT, ON
from workprogramme.items import on_agenda, scheduling
from workprogramme.items import verbs as items
from workprogramme.models import ItemState, Move, ProgrammeItem

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("triggers: moves only ever grow")]


def test_an_item_is_moved_to_another_meeting_with_its_reason(world, clerk):
    scheduling.schedule(world.scheduled, world.meetings[1], reason="The report is late", on=ON, at=AT, by=clerk)
    move = Move.objects.filter(item=world.scheduled).latest("pk")
    assert (move.from_meeting, move.to_meeting, move.reason) == (*world.meetings[:2], "The report is late")
    assert move.to_state == ItemState.SCHEDULED


def test_an_item_is_moved_with_a_reason_and_to_a_meeting_of_its_committee_in_this_year_or_the_next(
    world, safeguarding, planning, clerk
):
    june, far = (calendar.schedule(safeguarding, dt.date(year, 6, 16), by=clerk) for year in (2022, 2023))
    other = calendar.schedule(planning, worlds.DAYS[0], by=clerk)
    for item, meeting, reason, why in (
        (world.scheduled, world.meetings[1], "", "why it is moved"),
        (world.tbc, other, "", "another committee"),
        (world.tbc, far, "for cause", "nor in the year after"),
        (world.standing, world.meetings[0], "", "standing item does not have its own meeting"),
    ):
        with pytest.raises(Refused, match=why):
            scheduling.schedule(item, meeting, reason=reason, on=ON, at=AT, by=clerk)
    world.scheduled.refresh_from_db()
    assert world.scheduled.meeting == world.meetings[0]
    assert scheduling.schedule(world.tbc, june, on=ON, at=AT, by=clerk).meeting == june


def test_a_withdrawn_item_keeps_its_reason_and_cannot_be_moved_any_more(world, clerk):
    scheduling.withdraw(world.scheduled, reason="Asked for by no one any more", on=ON, at=AT, by=clerk)
    with pytest.raises(Refused, match="at its end"):
        scheduling.schedule(world.scheduled, world.meetings[1], reason="for cause", on=ON, at=AT, by=clerk)


def considered(item, by, on=dt.date(2021, 7, 7)):
    return scheduling.mark_considered(item, on=on, at=AT, by=by)


def test_an_item_that_waited_is_scheduled_without_a_reason_and_put_back_with_one(world, clerk):
    scheduling.schedule(world.tbc, world.meetings[2], on=ON, at=AT, by=clerk)
    with pytest.raises(Refused, match="why it is moved"):
        scheduling.put_back(world.tbc, reason="", on=ON, at=AT, by=clerk)
    now = scheduling.put_back(world.tbc, reason="Awaiting the report", on=ON, at=AT, by=clerk)
    assert (now.state, now.meeting) == (ItemState.TBC, None)


def test_moving_an_item_to_where_it_is_leaves_no_step(world, clerk):
    scheduling.schedule(world.scheduled, world.meetings[0], on=ON, at=AT, by=clerk)
    assert world.scheduled.moves.count() == 1


def test_a_cancelled_meeting_is_refused_and_an_item_leaves_it_even_from_its_agenda(world, clerk):
    on_agenda.put_on_agenda(world.scheduled, on=ON, at=AT, by=clerk)
    calendar.cancel(world.meetings[0], reason="Heavy Snow", at=AT, by=clerk)
    with pytest.raises(Refused, match="is cancelled"):
        scheduling.schedule(world.tbc, world.meetings[0], on=ON, at=AT, by=clerk)
    now = scheduling.schedule(world.scheduled, world.meetings[1], reason="Heavy Snow", on=ON, at=AT, by=clerk)
    assert (now.state, now.agenda_item) == (ItemState.SCHEDULED, None)


def test_an_item_is_considered_on_the_day_of_its_meeting_and_not_before(world, clerk):
    with pytest.raises(Refused, match="which is in the future"):
        considered(world.scheduled, clerk, on=ON)
    with pytest.raises(Refused, match="no meeting and no day"):
        considered(world.tbc, clerk)
    now = considered(world.scheduled, clerk)
    assert (now.state, now.moves.last().on) == (ItemState.CONSIDERED, worlds.DAYS[0])


def test_what_has_been_considered_is_closed_not_moved_withdrawn_or_merged(world, clerk):
    considered(world.scheduled, clerk)
    for act in (
        lambda: scheduling.schedule(world.scheduled, world.meetings[1], reason="for cause", on=ON, at=AT, by=clerk),
        lambda: scheduling.withdraw(world.scheduled, reason="for cause", on=ON, at=AT, by=clerk),
        lambda: scheduling.merge(world.scheduled, world.tbc, reason="for cause", on=ON, at=AT, by=clerk),
    ):
        with pytest.raises(Refused, match="has been considered"):
            act()
    assert scheduling.close(world.scheduled, on=ON, at=AT, by=clerk).state == ItemState.CLOSED


def test_what_has_not_been_considered_is_not_closed(world, clerk):
    with pytest.raises(Refused, match="Only what has been considered"):
        scheduling.close(world.tbc, on=ON, at=AT, by=clerk)


def test_an_item_is_merged_into_another_that_goes_on(world, clerk):
    now = scheduling.merge(world.tbc, world.scheduled, reason="Joint review", on=ON, at=AT, by=clerk)
    assert (now.state, now.merged_into, now.ended_reason) == (ItemState.MERGED, world.scheduled, "Joint review")
    with pytest.raises(Refused, match="has already ended"):
        scheduling.merge(world.scheduled, world.tbc, reason="for cause", on=ON, at=AT, by=clerk)
    with pytest.raises(Refused, match="into itself"):
        scheduling.merge(world.scheduled, world.scheduled, reason="for cause", on=ON, at=AT, by=clerk)


def test_a_suggestion_is_turned_down_or_merged_and_stays_private(world, clerk):
    first, second = (
        items.add_item(world.programme, title="Idea", state=ItemState.SUGGESTED, on=ON, at=AT, by=PORTAL) for _ in "ab"
    )
    with pytest.raises(Refused, match="decline it instead"):
        scheduling.withdraw(first, reason="for cause", on=ON, at=AT, by=clerk)
    scheduling.decline(first, reason="Not ours", on=ON, at=AT, by=clerk)
    merged = scheduling.merge(second, world.tbc, reason="The same", on=ON, at=AT, by=clerk)
    assert (merged.state, merged.state_words) == (ItemState.DECLINED, "Merged")
    assert not ProgrammeItem.objects.public().filter(title="Idea").exists()
    with pytest.raises(Refused, match="withdraw it instead"):
        scheduling.decline(world.tbc, reason="for cause", on=ON, at=AT, by=clerk)


def test_what_is_taken_up_does_not_vanish_into_a_suggestion(world, clerk):
    idea = items.add_item(world.programme, title="Idea", state=ItemState.SUGGESTED, on=ON, at=AT, by=PORTAL)
    with pytest.raises(Refused, match="Accept it first"):
        scheduling.merge(world.tbc, idea, reason="for cause", on=ON, at=AT, by=clerk)

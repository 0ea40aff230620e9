"""Two planners at once: nothing is made twice, and nobody waits for ever."""

import datetime as dt
from typing import Any

import pytest

from committee.acts.verbs import PORTAL
from meetings.calendar import verbs as calendar
from meetings.models import AgendaItem, ItemKind, Meeting, Paper
from tests.meetings.test_two_clerks import a_database_that_threads_share, refusals, together  # noqa: F401
from tests.staging import staged
from tests.workprogramme import world as worlds
from tests.workprogramme.world import AT, ON
from workprogramme.items import follow_ups, handed_down_notes, on_agenda, scheduling
from workprogramme.items import verbs as items
from workprogramme.models import Move, Note, Programme, ProgrammeItem
from workprogramme.programmes import briefings, rolling

pytestmark = pytest.mark.django_db(transaction=True)
WHEN: dict[str, Any] = {"on": ON, "at": AT}
LATER: dict[str, Any] = {"on": dt.date(2022, 4, 25), "at": AT}


@staged
def world(safeguarding, year, clerk, officer, scrutiny):
    return worlds.make(safeguarding, year, clerk, officer)


def again(item: ProgrammeItem) -> ProgrammeItem:
    """Return the item as another planner's page reads it."""
    return ProgrammeItem.objects.select_related("programme__committee", "programme__year").get(pk=item.pk)


def test_two_who_put_an_item_on_its_agenda_make_one_item_and_one_paper(world, clerk, scrutiny):
    ends = together(
        *(lambda by=by: on_agenda.put_on_agenda(again(world.scheduled), by=by, **WHEN) for by in (clerk, scrutiny))
    )
    (sentence,) = refusals(ends)
    assert "on an agenda already" in sentence
    assert AgendaItem.objects.filter(title="Young Carers").count() == 1
    assert Paper.objects.filter(title="Young Carers").count() == 1


def test_two_who_move_an_item_move_it_one_after_the_other(world, clerk, scrutiny):
    def move(to: Meeting, by):
        return scheduling.schedule(again(world.scheduled), to, reason="Too Late", by=by, **WHEN)

    ends = together(lambda: move(world.meetings[1], clerk), lambda: move(world.meetings[2], scrutiny))
    assert refusals(ends) == []
    first, second, third = Move.objects.filter(item=world.scheduled).order_by("pk")
    assert (second.from_meeting, third.from_meeting) == (first.to_meeting, second.to_meeting)
    assert again(world.scheduled).meeting == third.to_meeting


def test_an_item_is_moved_or_put_on_the_agenda_and_never_both(world, clerk, scrutiny):
    ends = together(
        lambda: on_agenda.put_on_agenda(again(world.scheduled), by=clerk, **WHEN),
        lambda: scheduling.schedule(again(world.scheduled), world.meetings[1], reason="Too Late", by=scrutiny, **WHEN),
    )
    refusals(ends)
    now = again(world.scheduled)
    assert now.agenda_item is None or now.agenda_item.meeting == now.meeting


def test_no_item_is_scheduled_for_a_meeting_that_is_being_cancelled(world, clerk, scrutiny):
    meeting = world.meetings[2]
    ends = together(
        lambda: scheduling.schedule(again(world.tbc), meeting, by=scrutiny, **WHEN),
        lambda: calendar.cancel(meeting, reason="Heavy Snow", at=AT, by=clerk),
    )
    for sentence in refusals(ends):
        assert "is cancelled" in sentence


def test_two_who_merge_crosswise_do_not_wait_for_each_other(world, year, safeguarding, planning, clerk, scrutiny):
    other = worlds.make(planning, year, clerk, clerk, worlds.DAYS)
    ends = together(
        lambda: scheduling.merge(again(world.tbc), again(other.tbc), reason="Now Joint", by=clerk, **WHEN),
        lambda: scheduling.merge(again(other.tbc), again(world.tbc), reason="Now Joint", by=scrutiny, **WHEN),
    )
    (sentence,) = refusals(ends)
    assert "has already ended" in sentence


def test_two_who_roll_a_programme_forward_carry_each_item_once(world, next_year, clerk, scrutiny):
    ends = together(
        *(
            lambda by=by: rolling.roll_forward(
                Programme.objects.select_related("committee", "year").get(pk=world.programme.pk),
                next_year, by=by, **LATER,
            )
            for by in (clerk, scrutiny)
        )
    )  # fmt: skip
    assert refusals(ends) == [] and ends[0] == ends[1]
    assert Programme.objects.get(year=next_year).items.count() == 2


def test_an_item_added_while_its_programme_is_rolled_comes_along_now_or_next_time(world, next_year, clerk, scrutiny):
    roll = lambda: rolling.roll_forward(world.programme, next_year, by=clerk, **LATER)  # noqa: E731
    ends = together(roll, lambda: items.add_item(world.programme, title="Late idea", by=scrutiny, **WHEN))
    assert refusals(ends) == []
    roll()
    assert ProgrammeItem.objects.filter(title="Late idea", rolled_from__isnull=False).count() == 1


def test_two_follow_ups_are_two_items_and_one_step(world, clerk, scrutiny):
    ends = together(
        *(
            lambda by=by: follow_ups.propose_follow_up(again(world.scheduled), title="A year on", by=by, **LATER)
            for by in (clerk, scrutiny)
        )
    )
    assert refusals(ends) == []
    assert [move.to_state for move in world.scheduled.moves.order_by("pk")] == ["scheduled", "considered", "follow_up"]


def test_two_briefings_recorded_at_once_are_both_bullets(world, clerk, scrutiny):
    ends = together(
        *(
            lambda by=by, body=body: briefings.record_briefing(
                world.programme, held_on=dt.date(2022, 2, 21), body=body, reports_to=world.meetings[3], at=AT, by=by
            )
            for by, body in ((clerk, "SSCSG"), (scrutiny, "Improvement Board"))
        )
    )
    assert refusals(ends) == []
    lines = world.meetings[3].items.get(kind=ItemKind.WORK_PROGRAMME).bullet_lines
    assert sorted(lines) == ["21 February Improvement Board briefing", "21 February SSCSG briefing"]


def test_a_note_handed_down_twice_at_once_is_one(world, safeguarding):
    hand_down = lambda: handed_down_notes.note(safeguarding, key="k", text="Overdue", since=ON, by=PORTAL)  # noqa: E731
    assert refusals(together(hand_down, hand_down)) == []
    assert Note.objects.count() == 1

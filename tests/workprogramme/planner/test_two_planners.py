"""Two planners at once: nothing is made twice, and nobody waits for ever."""

import datetime as dt
from typing import Any

import pytest

from meetings.models import AgendaItem, Paper
from tests.meetings.test_two_clerks import a_database_that_threads_share, refusals, together  # noqa: F401
from tests.staging import staged
from tests.workprogramme import world as worlds
from tests.workprogramme.world import AT, ON
from workprogramme.items import on_agenda, scheduling
from workprogramme.models import Programme, ProgrammeItem
from workprogramme.programmes import rolling

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

"""An item of the programme that was ended by mistake, and a suggestion turned down by mistake, are restored."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from meetings.calendar import verbs as calendar
from tests.answers import client_of
from tests.meetings.agendas.test_public_pages import words as text_of
from tests.workprogramme import suggested
from tests.workprogramme.items.test_item_acts import address, now
from tests.workprogramme.world import AT, ON
from workprogramme.history.story import story
from workprogramme.items import scheduling
from workprogramme.models import ItemState
from workprogramme.suggestions import verbs as suggestions

pytestmark = pytest.mark.django_db
WHEN = {"on": ON, "at": AT}
TOLD = {"reason": "It was another one.", **WHEN}


def withdrawn(item, by):
    return scheduling.withdraw(item, reason="Not this year", **WHEN, by=by)


@pytest.mark.parametrize("how", ["withdrawn", "merged"])
@pytest.mark.parametrize("which", ["scheduled", "tbc", "standing"])
def test_an_item_ended_by_mistake_stands_where_it_stood(world, clerk, which, how):
    item = getattr(world, which)
    if how == "merged":
        into = world.scheduled if which == "tbc" else world.tbc
        scheduling.merge(item, into, reason="One review of both", **WHEN, by=clerk)
    else:
        withdrawn(item, clerk)
    meeting = item.meeting
    scheduling.restore(item, **TOLD, by=clerk)
    kept = now(item)
    assert (kept.state, kept.meeting, kept.ended_reason, kept.merged_into) == (which, meeting, "", None)


def test_it_is_restored_from_its_page_and_its_story_says_both(world, scrutiny, clerk):
    withdrawn(world.scheduled, clerk)
    desk = client_of(scrutiny)
    with time_machine.travel(AT):
        said = {"reason": "It was another one."}
        assert desk.post(address(world.scheduled, "restore"), said).url == address(world.scheduled)
        again = desk.post(address(world.scheduled, "restore"), said)
        page = text_of(Client().get(f"/work-programme/safeguarding/2021-22/items/{world.scheduled.pk}/"))
    assert again.status_code == 422 and "It has not ended" in text_of(again)
    assert "Not this year" in page and "It was another one." in page
    steps = [step.word for step in story(now(world.scheduled), public=True)]
    assert steps[-2:] == ["Withdrawn", "Restored"]


def test_where_its_meeting_has_gone_it_is_to_be_scheduled(world, clerk):
    withdrawn(world.scheduled, clerk)
    calendar.cancel(world.scheduled.meeting, reason="No one can come.", at=AT, by=clerk)
    scheduling.restore(world.scheduled, **TOLD, by=clerk)
    assert (now(world.scheduled).state, now(world.scheduled).meeting) == (ItemState.TBC, None)


def test_what_was_closed_by_mistake_is_considered_again(world, clerk):
    after = {"on": dt.date(2021, 7, 7), "at": AT + dt.timedelta(days=36)}
    item = scheduling.mark_considered(world.scheduled, **after, by=clerk)
    scheduling.close(item, reason="All is well", **after, by=clerk)
    scheduling.restore(item, reason="More is to come.", **after, by=clerk)
    kept = now(item)
    assert (kept.state, kept.meeting, kept.ended_reason) == (ItemState.CONSIDERED, world.meetings[0], "")


@pytest.mark.parametrize("how", ["turn_down", "merge"])
def test_a_suggestion_turned_down_by_mistake_waits_again_and_its_reason_stays_private(world, clerk, scrutiny, how):
    item = suggested.make(world.programme.committee)
    if how == "turn_down":
        scheduling.decline(item, reason="The district has it.", **WHEN, by=clerk)
    else:
        scheduling.merge(item, world.tbc, reason="The district has it.", **WHEN, by=clerk)
    base = f"/desk/work-programme/safeguarding/suggestions/{item.pk}/"
    desk = client_of(scrutiny)
    with time_machine.travel(AT):
        assert f"{base}restore/" in desk.get(base).content.decode()
        assert desk.post(f"{base}restore/", {"reason": "It was another one."}).status_code == 302
    assert now(item).state == ItemState.SUGGESTED
    taken = suggestions.take_up(now(item), title="Birds", details="Where they nest.", **WHEN, by=clerk)
    page = text_of(Client().get(f"/work-programme/safeguarding/2021-22/items/{taken.pk}/"))
    assert "Birds" in page
    assert "The district has it." not in page and "It was another one." not in page and "Declined" not in page

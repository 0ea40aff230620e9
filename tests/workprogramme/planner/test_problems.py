"""What a planner is asked to look at (R48, R42), and the notes that an upper storey hands down."""

import datetime as dt
from typing import Any

import pytest

from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from meetings.calendar import verbs as calendar
from meetings.models import AgendaItem, Minute, Minutes
from tests.workprogramme import world as worlds
from tests.workprogramme.world import AT, ON
from workprogramme.items import handed_down_notes, scheduling
from workprogramme.items import verbs as items
from workprogramme.items.verbs import LeadDraft
from workprogramme.models import Note, Origin, ProgrammeItem, Table
from workprogramme.planner.plan import plan
from workprogramme.programmes import duties
from workprogramme.programmes import verbs as programmes
from workprogramme.suggestions import verbs as suggestions

WHEN = {"on": ON, "at": AT}


def kinds(world, on):
    """Kind and what it is about, of everything there is to look at."""
    return {(one.kind, str(one.item or one.duty or one.meeting.date)) for one in plan(world.programme, on).problems}


def test_an_item_without_an_officer_is_one_and_a_standing_item_is_not(world):
    found = {about for kind, about in kinds(world, ON) if kind == "no_officer"}
    assert found == {"Neglect"}


def test_an_item_whose_meeting_has_passed_without_outcome_is_one_from_the_day_after(world):
    assert ("no_outcome", "Young Carers") not in kinds(world, worlds.DAYS[0])
    assert ("no_outcome", "Young Carers") in kinds(world, worlds.DAYS[0] + dt.timedelta(days=1))
    ids = {one.item.pk for one in plan(world.programme, worlds.DAYS[1]).problems if one.kind == "no_outcome"}
    assert ids == set(ProgrammeItem.objects.without_outcome(worlds.DAYS[1]).values_list("pk", flat=True))


def test_an_item_of_a_cancelled_meeting_is_to_be_moved_and_asked_for_no_outcome(world, clerk):
    calendar.cancel(world.meetings[0], reason="Heavy Snow", at=AT, by=clerk)
    found = kinds(world, worlds.DAYS[1])
    assert ("cancelled", "Young Carers") in found
    assert ("no_outcome", "Young Carers") not in found


def test_a_formal_meeting_to_come_without_items_is_a_gap_and_an_informal_session_is_none(world, clerk, safeguarding):
    calendar.schedule(safeguarding, dt.date(2022, 2, 28), by=clerk, informal=True)
    found = {about for kind, about in kinds(world, ON) if kind == "gap"}
    assert found == {str(day) for day in worlds.DAYS[1:]}


def test_a_meeting_with_more_than_it_takes_is_too_full(world, clerk):
    programmes.edit_programme(world.programme, load_limit=1, by=clerk)
    world.programme.refresh_from_db()
    assert not {kind for kind, _ in kinds(world, ON)} & {"too_full"}
    scheduling.schedule(world.tbc, world.meetings[0], **WHEN, by=clerk)
    assert ("too_full", str(worlds.DAYS[0])) in kinds(world, ON)


def test_a_look_back_is_due_two_months_before_it_is_wanted(world, clerk):
    items.edit_item(world.tbc, wanted_on=dt.date(2022, 3, 1), by=clerk)
    assert ("look_back", "Neglect") not in kinds(world, dt.date(2021, 12, 30))
    assert ("look_back", "Neglect") in kinds(world, dt.date(2021, 12, 31))


def test_a_duty_counts_formal_meetings_alone(world, clerk, safeguarding, officer):
    duty = duties.record_duty(safeguarding, kind="crime_and_disorder", title="Crime and disorder", by=clerk)
    assert ("duty", "Crime and disorder") in kinds(world, ON)
    informal = calendar.schedule(safeguarding, dt.date(2021, 11, 1), by=clerk, informal=True)
    leads = [LeadDraft("lead_officer", officer.person)]
    item = items.add_item(
        world.programme, title="Crime", meeting=informal, leads=leads, duty=duty, **WHEN, by=clerk
    )  # fmt: skip
    assert ("duty", "Crime and disorder") in kinds(world, ON)
    scheduling.schedule(item, world.meetings[1], reason="It must be formal", **WHEN, by=clerk)
    assert ("duty", "Crime and disorder") in kinds(world, ON), "planned, but never done as far as anyone knows"
    scheduling.mark_considered(item, on=worlds.DAYS[1], at=AT, by=clerk)
    assert ("duty", "Crime and disorder") in kinds(world, dt.date(2022, 7, 14)), "noted, and minuted by nobody (R42)"
    listed = AgendaItem.objects.create(meeting=world.meetings[1], number=1, position=1, title="Crime")
    ProgrammeItem.objects.filter(pk=item.pk).update(agenda_item=listed)
    minutes = Minutes.objects.create(meeting=world.meetings[1], quorum=3, opened_at=AT, opened_by=clerk)
    minute = Minute.objects.create(minutes=minutes, item=listed, position=1, heading="Crime")
    assert ("duty", "Crime and disorder") in kinds(world, dt.date(2022, 7, 14))
    Minute.objects.filter(pk=minute.pk).update(taken=True)
    assert ("duty", "Crime and disorder") not in kinds(world, dt.date(2022, 7, 14))
    assert ("duty", "Crime and disorder") in kinds(world, dt.date(2022, 7, 15))


def test_what_was_withdrawn_or_is_only_suggested_is_no_problem(world, clerk, safeguarding):
    scheduling.withdraw(world.tbc, reason="No one asks for it", **WHEN, by=clerk)
    suggestions.suggest(safeguarding, title="Speeding", details="", origin=Origin.RESIDENT, **WHEN)
    found = plan(world.programme, ON)
    assert not {one.item.title for one in found.problems if one.item} & {"Neglect", "Speeding"}
    assert [item.title for item in found.suggestions] == ["Speeding"]
    assert not found.tbc


def test_an_inquiry_day_stands_beside_the_meetings_and_owes_its_outcome(world, clerk):
    day = dt.date(2021, 12, 14)
    items.add_item(world.programme, title="Inquiry", table=Table.WORKING, held_on=day, **WHEN, by=clerk)
    assert [card.item.title for card in plan(world.programme, ON).days] == ["Inquiry"]
    assert ("no_outcome", "Inquiry") in kinds(world, day + dt.timedelta(days=1))


SINCE = dt.date(2022, 4, 1)


def hand_down(committee, text="The executive response is overdue", **changes):
    fields: dict[str, Any] = {
        "key": "review:1:response",
        "rule": "R39",
        "url": "/reviews/one/",
        "since": SINCE,
        "by": PORTAL,
    } | changes
    return handed_down_notes.note(committee, text=text, **fields)


def test_a_note_is_said_once_by_its_key_cleared_on_its_day_and_may_be_handed_down_again(safeguarding):
    hand_down(safeguarding)
    hand_down(safeguarding, "Two executive responses are overdue")
    assert [note.text for note in Note.objects.all()] == ["Two executive responses are overdue"]
    with pytest.raises(Refused, match="before the day since which"):
        handed_down_notes.clear("review:1:response", on=dt.date(2022, 3, 31), by=PORTAL)
    cleared = handed_down_notes.clear("review:1:response", on=dt.date(2022, 5, 1), by=PORTAL)
    assert cleared is not None and cleared.cleared_on == dt.date(2022, 5, 1)
    assert hand_down(safeguarding).cleared_on is None


@pytest.mark.parametrize("url", ["https://elsewhere.example/", "//elsewhere.example/", "reviews/one/"])
def test_a_note_leads_nowhere_but_into_the_portal(safeguarding, url):
    with pytest.raises(ValueError, match="path of the portal"):
        hand_down(safeguarding, url=url)

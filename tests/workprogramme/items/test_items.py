"""Items as they are added and changed."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from committee.acts.refusal import Refused
from committee.models import AuditEntry
from tests.staging import staged
from tests.workprogramme.world import AT, ON
from workprogramme.history.story import story
from workprogramme.items import on_agenda, scheduling
from workprogramme.items import verbs as items
from workprogramme.items.verbs import LeadDraft
from workprogramme.models import Duty, ItemState, LeadRole, Move, ProgrammeItem, Table

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.both_databases("constraints: an item and its place")
INQUIRY, LATER = dt.date(2022, 1, 14), dt.date(2022, 2, 4)


@staged
def inquiry(world, clerk):
    """Add an inquiry day on 14 January 2022."""
    return items.add_item(
        world.programme, title="Harassment", table=Table.WORKING, held_on=INQUIRY, on=ON, at=AT, by=clerk
    )


def edit(item, by, **changes):
    return items.edit_item(item, on=ON, at=AT, by=by, **changes)


def test_only_words_that_change_are_recorded(world, clerk):
    items.edit_item(world.scheduled, title=" Young   Carers ", details="Why?", by=clerk)
    entry = AuditEntry.objects.of(world.scheduled).latest("at")
    assert (entry.did, entry.facts) == ("changed", {"details": "Why?"})


def test_the_date_of_an_item_by_meeting_is_a_meeting_and_no_other_day(world, clerk):
    with pytest.raises(Refused, match="Choose a meeting"):
        items.add_item(world.programme, title="x", held_on=INQUIRY, on=ON, at=AT, by=clerk)
    with pytest.raises(Refused, match="Choose a meeting"):
        edit(world.tbc, clerk, held_on=INQUIRY)


@BOTH
def test_the_database_itself_refuses_a_date_that_is_no_meeting(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeItem.objects.filter(pk=world.tbc.pk).update(held_on=INQUIRY, state=ItemState.SCHEDULED)


def test_an_inquiry_day_is_moved_with_its_reason_and_told_so(inquiry, clerk):
    edit(inquiry, clerk, held_on=LATER, reason="Witnesses are ill")
    move = inquiry.moves.last()
    assert (move.from_day, move.to_day, move.reason) == (INQUIRY, LATER, "Witnesses are ill")
    assert [(one.word, one.text) for one in story(inquiry, public=False)] == [
        ("Scheduled", "for 14 January 2022"),
        ("Moved", "from 14 January 2022 to 4 February 2022: Witnesses are ill"),
    ]


def test_an_inquiry_day_without_its_day_is_to_be_scheduled_and_may_be_given_a_meeting(inquiry, world, clerk):
    assert edit(inquiry, clerk, held_on=None).state == ItemState.TBC
    edit(inquiry, clerk, held_on=LATER)
    now = scheduling.schedule(inquiry, world.meetings[3], reason="At the meeting", on=ON, at=AT, by=clerk)
    assert (now.held_on, now.day) == (None, world.meetings[3].date)
    assert Move.objects.filter(item=inquiry).latest("pk").from_day == LATER
    with pytest.raises(Refused, match="has a meeting already"):
        edit(inquiry, clerk, held_on=LATER)


def test_an_item_becomes_a_standing_item_once_it_has_left_its_meeting(world, clerk):
    with pytest.raises(Refused, match="return it to be scheduled"):
        edit(world.scheduled, clerk, table=Table.STANDING)
    scheduling.put_back(world.scheduled, reason="At every meeting", on=ON, at=AT, by=clerk)
    now = edit(world.scheduled, clerk, table=Table.STANDING)
    assert (now.state, now.meeting) == (ItemState.STANDING, None)
    assert edit(now, clerk, table=Table.MEETINGS).state == ItemState.TBC


def test_what_is_on_an_agenda_becomes_no_standing_item(world, clerk):
    on_agenda.put_on_agenda(world.scheduled, on=ON, at=AT, by=clerk)
    with pytest.raises(Refused, match="on the agenda: it can be no standing item"):
        edit(world.scheduled, clerk, table=Table.STANDING)


def test_a_standing_item_is_not_added_to_a_meeting(world, clerk):
    with pytest.raises(Refused, match="does not have its own meeting"):
        items.add_item(
            world.programme, title="x", table=Table.STANDING, meeting=world.meetings[0], on=ON, at=AT, by=clerk
        )


def test_a_duty_of_another_committee_is_refused(world, planning, clerk):
    duty = Duty.objects.create(committee=planning, title="Flood risk")
    with pytest.raises(Refused, match="duty of another committee"):
        edit(world.tbc, clerk, duty=duty)


def test_a_lead_without_a_name_is_refused_and_the_leads_stay(world, clerk):
    with pytest.raises(Refused):
        items.set_leads(world.scheduled, [LeadDraft(LeadRole.OFFICER, name=" ")], by=clerk)
    assert world.scheduled.leads.count() == 2


def test_an_item_that_somebody_has_removed_is_said_so(world, clerk):
    gone = ProgrammeItem(pk=999_999, programme=world.programme)
    with pytest.raises(Refused, match="Someone has removed"):
        items.edit_item(gone, title="x", by=clerk)

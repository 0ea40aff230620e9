"""Items: added, changed and acted on, by verbs and from the desk's pages."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.models import AuditEntry
from meetings.agendas import verbs as agenda
from meetings.models import AgendaItem, Paper
from tests.staging import staged
from tests.workprogramme import world as worlds
from tests.workprogramme.world import AT, ON
from workprogramme.history.story import story
from workprogramme.items import on_agenda, scheduling
from workprogramme.items import verbs as items
from workprogramme.items.verbs import LeadDraft
from workprogramme.models import Duty, ItemState, LeadRole, Move, Origin, ProgrammeItem, Table

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


LEADS = {"leads-TOTAL_FORMS": "4", "leads-INITIAL_FORMS": "2"}


def address(item: ProgrammeItem, act: str = "") -> str:
    """Return the address of an item's page."""
    name = f"desk:programme-item-{act}" if act else "desk:programme-item"
    return reverse(name, args=["safeguarding", "2021-22", item.pk])


NEW = "/desk/work-programme/safeguarding/2021-22/items/new/"


def words(**fields: str) -> dict[str, str]:
    """Return the data of a filled-in form of an item."""
    usual = {"title": "Missing children", "purpose": "update", "table": "meetings"}
    return usual | LEADS | fields


def test_an_item_of_another_programme_or_of_none_is_not_found(world, by_scrutiny):
    assert by_scrutiny.get(address(world.scheduled)).status_code == 200
    for path in (
        address(world.scheduled).replace("2021-22", "2022-23"),
        address(world.scheduled).replace("safeguarding", "planning"),
        address(world.scheduled).replace("2021-22", "2021-99"),
        "/desk/work-programme/safeguarding/2021-22/items/99999/",
    ):
        assert by_scrutiny.get(path).status_code == 404


def test_an_item_is_added_with_its_leads_and_its_meeting(world, officer, by_scrutiny):
    answer = by_scrutiny.post(
        NEW,
        words(
            **{
                "meeting": str(world.meetings[3].pk), "brief": "- Numbers\n- Costs", "origin": "member",
                "leads-0-role": "cabinet_member", "leads-0-name": "Cara Cabinet",
                "leads-1-role": "lead_officer", "leads-1-person": str(officer.person_id),
            }
        ),
    )  # fmt: skip
    made = ProgrammeItem.objects.get(title="Missing children")
    assert answer.url == address(made)
    assert (made.state, made.meeting) == (ItemState.SCHEDULED, world.meetings[3])
    assert [str(lead) for lead in made.leads.all()] == ["Cabinet Member: Cara Cabinet", "Lead Officer: Olive Officer"]
    assert made.brief_lines == ["Numbers", "Costs"]


def test_what_is_refused_keeps_what_was_typed(world, officer, by_scrutiny):
    both = {"leads-0-role": "lead_officer", "leads-0-person": str(officer.person_id), "leads-0-name": "Olive"}
    answer = by_scrutiny.post(NEW, words(title="", details="Typed at length", **both))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Typed at length" in page
    assert "Who leads it, row 1: Choose a person from the register or enter a name, not both." in page
    assert not ProgrammeItem.objects.filter(details="Typed at length").exists()


def rows_of(answer) -> list[str]:
    """Who stands in the rows of leads of a page, "" for an empty one."""
    return [str(row["person"].value() or row["name"].value() or "") for row in answer.context["form"].leads.forms]


def test_another_row_is_had_without_scripts_and_nothing_typed_is_lost_or_complained_about(world, by_scrutiny):
    typed = words(
        title="", details="Half a thought", held_on="soon", origin_meeting=str(world.meetings[0].pk), more_leads="1",
        **{f"leads-{number}-name": f"Name {number}" for number in range(4)}, began_from="0123",
    )  # fmt: skip
    for path in (NEW, address(world.tbc, "edit")):
        answer = by_scrutiny.post(path, typed)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert rows_of(answer) == ["Name 0", "Name 1", "Name 2", "Name 3", ""]
        assert "Half a thought" in page and 'value="soon"' in page and "There is a problem" not in page
        assert f'<option value="{world.meetings[0].pk}" selected>' in page
    assert 'value="0123"' in page  # it still began where it began
    full = typed | {"leads-TOTAL_FORMS": "12"}
    assert len(rows_of(by_scrutiny.post(NEW, full))) == 12
    assert "Add another row" not in by_scrutiny.post(NEW, full).content.decode()


def test_a_lead_whom_somebody_else_has_put_in_the_same_row_meanwhile_is_kept(world, clerk, by_scrutiny):
    items.set_leads(world.tbc, [LeadDraft(LeadRole.OFFICER, name="Otto Other")], by=clerk)
    sent = {"leads-INITIAL_FORMS": "0", "leads-0-role": "officer", "leads-0-name": "Otto Other"}
    by_scrutiny.post(address(world.tbc, "edit"), words(title="Neglect", **{**LEADS, **sent}))
    assert [str(lead) for lead in world.tbc.leads.all()] == ["Officer: Otto Other"]


def now(item: ProgrammeItem) -> ProgrammeItem:
    """Return the item as it is now."""
    return ProgrammeItem.objects.get(pk=item.pk)


def put(client, world, **fields: str):
    """Put the scheduled item on its agenda, from the page."""
    usual = {"paper_title": "Young Carers report", "papers_due_on": "2021-06-25", "brief": "Numbers\nWaiting times"}
    return client.post(address(world.scheduled, "agenda"), usual | fields)


def test_an_item_goes_on_its_agenda_with_owner_deadline_and_brief(world, officer, by_scrutiny):
    page = by_scrutiny.get(address(world.scheduled, "agenda")).content.decode()
    assert f'<option value="{officer.person_id}" selected>Officer, Olive' in page
    answer = put(by_scrutiny, world, owner=str(officer.person_id), lead_line="Report of the Director")
    assert answer.url == address(world.scheduled)
    made, paper = AgendaItem.objects.get(title="Young Carers"), Paper.objects.get()
    assert (made.meeting, made.lead_line, made.owner) == (world.meetings[0], "Report of the Director", officer.person)
    assert (paper.title, paper.due_on, paper.owner) == ("Young Carers report", dt.date(2021, 6, 25), officer.person)
    assert now(world.scheduled).brief_lines == ["Numbers", "Waiting times"]
    assert now(world.scheduled).state == ItemState.ON_AGENDA


def test_a_paper_is_not_due_on_the_day_of_the_meeting(world, by_scrutiny):
    answer = put(by_scrutiny, world, papers_due_on="2021-07-06")
    assert answer.status_code == 422
    assert "Papers are due before the meeting" in answer.content.decode()


def test_what_stands_on_the_agenda_already_is_tied_to_its_item(world, clerk, by_scrutiny):
    there = agenda.add_item(world.meetings[0], title="Young carers in Borsetshire", by=clerk)
    agenda.add_item(world.meetings[1], title="Of another meeting", by=clerk)
    page = by_scrutiny.get(address(world.scheduled, "already-on-agenda")).content.decode()
    assert "Young carers in Borsetshire" in page
    assert "Of another meeting" not in page
    by_scrutiny.post(address(world.scheduled, "already-on-agenda"), {"agenda_item": str(there.pk)})
    assert now(world.scheduled).agenda_item == there
    assert not Paper.objects.exists()


def test_what_was_considered_is_followed_up_a_year_on_and_closed(world, scrutiny, by_scrutiny):
    scheduling.mark_considered(
        world.scheduled, on=dt.date(2021, 7, 7), at=worlds.AT + dt.timedelta(days=40), by=scrutiny
    )
    page = by_scrutiny.get(address(world.scheduled, "follow-up") + "?look_back=1").content.decode()
    assert 'value="2022-07-06"' in page
    filled = {"title": "Young Carers: a year on", "wanted_on": "2022-07-06", "details": "Are waiting times shorter?"}
    by_scrutiny.post(address(world.scheduled, "follow-up"), filled)
    made = ProgrammeItem.objects.get(follow_up_of=world.scheduled)
    assert (made.title, made.wanted_on, made.state) == ("Young Carers: a year on", dt.date(2022, 7, 6), ItemState.TBC)
    assert made.origin == Origin.MEETING
    by_scrutiny.post(address(world.scheduled, "close"), {"reason": ""})
    assert now(world.scheduled).state == ItemState.CLOSED


def test_a_brief_written_meanwhile_is_not_overwritten_unseen_by_the_agenda_s_form(world, clerk, by_scrutiny):
    began = by_scrutiny.get(address(world.scheduled, "agenda")).context["form"]["began_from"].value()
    items.edit_item(now(world.scheduled), brief="Costs", by=clerk)
    answer = put(by_scrutiny, world, began_from=began)
    assert answer.status_code == 422
    assert "Carol Clerk has changed this" in answer.content.decode() and "Costs" in answer.content.decode()
    assert (now(world.scheduled).brief, now(world.scheduled).state) == ("Costs", ItemState.SCHEDULED)
    again = answer.context["form"]["began_from"].value()
    assert put(by_scrutiny, world, began_from=again).status_code == 302
    assert now(world.scheduled).brief_lines == ["Numbers", "Waiting times"]

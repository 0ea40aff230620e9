"""The acts on an item of the programme, each from its page."""

import datetime as dt

from meetings.agendas import verbs as agenda
from meetings.models import AgendaItem, Paper
from tests.workprogramme import world as worlds
from tests.workprogramme.items.test_item_pages import address
from workprogramme.items import scheduling
from workprogramme.items import verbs as items
from workprogramme.models import ItemState, Origin, ProgrammeItem


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

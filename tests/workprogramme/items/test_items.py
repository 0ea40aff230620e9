"""Items: added, changed and acted on; onto an agenda and off it; what was ended by mistake is restored."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.models import AuditEntry
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import AgendaItem, Paper
from meetings.papers import verbs as papers
from tests.answers import client_of
from tests.answers import words as text_of
from tests.meetings.packs.making import pdf_of
from tests.staging import staged
from tests.workprogramme import suggested
from tests.workprogramme import world as worlds
from tests.workprogramme.world import AT, ON
from workprogramme.history.story import story
from workprogramme.items import on_agenda, scheduling
from workprogramme.items import verbs as items
from workprogramme.items.verbs import LeadDraft
from workprogramme.models import Duty, ItemState, LeadRole, Move, Origin, ProgrammeItem, Table
from workprogramme.suggestions import verbs as suggestions

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


DUE = dt.date(2021, 6, 22)


def put_on(item, by, **fields):
    return on_agenda.put_on_agenda(item, on=ON, at=AT, by=by, **fields)


def off(item, by, reason="The report is late"):
    return on_agenda.take_off_agenda(item, reason=reason, on=ON, at=AT, by=by)


def test_nothing_goes_on_an_agenda_without_a_meeting_that_is_held(world, clerk):
    calendar.cancel(world.meetings[0], reason="Heavy Snow", at=AT, by=clerk)
    for item, why in (
        (world.tbc, "no meeting yet"),
        (world.standing, "standing item"),
        (world.scheduled, "is cancelled"),
    ):
        with pytest.raises(Refused, match=why):
            put_on(item, clerk)


def test_on_an_agenda_an_item_is_neither_moved_nor_withdrawn_and_off_it_goes_with_its_expected_paper(world, clerk):
    put_on(world.scheduled, clerk)
    with pytest.raises(Refused, match="remove it from that agenda first"):
        scheduling.schedule(world.scheduled, world.meetings[1], reason="Too Late", on=ON, at=AT, by=clerk)
    with pytest.raises(Refused, match="remove it from that agenda first"):
        scheduling.withdraw(world.scheduled, reason="Too Late", on=ON, at=AT, by=clerk)
    now = off(world.scheduled, clerk)
    assert (now.state, now.agenda_item, now.meeting) == (ItemState.SCHEDULED, None, world.meetings[0])
    assert not AgendaItem.objects.filter(title="Young Carers").exists() and not Paper.objects.exists()
    assert now.moves.last().reason == "The report is late"
    put_on(world.scheduled, clerk)


def test_an_item_removed_on_the_agenda_itself_is_merely_scheduled_and_can_be_moved_and_put_again(world, clerk):
    agenda.remove_item(put_on(world.scheduled, clerk), by=clerk)
    world.scheduled.refresh_from_db()
    assert (world.scheduled.is_on_agenda, world.scheduled.state_words) == (False, "Scheduled")
    scheduling.schedule(world.scheduled, world.meetings[1], reason="Too Late", on=ON, at=AT, by=clerk)
    world.scheduled.refresh_from_db()
    assert put_on(world.scheduled, clerk).meeting == world.meetings[1]


def test_an_item_is_tied_to_no_other_meetings_agenda_and_to_no_other_items_place(world, clerk):
    elsewhere = agenda.add_item(world.meetings[1], title="Young Carers", by=clerk)
    other = items.add_item(world.programme, title="Other", meeting=world.meetings[0], on=ON, at=AT, by=clerk)
    for there, why in (
        (elsewhere, "not on the agenda of the meeting"),
        (put_on(world.scheduled, clerk), "programme item"),
    ):
        with pytest.raises(Refused, match=why):
            on_agenda.tie_to_agenda(other, there, on=ON, at=AT, by=clerk)


def test_a_new_title_and_deadline_are_said_once_and_the_agenda_follows(world, clerk):
    made = put_on(world.scheduled, clerk, papers_due_on=DUE)
    items.edit_item(world.scheduled, title="Carers under 18", papers_due_on=dt.date(2021, 6, 25), by=clerk)
    made.refresh_from_db()
    paper = Paper.objects.get(item=made)
    assert (made.title, paper.title, paper.due_on) == ("Carers under 18", "Carers under 18", dt.date(2021, 6, 25))


def test_what_the_agenda_names_differently_keeps_its_own_words(world, clerk):
    made = put_on(world.scheduled, clerk, papers_due_on=DUE, paper_title="Report on carers")
    agenda.edit_item(made, title="Support for carers", by=clerk)
    items.edit_item(world.scheduled, title="Carers under 18", by=clerk)
    made.refresh_from_db()
    assert (made.title, Paper.objects.get(item=made).title) == ("Support for carers", "Report on carers")


def test_what_is_published_keeps_its_title(world, clerk, monkeypatch):
    made = put_on(world.scheduled, clerk)
    for module in (agenda, on_agenda):
        monkeypatch.setattr(module, "published_items", lambda meeting: {made.pk})
    items.edit_item(world.scheduled, title="Carers under 18", by=clerk)
    made.refresh_from_db()
    assert made.title == "Young Carers"
    with pytest.raises(Refused, match="Withdraw it there first"):
        off(world.scheduled, clerk)


def test_an_item_whose_paper_is_in_stays_on_the_agenda_until_that_is_looked_at(world, clerk):
    paper = Paper.objects.get(item=put_on(world.scheduled, clerk))
    papers.receive_file(paper, data=pdf_of(1, "Carers"), filename="a.pdf", at=AT, by=clerk)
    with pytest.raises(Refused, match="A paper for it is in"):
        off(world.scheduled, clerk)
    assert Paper.objects.filter(pk=paper.pk).exists()


def test_an_item_withdrawn_after_publication_is_let_go_and_keeps_its_place_on_that_agenda(world, clerk):
    made = put_on(world.scheduled, clerk)
    AgendaItem.objects.filter(pk=made.pk).update(withdrawn_at=AT, withdrawn_by=clerk, withdrawn_reason="Ill")
    now = off(world.scheduled, clerk, "The author is ill")
    assert (now.state, now.agenda_item) == (ItemState.SCHEDULED, None)
    assert AgendaItem.objects.filter(pk=made.pk).exists()


ASKED = "What members asked this paper to cover"
BRIEF = "- How many carers are under ten?\n• What do schools do?\n\n"


def test_the_officer_the_clerk_and_a_reminder_say_what_a_paper_must_cover(world, officer, clerk):
    items.edit_item(world.scheduled, brief=BRIEF, by=clerk)
    made = put_on(world.scheduled, clerk)
    paper = Paper.objects.get(item=made)
    at_the_desk = reverse("desk:item", args=[made.meeting.committee.slug, made.meeting.slug, made.pk])
    for who, page in ((officer, f"/officers/papers/{paper.pk}/"), (clerk, at_the_desk)):
        with time_machine.travel(AT):
            said = text_of(client_of(who).get(page))
        assert ASKED in said and "How many carers are under ten?" in said and "What do schools do?" in said
    papers.chase(paper, at=AT, by=clerk)
    assert "Members asked it to cover:\n\n  - How many carers are under ten?\n  - What do schools do?\n" in (
        mail.outbox[0].body
    )


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

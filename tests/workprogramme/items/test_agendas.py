"""Items go onto an agenda with their papers and come off it; what was ended by mistake is restored."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from committee.acts.refusal import Refused
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import AgendaItem, Paper
from meetings.papers import verbs as papers
from tests.answers import client_of
from tests.meetings.agendas.test_public_pages import words
from tests.meetings.packs.making import pdf_of
from tests.workprogramme import suggested
from tests.workprogramme.items.test_items import address, now
from tests.workprogramme.world import AT, ON
from workprogramme.history.story import story
from workprogramme.items import on_agenda, scheduling
from workprogramme.items import verbs as items
from workprogramme.models import ItemState
from workprogramme.suggestions import verbs as suggestions

pytestmark = pytest.mark.django_db
DUE = dt.date(2021, 6, 22)


def put(item, by, **fields):
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
            put(item, clerk)


def test_on_an_agenda_an_item_is_neither_moved_nor_withdrawn_and_off_it_goes_with_its_expected_paper(world, clerk):
    put(world.scheduled, clerk)
    with pytest.raises(Refused, match="remove it from that agenda first"):
        scheduling.schedule(world.scheduled, world.meetings[1], reason="Too Late", on=ON, at=AT, by=clerk)
    with pytest.raises(Refused, match="remove it from that agenda first"):
        scheduling.withdraw(world.scheduled, reason="Too Late", on=ON, at=AT, by=clerk)
    now = off(world.scheduled, clerk)
    assert (now.state, now.agenda_item, now.meeting) == (ItemState.SCHEDULED, None, world.meetings[0])
    assert not AgendaItem.objects.filter(title="Young Carers").exists() and not Paper.objects.exists()
    assert now.moves.last().reason == "The report is late"
    put(world.scheduled, clerk)


def test_an_item_removed_on_the_agenda_itself_is_merely_scheduled_and_can_be_moved_and_put_again(world, clerk):
    agenda.remove_item(put(world.scheduled, clerk), by=clerk)
    world.scheduled.refresh_from_db()
    assert (world.scheduled.is_on_agenda, world.scheduled.state_words) == (False, "Scheduled")
    scheduling.schedule(world.scheduled, world.meetings[1], reason="Too Late", on=ON, at=AT, by=clerk)
    world.scheduled.refresh_from_db()
    assert put(world.scheduled, clerk).meeting == world.meetings[1]


def test_an_item_is_tied_to_no_other_meetings_agenda_and_to_no_other_items_place(world, clerk):
    elsewhere = agenda.add_item(world.meetings[1], title="Young Carers", by=clerk)
    other = items.add_item(world.programme, title="Other", meeting=world.meetings[0], on=ON, at=AT, by=clerk)
    for there, why in (
        (elsewhere, "not on the agenda of the meeting"),
        (put(world.scheduled, clerk), "programme item"),
    ):
        with pytest.raises(Refused, match=why):
            on_agenda.tie_to_agenda(other, there, on=ON, at=AT, by=clerk)


def test_a_new_title_and_deadline_are_said_once_and_the_agenda_follows(world, clerk):
    made = put(world.scheduled, clerk, papers_due_on=DUE)
    items.edit_item(world.scheduled, title="Carers under 18", papers_due_on=dt.date(2021, 6, 25), by=clerk)
    made.refresh_from_db()
    paper = Paper.objects.get(item=made)
    assert (made.title, paper.title, paper.due_on) == ("Carers under 18", "Carers under 18", dt.date(2021, 6, 25))


def test_what_the_agenda_names_differently_keeps_its_own_words(world, clerk):
    made = put(world.scheduled, clerk, papers_due_on=DUE, paper_title="Report on carers")
    agenda.edit_item(made, title="Support for carers", by=clerk)
    items.edit_item(world.scheduled, title="Carers under 18", by=clerk)
    made.refresh_from_db()
    assert (made.title, Paper.objects.get(item=made).title) == ("Support for carers", "Report on carers")


def test_what_is_published_keeps_its_title(world, clerk, monkeypatch):
    made = put(world.scheduled, clerk)
    for module in (agenda, on_agenda):
        monkeypatch.setattr(module, "published_items", lambda meeting: {made.pk})
    items.edit_item(world.scheduled, title="Carers under 18", by=clerk)
    made.refresh_from_db()
    assert made.title == "Young Carers"
    with pytest.raises(Refused, match="Withdraw it there first"):
        off(world.scheduled, clerk)


def test_an_item_whose_paper_is_in_stays_on_the_agenda_until_that_is_looked_at(world, clerk):
    paper = Paper.objects.get(item=put(world.scheduled, clerk))
    papers.receive_file(paper, data=pdf_of(1, "Carers"), filename="a.pdf", at=AT, by=clerk)
    with pytest.raises(Refused, match="A paper for it is in"):
        off(world.scheduled, clerk)
    assert Paper.objects.filter(pk=paper.pk).exists()


def test_an_item_withdrawn_after_publication_is_let_go_and_keeps_its_place_on_that_agenda(world, clerk):
    made = put(world.scheduled, clerk)
    AgendaItem.objects.filter(pk=made.pk).update(withdrawn_at=AT, withdrawn_by=clerk, withdrawn_reason="Ill")
    now = off(world.scheduled, clerk, "The author is ill")
    assert (now.state, now.agenda_item) == (ItemState.SCHEDULED, None)
    assert AgendaItem.objects.filter(pk=made.pk).exists()


ASKED = "What members asked this paper to cover"
BRIEF = "- How many carers are under ten?\n• What do schools do?\n\n"


def test_the_officer_the_clerk_and_a_reminder_say_what_a_paper_must_cover(world, officer, clerk):
    items.edit_item(world.scheduled, brief=BRIEF, by=clerk)
    made = put(world.scheduled, clerk)
    paper = Paper.objects.get(item=made)
    at_the_desk = reverse("desk:item", args=[made.meeting.committee.slug, made.meeting.slug, made.pk])
    for who, page in ((officer, f"/officers/papers/{paper.pk}/"), (clerk, at_the_desk)):
        with time_machine.travel(AT):
            said = words(client_of(who).get(page))
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
        page = words(Client().get(f"/work-programme/safeguarding/2021-22/items/{world.scheduled.pk}/"))
    assert again.status_code == 422 and "It has not ended" in words(again)
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
    page = words(Client().get(f"/work-programme/safeguarding/2021-22/items/{taken.pk}/"))
    assert "Birds" in page
    assert "The district has it." not in page and "It was another one." not in page and "Declined" not in page

"""What was let go of before its meeting has not been considered there, whoever says so."""

import datetime as dt

import pytest
from django.urls import reverse

from committee.acts.refusal import Refused
from meetings.calendar import verbs as calendar
from meetings.models import AgendaItem
from tests.workprogramme import considered
from tests.workprogramme.world import AT, ON
from workprogramme.items import follow_ups, scheduling
from workprogramme.items import on_agenda as agendas
from workprogramme.models import ItemState, ProgrammeItem
from workprogramme.outcomes import verbs as outcomes
from workprogramme.outcomes.draft_from_minute import wanting

pytestmark = pytest.mark.django_db
LATER = dt.datetime(2021, 8, 2, 9, tzinfo=dt.UTC)
AFTER = {"on": dt.date(2021, 8, 2), "at": AT}


def again(item: ProgrammeItem) -> ProgrammeItem:
    return ProgrammeItem.objects.get(pk=item.pk)


ACTS = {
    "its outcome is accepted": lambda item, by: outcomes.accept(item, text="Members were pleased.", **AFTER, by=by),
    "it is noted as considered": lambda item, by: scheduling.mark_considered(item, **AFTER, by=by),
    "it is followed up": lambda item, by: follow_ups.propose_follow_up(item, **AFTER, by=by),
    "its officers are asked": lambda item, by: outcomes.ask_for_outcome(item, at=LATER, by=by),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("on_agenda", [False, True])
def test_nothing_was_considered_at_a_meeting_that_is_cancelled(world, clerk, act, on_agenda):
    if on_agenda:
        agendas.put_on_agenda(world.scheduled, on=ON, at=AT, by=clerk)
    calendar.cancel(world.meetings[0], reason="Heavy Snow", at=AT, by=clerk)
    with pytest.raises(Refused, match="cancelled"):
        ACTS[act](again(world.scheduled), clerk)
    assert again(world.scheduled).state in (ItemState.SCHEDULED, ItemState.ON_AGENDA)


@pytest.mark.parametrize("act", ACTS)
def test_nothing_was_considered_that_was_withdrawn_from_its_agenda(world, clerk, act):
    there = agendas.put_on_agenda(world.scheduled, on=ON, at=AT, by=clerk)
    AgendaItem.objects.filter(pk=there.pk).update(withdrawn_at=AT, withdrawn_by=clerk, withdrawn_reason="Not ready")
    with pytest.raises(Refused, match="withdrawn"):
        ACTS[act](again(world.scheduled), clerk)


def test_an_officer_is_told_and_not_asked(client, safeguarding, year, clerk, officer, chairman, member):
    carers = considered.make(safeguarding, year, clerk, officer).publish()
    assert carers.item in wanting(considered.LATER.date())
    AgendaItem.objects.filter(pk=carers.item.agenda_item_id).update(
        withdrawn_at=AT, withdrawn_by=clerk, withdrawn_reason="Not ready"
    )
    assert carers.item not in wanting(considered.LATER.date())
    client.force_login(officer)
    page = reverse("officers:outcome", args=[carers.item.pk])
    assert "was withdrawn from the agenda" in client.get(page).content.decode()
    client.post(page, {"text": "It went well."})
    assert not carers.again().item.has_outcome


def test_it_can_be_said_where_it_was_considered_instead(world, clerk):
    there = agendas.put_on_agenda(world.scheduled, on=ON, at=AT, by=clerk)
    AgendaItem.objects.filter(pk=there.pk).update(withdrawn_at=AT, withdrawn_by=clerk, withdrawn_reason="Merged")
    other = agendas.agenda.add_item(world.meetings[0], title="Carers of every age", by=clerk)
    agendas.tie_to_agenda(again(world.scheduled), other, on=ON, at=AT, by=clerk)
    assert outcomes.accept(again(world.scheduled), text="Noted.", **AFTER, by=clerk).state == ItemState.CONSIDERED

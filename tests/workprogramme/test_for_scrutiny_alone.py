"""Scrutiny officers plan programmes, and have no right to exempt items, to exempt papers, or to draft minutes."""

import pytest
import time_machine
from django.urls import reverse

from committee.acts.refusal import Refused
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.minutes.publication import publishing
from meetings.models import AgendaItem, Minute
from meetings.papers import verbs as papers
from tests.meetings import minuted
from tests.meetings.minuted import POISON
from tests.meetings.packs.making import pdf_of
from tests.staging import staged
from tests.workprogramme.world import AT, ON
from workprogramme import lookup
from workprogramme.importing.checking import look_over
from workprogramme.importing.reading import read
from workprogramme.importing.verbs import bring_in
from workprogramme.items import on_agenda
from workprogramme.items import verbs as items
from workprogramme.items.views import desk as item_page
from workprogramme.models import Programme, ProgrammeItem
from workprogramme.programmes import verbs as programmes
from workprogramme.suggestions import verbs as suggestions

pytestmark = pytest.mark.django_db
ACT = {"on": ON, "at": AT}


@staged
def minutes(safeguarding, year, clerk, chairman, member):
    return minuted.summarised(minuted.taken(safeguarding, clerk), clerk)


@staged
def programme(safeguarding, year, clerk) -> Programme:
    return programmes.open_programme(safeguarding, year, at=AT, by=clerk)


def test_an_exempt_item_of_the_agenda_is_offered_under_its_public_title(client, minutes, programme, clerk, scrutiny):
    item = items.add_item(programme, title="A placement", meeting=minutes.meeting, **ACT, by=clerk)
    client.force_login(scrutiny)
    page = reverse("desk:programme-item-already-on-agenda", args=["safeguarding", "2021-22", item.pk])
    html = client.get(page).content.decode()
    assert "A placement" in html and POISON not in html


@time_machine.travel(minuted.AFTER, tick=False)
def test_minutes_are_named_as_an_origin_once_they_are_published_and_as_published(
    client, minutes, programme, clerk, scrutiny
):
    client.force_login(scrutiny)
    page = reverse("desk:programme-suggestion-new", args=["safeguarding"])
    field = client.get(page).context["form"].fields["origin_minute"]
    assert not field.queryset.exists()
    publishing.publish_draft(minutes, at=minuted.AFTER, by=clerk)
    html = client.get(page).content.decode()
    assert "Young Carers" in html and POISON not in html


def test_a_withheld_minute_is_named_as_an_origin_without_its_heading(client, minutes, programme, clerk, scrutiny):
    publishing.publish_draft(minutes, at=minuted.AFTER, by=clerk)
    secret = Minute.objects.get(heading__contains=POISON)
    given = {"title": "Placements", "details": "", "origin": "minute", "origin_minute": secret}
    suggestion = suggestions.suggest(programme.committee, **given, **ACT, by=clerk)
    item = items.add_item(programme, title="Placements", origin="minute", **ACT, by=clerk)
    items.edit_item(item, origin_minute=secret, by=clerk)
    client.force_login(scrutiny)
    for page in (
        reverse("desk:programme-suggestion", args=["safeguarding", suggestion.pk]),
        reverse("desk:programme-item", args=["safeguarding", "2021-22", item.pk]),
        reverse("desk:programme-item-edit", args=["safeguarding", "2021-22", item.pk]),
        reverse("desk:programme-item-trail", args=["safeguarding", "2021-22", item.pk]),
    ):
        html = client.get(page).content.decode()
        assert f"minute {secret.number}" in html.casefold(), page
        assert POISON not in html, page


def test_why_an_item_stays_on_the_agenda_names_no_exempt_paper(safeguarding, programme, clerk):
    meeting = calendar.schedule(safeguarding, minuted.APRIL, by=clerk)
    there = agenda.add_item(meeting, title=f"Placement of {POISON}", public_title="A placement", part=2, by=clerk)
    papers.add_paper(
        there, title=f"Report on {POISON}", data=pdf_of(1, "A placement"), filename="a.pdf", at=AT, by=clerk,
        access="exempt", paragraphs=(1,), public_interest_reason="It would harm a person.", not_own_development=True,
        public_title="A report", background_papers="None",
    )  # fmt: skip
    item = items.add_item(programme, title="A placement", meeting=meeting, **ACT, by=clerk)
    on_agenda.tie_to_agenda(item, there, **ACT, by=clerk)
    with pytest.raises(Refused, match="A report") as refusal:
        on_agenda.take_off_agenda(item, reason="Not ready", **ACT, by=clerk)
    assert POISON not in refusal.value.text


def test_an_outcome_from_a_file_waits_for_the_minutes_too(minutes, programme, safeguarding, year, clerk, scrutiny):
    row = "10 January 2022,Young Carers,,Members were told of the placement"
    data = f"Date of meeting,Item,Details,Action/Outcome\n{row}".encode()
    when = {"on": minuted.AFTER.date(), "at": minuted.AFTER, "by": scrutiny}

    def bring() -> None:
        found = look_over(read(data, "a.csv"), safeguarding, year, on=when["on"])
        bring_in(safeguarding, year, found, accepted=True, **when)

    with pytest.raises(Refused, match="not published yet"):
        bring()
    assert not programme.items.exists()
    publishing.publish_draft(minutes, at=minuted.AFTER, by=clerk)
    bring()
    assert programme.items.get().has_outcome


def test_planners_are_told_where_anybody_reads_here_what_is_withheld_there(minutes, programme, clerk):
    there = agenda.add_item(minutes.meeting, title="Placement", by=clerk)
    item = items.add_item(programme, title="Placement", meeting=minutes.meeting, **ACT, by=clerk)
    on_agenda.tie_to_agenda(item, there, **ACT, by=clerk)

    def warnings() -> str:
        now = lookup.find_item("safeguarding", "2021-22", item.pk)
        return " ".join(item_page.warnings_of(now, minuted.AFTER.date(), has_officer=True))

    assert "this title is public" not in warnings()
    AgendaItem.objects.filter(pk=there.pk).update(public_title="A case")
    assert "a different title for the public" in warnings()
    secret = Minute.objects.get(heading__contains=POISON)
    ProgrammeItem.objects.filter(pk=item.pk).update(
        agenda_item=secret.item, outcome="It was Agreed.", outcome_accepted_at=AT, outcome_accepted_by=clerk
    )
    assert "withheld since its outcome was accepted" in warnings()
    ProgrammeItem.objects.filter(pk=item.pk).update(outcome_beside_withheld=True)
    assert "minute is not for publication" in warnings()
    assert POISON not in warnings()

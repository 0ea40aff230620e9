"""What members asked a paper to cover travels with the paper."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from committee.models import MunicipalYear
from meetings.models import Paper
from meetings.papers import verbs as papers
from tests.answers import client_of
from tests.meetings.agendas.test_public_pages import words
from tests.staging import staged
from tests.workprogramme import world as worlds
from workprogramme.items import on_agenda
from workprogramme.items import verbs as items

pytestmark = pytest.mark.django_db
ASKED = "What members asked this paper to cover"
BRIEF = "- How many carers are under ten?\n• What do schools do?\n\n"


@staged
def made(safeguarding, clerk, officer):
    """Return the agenda item of a meeting to come, whose paper has a brief."""
    today = timezone.localdate()
    year = MunicipalYear.objects.create(
        is_draft=False, starts=today - dt.timedelta(days=30), ends=today + dt.timedelta(days=330)
    )
    days = tuple(today + dt.timedelta(days=ahead) for ahead in (40, 80, 120, 160))
    world = worlds.make(safeguarding, year, clerk, officer, days)
    items.edit_item(world.scheduled, brief=BRIEF, by=clerk)
    return on_agenda.put_on_agenda(world.scheduled, on=today, at=timezone.now(), by=clerk)


def test_the_officer_where_the_paper_is_sent_in_and_the_clerk_read_what_it_must_cover(made, officer, clerk):
    at_the_desk = reverse("desk:item", args=[made.meeting.committee.slug, made.meeting.slug, made.pk])
    for who, page in ((officer, f"/officers/papers/{Paper.objects.get(item=made).pk}/"), (clerk, at_the_desk)):
        said = words(client_of(who).get(page))
        assert ASKED in said and "How many carers are under ten?" in said and "What do schools do?" in said


def test_a_reminder_says_it_again(made, clerk):
    papers.chase(Paper.objects.get(item=made), at=timezone.now(), by=clerk)
    assert "Members asked it to cover:\n\n  - How many carers are under ten?\n  - What do schools do?\n" in (
        mail.outbox[0].body
    )

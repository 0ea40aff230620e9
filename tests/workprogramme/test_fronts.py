"""What the front pages say of work programmes: outcomes to an officer, what waits to the desk."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from committee.acts.verbs import PORTAL
from committee.models import MunicipalYear
from meetings.models import Meeting
from tests.meetings.agendas.test_public_pages import words
from tests.staging import staged
from tests.workprogramme import world as worlds
from workprogramme.desk_tasks import waiting
from workprogramme.items import scheduling
from workprogramme.items import verbs as items
from workprogramme.models import ItemState, ProgrammeVersion
from workprogramme.outcomes import verbs as outcomes
from workprogramme.programmes import verbs as programmes

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@staged
def world(safeguarding, clerk, officer, today):
    """Return a programme of this year: its first meeting was an informal session a month ago."""
    year = MunicipalYear.objects.create(
        is_draft=False, starts=today - dt.timedelta(days=60), ends=today + dt.timedelta(days=300)
    )
    days = tuple(today + dt.timedelta(days=ahead) for ahead in (-30, 30, 60, 90))
    made = worlds.make(safeguarding, year, clerk, officer, days)
    Meeting.objects.filter(pk=made.meetings[0].pk).update(informal=True)
    return made


def test_an_officer_is_shown_the_outcomes_to_write_until_they_are_accepted(client, world, officer, today):
    client.force_login(officer)
    page = words(client.get("/officers/"))
    assert "1 outcome to write" in page and "Young Carers" in page
    outcomes.accept(world.scheduled, text="Heard.", on=today, at=timezone.now(), by=officer)
    assert "No reports to send" in words(client.get("/officers/"))


def test_the_desk_is_told_of_suggestions_and_outcomes_with_where_to_go(world, today):
    now = {"on": today, "at": timezone.now(), "by": PORTAL}
    for title in ("One", "Two"):
        items.add_item(world.programme, title=title, state=ItemState.SUGGESTED, **now)
    year = world.programme.year
    assert [(one.words, one.of) for one in waiting(today)] == [
        ("1 outcome to write", f"Safeguarding, {year}"), ("2 suggestions to score", "Safeguarding"),
    ]  # fmt: skip
    assert waiting(today)[0].url == f"/desk/work-programme/safeguarding/{year.slug}/items/{world.scheduled.pk}/outcome/"


def printed(world, number: int, at, by) -> None:
    """Print the programme for its second meeting."""
    ProgrammeVersion.objects.create(
        programme=world.programme, number=number, meeting=world.meetings[1], document={}, sha256=f"{number}" * 64,
        printed_at=at, printed_by=by,
    )  # fmt: skip


def test_the_desk_is_told_of_a_printed_programme_that_something_has_come_about_since(world, clerk, today):
    def outdated() -> list[str]:
        return [one.url for one in waiting(today) if one.words.startswith("Work programme printed for")]

    at, hour = timezone.now(), dt.timedelta(hours=1)
    printed(world, 1, at, clerk)
    outcomes.keep_draft(world.scheduled, text="A draft", on=today, at=at + hour, by=clerk)
    assert outdated() == []
    scheduling.schedule(world.tbc, world.meetings[2], on=today, at=at + hour, by=clerk)
    (url,) = outdated()
    assert url.endswith(f"/print/{world.meetings[1].slug}/")
    printed(world, 2, at + 2 * hour, clerk)
    assert outdated() == []
    with time_machine.travel(at + 3 * hour, tick=False):
        programmes.edit_programme(world.programme, introduction="A shorter year.", by=clerk)
    assert outdated() == [url]

"""Briefings, and the bullets by which an agenda reports them."""

import datetime as dt

import pytest

from committee.acts.refusal import Refused
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import ItemKind
from tests.workprogramme import world as worlds
from tests.workprogramme.world import AT
from workprogramme.models import Briefing
from workprogramme.programmes import briefings, printing

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2022, 2, 21)
THURSDAY = dt.date(2022, 2, 17)


@pytest.fixture
def april(world, clerk):
    """Return the Work Programme item of April's agenda."""
    return world.meetings[3].items.get(kind=ItemKind.WORK_PROGRAMME)


def record(world, by, **fields):
    fields = {
        "held_on": MONDAY,
        "body": "SSCSG",
        "body_met_on": THURSDAY,
        "reports_to": world.meetings[3],
        "item": world.standing,
    } | fields
    return briefings.record_briefing(world.programme, at=AT, by=by, **fields)


def lines(item):
    item.refresh_from_db()
    return item.lead_line, item.bullet_lines


def test_what_the_clerk_typed_stays(world, april, clerk):
    agenda.edit_item(april, lead_line="With feedback", bullets="Visit to the hub", by=clerk)
    briefing = record(world, clerk)
    assert lines(april) == ("With feedback", ["Visit to the hub", "17 February SSCSG briefing"])
    briefings.remove_briefing(briefing, by=clerk)
    assert lines(april) == ("With feedback", ["Visit to the hub"])


def test_a_bullet_of_the_agenda_follows_its_briefing_when_that_is_changed_or_reports_elsewhere(world, april, clerk):
    briefing = record(world, clerk)
    briefings.edit_briefing(briefing, body="Children’s  Improvement Board", by=clerk)
    assert lines(april) == ("Including feedback from:", ["17 February Children’s Improvement Board briefing"])
    briefings.edit_briefing(briefing, reports_to=None, by=clerk)
    assert lines(april) == ("", [])


def test_a_briefing_reports_to_a_meeting_of_its_committee_after_it(world, planning, clerk):
    with pytest.raises(Refused, match="before the briefing"):
        record(world, clerk, reports_to=world.meetings[0])
    with pytest.raises(Refused, match="another committee"):
        record(world, clerk, reports_to=calendar.schedule(planning, dt.date(2022, 4, 20), by=clerk))
    assert not Briefing.objects.exists()


def test_a_briefing_that_somebody_has_removed_is_said_so(world, clerk):
    briefing = record(world, clerk)
    briefings.remove_briefing(briefing, by=clerk)
    with pytest.raises(Refused, match="Someone has removed"):
        briefings.edit_briefing(briefing, note="x", by=clerk)


def test_printing_the_programme_into_the_agenda_lists_the_briefings_recorded_before_it_was_made(world, clerk):
    agenda.remove_item(world.meetings[3].items.get(kind=ItemKind.WORK_PROGRAMME), by=clerk)
    record(world, clerk)
    item = agenda.add_item(world.meetings[3], title="Work Programme", kind=ItemKind.WORK_PROGRAMME, by=clerk)
    printing.print_for(world.meetings[3], at=AT, by=clerk)
    assert lines(item)[1] == ["17 February SSCSG briefing"]


HERE = "/desk/work-programme/safeguarding/2021-22/"


def test_a_briefing_is_recorded_under_its_item_and_on_the_agenda_it_reports_to(world, by_scrutiny):
    there = world.meetings[3].items.get(kind=ItemKind.WORK_PROGRAMME)
    filled = {
        "held_on": "21/02/2022", "body": "SSCSG", "body_met_on": "17/02/2022", "attended": "the Chairman",
        "reports_to": str(world.meetings[3].pk), "item": str(world.standing.pk),
    }  # fmt: skip
    assert by_scrutiny.post(f"{HERE}briefings/new/", filled).url == f"{HERE}tables/#briefings"
    there.refresh_from_db()
    assert there.bullet_lines == ["17 February SSCSG briefing"]
    assert "21 February" in by_scrutiny.get(f"{HERE}tables/").content.decode()


def test_a_briefing_is_changed_and_removed(world, scrutiny, by_scrutiny):
    made = record(world, scrutiny)
    assert 'value="SSCSG"' in by_scrutiny.get(f"{HERE}briefings/{made.pk}/").content.decode()
    by_scrutiny.post(f"{HERE}briefings/{made.pk}/", {"held_on": "2022-02-22", "body": "Improvement Board"})
    made.refresh_from_db()
    assert (made.body, made.held_on, made.body_met_on) == ("Improvement Board", dt.date(2022, 2, 22), None)
    by_scrutiny.post(f"{HERE}briefings/{made.pk}/remove/")
    assert not Briefing.objects.exists()
    assert by_scrutiny.get(f"{HERE}briefings/{made.pk}/").status_code == 404


def test_a_briefing_of_another_programme_is_not_found(world, planning, year, clerk, officer, by_scrutiny):
    other = record(worlds.make(planning, year, clerk, officer), clerk)
    assert by_scrutiny.get(f"{HERE}briefings/{other.pk}/").status_code == 404

"""The desk's pages of briefings, and of the programme's tables without meetings."""

import datetime as dt

from meetings.models import ItemKind
from tests.workprogramme import world as worlds
from workprogramme.items import scheduling
from workprogramme.items import verbs as items
from workprogramme.models import Briefing, Table
from workprogramme.programmes import briefings

HERE = "/desk/work-programme/safeguarding/2021-22/"


def recorded(world, by, **fields) -> Briefing:
    """Record a briefing of 21 February 2022 on the SSCSG of the 17th."""
    usual = {"held_on": dt.date(2022, 2, 21), "body": "SSCSG", "body_met_on": dt.date(2022, 2, 17)}
    return briefings.record_briefing(world.programme, **usual | fields, at=worlds.AT, by=by)


def test_a_briefing_is_recorded_under_its_item_and_on_the_agenda_it_reports_to(world, by_scrutiny):
    there = world.meetings[3].items.get(kind=ItemKind.WORK_PROGRAMME)
    page = by_scrutiny.get(f"{HERE}briefings/new/?item={world.standing.pk}").content.decode()
    assert f'<option value="{world.standing.pk}" selected>Crime and Disorder</option>' in page
    filled = {
        "held_on": "21/02/2022", "body": "SSCSG", "body_met_on": "17/02/2022", "attended": "the Chairman",
        "reports_to": str(world.meetings[3].pk), "item": str(world.standing.pk),
    }  # fmt: skip
    assert by_scrutiny.post(f"{HERE}briefings/new/", filled).url == f"{HERE}tables/#briefings"
    there.refresh_from_db()
    assert there.bullet_lines == ["17 February SSCSG briefing"]
    assert "21 February" in by_scrutiny.get(f"{HERE}tables/").content.decode()


def test_a_briefing_is_changed_and_removed(world, scrutiny, by_scrutiny):
    made = recorded(world, scrutiny)
    assert 'value="SSCSG"' in by_scrutiny.get(f"{HERE}briefings/{made.pk}/").content.decode()
    by_scrutiny.post(f"{HERE}briefings/{made.pk}/", {"held_on": "2022-02-22", "body": "Improvement Board"})
    made.refresh_from_db()
    assert (made.body, made.held_on, made.body_met_on) == ("Improvement Board", dt.date(2022, 2, 22), None)
    assert "Remove this briefing?" in by_scrutiny.get(f"{HERE}briefings/{made.pk}/remove/").content.decode()
    by_scrutiny.post(f"{HERE}briefings/{made.pk}/remove/")
    assert not Briefing.objects.exists()
    assert by_scrutiny.get(f"{HERE}briefings/{made.pk}/").status_code == 404


def test_a_briefing_of_another_programme_is_not_found(world, planning, year, clerk, officer, by_scrutiny):
    other = recorded(worlds.make(planning, year, clerk, officer), clerk)
    assert by_scrutiny.get(f"{HERE}briefings/{other.pk}/").status_code == 404


def test_the_tables_show_what_stands_in_them_with_links(world, clerk, by_scrutiny):
    when = {"on": worlds.ON, "at": worlds.AT, "by": clerk}
    items.add_item(world.programme, title="Inquiry day", table=Table.WORKING, held_on=dt.date(2022, 1, 14), **when)
    scheduling.withdraw(world.tbc, reason="No longer wanted", **when)
    loose = recorded(world, clerk)
    page = by_scrutiny.get(f"{HERE}tables/").content.decode()
    for said in ("Crime and Disorder", "Inquiry day", "14 January 2022", "Request withdrawn: No longer wanted"):
        assert said in page
    assert f"{HERE}briefings/{loose.pk}/" in page
    assert f"{HERE}items/{world.tbc.pk}/" in page
    assert "Young Carers" not in page


def test_the_tables_take_the_same_few_queries_however_long(world, clerk, by_scrutiny, django_assert_max_num_queries):
    for number in range(8):
        items.add_item(
            world.programme, title=f"Standing {number}", table=Table.STANDING, on=worlds.ON, at=worlds.AT, by=clerk
        )
        recorded(world, clerk, item=world.standing if number % 2 else None)
    by_scrutiny.get(f"{HERE}tables/")
    with django_assert_max_num_queries(20):
        by_scrutiny.get(f"{HERE}tables/")

"""The order of the items of one meeting: changed one place at a time, kept in planner and print."""

import pytest

from committee.acts.refusal import Refused
from committee.models import AuditEntry
from tests.staging import staged
from tests.workprogramme import world as worlds
from tests.workprogramme.world import AT, ON
from workprogramme.document import document
from workprogramme.items import scheduling
from workprogramme.items import verbs as items
from workprogramme.items.scheduling import beside, put_earlier, put_later
from workprogramme.models import ProgrammeItem

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("ordering: items before and after each other")]


@staged
def world(safeguarding, year, clerk, officer):
    made = worlds.make(safeguarding, year, clerk, officer)
    for title in ("Neglect in families", "Kinship"):
        items.add_item(made.programme, title=title, meeting=made.meetings[0], on=ON, at=AT, by=clerk)
    return made


def order(world):
    return [item.title for item in beside(world.scheduled)]


def test_an_item_changes_places_with_the_one_beside_it(world, clerk):
    assert order(world) == ["Young Carers", "Neglect in families", "Kinship"]
    assert put_later(world.scheduled, by=clerk).title == "Neglect in families"
    assert order(world) == ["Neglect in families", "Young Carers", "Kinship"]
    kinship = ProgrammeItem.objects.get(title="Kinship")
    put_earlier(kinship, by=clerk)
    put_earlier(kinship, by=clerk)
    assert order(world) == ["Kinship", "Neglect in families", "Young Carers"]
    first = document.take(world.programme, on=ON)["meetings"][0]
    assert [row["title"] for row in first["rows"]] == order(world)
    assert "put earlier" in AuditEntry.objects.latest("pk").did


def test_items_that_had_the_same_position_are_parted(world, clerk):
    ProgrammeItem.objects.update(position=0)
    put_later(world.scheduled, by=clerk)
    assert order(world) == ["Neglect in families", "Young Carers", "Kinship"]


def test_what_was_withdrawn_is_passed_over(world, clerk):
    middle = ProgrammeItem.objects.get(title="Neglect in families")
    scheduling.withdraw(middle, reason="Not wanted", on=ON, at=AT, by=clerk)
    put_later(world.scheduled, by=clerk)
    assert order(world) == ["Kinship", "Young Carers"]


def test_the_first_the_last_and_what_has_no_meeting_stay_where_they_are(world, clerk):
    with pytest.raises(Refused, match="first item of its meeting"):
        put_earlier(world.scheduled, by=clerk)
    with pytest.raises(Refused, match="last item of its meeting"):
        put_later(ProgrammeItem.objects.get(title="Kinship"), by=clerk)
    with pytest.raises(Refused, match="no meeting"):
        put_later(world.tbc, by=clerk)


def test_what_has_been_considered_keeps_its_place(world, clerk):
    day = world.meetings[0].date
    scheduling.mark_considered(world.scheduled, on=day, at=AT, by=clerk)
    with pytest.raises(Refused, match="considered"):
        put_later(world.scheduled, by=clerk)

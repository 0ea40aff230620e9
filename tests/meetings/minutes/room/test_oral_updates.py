"""An item of Part Two without a paper: its own grounds, asked on the agenda or when the public are excluded."""

import pytest

from committee.acts.refusal import Refused
from meetings.agendas import verbs as agenda
from meetings.minutes.document import minute_states
from meetings.minutes.room import opening
from meetings.minutes.room.resolutions import exclusion as excluding
from meetings.models import Access
from meetings.packs import snapshot
from tests.meetings.minutes.world import DAY, ROOM, at

WHY = "A bidder would learn the price."


@pytest.fixture
def oral(room, clerk):
    agenda.add_item(room.meeting, title="Oral update on a contract", part=2, by=clerk)
    opening.catch_up(room.minutes, by=clerk)
    return room


def test_it_begins_private_and_the_room_asks_for_its_grounds(oral, desk):
    minute = oral.minute("Oral update")
    assert minute.waits and minute.omitted
    assert "Enter the paragraphs of Schedule 12A" in desk.get(f"{ROOM}{minute.pk}/").text
    form = desk.get(f"{ROOM}{minute.pk}/minuted/").context["form"]
    assert (form["access"].value(), form["has_minute"].value()) == (Access.EXEMPT, True)
    exclusion = oral.minute("Exclusion")
    page = desk.get(f"{ROOM}{exclusion.pk}/exclude/").context["form"]
    assert f"item-{minute.item_id}" in page.fields


def test_the_public_are_excluded_for_it_and_it_is_minuted(oral, clerk):
    item = oral.item("Oral update")
    with pytest.raises(Refused, match="not exempt"):
        excluding.exclude_public(oral.minute("Exclusion"), items={item: ()}, at=at(10, 30), by=clerk)
    assert oral.minute("Oral update").waits
    excluding.exclude_public(oral.minute("Exclusion"), items={item: (3,)}, at=at(10, 30), by=clerk)
    minute = minute_states.open_item(oral.minute("Oral update"), at=at(10, 31), by=clerk)
    assert (minute.access, minute.paragraphs, minute.omitted) == (Access.EXEMPT, "3", False)


def test_its_grounds_are_given_on_the_agenda_and_stand_in_the_motion(room, clerk):
    own = {"part": 2, "paragraphs": "1,3", "by": clerk}
    with pytest.raises(Refused, match="why the public interest in keeping this exempt"):
        agenda.add_item(room.meeting, title="Oral update on a contract", **own)
    item = agenda.add_item(room.meeting, title="Oral update on a contract", public_interest_reason=WHY, **own)
    opening.catch_up(room.minutes, by=clerk)
    minute = room.minute("Oral update")
    assert (minute.access, minute.paragraphs, minute.omitted) == (Access.EXEMPT, "1,3", False)
    lines = snapshot.exclusion_lines([snapshot._item(item, {}, DAY)])
    assert lines[0].startswith(f"Item {item.number} – paragraphs 1 and 3")
    agenda.edit_item(item, part=1, by=clerk)
    assert room.minute("Oral update").access == Access.OPEN
    with pytest.raises(Refused, match="1 to 7"):
        agenda.add_item(room.meeting, title="Another", public_interest_reason=WHY, **own | {"paragraphs": "8"})


def test_the_form_of_an_item_asks_for_grounds_in_part_two_alone(room, desk):
    url = f"/desk/meetings/{room.meeting.committee.slug}/{room.meeting.slug}/items/new/"
    sent = {"title": "Oral update", "kind": "business", "paragraphs": "1 and 3"}
    assert "considered in public" in desk.post(url, sent | {"part": 1}).text
    assert desk.post(url, sent | {"part": 2, "public_interest_reason": WHY}).status_code == 302
    assert room.meeting.items.get(title="Oral update").paragraphs == "1,3"

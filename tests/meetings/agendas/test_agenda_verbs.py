"""Adding, editing, moving and removing items; rulings of urgency."""

import datetime as dt

import pytest

from committee.acts.refusal import Refused
from committee.wording.dates import LONDON
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import AgendaItem
from meetings.papers import verbs as papers
from tests.staging import staged

pytestmark = pytest.mark.both_databases("ordering: positions are exchanged in one transaction")

AT = dt.datetime(2022, 4, 1, 9, tzinfo=LONDON)


@staged
def meeting(safeguarding, clerk):
    return calendar.schedule(safeguarding, dt.date(2022, 4, 21), by=clerk)


def titles(meeting) -> list[str]:
    items = list(meeting.items.in_order())
    assert [item.number for item in items] == [item.position for item in items] == list(range(1, len(items) + 1))
    return [item.title for item in items]


def test_business_goes_before_the_work_programme_and_part_two_after_everything(meeting, clerk):
    for title, part in (("Young Carers", 1), ("Contract", 2), ("Children in Care", 1)):
        agenda.add_item(meeting, title=title, part=part, by=clerk)
    last = ["Young Carers", "Children in Care", "Work Programme", "Exclusion of the Public", "Contract"]
    assert titles(meeting)[3:] == last


def test_an_item_can_be_added_at_a_place_and_moved_to_another(meeting, clerk):
    item = agenda.add_item(meeting, title="Young   Carers", at_position=2, by=clerk)
    assert titles(meeting)[1] == "Young Carers"
    agenda.move_item(item, to=4, by=clerk)
    assert titles(meeting)[3] == "Young Carers"
    agenda.move_item(item, to=999, by=clerk)
    assert titles(meeting)[-1] == "Young Carers"
    agenda.move_item(item, to=-7, by=clerk)
    assert titles(meeting)[0] == "Young Carers"


def test_an_item_of_part_two_never_moves_before_part_one(meeting, clerk):
    item = agenda.add_item(meeting, title="Contract", part=2, by=clerk)
    agenda.move_item(item, to=1, by=clerk)
    assert titles(meeting)[-1] == "Contract"
    agenda.edit_item(item, part=1, by=clerk)
    agenda.move_item(item, to=1, by=clerk)
    assert titles(meeting)[0] == "Contract"


def test_a_removed_item_takes_its_papers_and_the_rest_move_up(meeting, clerk):
    item = agenda.add_item(meeting, title="Young Carers", by=clerk)
    papers.expect_paper(item, title="Report", by=clerk)
    agenda.remove_item(item, by=clerk)
    assert "Young Carers" not in titles(meeting)
    with pytest.raises(Refused, match="Someone has removed"):
        agenda.edit_item(item, title="Too late", by=clerk)


def test_a_title_that_is_far_too_long_or_that_nobody_can_see_is_refused_in_words(meeting, clerk):
    with pytest.raises(Refused, match=r"Title: .*250.*5000"):
        agenda.add_item(meeting, title="x" * 5000, by=clerk)
    for title in ("  ", "\u200b", " \u2060\ufeff ", "\u00ad"):
        with pytest.raises(Refused, match="Enter the title"):
            agenda.add_item(meeting, title=title, by=clerk)
    assert AgendaItem.objects.filter(meeting=meeting).count() == 5


def test_nothing_is_added_to_a_cancelled_meeting(meeting, clerk):
    calendar.cancel(meeting, reason="Heavy Snow.", at=AT, by=clerk)
    with pytest.raises(Refused, match="cancelled"):
        agenda.add_item(meeting, title="Young Carers", by=clerk)


def test_a_ruling_of_urgency_names_a_member_as_chairman_and_the_circumstances(meeting, clerk, chairman, other_member):
    item = agenda.add_item(meeting, title="Flood", by=clerk)
    with pytest.raises(Refused, match="is not a member"):
        agenda.rule_urgent(item, chairman=other_member.person, circumstances="High Water.", at=AT, by=clerk)
    with pytest.raises(Refused, match="cannot wait"):
        agenda.rule_urgent(item, chairman=chairman.person, circumstances=" ", at=AT, by=clerk)
    ruling = agenda.rule_urgent(item, chairman=chairman.person, circumstances="High Water.", at=AT, by=clerk)
    assert (ruling.chairman, ruling.recorded_by) == (chairman.person, clerk)

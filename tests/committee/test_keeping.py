"""What every verb saves is valid, or is refused in words with nothing saved."""

import pytest

from committee.acts.refusal import Refused
from committee.acts.saving import save
from meetings.models import AgendaItem

pytestmark = pytest.mark.both_databases("constraints: the database refuses first, then they are asked one by one")


def test_a_row_that_breaks_constraints_is_refused_with_each_of_them_and_work_goes_on(agenda):
    item = agenda.items.first()
    was, item.title = item.title, "Renamed"
    item.part, item.withdrawn_reason = 2, "No one says when"
    with pytest.raises(Refused, match="A withdrawn item has its reason"):
        save(item)
    assert AgendaItem.objects.get(pk=item.pk).title == was, "the transaction can be gone on with"
    item.withdrawn_reason = ""
    save(item)
    assert AgendaItem.objects.get(pk=item.pk).title == "Renamed"


def test_faults_of_fields_and_of_constraints_are_said_together(agenda):
    item = agenda.items.first()
    item.title, item.withdrawn_reason = "", "No one says when"
    with pytest.raises(Refused, match=r"Enter the title.*A withdrawn item has its reason"):
        save(item)


def test_a_new_row_that_is_refused_stays_new(agenda):
    item = AgendaItem(meeting=agenda, position=99, number=99, title="Late", withdrawn_reason="No one says when")
    with pytest.raises(Refused):
        save(item)
    assert item.pk is None and item._state.adding

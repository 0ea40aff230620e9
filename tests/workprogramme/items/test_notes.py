"""Notes that an upper storey hands down."""

import datetime as dt
from typing import Any

import pytest

from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from workprogramme.items import handed_down_notes
from workprogramme.models import Note

pytestmark = pytest.mark.django_db
SINCE = dt.date(2022, 4, 1)


def hand_down(committee, text="The executive response is overdue", **changes):
    fields: dict[str, Any] = {
        "key": "review:1:response",
        "rule": "R39",
        "url": "/reviews/one/",
        "since": SINCE,
        "by": PORTAL,
    } | changes
    return handed_down_notes.note(committee, text=text, **fields)


def test_the_same_key_changes_what_is_said_and_is_not_said_twice(safeguarding):
    hand_down(safeguarding)
    hand_down(safeguarding, "Two executive responses are overdue")
    assert [note.text for note in Note.objects.all()] == ["Two executive responses are overdue"]


def test_a_note_is_cleared_on_its_day_and_may_be_handed_down_again(safeguarding):
    hand_down(safeguarding)
    cleared = handed_down_notes.clear("review:1:response", on=dt.date(2022, 5, 1), by=PORTAL)
    assert cleared is not None and cleared.cleared_on == dt.date(2022, 5, 1)
    assert hand_down(safeguarding).cleared_on is None


def test_clearing_what_nobody_handed_down_does_nothing(safeguarding):
    assert handed_down_notes.clear("nothing", on=SINCE, by=PORTAL) is None


def test_a_note_is_not_cleared_before_it_began(safeguarding):
    hand_down(safeguarding)
    with pytest.raises(Refused, match="before the day since which"):
        handed_down_notes.clear("review:1:response", on=dt.date(2022, 3, 31), by=PORTAL)


@pytest.mark.parametrize("url", ["https://elsewhere.example/", "//elsewhere.example/", "reviews/one/"])
def test_a_note_leads_nowhere_but_into_the_portal(safeguarding, url):
    with pytest.raises(ValueError, match="path of the portal"):
        hand_down(safeguarding, url=url)


def test_a_key_is_not_taken_from_another_committee(safeguarding, planning):
    hand_down(safeguarding)
    with pytest.raises(ValueError, match="another committee"):
        hand_down(planning)

"""A programme as a whole."""

import pytest

from committee.acts.refusal import Refused
from tests.staging import staged
from tests.workprogramme.world import AT
from workprogramme.models import Programme
from workprogramme.programmes import verbs as programmes

pytestmark = pytest.mark.django_db


@staged
def programme(safeguarding, year, clerk):
    return programmes.open_programme(safeguarding, year, introduction=" One.\n\nTwo \nlines. ", at=AT, by=clerk)


def test_a_programme_is_opened_once_a_year(programme, safeguarding, year, clerk):
    again = programmes.open_programme(safeguarding, year, introduction="Other", at=AT, by=clerk)
    assert again == programme and again.paragraphs == ["One.", "Two lines."]


def test_a_programme_is_private_until_it_is_published_and_published_once(programme, clerk):
    assert not Programme.objects.public().exists()
    now = programmes.publish_programme(programme, at=AT, by=clerk)
    assert (now.is_public, now.published_by) == (True, clerk)
    with pytest.raises(Refused, match="already published"):
        programmes.publish_programme(programme, at=AT, by=clerk)


def test_a_meeting_takes_one_item_or_more(programme, clerk):
    with pytest.raises(Refused):
        programmes.edit_programme(programme, load_limit=0, by=clerk)
    assert programmes.edit_programme(programme, load_limit=5, outcome="Safe", by=clerk).load_limit == 5

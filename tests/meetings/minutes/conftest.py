"""The worlds of the minutes, for the tests of this folder: each stands on a named world of `tests/worlds.py`."""

import pytest

from committee.acts.seen import having_read
from committee.models import Committee, User
from meetings.minutes.confirmation import confirming
from meetings.minutes.document import minute_states
from meetings.minutes.publication import publishing
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import Minutes
from tests.acts import Cast
from tests.meetings import minuted as meetings
from tests.meetings.minutes import world as worlds
from tests.meetings.minutes.world import World
from tests.staging import staged


@pytest.fixture
def world(meeting_opened: World) -> World:
    """Return an unpublished agenda, minutes opened, nobody present; the whole cast exists."""
    return meeting_opened


@pytest.fixture
def room(meeting_begun: World) -> World:
    """Return the meeting begun at ten: all six voters are present and Charles presides."""
    return meeting_begun


@pytest.fixture
def minutes(minuted: Minutes) -> Minutes:
    """Return the ended minutes of 10 January 2022, with a row of every kind; the exempt minute has its summary."""
    return minuted


@staged
def published(minutes: Minutes, clerk: User) -> Minutes:
    """Publish them as a draft."""
    having_read(publishing.publish_draft)(minutes, at=meetings.AFTER, by=clerk)
    minutes.refresh_from_db()
    return minutes


@staged
def confirmed(published: Minutes, clerk: User) -> Minutes:
    """Let the meeting of April confirm them."""
    here = meetings.confirming(published, clerk)
    having_read(confirming.confirm)(published, confirming=here, at=meetings.IN_APRIL, by=clerk)
    return published


@staged
def listed(cast: Cast, safeguarding: Committee, clerk: User) -> World:
    """Return a meeting whose agenda was published in time, begun, that has decided on Young Carers."""
    room = worlds.make(safeguarding, clerk).begin()
    minute = minute_states.open_item(room.minute("Young Carers"), at=worlds.at(10, 10), by=clerk)
    meetings.resolve(minute, [LimbDraft("the report be noted")], worlds.at(10, 15), clerk)
    return room

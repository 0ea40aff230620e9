"""The world of the minutes, for the tests of this folder."""

import pytest
from django.test import Client

from committee.acts.seen import having_read
from committee.models import Committee, User
from meetings.minutes.publication import publishing
from meetings.models import Minutes
from tests.acts import Cast
from tests.meetings import minuted
from tests.meetings.minutes import world as worlds
from tests.staging import staged


@pytest.fixture
def desk(client: Client, clerk: User) -> Client:
    """Return the browser of the clerk, signed in."""
    client.force_login(clerk)
    return client


@staged
def minutes(
    safeguarding: Committee, clerk: User, chairman: User, vice_chairman: User, member: User, proper_officer: User
) -> Minutes:
    """Return the ended minutes of 10 January 2022, the exempt minute with its public summary."""
    return minuted.summarised(minuted.taken(safeguarding, clerk), clerk)


@staged
def published(minutes: Minutes, clerk: User) -> Minutes:
    """Publish them as a draft."""
    having_read(publishing.publish_draft)(minutes, at=minuted.AFTER, by=clerk)
    minutes.refresh_from_db()
    return minutes


@staged
def world(safeguarding: Committee, cast: Cast, clerk: User) -> worlds.World:
    """Return an unpublished agenda (packs take a while), minutes opened, nobody present; the whole cast exists."""
    return worlds.make(safeguarding, clerk, publish=False)


@staged
def room(world: worlds.World) -> worlds.World:
    """Begin the meeting at ten: all six voters are present and Charles presides."""
    return world.begin()

"""The world of the minutes, for the tests of this folder."""

import pytest

from tests.meetings.minutes import world as worlds


@pytest.fixture
def world(safeguarding, cast, clerk) -> worlds.World:
    """An agenda (not published: packs take a while), its minutes opened, nobody there yet; the whole cast exists."""
    return worlds.make(safeguarding, clerk, publish=False)


@pytest.fixture
def room(world) -> worlds.World:
    """The same at ten: all six who vote are there and Charles presides."""
    return world.begin()

"""The world of the minutes, for the tests of this folder."""

from tests.meetings.minutes import world as worlds
from tests.staging import staged


@staged
def world(safeguarding, cast, clerk) -> worlds.World:
    """An agenda (not published: packs take a while), its minutes opened, nobody there yet; the whole cast exists."""
    return worlds.make(safeguarding, clerk, publish=False)


@staged
def room(world) -> worlds.World:
    """The same at ten: all six who vote are there and Charles presides."""
    return world.begin()

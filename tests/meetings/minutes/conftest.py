"""The world of the minutes, for the tests of this folder."""

from committee.models import Committee, User
from tests.acts import Cast
from tests.meetings.minutes import world as worlds
from tests.staging import staged


@staged
def world(safeguarding: Committee, cast: Cast, clerk: User) -> worlds.World:
    """An agenda (not published: packs take a while), its minutes opened, nobody there yet; the whole cast exists."""
    return worlds.make(safeguarding, clerk, publish=False)


@staged
def room(world: worlds.World) -> worlds.World:
    """The same at ten: all six who vote are there and Charles presides."""
    return world.begin()

"""The world of the minutes, for the tests of this folder."""

from committee.models import Committee, User
from tests.acts import Cast
from tests.meetings.minutes import world as worlds
from tests.staging import staged


@staged
def world(safeguarding: Committee, cast: Cast, clerk: User) -> worlds.World:
    """Return an unpublished agenda (packs take a while), minutes opened, nobody present; the whole cast exists."""
    return worlds.make(safeguarding, clerk, publish=False)


@staged
def room(world: worlds.World) -> worlds.World:
    """Begin the meeting at ten: all six voters are present and Charles presides."""
    return world.begin()

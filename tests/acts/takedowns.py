"""Recipes for the verbs of takedowns."""

from typing import Any

from meetings.models import Takedown
from meetings.takedowns import verbs as takedowns
from tests.acts import Act, Cast, done, done_by, recipe
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import AT
from tests.meetings.world import World

HIDDEN: dict[str, Any] = {"ground": "personal", "why": "It names a child.", "at": AT}


def hidden(world: World, cast: Cast) -> Takedown:
    """Hide the open report of the published agenda."""
    return takedowns.hide(world.open_paper, **HIDDEN, by=cast["clerk"])


done(takedowns.hide, "published", lambda world, _: world.open_paper, **HIDDEN)


@recipe(takedowns.make_again, world="published")
def make_again(world: World, cast: Cast) -> Act:
    takedown = hidden(world, cast)
    world.meeting.packs.filter(large_print=False).update(emptied=True)  # as where their making failed
    return Act(takedowns.make_again, (takedown,), {"at": AT}, by=cast["clerk"])


done_by("proper officer")(
    takedowns.confirm, "published", hidden, reason="It named a child.", backups="Those of April, until May.", at=AT
)
done_by("proper officer")(takedowns.undo, "published", hidden, reason="The name is public.", at=AT)


@recipe(takedowns.place_redacted_copy, world="published")
def place_redacted_copy(world: World, cast: Cast) -> Act:
    copy = {"data": pdf_of(2, "Redacted"), "filename": "redacted.pdf", "at": AT}
    return Act(takedowns.place_redacted_copy, (hidden(world, cast),), copy, by=cast["proper officer"])

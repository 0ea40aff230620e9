"""Recipes of a review's scope: its points, its method, and which committee agreed to it."""

import datetime as dt
from typing import Any

from reviews.models import PointKind, ScopeAgreement, ScopePoint
from reviews.proposing import scope_verbs as scope
from tests.acts import Act, Cast, by_scrutiny, recipe
from tests.reviews.world import World

DAY = dt.date(2021, 7, 1)
THEN: dict[str, Any] = {"on": DAY, "at": dt.datetime(2021, 7, 1, 9, tzinfo=dt.UTC)}
PROVED = THEN | {"proof": "Minute book"}


def point(world: World, cast: Cast) -> ScopePoint:
    """Add two points of the purpose, and return the second."""
    lines = "Find out whether schools ask.\nHear young carers."
    return scope.add_points(world.review, kind=PointKind.PURPOSE, text=lines, by=cast["clerk"])[1]


by_scrutiny(
    scope.add_points, "review", lambda world, _: world.review, kind=PointKind.OUT_OF_SCOPE, text="Carers of full age."
)
by_scrutiny(scope.edit_point, "review", point, text="Hear pupils.")
by_scrutiny(scope.remove_point, "review", point)
by_scrutiny(scope.move_point_up, "review", point)
by_scrutiny(
    scope.describe_method, "review", lambda world, _: world.review, method="A day of hearings.", evidence_on=DAY
)


@recipe(scope.record_agreement, world="review")
def record_agreement(world: World, cast: Cast) -> Act:
    point(world, cast)
    return Act(scope.record_agreement, (world.safeguarding,), PROVED, by=cast["scrutiny officer"])


def agreed(world: World, cast: Cast) -> ScopeAgreement:
    """Record that the committee agreed to a scope of two points."""
    point(world, cast)
    return scope.record_agreement(world.safeguarding, **PROVED, by=cast["clerk"])


by_scrutiny(scope.correct_agreement, "review", agreed, **PROVED | {"on": dt.date(2021, 6, 30)})
by_scrutiny(scope.strike_out_agreement, "review", agreed, reason="It was another committee.")

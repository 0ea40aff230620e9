"""What is done beside the step that hands a report down: the rooms that keep something of it say so at the start."""

import datetime as dt
from typing import Any, Protocol

from committee.models import User
from reviews.models import Review, ReviewStep


class Keeper(Protocol):
    """Keeps something of a report that is issued, in its step's transaction; returns facts for the trail."""

    def __call__(self, review: Review, step: ReviewStep, /, *, at: dt.datetime, by: User) -> dict[str, Any] | None: ...


_keepers: list[Keeper] = []


def when_handed_down(keeper: Keeper) -> None:
    """Have `keeper` called with each report that is issued; once, however often it is said."""
    if keeper not in _keepers:
        _keepers.append(keeper)


def tell(review: Review, step: ReviewStep, *, at: dt.datetime, by: User) -> dict[str, Any]:
    """Call all of them; returns what the trail says of the step besides."""
    facts: dict[str, Any] = {}
    for keeper in _keepers:
        facts |= keeper(review, step, at=at, by=by) or {}
    return facts

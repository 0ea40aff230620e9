"""Recommendations with where the answer of each addressee stands on a day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from reviews.deadlines import Clock, clock
from reviews.models import Addressee, Notice, Recommendation, Response


@dataclass(frozen=True, slots=True)
class AddresseeStatus:
    """One addressee: where their answer stands, the notice and the response where there are any."""

    addressee: Addressee
    clock: Clock
    notice: Notice | None
    response: Response | None


@dataclass(frozen=True, slots=True)
class RecommendationStatus:
    """A recommendation with all to whom it is made."""

    recommendation: Recommendation
    addressees: list[AddresseeStatus]

    @property
    def is_late(self) -> bool:
        """Whether an answer is still out and late, unless nothing is asked any more."""
        return not self.recommendation.told.is_withdrawn and any(
            one.clock.days_late and one.response is None for one in self.addressees
        )

    @property
    def is_answered(self) -> bool:
        """Whether all have answered of whom there are any."""
        return bool(self.addressees) and all(one.response for one in self.addressees)


def standing(rows: Iterable[Recommendation], on: dt.date) -> list[RecommendationStatus]:
    """These recommendations, `with_answers()`, as they stand on that day: no query more."""
    return [
        RecommendationStatus(
            row,
            [
                AddresseeStatus(one, clock(one, on), one.notice, getattr(one, "response", None))
                for one in row.addressees.all()
            ],
        )
        for row in rows
    ]

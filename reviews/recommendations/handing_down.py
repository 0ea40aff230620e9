"""Recommendations are handed down with the report of their review: from then on each keeps its number."""

import datetime as dt

from committee.saving import save
from reviews.models import Review


def hand_down(review: Review, at: dt.datetime) -> None:
    """Note on every recommendation of a held review that it has been handed down, unless it was before."""
    for row in review.recommendations.filter(handed_down_at=None):
        row.handed_down_at = at
        save(row)

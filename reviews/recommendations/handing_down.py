"""Recommendations are handed down with the report of their review: from then on each keeps its number."""

import datetime as dt
from dataclasses import fields

from committee.saving import save
from reviews.models import HandedDown, Review


def hand_down(review: Review, at: dt.datetime) -> None:
    """
    Hand every recommendation of a held review down as it is drafted now: until the next report that is what is read.

    When it was handed down first is kept.
    """
    for row in review.recommendations.all():
        drafted = {field.name: getattr(row, field.name) for field in fields(HandedDown)}
        row.handed_down = drafted | {"wanted_on": row.wanted_on.isoformat() if row.wanted_on else None}
        row.handed_down_at = row.handed_down_at or at
        save(row)

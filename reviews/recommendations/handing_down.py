"""Recommendations are handed down with the report of their review: from then on each keeps its number."""

import datetime as dt
from dataclasses import fields

from committee.saving import save
from reviews.models import Addressee, HandedDown, Review

DRAFTED = tuple(field.name for field in fields(HandedDown) if field.name != "since")


def hand_down(review: Review, step: int, at: dt.datetime) -> None:
    """
    Hand every recommendation of a held review down as it is drafted now: until the next report that is what is read.

    `step` is the number of the step that hands the report down. When a recommendation was issued first is kept,
    and with which step it was told in these words first: whoever endorsed them is not asked again.
    """
    for recommendation in review.recommendations.all():
        drafted = {name: getattr(recommendation, name) for name in DRAFTED}
        drafted["wanted_on"] = recommendation.wanted_on.isoformat() if recommendation.wanted_on else None
        was = dict(recommendation.handed_down)
        since = was.pop("since", None)
        recommendation.handed_down = drafted | {"since": since if was == drafted else step}
        recommendation.handed_down_at = recommendation.handed_down_at or at
        save(recommendation)
    Addressee.objects.filter(recommendation__review=review, is_drafted=True).update(is_drafted=False)

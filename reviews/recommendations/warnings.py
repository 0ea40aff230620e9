"""What the guidance would have said better of the recommendations of a review (R49), before they are handed down."""

from collections.abc import Sequence

from committee.law import recommendations as law
from committee.law.findings import Finding
from reviews.recommendations.answers import RecommendationStatus


def warnings(statuses: Sequence[RecommendationStatus]) -> list[Finding]:
    """A finding for each recommendation that lacks something, and one where they are many; withdrawn ones left out."""
    standing = [asked for asked in statuses if not asked.recommendation.is_withdrawn]
    each = [
        law.weaknesses(
            asked.recommendation.number,
            made_to=len(asked.addressees),
            measure=asked.recommendation.measure,
            has_date=bool(asked.recommendation.wanted_on or asked.recommendation.wanted_months),
        )
        for asked in standing
    ]
    return [finding for finding in (*each, law.too_many(len(standing))) if finding]

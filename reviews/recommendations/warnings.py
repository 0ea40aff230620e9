"""What the guidance would have said better of the recommendations of a review (R49), before they are handed down."""

from collections.abc import Sequence

from committee.law import recommendations as law
from committee.law.findings import Finding
from reviews.recommendations.answers import RecommendationStatus


def warnings(statuses: Sequence[RecommendationStatus]) -> list[Finding]:
    """Return a finding per standing recommendation that lacks something, and one where there are too many."""
    standing = [status for status in statuses if not status.recommendation.is_withdrawn]
    each = [
        law.weaknesses(
            status.recommendation.number,
            made_to=len(status.addressees),
            measure=status.recommendation.measure,
            has_date=bool(status.recommendation.wanted_on or status.recommendation.wanted_months),
        )
        for status in standing
    ]
    return [finding for finding in (*each, law.too_many(len(standing))) if finding]

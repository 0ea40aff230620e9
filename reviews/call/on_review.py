"""What the page of a review says of its call for evidence."""

import datetime as dt

from reviews.models import CallForEvidence, Review


def open_call(review: Review, on: dt.date) -> CallForEvidence | None:
    """The call of a published review that takes answers on that day; None where none does."""
    return CallForEvidence.objects.begun(on).filter(review=review, closes_on__gte=on).first()

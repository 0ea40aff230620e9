"""What the page of a review says of its call for evidence."""

import datetime as dt

from reviews.models import CallForEvidence, Review


def open_call(review: Review, on: dt.date) -> CallForEvidence | None:
    """The call of a published review that takes answers on that day; None where none does."""
    call = CallForEvidence.objects.begun(on).filter(review=review).first()
    return call if call and call.is_open_on(on) else None

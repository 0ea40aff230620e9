"""What the page of a review says of its call for evidence."""

import datetime as dt

from reviews.models import CallForEvidence, Review


def open_call(review: Review, on: dt.date) -> CallForEvidence | None:
    """Return the published review's call that is open on that day; None if there is none."""
    call = CallForEvidence.objects.begun(on).filter(review=review).first()
    return call if call and call.is_open_on(on) else None

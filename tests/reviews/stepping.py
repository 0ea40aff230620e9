"""How tests bring a review from state to state: by a step, and to Reported by issuing its report."""

import datetime as dt

from committee.acts.seen import having_read
from committee.models import User
from reviews.models import DRAFTED, Review, ReviewStep, State
from reviews.report.issuing import issue_report
from reviews.steps import verbs


def take_step(review: Review, to_state: str, *, on: dt.date, at: dt.datetime, by: User, reason: str = "") -> ReviewStep:
    """Take the step to a state."""
    drafted = Review.objects.get(pk=review.pk).state in DRAFTED
    if drafted and to_state == State.REPORTED:
        return having_read(issue_report)(review, on=on, reason=reason, proof="Minute of the panel", at=at, by=by).step
    return verbs.take_step(review, to_state, on=on, reason=reason, at=at, by=by)

"""How tests bring a review from state to state: by a step, and to Reported by issuing its report."""

import datetime as dt

from committee.acts.seen import having_read
from committee.models import User
from reviews.models import BEFORE_REPORT, DRAFTED, Review, ReviewStep, State
from reviews.report.issuing import issue_report
from reviews.steps import verbs


def take_step(review: Review, to_state: str, *, on: dt.date, at: dt.datetime, by: User, reason: str = "") -> ReviewStep:
    """Take the step to a state."""
    drafted = Review.objects.get(pk=review.pk).state in DRAFTED
    if drafted and to_state == State.REPORTED:
        return having_read(issue_report)(review, on=on, reason=reason, proof="Minute of the panel", at=at, by=by).step
    return verbs.take_step(review, to_state, on=on, reason=reason, at=at, by=by)


def hand_down(review: Review, *, on: dt.date, at: dt.datetime, by: User) -> None:
    """Bring a review that was proposed to Reported, step by step on one day."""
    for state in (*BEFORE_REPORT[1:], State.REPORTED):
        take_step(review, state, reason="The panel goes on.", on=on, at=at, by=by)

"""What is done every day about reviews: overdue answers are said with the work programme (R39)."""

from collections.abc import Iterator
from datetime import datetime

from committee.daily import Done, NotDone, Timer
from committee.refusal import Refused
from committee.saving import day_of
from committee.verbs import PORTAL
from reviews.models import Review
from reviews.overdue.verbs import tell_overdue


def tell_overdue_answers(*, at: datetime) -> Iterator[Done | NotDone]:
    """Hand down, for every published review with a notice, which answers are overdue; take back what is in."""
    for review in Review.objects.public().filter(notices__isnull=False).distinct():
        try:
            late = tell_overdue(review, on=day_of(at), by=PORTAL)
        except Refused as refusal:
            yield NotDone(f"{review.title_for_public}: {refusal.text}")
        else:
            if late:
                yield Done(f"{review.title_for_public}: an answer is overdue.")


TIMERS = (Timer("reviews", "Overdue answers to reviews are not said with the work programmes.", tell_overdue_answers),)

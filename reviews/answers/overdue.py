"""The verb that hands down to a work programme which answers are overdue, and takes it back once they are in (R39)."""

import datetime as dt

from django.urls import reverse

from committee.access.permissions import plans_scrutiny
from committee.acts.verbs import Portal, as_part, verb
from committee.models import User
from committee.wording.dates import long_date
from reviews.locking import hold_review
from reviews.models import OF_THE_COUNCIL, Review
from reviews.recommendations.answers import RecommendationStatus, recommendations_in_words, standing
from workprogramme.items import handed_down_notes
from workprogramme.models import Note


@verb(may=plans_scrutiny)
def tell_overdue(review: Review, *, on: dt.date, by: User | Portal) -> bool:
    """
    Say with the work programme of the committee that monitors a review which answers of the council are overdue (R39).

    It is printed with that committee's next agenda. Returns whether any is overdue; where none is any more or another
    committee monitors it, what was said is taken back. To close or abandon a review does not end the duty to answer.
    Days are not counted in words that are printed: they go on.
    """
    locked = hold_review(review)
    late = _late(locked, on) if locked.is_public else []
    of_this = f"review-{locked.pk}-overdue-"
    key = f"{of_this}{locked.monitored_by_id}"
    for note in Note.objects.standing().filter(key__startswith=of_this):
        if not late or note.key != key:  # it is in, or another committee monitors now
            as_part(handed_down_notes.clear)(note.key, on=max(on, note.since), by=by)
    if not late:
        return False
    due = min(status.clock.due for recommended in late for status in recommended.addressees if status.clock.due)
    numbers = [recommended.recommendation.number for recommended in late]
    as_part(handed_down_notes.note)(
        locked.monitored_by, key=key, text=_words(locked, numbers, due), rule="R39", since=due + dt.timedelta(days=1),
        url=reverse("public:review", args=[locked.slug]), by=by,
    )  # fmt: skip
    return True


def _late(review: Review, on: dt.date) -> list[RecommendationStatus]:
    """Return the overdue recommendations to which the council owes an answer."""
    recommendations = review.recommendations.public().with_told_answers().filter(withdrawn_reason="").order_by("number")
    statuses = standing(recommendations, on)
    return [recommended for recommended in statuses if any(
        status.response is None and status.clock.days_late and status.addressee.kind in OF_THE_COUNCIL
        for status in recommended.addressees
    )]  # fmt: skip


def _words(review: Review, numbers: list[int], due: dt.date) -> str:
    which = f"{recommendations_in_words(numbers)} of the review “{review.title_for_public}”"
    return f"The response to {which} was due on {long_date(due)} and is overdue."

"""What of reviews waits for the desk: papers that are ready for an agenda, decisions that were minuted."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from reviews.agenda_papers import ready
from workprogramme.desk_tasks import Waiting


def waiting(on: dt.date) -> list[Waiting]:
    """Everything of reviews that waits: decisions to record, then papers of which no agenda has one."""
    return [*_decisions(), *_papers(on)]


def _decisions() -> Iterator[Waiting]:
    for put in ready.undecided():
        address = reverse("desk:review-committees", args=[put.parent.review.slug])
        what = f"Record the endorsement of the review “{put.parent.review.title}”"
        yield Waiting(what, put.parent.committee.short_name, address)


def _papers(on: dt.date) -> Iterator[Waiting]:
    for offer in ready.offers(on):
        address = reverse("desk:review-committees", args=[offer.parent.review.slug])
        yield Waiting(f"{offer.label}, “{offer.parent.review.title}”", offer.parent.committee.short_name, address)

"""List what of reviews waits for the desk: what comes next in each, decisions that were minuted, papers."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from reviews.agenda_papers import ready
from reviews.answers.waiting import Actor
from reviews.overview.next_acts import waiting_acts
from workprogramme.desk_tasks import Waiting


def waiting(on: dt.date) -> list[Waiting]:
    """Return what waits for the scrutiny officer, the pages of each review first."""
    return [*of_actor(on, theirs=False), *_decisions(), *_papers(on)]


def of_actor(on: dt.date, *, theirs: bool) -> Iterator[Waiting]:
    """Yield what comes next in each review: what the scrutiny officer does, or what others (`theirs`) do."""
    for review, act in waiting_acts(on):
        if (act.actor != Actor.SCRUTINY) == theirs:
            yield Waiting(f"{act.text}, “{review.title}”", review.monitored_by.short_name, act.url)


def _decisions() -> Iterator[Waiting]:
    for put in ready.undecided():
        address = reverse("desk:review-committees", args=[put.parent.review.slug])
        what = f"Record the endorsement of the review “{put.parent.review.title}”"
        yield Waiting(what, put.parent.committee.short_name, address)


def _papers(on: dt.date) -> Iterator[Waiting]:
    for offer in ready.offers(on):
        address = reverse("desk:review-committees", args=[offer.parent.review.slug])
        yield Waiting(f"{offer.label}, “{offer.parent.review.title}”", offer.parent.committee.short_name, address)

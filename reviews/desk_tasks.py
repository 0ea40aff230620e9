"""List the desk's tasks on reviews: next acts, minuted decisions to record, papers to put on agendas."""

import datetime as dt
from collections.abc import Iterator

from reviews.agenda_papers import ready
from reviews.answers.waiting import Actor
from reviews.lookup import address_of
from reviews.models import Parent
from reviews.overview.next_acts import waiting_acts
from workprogramme.desk_tasks import Waiting


def waiting(on: dt.date) -> list[Waiting]:
    """Return the scrutiny officers' tasks, next acts on reviews first."""
    decisions = [_of_committee("Record the endorsement of the review", put.parent) for put in ready.undecided()]
    papers = [_of_committee(f"{offer.label},", offer.parent) for offer in ready.offers(on)]
    return [*of_actor(on, theirs=False), *decisions, *papers]


def of_actor(on: dt.date, *, theirs: bool) -> Iterator[Waiting]:
    """Yield the next acts on each review. They are acts of scrutiny officers or, with `theirs`, of other people."""
    for review, act in waiting_acts(on):
        if (act.actor != Actor.SCRUTINY) == theirs:
            yield Waiting(f"{act.text}, “{review.title}”", review.monitored_by.short_name, act.url)


def _of_committee(what: str, parent: Parent) -> Waiting:
    page = address_of(parent.review, "committees")
    return Waiting(f"{what} “{parent.review.title}”", parent.committee.short_name, page)

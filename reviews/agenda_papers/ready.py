"""Which papers of reviews are ready and stand on no agenda yet."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from reviews.agenda_papers import documents
from reviews.models import ENDED, PaperPurpose, Parent, ProgressEntry, Response, Review, ReviewPaper, State
from reviews.steps.conditions import standing_endorsements

OFFERED = (PaperPurpose.SCOPE, PaperPurpose.REPORT, PaperPurpose.RESPONSE, PaperPurpose.PROGRESS)
# What was answered before that has been before its committee without us, or is brought there by hand.
RECENT = dt.timedelta(weeks=26)


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that one committee of a review has not had before it."""

    parent: Parent
    purpose: str

    @property
    def label(self) -> str:
        """What it is called: "Report of the review, ready"."""
        return f"{PaperPurpose(self.purpose).label}, ready"


def offers(on: dt.date, of: Q | None = None) -> list[Offer]:
    """What is ready on a day for the committees (`of`: some parents alone) of published reviews that are under way."""
    parents = Parent.objects.filter(of or Q(), review__in=Review.objects.public())
    parents = parents.exclude(review__state__in=(*ENDED, State.PAUSED)).order_by("committee__name", "pk")
    parents = parents.select_related("review__monitored_by", "committee").prefetch_related("review__steps")
    return [Offer(parent, purpose) for parent in parents for purpose in wanted(parent, on)]


def wanted(parent: Parent, on: dt.date) -> Iterable[str]:
    """The purposes of the papers of a review that one of its committees is to have and has not had by that day."""
    for purpose in OFFERED:
        if not is_for(parent, purpose) or not documents.is_ready(parent, purpose):
            continue
        if not _has(parent, purpose, on) and not _is_over(parent, purpose, on):
            yield purpose


def is_for(parent: Parent, purpose: str) -> bool:
    """Whether that committee is to have it: the response and what follows goes to the one that monitors the review."""
    later = purpose in (PaperPurpose.RESPONSE, PaperPurpose.PROGRESS)
    return not later or parent.committee_id == parent.review.monitored_by_id


def _is_over(parent: Parent, purpose: str, on: dt.date) -> bool:
    """Whether the committee needs it no more: it has agreed the scope, decided about the report, or it was long ago."""
    if purpose == PaperPurpose.SCOPE:
        return parent.scope_agreements.current().exists()
    if purpose == PaperPurpose.REPORT:
        decided = parent.endorsements.filter(report=parent.review.last_report).exists()
        return decided or parent.pk in standing_endorsements(parent.review)
    recommendations = parent.review.recommendations.all()
    if purpose == PaperPurpose.RESPONSE:
        recent = Response.objects.filter(addressee__recommendation__in=recommendations, received_on__gt=on - RECENT)
        return not recent.exists()
    told = ProgressEntry.objects.public().filter(addressee__recommendation__in=recommendations, on__gt=on - RECENT)
    return not told.exists()


def _has(parent: Parent, purpose: str, on: dt.date) -> bool:
    """Whether it stands on an agenda: of the report the last version, of progress one of the last half year."""
    papers = parent.papers.standing().filter(purpose=purpose)
    if purpose == PaperPurpose.REPORT:
        papers = papers.filter(report=parent.review.last_report)
    if purpose == PaperPurpose.PROGRESS:
        papers = papers.filter(paper__item__meeting__date__gt=on - RECENT)
    return papers.exists()


def undecided() -> list[ReviewPaper]:
    """Reports on agendas under whose item something is minuted, and no decision of the committee is recorded for it."""
    decided = Parent.objects.filter(pk=OuterRef("parent"), endorsements__minute__item=OuterRef("paper__item"))
    papers = ReviewPaper.objects.standing().filter(purpose=PaperPurpose.REPORT, paper__item__minute__isnull=False)
    papers = papers.exclude(Exists(decided)).exclude(parent__review__state__in=ENDED)
    return list(papers.select_related("parent__review", "parent__committee", "paper__item__meeting__committee"))

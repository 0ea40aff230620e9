"""Find papers of reviews that are ready but on no agenda yet. Return the rows of the desk's page on the committees."""

import datetime as dt
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from committee.slots import Piece
from meetings.models import Meeting
from reviews.agenda_papers import documents
from reviews.lookup import address_of
from reviews.models import (
    DRAFTED,
    ENDED,
    Endorsement,
    PaperPurpose,
    Parent,
    ProgressEntry,
    Response,
    Review,
    ReviewPaper,
    ReviewStep,
    ScopeAgreement,
    ScopePoint,
    State,
)
from reviews.steps.conditions import standing_endorsements
from reviews.steps.endorsement_verbs import offered

OFFERED = (PaperPurpose.SCOPE, PaperPurpose.REPORT, PaperPurpose.RESPONSE, PaperPurpose.PROGRESS)
# Answers and progress reports older than RECENT are not offered, because a committee has probably considered them
# without the portal. An officer can still put them on an agenda.
RECENT = dt.timedelta(weeks=26)
MEETINGS_SHOWN = 3
# Label of a paper, its purpose, and the coming meetings whose agendas do not have the paper yet.
ToPut = tuple[str, str, list[Meeting]]


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper of a review that is ready for a committee of the review and is on no agenda of that committee."""

    parent: Parent
    purpose: str

    @property
    def label(self) -> str:
        """Label of the offer: "Ready for an agenda: report of the review"."""
        label = PaperPurpose(self.purpose).label
        return f"Ready for an agenda: {label[0].lower()}{label[1:]}"


def offers(on: dt.date, of: Q | None = None) -> list[Offer]:
    """Return the papers ready on a day for committees of published reviews under way. `of` filters the parents."""
    parents = Parent.objects.filter(of or Q(), review__in=Review.objects.public())
    parents = parents.exclude(review__state__in=(*ENDED, State.PAUSED)).order_by("committee__name", "pk")
    committees = list(_with_papers(parents, on).select_related("review", "committee"))
    asked_again = {parent.review_id for parent in committees if PaperPurpose.REPORT in _wanted(parent)}
    endorsed = standing_endorsements(*asked_again)
    return [Offer(parent, purpose) for parent in committees for purpose in _wanted(parent, endorsed)]


def wanted(review: Review, on: dt.date) -> dict[int, list[str]]:
    """Return, by parent id, the purposes of the papers that the committee lacks on a day."""
    endorsed = standing_endorsements(review)
    parents = _with_papers(Parent.objects.filter(review=review), on).select_related("review")
    return {parent.pk: _wanted(parent, endorsed) for parent in parents}


def is_for(parent: Parent, purpose: str) -> bool:
    """Return whether that committee gets the paper: response and progress go only to the monitoring committee."""
    later = purpose in (PaperPurpose.RESPONSE, PaperPurpose.PROGRESS)
    return not later or parent.committee_id == parent.review.monitored_by_id


def _with_papers(parents: QuerySet[Parent], on: dt.date) -> QuerySet[Parent]:
    """
    Annotate committees with the papers that they lack on a day, in one query.

    `issued`: id of the step that issued the last report.
    `lacks_scope`, `lacks_response`, `lacks_progress`: True where the paper has content but is on no agenda of the
    committee. For progress, only agendas of the last half year count.
    `lacks_report`: True where the report `issued` is on no agenda of the committee. Also True where `issued` is None.

    A committee does not lack a scope that it has agreed, or a report that it has decided about. Answers and progress
    older than RECENT do not count as content.
    """
    review = OuterRef("review")
    papers = ReviewPaper.objects.standing().filter(parent=OuterRef("pk"))
    answered = Response.objects.filter(addressee__recommendation__review=review, received_on__gt=on - RECENT)
    progress = ProgressEntry.objects.public().filter(addressee__recommendation__review=review, on__gt=on - RECENT)
    reports = ReviewStep.objects.filter(review=review, to_state=State.REPORTED, from_state__in=DRAFTED)
    last_half_year = Q(paper__item__meeting__date__gt=on - RECENT)
    return parents.annotate(
        issued=Subquery(reports.order_by("-number").values("pk")[:1]),
        lacks_scope=Exists(ScopePoint.objects.filter(review=review))
        & ~Exists(papers.filter(purpose=PaperPurpose.SCOPE))
        & ~Exists(ScopeAgreement.objects.current().filter(parent=OuterRef("pk"))),
        lacks_report=~Exists(papers.filter(purpose=PaperPurpose.REPORT, report=OuterRef("issued")))
        & ~Exists(Endorsement.objects.standing().filter(parent=OuterRef("pk"), report=OuterRef("issued"))),
        lacks_response=Exists(answered) & ~Exists(papers.filter(purpose=PaperPurpose.RESPONSE)),
        lacks_progress=Exists(progress) & ~Exists(papers.filter(last_half_year, purpose=PaperPurpose.PROGRESS)),
    )


def _wanted(parent: Any, endorsed: Container[int] = ()) -> list[str]:
    """
    Return the purposes of the papers that a committee needs.

    `endorsed`: ids of the parents that have endorsed the present recommendations (`standing_endorsements`).
    """
    review = parent.review
    reported = parent.issued is not None and not review.is_before_report
    lacking = {
        PaperPurpose.SCOPE: parent.lacks_scope and review.state in (State.PROPOSED, State.SCOPING),
        PaperPurpose.REPORT: parent.lacks_report and reported and parent.pk not in endorsed,
        PaperPurpose.RESPONSE: parent.lacks_response,
        PaperPurpose.PROGRESS: parent.lacks_progress,
    }
    return [purpose for purpose in OFFERED if lacking[purpose] and is_for(parent, purpose)]


def undecided() -> list[ReviewPaper]:
    """Return the report papers whose agenda item is minuted, but without a recorded decision from that minute."""
    decided = Endorsement.objects.standing().filter(parent=OuterRef("parent"), minute__item=OuterRef("paper__item"))
    papers = ReviewPaper.objects.standing().filter(purpose=PaperPurpose.REPORT, paper__item__minute__isnull=False)
    papers = papers.exclude(Exists(decided)).exclude(parent__review__state__in=ENDED)
    return list(papers.select_related("parent__review", "parent__committee"))


def offer_papers(meetings: Sequence[Meeting]) -> dict[int, Piece]:
    """Return, by meeting id, the links to papers of reviews that are ready for the agenda of a coming meeting."""
    today = timezone.localdate()
    coming = [meeting for meeting in meetings if meeting.date >= today and not meeting.is_cancelled]
    ready = offers(today, Q(committee__in=[meeting.committee_id for meeting in coming])) if coming else []
    pieces = {}
    for meeting in coming:
        links = [
            {
                "text": offer.label,
                "review": offer.parent.review.title,
                "address": address_of(offer.parent.review, "paper", offer.parent.pk, offer.purpose, meeting.slug),
            }
            for offer in ready
            if offer.parent.committee_id == meeting.committee_id
        ]
        if links:
            pieces[meeting.pk] = Piece("desk/reviews/paper.html#ready_for_agenda", {"links": links})
    return pieces


def committees(review: Review, on: dt.date) -> list[dict[str, Any]]:
    """
    Return the committees of a review, by name, as the desk's page shows them on a day.

    `to_put`: papers that the committee needs, each with the coming meetings on whose agendas it can go.
    `by_hand`: papers that the committee does not need. An officer can still put these papers on an agenda.
    `offer`: decision for the officer to record, read from the minute on the last report (`offered`).
    """
    lacking, rows = wanted(review, on), []
    for parent in review.parents.all():
        to_put, purposes = _to_put(parent, on), lacking.get(parent.pk, [])
        items = parent.items.select_related("item__programme__year", "item__programme__committee", "item__meeting")
        rows.append(
            {
                "parent": parent,
                "monitors": parent.committee_id == review.monitored_by_id,
                "items": items,
                "papers": parent.papers.select_related("paper__item__meeting__committee", "paper__file", "report"),
                "decisions": parent.endorsements.select_related("report", "minute__minutes__meeting"),
                "to_put": [paper for paper in to_put if paper[1] in purposes],
                "by_hand": [paper for paper in to_put if paper[1] not in purposes and paper[2]],
                "offer": offered(parent),
            }
        )
    return rows


def _to_put(parent: Parent, on: dt.date) -> list[ToPut]:
    meetings: Any = Meeting.objects.formal().upcoming(on).filter(committee=parent.committee_id)
    coming = list(meetings.select_related("committee")[:MEETINGS_SHOWN])
    standing = parent.papers.standing().filter(paper__item__meeting__in=coming)
    taken = set(standing.values_list("purpose", "paper__item__meeting"))
    to_put = []
    for purpose in OFFERED:
        if documents.is_ready(parent, purpose) and is_for(parent, purpose):
            free = [meeting for meeting in coming if (purpose.value, meeting.pk) not in taken]
            to_put.append((PaperPurpose(purpose).label, purpose.value, free))
    return to_put

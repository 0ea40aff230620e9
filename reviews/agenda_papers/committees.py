"""Each committee of a review as the desk's page shows it: programme items, papers, decisions, and what comes next."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from meetings.models import Meeting
from reviews.agenda_papers import documents, ready
from reviews.models import Endorsement, PaperPurpose, Parent, Review, ReviewItem, ReviewPaper
from reviews.steps.endorsement_offered import OfferedDecision, offered

MEETINGS_SHOWN = 3
# What a paper is called, its purpose, and the meetings to come whose agendas it is not on.
ToPut = tuple[str, str, list[Meeting]]


@dataclass(frozen=True, slots=True)
class CommitteeView:
    """
    One committee; `to_put` are papers that are ready with the meetings to come on whose agendas they can go, and
    `by_hand` those that it has had, or that were before it without the portal.

    `offer` is what the minute under the last report offers to record, None where there is nothing to record.
    """

    parent: Parent
    monitors: bool
    items: list[ReviewItem]
    papers: list[ReviewPaper]
    decisions: list[Endorsement]
    to_put: list[ToPut]
    by_hand: list[ToPut]
    offer: OfferedDecision | None


def of(review: Review, on: dt.date) -> list[CommitteeView]:
    """Return the committees of a review in the order of their names, on a day."""
    wanted = ready.wanted(review, on)
    return [_view(parent, review, wanted.get(parent.pk, []), on) for parent in review.parents.all()]


def _view(parent: Parent, review: Review, wanted: list[str], on: dt.date) -> CommitteeView:
    parent.review = review
    items = parent.items.select_related("item__programme__year", "item__programme__committee", "item__meeting")
    papers = parent.papers.select_related("paper__item__meeting__committee", "paper__file", "report")
    to_put = _to_put(parent, on)
    decisions = parent.endorsements.select_related("report", "minute__minutes__meeting")
    return CommitteeView(
        parent, parent.committee_id == review.monitored_by_id, list(items), list(papers), list(decisions),
        [each for each in to_put if each[1] in wanted], [each for each in to_put if each[1] not in wanted and each[2]],
        offered(parent),
    )  # fmt: skip


def _to_put(parent: Parent, on: dt.date) -> list[ToPut]:
    meetings: Any = Meeting.objects.formal().upcoming(on).filter(committee=parent.committee_id)
    coming = list(meetings.select_related("committee")[:MEETINGS_SHOWN])
    standing = parent.papers.standing().filter(paper__item__meeting__in=coming)
    taken = set(standing.values_list("purpose", "paper__item__meeting"))
    to_put = []
    for purpose in ready.OFFERED:
        if documents.is_ready(parent, purpose) and ready.is_for(parent, purpose):
            free = [meeting for meeting in coming if (purpose.value, meeting.pk) not in taken]
            to_put.append((PaperPurpose(purpose).label, purpose.value, free))
    return to_put

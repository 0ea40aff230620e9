"""What anybody may read of the scope of a review: once the review is published and its scope agreed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from reviews.models import Review, ReviewMethod, ScopeAgreement, ScopePoint
from reviews.scope.points import Points, by_kind, current_agreements


@dataclass(frozen=True, slots=True)
class PublishedAgreement:
    """That a committee agreed the scope on a day; `minute` and `url` are "" where no open minute tells it."""

    committee: str
    on: dt.date
    minute: str
    url: str


@dataclass(frozen=True, slots=True)
class PublishedScope:
    """The scope as anybody reads it; without groups there is nothing to read yet."""

    groups: Sequence[Points]
    method: ReviewMethod | None
    agreements: Sequence[PublishedAgreement]


NOT_AGREED = PublishedScope((), None, ())


def published_scope(review: Review) -> PublishedScope:
    """The agreed scope of a published review; empty before either."""
    groups = by_kind(ScopePoint.objects.public().filter(review=review))
    if not groups:
        return NOT_AGREED
    agreements = [_told(agreement) for agreement in current_agreements(review)]
    return PublishedScope(groups, ReviewMethod.objects.public().filter(review=review).first(), agreements)


def _told(agreement: ScopeAgreement) -> PublishedAgreement:
    """SECURITY: of a minute that is withheld, or down (R60), neither number nor address is told."""
    committee, minute = agreement.parent.committee, agreement.open_minute
    if minute is None:
        return PublishedAgreement(committee.name, agreement.on, "", "")
    url = reverse("public:minute", args=[committee.slug, minute.minutes.meeting.slug, minute.number])
    return PublishedAgreement(committee.name, agreement.on, str(minute.number), url)

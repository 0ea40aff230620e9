"""The scope of a review: its points by kind, its method and days, who agreed to them, and what anybody may read."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from committee.models import Committee
from reviews.models import PointKind, Review, ReviewMethod, ScopeAgreement, ScopePoint


@dataclass(frozen=True, slots=True)
class Points:
    """The points of one kind, in their order."""

    kind: PointKind
    points: Sequence[ScopePoint]

    @property
    def heading(self) -> str:
        """Heading of the points of that kind."""
        return str(self.kind.label)


@dataclass(frozen=True, slots=True)
class CommitteeAgreement:
    """Of one committee of a review its latest agreement to the scope, if any, and whether that has changed since."""

    parent: Any
    agreement: ScopeAgreement | None
    is_changed: bool

    @property
    def committee(self) -> Committee:
        """The committee itself."""
        committee: Committee = self.parent.committee
        return committee


def by_kind(points: Iterable[ScopePoint]) -> list[Points]:
    """Points under the kinds of the scoping paper, in its order; kinds without a point are left out."""
    rows = list(points)
    groups = [Points(kind, [point for point in rows if point.kind == kind]) for kind in PointKind]
    return [group for group in groups if group.points]


def method_of(review: Review) -> ReviewMethod:
    """Return how the review is carried out; an unsaved empty row where nobody has entered it yet."""
    return ReviewMethod.objects.filter(review=review).first() or ReviewMethod(review=review)


def words_of(review: Review) -> dict[str, Any]:
    """Return the present scope as JSON: what a committee agrees to, and what changes are compared with."""
    method = method_of(review)
    return {
        "points": {kind.value: [] for kind in PointKind}
        | {group.kind.value: [point.text for point in group.points] for group in by_kind(review.scope_points.all())},
        "method": method.method,
        "evidence_on": method.evidence_on.isoformat() if method.evidence_on else "",
        "report_on": method.report_on.isoformat() if method.report_on else "",
    }


def agreements_of(review: Review) -> list[CommitteeAgreement]:
    """Return every committee of the review with its latest agreement to the scope."""
    current = {row.parent_id: row for row in current_agreements(review)}
    words = words_of(review) if current else {}
    parents = review.parents.select_related("committee").order_by("committee__name")
    pairs = [(parent, current.get(parent.pk)) for parent in parents]
    return [
        CommitteeAgreement(parent, agreement, agreement is not None and agreement.agreed != words)
        for parent, agreement in pairs
    ]


def current_agreements(review: Review) -> list[ScopeAgreement]:
    """Return the latest agreement of each committee of a review, without those recorded by mistake."""
    rows = ScopeAgreement.objects.filter(parent__review=review).current()
    return list(rows.select_related("parent__committee", "minute__minutes__meeting").order_by("on", "pk"))


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
    """Return the agreed scope of a published review; empty if not agreed or not published."""
    groups = by_kind(ScopePoint.objects.public().filter(review=review))
    if not groups:
        return NOT_AGREED
    agreements = [_published(agreement) for agreement in current_agreements(review)]
    return PublishedScope(groups, ReviewMethod.objects.public().filter(review=review).first(), agreements)


def _published(agreement: ScopeAgreement) -> PublishedAgreement:
    """
    Return the agreement as the public reads it.

    SECURITY: of a minute that is withheld, or down (R60), neither number nor address is told.
    """
    committee, minute = agreement.parent.committee, agreement.open_minute
    if minute is None:
        return PublishedAgreement(committee.name, agreement.on, "", "")
    url = reverse("public:minute", args=[committee.slug, minute.minutes.meeting.slug, minute.number])
    return PublishedAgreement(committee.name, agreement.on, str(minute.number), url)

"""The scope of a review as it stands: its points by kind, its method and days, and who agreed to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from committee.models import Committee
from reviews.models import PointKind, Review, ReviewMethod, ScopeAgreement, ScopePoint


@dataclass(frozen=True, slots=True)
class Points:
    """The points of one kind, in their order."""

    kind: PointKind
    points: Sequence[ScopePoint]

    @property
    def heading(self) -> str:
        """What the points of that kind are called."""
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
        found: Committee = self.parent.committee
        return found


def by_kind(points: Iterable[ScopePoint]) -> list[Points]:
    """Points under the kinds of the scoping paper, in its order; kinds without a point are left out."""
    rows = list(points)
    found = [Points(kind, [point for point in rows if point.kind == kind]) for kind in PointKind]
    return [group for group in found if group.points]


def method_of(review: Review) -> ReviewMethod:
    """How the review is carried out; an empty row, which is not saved, where nobody has said it yet."""
    return ReviewMethod.objects.filter(review=review).first() or ReviewMethod(review=review)


def words_of(review: Review) -> dict[str, Any]:
    """The scope as it stands, as JSON: what a committee agrees to, and what a change is told from."""
    method = method_of(review)
    return {
        "points": {kind.value: [] for kind in PointKind}
        | {group.kind.value: [point.text for point in group.points] for group in by_kind(review.scope_points.all())},
        "method": method.method,
        "evidence_on": method.evidence_on.isoformat() if method.evidence_on else "",
        "report_on": method.report_on.isoformat() if method.report_on else "",
    }


def agreements_of(review: Review) -> list[CommitteeAgreement]:
    """Every committee of the review with its latest agreement to the scope."""
    current = {row.parent_id: row for row in current_agreements(review)}
    words = words_of(review) if current else {}
    parents = review.parents.select_related("committee").order_by("committee__name")
    found = [(parent, current.get(parent.pk)) for parent in parents]
    return [
        CommitteeAgreement(parent, agreement, agreement is not None and agreement.agreed != words)
        for parent, agreement in found
    ]


def current_agreements(review: Review) -> list[ScopeAgreement]:
    """What the committees of a review agreed last, without what was recorded by mistake."""
    rows = ScopeAgreement.objects.filter(parent__review=review).current()
    return list(rows.select_related("parent__committee", "minute__minutes__meeting").order_by("on", "pk"))

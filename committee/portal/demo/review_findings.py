"""What the demonstration's review found, and which recommendations follow from it."""

import tomllib
from pathlib import Path

from django.conf import settings

from committee.models import User
from reviews.findings import verbs
from reviews.models import PointKind, Review

FACTS = Path(settings.BASE_DIR) / "fixtures" / "demo" / "review-findings.toml"


def load_findings(review: Review, by: User) -> None:
    """Write the findings, each with the purposes of the review that it answers."""
    purposes = list(review.scope_points.filter(kind=PointKind.PURPOSE).order_by("position"))
    for entry in tomllib.loads(FACTS.read_text("utf-8"))["findings"]:
        verbs.add_finding(
            review,
            text=entry["text"],
            evidence_words=entry["evidence"],
            scope_points=[purposes[number - 1] for number in entry["answers"]],
            recommendations=review.recommendations.filter(number__in=entry["recommendations"]),
            by=by,
        )

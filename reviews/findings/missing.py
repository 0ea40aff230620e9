"""List the gaps of a review before its report is handed down, one sentence each, for the desk."""

from django.db import models
from django.db.models import Q

from committee.law.review_reports import missing_contents
from reviews import leak_check
from reviews.models import PointKind, Review

# Kinds of points that need a finding. Wanted witnesses, wanted evidence and points out of scope need no finding.
ANSWERED = (PointKind.PURPOSE, PointKind.IN_SCOPE, PointKind.LINE)
LONGEST = 90


def missing(review: Review) -> list[str]:
    """
    Return the gaps of a review, one sentence each.

    These are points of the scope and recommendations without a finding, findings without evidence, contents that R44
    asks for, and quoted evidence whose sender has not agreed.
    """
    points = review.scope_points.filter(kind__in=ANSWERED, findings=None)
    standing = review.recommendations.filter(withdrawn_reason="")
    unfounded = list(standing.filter(findings=None).values_list("number", flat=True))
    resting = review.findings.alias(pieces=models.Count("evidence")).filter(~Q(evidence_words="") | Q(pieces__gt=0))
    bare = review.findings.exclude(pk__in=resting.values("pk")).values_list("number", flat=True)
    contents = missing_contents(
        matter=bool(review.why.strip()),
        evidence=resting.exists(),
        participants=review.witnesses.exists(),
        recommendations=not unfounded and standing.exists(),
    )
    return [
        *(f"No finding answers the scope: “{_short(point.text)}”." for point in points),
        *(f"Recommendation {number} is not based on a finding." for number in unfounded),
        *(f"Finding {number} has no evidence." for number in bare),
        *leak_check.quoted_unagreed(review),
        *([f"{contents.text} Health scrutiny asks for it ({contents.rule})."] if contents else []),
    ]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"

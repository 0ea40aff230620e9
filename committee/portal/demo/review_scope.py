"""The scope of the demonstration's joint review, and its agreement by the committee of which the source tells."""

import tomllib
from pathlib import Path

from django.conf import settings

from committee.models import User
from committee.portal.demo.programme import noon
from reviews.models import Review
from reviews.scope import verbs as scope

FACTS = Path(settings.BASE_DIR) / "fixtures" / "demo" / "review-scope.toml"


def load_scope(review: Review, by: User) -> None:
    """Write the points and the method, and record that the committee agreed them on its day."""
    facts = tomllib.loads(FACTS.read_text("utf-8"))
    for kind, lines in facts["points"].items():
        scope.add_points(review, kind=kind, text="\n".join(lines), by=by)
    scope.describe_method(review, method=facts["method"], evidence_on=facts["evidence_on"], by=by)
    agreed = facts["agreed"]
    parent = review.parents.get(committee__slug=agreed["committee"])
    scope.record_agreement(parent, on=agreed["on"], proof=agreed["proof"], at=noon(agreed["on"]), by=by)

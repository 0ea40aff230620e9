"""Recipes of the findings of a review."""

from typing import Any

from reviews.findings import finding_verbs as findings
from reviews.findings.in_prose import Buried
from reviews.models import ReviewFinding
from tests.acts import Cast, by_scrutiny
from tests.reviews.world import World

WORDS: dict[str, Any] = {"text": "Few schools ask.", "evidence_words": "E1"}


def written(world: World, cast: Cast) -> ReviewFinding:
    return findings.add_finding(world.review, **WORDS, by=cast["clerk"])


by_scrutiny(findings.add_finding, "review", lambda world, _: world.review, **WORDS)
by_scrutiny(findings.edit_finding, "review", written, text="None asks.")
by_scrutiny(findings.remove_finding, "review", written)
by_scrutiny(findings.take_out_of_prose, "review", lambda world, _: (world.review, [Buried("Every school asks.", 12)]))

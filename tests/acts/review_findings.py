"""Recipes of the findings of a review."""

from typing import Any

from reviews.findings import finding_verbs as findings
from reviews.findings.in_prose import Buried
from reviews.models import ReviewFinding
from tests.acts import Act, Cast, recipe
from tests.reviews.world import World

WORDS: dict[str, Any] = {"text": "Few schools ask.", "evidence_words": "E1"}


def written(world: World, cast: Cast) -> ReviewFinding:
    return findings.add_finding(world.review, **WORDS, by=cast["clerk"])


@recipe(findings.add_finding, world="review")
def add_finding(world: World, cast: Cast) -> Act:
    return Act(findings.add_finding, (world.review,), WORDS, by=cast["scrutiny officer"])


@recipe(findings.edit_finding, world="review")
def edit_finding(world: World, cast: Cast) -> Act:
    return Act(findings.edit_finding, (written(world, cast),), {"text": "None asks."}, by=cast["scrutiny officer"])


@recipe(findings.remove_finding, world="review")
def remove_finding(world: World, cast: Cast) -> Act:
    return Act(findings.remove_finding, (written(world, cast),), {}, by=cast["scrutiny officer"])


@recipe(findings.take_out_of_prose, world="review")
def take_out_of_prose(world: World, cast: Cast) -> Act:
    found = [Buried("Every school asks.", 12)]
    return Act(findings.take_out_of_prose, (world.review, found), {}, by=cast["scrutiny officer"])

"""
Recipes of reviews: the question, its steps, its parents and its panel.

Most begin in the joint review of `tests/reviews/world.py`, proposed on 17 June 2021.
"""

import datetime as dt
from typing import Any

from committee.models import Committee
from reviews.models import State
from reviews.panel import verbs as panel
from reviews.parents import verbs as parents
from reviews.proposing import verbs as proposing
from reviews.steps import verbs as steps
from tests.acts import Act, Cast, recipe
from tests.reviews.world import AT, ON, WORDS, World, other_committee

LATER = dt.date(2021, 7, 1)
TOLD: dict[str, Any] = {"on": LATER, "at": dt.datetime(2021, 7, 1, 9, tzinfo=dt.UTC)}


@recipe(proposing.propose_review, world="ground")
def propose_review(committee: Committee, cast: Cast) -> Act:
    words: dict[str, Any] = {**WORDS, "committees": [committee], "at": AT}
    return Act(proposing.propose_review, (), words, by=cast["scrutiny officer"])


@recipe(proposing.edit_review, world="review")
def edit_review(world: World, cast: Cast) -> Act:
    return Act(proposing.edit_review, (world.review,), {"question": "Who asks?"}, by=cast["scrutiny officer"])


@recipe(proposing.publish_review, world="review")
def publish_review(world: World, cast: Cast) -> Act:
    return Act(proposing.publish_review, (world.review,), {"at": AT}, by=cast["scrutiny officer"])


@recipe(steps.take_step, world="review")
def take_step(world: World, cast: Cast) -> Act:
    words = {"reason": "The committee agreed.", **TOLD}
    return Act(steps.take_step, (world.review, State.SCOPING), words, by=cast["scrutiny officer"])


@recipe(steps.correct_reason, world="review")
def correct_reason(world: World, cast: Cast) -> Act:
    step = steps.take_step(world.review, State.SCOPING, **TOLD, by=cast["clerk"])
    return Act(steps.correct_reason, (step,), {"reason": "Members agreed."}, by=cast["scrutiny officer"])


@recipe(parents.add_parent, world="ground")
def add_parent(committee: Committee, cast: Cast) -> Act:
    review = proposing.propose_review(**WORDS, committees=[committee], at=AT, by=cast["clerk"])
    return Act(parents.add_parent, (review, other_committee()), {"on": ON}, by=cast["scrutiny officer"])


@recipe(parents.remove_parent, world="review")
def remove_parent(world: World, cast: Cast) -> Act:
    return Act(parents.remove_parent, (world.prosperous,), {}, by=cast["scrutiny officer"])


@recipe(parents.choose_monitor, world="review")
def choose_monitor(world: World, cast: Cast) -> Act:
    return Act(parents.choose_monitor, (world.prosperous,), {}, by=cast["scrutiny officer"])


@recipe(parents.tie_item, world="review")
def tie_item(world: World, cast: Cast) -> Act:
    return Act(parents.tie_item, (world.safeguarding, world.programme.tbc), {}, by=cast["scrutiny officer"])


@recipe(parents.untie_item, world="review")
def untie_item(world: World, cast: Cast) -> Act:
    return Act(parents.untie_item, (world.tied,), {}, by=cast["scrutiny officer"])


@recipe(panel.add_panellist, world="review")
def add_panellist(world: World, cast: Cast) -> Act:
    sits: dict[str, Any] = {"since": ON, "represents": world.safeguarding.committee}
    return Act(panel.add_panellist, (world.review, cast["member"].person), sits, by=cast["scrutiny officer"])


@recipe(panel.correct_panellist, world="review")
def correct_panellist(world: World, cast: Cast) -> Act:
    return Act(panel.correct_panellist, (world.expert,), {"interest": "A governor."}, by=cast["scrutiny officer"])


@recipe(panel.end_panellist, world="review")
def end_panellist(world: World, cast: Cast) -> Act:
    return Act(panel.end_panellist, (world.expert,), {"on": LATER}, by=cast["scrutiny officer"])


@recipe(panel.remove_panellist, world="review")
def remove_panellist(world: World, cast: Cast) -> Act:
    return Act(panel.remove_panellist, (world.expert,), {}, by=cast["scrutiny officer"])

"""Recipes of the check of facts: a draft of two passages that Charles, a member, is asked to check."""

import datetime as dt
from typing import Any

from reviews.models import FactCheck, FactChecker
from reviews.report import fact_check_verbs as fact_check
from reviews.steps import verbs as steps
from tests.acts import Act, Cast, by_scrutiny, recipe
from tests.reviews.world import World

ON = dt.date(2021, 7, 1)
AT = dt.datetime(2021, 7, 1, 9, tzinfo=dt.UTC)
DRAFT: dict[str, Any] = {"text": "Few schools ask.\n\nNobody counts.", "last_day": dt.date(2021, 7, 15), "at": AT}


def drafted(world: World, cast: Cast) -> World:
    for state in ("scoping", "agreed", "evidence", "drafting"):
        steps.take_step(world.review, state, on=ON, at=AT, reason="It went on.", by=cast["clerk"])
    return world


def opened(world: World, cast: Cast) -> FactCheck:
    return fact_check.open_fact_check(drafted(world, cast).review, **DRAFT, by=cast["clerk"])


def asked(world: World, cast: Cast) -> FactChecker:
    return fact_check.name_checker(opened(world, cast), person=cast["member"].person, at=AT, by=cast["clerk"])


by_scrutiny(fact_check.open_fact_check, "review", lambda world, cast: drafted(world, cast).review, **DRAFT)
by_scrutiny(
    fact_check.name_checker, "review", opened, forename="Paula", surname="Police", mailbox="paula@police.example", at=AT
)
by_scrutiny(fact_check.send_draft, "review", asked, at=AT)


@recipe(fact_check.revoke_draft, world="review")
def revoke_draft(world: World, cast: Cast) -> Act:
    checker = asked(world, cast)
    fact_check.send_draft(checker, at=AT, by=cast["clerk"])
    return Act(fact_check.revoke_draft, (checker,), {"at": AT}, by=cast["scrutiny officer"])


by_scrutiny(fact_check.comment, "review", asked, comments=lambda *_: {1: "Six schools ask."}, at=AT)


@recipe(fact_check.decide_comment, world="review")
def decide_comment(world: World, cast: Cast) -> Act:
    checker = fact_check.comment(asked(world, cast), comments={1: "Six schools ask."}, at=AT, by=cast["clerk"])
    told = {"decision": "declined", "reason": "The panel counted two.", "at": AT}
    return Act(fact_check.decide_comment, (checker.comments.get(),), told, by=cast["scrutiny officer"])

"""Recipes of a review's report: sections, comments, pictures, findings, and the check of facts by Charles."""

import datetime as dt
import io
from typing import Any

from PIL import Image

from reviews.findings import finding_verbs as findings
from reviews.findings.in_prose import Buried
from reviews.models import FactCheck, FactChecker, ReviewFinding, SectionKind
from reviews.report import fact_check_verbs as fact_check
from reviews.report import left_out
from reviews.report import verbs as report
from reviews.steps import verbs as steps
from tests.acts import Act, Cast, by_scrutiny, recipe
from tests.reviews import given
from tests.reviews.world import AT, World

TEXT = "<p>Schools do not ask who cares for someone at home.</p>"
WRITTEN: dict[str, Any] = {"text": TEXT, "revision": 0, "at": AT}


def png() -> bytes:
    """Return a small picture."""
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(out, "PNG")
    return out.getvalue()


by_scrutiny(report.write_section, "review", lambda world, _: (world.review, SectionKind.FINDINGS), **WRITTEN)


@recipe(left_out.say_left_out, world="review")
def say_left_out(world: World, cast: Cast) -> Act:
    given.piece(world.review, cast["clerk"], **given.EXEMPT)
    words = {"would_mislead": True, "summary": "A pupil told how it was.", "at": AT}
    return Act(left_out.say_left_out, (world.review,), words, by=cast["scrutiny officer"])


@recipe(report.assign_section, world="review")
def assign_section(world: World, cast: Cast) -> Act:
    to = {"to": world.expert.person}
    return Act(report.assign_section, (world.review, SectionKind.FINDINGS), to, by=cast["scrutiny officer"])


@recipe(report.comment_on_section, world="review", may=["clerk", "proper officer", "scrutiny officer", "chairman"])
def comment_on_section(world: World, cast: Cast) -> Act:
    """By somebody of the panel."""
    words = {"text": "Say how many schools.", "at": AT}
    return Act(report.comment_on_section, (world.review, SectionKind.FINDINGS), words, by=cast["chairman"])


@recipe(report.settle_comment, world="review")
def settle_comment(world: World, cast: Cast) -> Act:
    made = report.comment_on_section(
        world.review, SectionKind.FINDINGS, text="Say how many schools.", at=AT, by=cast["clerk"]
    )
    return Act(report.settle_comment, (made,), {"reply": "Done.", "at": AT}, by=cast["scrutiny officer"])


@recipe(report.add_image, world="review")
def add_image(world: World, cast: Cast) -> Act:
    told = {"data": png(), "alt": "A teal field.", "caption": "Figure 1"}
    return Act(report.add_image, (world.review,), told, by=cast["scrutiny officer"])


@recipe(report.remove_image, world="review")
def remove_image(world: World, cast: Cast) -> Act:
    made = report.add_image(world.review, data=png(), alt="A teal field.", by=cast["clerk"])
    return Act(report.remove_image, (made,), {}, by=cast["scrutiny officer"])


WORDS: dict[str, Any] = {"text": "Few schools ask.", "evidence_words": "E1"}


def written(world: World, cast: Cast) -> ReviewFinding:
    return findings.add_finding(world.review, **WORDS, by=cast["clerk"])


by_scrutiny(findings.add_finding, "review", lambda world, _: world.review, **WORDS)
by_scrutiny(findings.edit_finding, "review", written, text="None asks.")
by_scrutiny(findings.remove_finding, "review", written)
by_scrutiny(findings.take_out_of_prose, "review", lambda world, _: (world.review, [Buried("Every school asks.", 12)]))


ON = dt.date(2021, 7, 1)
CHECKED_AT = dt.datetime(2021, 7, 1, 9, tzinfo=dt.UTC)
DRAFT: dict[str, Any] = {
    "text": "Few schools ask.\n\nNobody counts.",
    "last_day": dt.date(2021, 7, 15),
    "at": CHECKED_AT,
}


def drafted(world: World, cast: Cast) -> World:
    for state in ("scoping", "agreed", "evidence", "drafting"):
        steps.take_step(world.review, state, on=ON, at=CHECKED_AT, reason="It went on.", by=cast["clerk"])
    return world


def opened(world: World, cast: Cast) -> FactCheck:
    return fact_check.open_fact_check(drafted(world, cast).review, **DRAFT, by=cast["clerk"])


def asked(world: World, cast: Cast) -> FactChecker:
    return fact_check.name_checker(opened(world, cast), person=cast["member"].person, at=CHECKED_AT, by=cast["clerk"])


by_scrutiny(fact_check.open_fact_check, "review", lambda world, cast: drafted(world, cast).review, **DRAFT)
by_scrutiny(
    fact_check.name_checker,
    "review",
    opened,
    forename="Paula",
    surname="Police",
    mailbox="paula@police.example",
    at=CHECKED_AT,
)
by_scrutiny(fact_check.send_draft, "review", asked, at=CHECKED_AT)


@recipe(fact_check.revoke_draft, world="review")
def revoke_draft(world: World, cast: Cast) -> Act:
    checker = asked(world, cast)
    fact_check.send_draft(checker, at=CHECKED_AT, by=cast["clerk"])
    return Act(fact_check.revoke_draft, (checker,), {"at": CHECKED_AT}, by=cast["scrutiny officer"])


by_scrutiny(fact_check.comment, "review", asked, comments=lambda *_: {1: "Six schools ask."}, at=CHECKED_AT)


@recipe(fact_check.decide_comment, world="review")
def decide_comment(world: World, cast: Cast) -> Act:
    checker = fact_check.comment(asked(world, cast), comments={1: "Six schools ask."}, at=CHECKED_AT, by=cast["clerk"])
    told = {"decision": "declined", "reason": "The panel counted two.", "at": CHECKED_AT}
    return Act(fact_check.decide_comment, (checker.comments.get(),), told, by=cast["scrutiny officer"])

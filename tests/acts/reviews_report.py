"""Recipes of the report of a review: its sections, comments in the margin, and its pictures."""

import io
from typing import Any

from PIL import Image

from reviews.models import SectionKind
from reviews.report import left_out
from reviews.report import verbs as report
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

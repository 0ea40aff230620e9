"""Recipes of the tables of figures of a review: all begin with one of three rows, with a number from 1 to 4."""

import datetime as dt

from committee.acts.seen import having_read
from reviews.findings import figure_verbs as figures
from reviews.models import FigureTable
from tests.acts import Act, Cast, recipe
from tests.reviews.world import World

AT = dt.datetime(2021, 7, 1, 9, tzinfo=dt.UTC)
TEXT = "School,Pupils,Carers,% carers\nNorth,200,12,6%\nSouth,150,3,9%\nWest,100,9,9%\nTotal,450,24,5%\n"


def entered(world: World, cast: Cast) -> FigureTable:
    return figures.add_figures(world.review, title="Carers by school", text=TEXT, by=cast["clerk"])


@recipe(figures.add_figures, world="review")
def add_figures(world: World, cast: Cast) -> Act:
    words = {"title": "Carers by school", "text": TEXT}
    return Act(figures.add_figures, (world.review,), words, by=cast["scrutiny officer"])


@recipe(figures.edit_figures, world="review")
def edit_figures(world: World, cast: Cast) -> Act:
    return Act(figures.edit_figures, (entered(world, cast),), {"note": "As counted."}, by=cast["scrutiny officer"])


@recipe(figures.mark_definition, world="review")
def mark_definition(world: World, cast: Cast) -> Act:
    told = {"before": "South", "words": "Counted again."}
    return Act(figures.mark_definition, (entered(world, cast),), told, by=cast["scrutiny officer"])


@recipe(figures.show_whole, world="review")
def show_whole(world: World, cast: Cast) -> Act:
    told = {"reason": "The school has published it."}
    return Act(figures.show_whole, (entered(world, cast),), told, by=cast["scrutiny officer"])


@recipe(figures.suppress_again, world="review")
def suppress_again(world: World, cast: Cast) -> Act:
    shown = having_read(figures.show_whole)(
        entered(world, cast), reason="The school has published it.", by=cast["clerk"]
    )
    return Act(figures.suppress_again, (shown,), {}, by=cast["scrutiny officer"])


@recipe(figures.publish_figures, world="review")
def publish_figures(world: World, cast: Cast) -> Act:
    return Act(figures.publish_figures, (entered(world, cast),), {"at": AT}, by=cast["scrutiny officer"])


@recipe(figures.withdraw_figures, world="review")
def withdraw_figures(world: World, cast: Cast) -> Act:
    public = having_read(figures.publish_figures)(entered(world, cast), at=AT, by=cast["clerk"])
    told = {"reason": "The source was wrong."}
    return Act(figures.withdraw_figures, (public,), told, by=cast["scrutiny officer"])


@recipe(figures.remove_figures, world="review")
def remove_figures(world: World, cast: Cast) -> Act:
    return Act(figures.remove_figures, (entered(world, cast),), {}, by=cast["scrutiny officer"])

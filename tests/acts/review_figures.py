"""Recipes of the tables of figures of a review: all begin with one of three rows, with a number from 1 to 4."""

import datetime as dt

from committee.acts.seen import having_read
from reviews.findings import figure_verbs as figures
from reviews.models import FigureTable
from tests.acts import Act, Cast, by_scrutiny, recipe
from tests.reviews.world import World

AT = dt.datetime(2021, 7, 1, 9, tzinfo=dt.UTC)
TEXT = "School,Pupils,Carers,% carers\nNorth,200,12,6%\nSouth,150,3,9%\nWest,100,9,9%\nTotal,450,24,5%\n"


def entered(world: World, cast: Cast) -> FigureTable:
    return figures.add_figures(world.review, title="Carers by school", text=TEXT, by=cast["clerk"])


by_scrutiny(figures.add_figures, "review", lambda world, _: world.review, title="Carers by school", text=TEXT)
by_scrutiny(figures.edit_figures, "review", entered, note="As counted.")
by_scrutiny(figures.mark_definition, "review", entered, before="South", words="Counted again.")
by_scrutiny(figures.show_whole, "review", entered, reason="The school has published it.")


@recipe(figures.suppress_again, world="review")
def suppress_again(world: World, cast: Cast) -> Act:
    shown = having_read(figures.show_whole)(
        entered(world, cast), reason="The school has published it.", by=cast["clerk"]
    )
    return Act(figures.suppress_again, (shown,), {}, by=cast["scrutiny officer"])


by_scrutiny(figures.publish_figures, "review", entered, at=AT)


@recipe(figures.withdraw_figures, world="review")
def withdraw_figures(world: World, cast: Cast) -> Act:
    public = having_read(figures.publish_figures)(entered(world, cast), at=AT, by=cast["clerk"])
    told = {"reason": "The source was wrong."}
    return Act(figures.withdraw_figures, (public,), told, by=cast["scrutiny officer"])


by_scrutiny(figures.remove_figures, "review", entered)

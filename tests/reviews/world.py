"""A small review to test with: proposed by the safeguarding committee with another, a panel of two."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from committee.models import Committee, Function, LegalKind, Person, Seat, User
from reviews.models import Panellist, PanelRole, Parent, Review, ReviewItem
from reviews.proposing import panel_verbs as panel
from reviews.proposing import parent_verbs as parents
from reviews.proposing import verbs as proposing
from tests.workprogramme import world as programmes

ON = dt.date(2021, 6, 17)
AT = dt.datetime(2021, 6, 17, 9, tzinfo=dt.UTC)
WORDS: dict[str, Any] = {
    "title": "Young carers in schools",
    "question": "Do schools know who cares for someone at home?",
    "why": "Members heard that few schools ask.",
}


@dataclass(frozen=True, slots=True)
class World:
    """The review, not published; its parents, of which safeguarding monitors; its panel; the item it grew from."""

    review: Review
    safeguarding: Parent
    prosperous: Parent
    chairman: Panellist
    expert: Panellist
    tied: ReviewItem
    programme: programmes.World


def other_committee() -> Committee:
    """Another scrutiny committee."""
    return Committee.objects.create(
        name="Prosperous Overview and Scrutiny Committee", short_name="Prosperous", slug="prosperous",
        kind=LegalKind.COMMITTEE, function=Function.SCRUTINY, since=dt.date(2020, 5, 1),
    )  # fmt: skip


def make(programme: programmes.World, scrutiny: User) -> World:
    """Propose the review on 17 June 2021; Charles chairs its panel for safeguarding, and an expert is co-opted."""
    committee, other = programme.programme.committee, other_committee()
    review = proposing.propose_review(**WORDS, committees=[committee, other], at=AT, by=scrutiny)
    mine, others = (review.parents.get(committee=one) for one in (committee, other))
    tied = parents.tie_item(mine, programme.scheduled, by=scrutiny)
    seat = Seat.objects.get(committee=committee, role="chairman")
    chairman = panel.add_panellist(
        review, seat.person, since=ON, role=PanelRole.CHAIRMAN, represents=committee, by=scrutiny
    )
    elsa = Person.objects.create(forename="Elsa", surname="Expert", slug="elsa-expert")
    expert = panel.add_panellist(review, elsa, since=ON, role=PanelRole.EXPERT, interest="School governor", by=scrutiny)
    return World(review, mine, others, chairman, expert, tied, programme)

"""What is suggested to a committee, from whom, and how it was weighed: for those who plan its programme alone."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from django.db.models import Count, F, Q, Sum

from committee.models import Committee
from committee.permissions import Visitor, is_cabinet_member, is_member, is_officer
from workprogramme.models import PROPOSED, WAITING, ItemState, Origin, ProgrammeItem, ProgrammeItemQuerySet, Suggester

BEST = 3  # points for one question
# How they stand: name -> label, heading and text of an empty list.
KINDS = {
    "waiting": (
        "Waiting",
        "Nothing waits to be weighed",
        "Suggestions from the public page, and those you record, are listed here until they are taken up or not.",
    ),
    "taken": ("Taken up", "No suggestion has been taken up yet", "What is taken up stands in the work programme."),
    "declined": (
        "Not taken up",
        "No suggestion has been turned down",
        "Those turned down, or that go on in another item, are listed here with the reason.",
    ),
}


def takes_suggestions(committee: Committee, on: dt.date) -> bool:
    """Whether anybody may suggest something to it on that day: a scrutiny committee that exists."""
    exists = committee.since <= on and (committee.until is None or on <= committee.until)
    return exists and committee.is_scrutiny and not committee.is_informal


def origin_of(user: Visitor, on: dt.date) -> Origin:
    """As what somebody makes a suggestion."""
    if is_cabinet_member(user, on):
        return Origin.CABINET_MEMBER
    if is_member(user, on):
        return Origin.MEMBER
    return Origin.OFFICER if is_officer(user, on) else Origin.RESIDENT


def suggested_to(committee: Committee) -> ProgrammeItemQuerySet:
    """Everything that was ever suggested to the committee, whatever came of it."""
    items = ProgrammeItem.objects.filter(programme__committee=committee)
    return items.filter(Q(suggester__isnull=False) | Q(state__in=PROPOSED)).select_related(
        "suggester", "programme__committee", "programme__year", "merged_into"
    )


def of_kind(items: ProgrammeItemQuerySet, kind: str) -> ProgrammeItemQuerySet:
    """Those that stand so (see `KINDS`)."""
    if kind == "waiting":
        return items.proposed()
    return items.filter(state=ItemState.DECLINED) if kind == "declined" else items.taken_up()


def counts(committee: Committee) -> dict[str, int]:
    """How many there are of each kind, in one query."""
    waiting = Q(state__in=WAITING)
    declined = Q(state=ItemState.DECLINED)
    found = suggested_to(committee).aggregate(
        waiting=Count("pk", filter=waiting),
        declined=Count("pk", filter=declined),
        taken=Count("pk", filter=~waiting & ~declined),
    )
    return {kind: found[kind] for kind in KINDS}


def by_score(items: ProgrammeItemQuerySet) -> ProgrammeItemQuerySet:
    """With their `points` of `answered` questions; the best share first, those not weighed last, oldest first."""
    weighed = items.annotate(points=Sum("scores__points"), answered=Count("scores"))
    share = F("points") * 1000 / F("answered")
    return weighed.order_by(share.desc(nulls_last=True), "created_at", "pk")


@dataclass(frozen=True, slots=True)
class Row:
    """A suggestion in the list: `points` of `most`, None where it has not been weighed."""

    item: ProgrammeItem
    points: int | None
    most: int

    @property
    def who(self) -> Suggester | None:
        """Who made it, where that was kept."""
        return suggester_of(self.item)

    @property
    def score(self) -> str:
        """The points as people say them: 11 of 15."""
        return "" if self.points is None else f"{self.points} of {self.most}"


def suggester_of(item: ProgrammeItem) -> Suggester | None:
    """Who made a suggestion; None for an item of which nobody kept that."""
    return getattr(item, "suggester", None)


def rows_of(items: Iterable[Any]) -> list[Row]:
    """Rows of what `by_score` gave, with its `points` and `answered`."""
    return [Row(item, item.points, BEST * item.answered) for item in items]


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of the chart in its own units: where it stands, how long the two bars are, and the words beside them."""

    label: str
    y: int
    could: float
    did: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Points as bars; its height grows with them."""

    bars: list[Bar]
    height: int
    description: str


LINE, WIDE, LONGEST = 54, 510, 48


def chart(scores: list[tuple[str, int, int]]) -> Chart | None:
    """Points drawn: for each (label, points, most) a bar of what could be had, filled by what was given."""
    bars = [
        Bar(
            label=shorten(label, LONGEST, placeholder=" …"),
            y=place * LINE,
            could=float(WIDE),
            did=round(WIDE * points / most, 1),
            words=f"{points} of {most}",
        )
        for place, (label, points, most) in enumerate(scores)
        if most
    ]
    if not bars:
        return None
    told = "; ".join(f"{label} {points} of {most}" for label, points, most in scores)
    return Chart(bars, len(bars) * LINE, told)

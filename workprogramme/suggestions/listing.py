"""Suggestions to a committee, with authors and scores. Only planners of the committee's programme see these."""

import datetime as dt
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from committee.access.permissions import is_cabinet_member, is_member, is_officer
from committee.charts import Chart, draw
from committee.models import Committee, Visitor
from workprogramme.models import PROPOSED, WAITING, ItemState, Origin, ProgrammeItem, ProgrammeItemQuerySet, Suggester

BEST = 3  # most points that one answer can give
# Kinds of suggestions by state: name -> label of the tab, and heading and text of an empty list.
KINDS = {
    "waiting": (
        "Waiting",
        "No suggestions are waiting",
        "Suggestions from the public page, and those you record, appear here until they are accepted or declined.",
    ),
    "taken": ("Accepted", "No suggestion has been accepted yet", "Accepted suggestions appear in the work programme."),
    "declined": (
        "Declined",
        "No suggestion has been declined",
        "Suggestions that were declined, or merged into another item, appear here with the reason.",
    ),
}


def takes_suggestions(committee: Committee, on: dt.date) -> bool:
    """Return whether the committee takes suggestions: a formal scrutiny committee that exists on that day."""
    exists = committee.since <= on and (committee.until is None or on <= committee.until)
    return exists and committee.is_scrutiny and not committee.is_informal


def origin_of(user: Visitor, on: dt.date) -> Origin:
    """Return the origin of a suggestion that this user makes."""
    if is_cabinet_member(user, on):
        return Origin.CABINET_MEMBER
    if is_member(user, on):
        return Origin.MEMBER
    return Origin.OFFICER if is_officer(user, on) else Origin.RESIDENT


def suggested_to(committee: Committee) -> ProgrammeItemQuerySet:
    """Return every suggestion ever made to the committee, in any state."""
    items = ProgrammeItem.objects.filter(programme__committee=committee)
    return items.filter(Q(suggester__isnull=False) | Q(state__in=PROPOSED)).select_related(
        "suggester", "programme__committee", "programme__year", "merged_into"
    )


def of_kind(items: ProgrammeItemQuerySet, kind: str) -> ProgrammeItemQuerySet:
    """Return the suggestions of that kind (see `KINDS`)."""
    if kind == "waiting":
        return items.proposed()
    return items.filter(state=ItemState.DECLINED) if kind == "declined" else items.taken_up()


def counts(committee: Committee) -> dict[str, int]:
    """Return the number of suggestions of each kind, in one query."""
    waiting = Q(state__in=WAITING)
    declined = Q(state=ItemState.DECLINED)
    totals = suggested_to(committee).aggregate(
        waiting=Count("pk", filter=waiting),
        declined=Count("pk", filter=declined),
        taken=Count("pk", filter=~waiting & ~declined),
    )
    return {kind: totals[kind] for kind in KINDS}


def by_score(items: ProgrammeItemQuerySet) -> QuerySet[Any]:
    """
    Return items by share of the possible points, the highest share first, then the oldest. Unscored items come last.

    Each item has `points` (None if unscored) and `most`, the most points possible (0 if unscored).
    """
    weighed = items.annotate(points=Sum("scores__points"), most=Count("scores") * BEST)
    share = F("points") * 3000 / F("most")
    return weighed.order_by(share.desc(nulls_last=True), "created_at", "pk")


def suggester_of(item: ProgrammeItem) -> Suggester | None:
    """Return the suggester of an item; None if the item has no suggester."""
    return getattr(item, "suggester", None)


def chart(scores: list[tuple[str, int, int]]) -> Chart | None:
    """Return a bar chart of (label, points given, points possible) per question; None if nothing was scored."""
    drawn = draw(scores, shares=True)
    return drawn if drawn.bars else None

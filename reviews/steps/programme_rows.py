"""The stages of reviews in the table of working groups of a work programme: each parent's programme tells of them."""

import datetime as dt
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, StringAgg, Subquery, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse

from committee.dates import full_date
from reviews.models import ENDED, Panellist, PanelRole, Parent, Review, ReviewItem, ReviewStep
from workprogramme.document.rows import Row
from workprogramme.models import Programme, Table


def rows_of_reviews(programme: Programme, rows: list[Row], on: dt.date) -> list[Row]:
    """
    The rows with the published reviews of the committee that were under way in that year, and how far each has come.

    A review that grew from one of the rows is told there: every parent's item stays alive. Nothing that is not public
    is in it, and what is printed stays as it was.
    """
    reviews = _under_way(programme, on)
    tied = {f"item-{item}": review for review in reviews for item in _lines(review.tied_items)}
    shown = [_with_stages(row, tied[row["key"]], on) if row["key"] in tied else row for row in rows]
    there = {tied[row["key"]].pk for row in rows if row["key"] in tied}
    return [*shown, *(_row(review, on) for review in reviews if review.pk not in there)]


def _under_way(programme: Programme, on: dt.date) -> list[Any]:
    """Three queries: each with the names of its committees, the ids of its items in that programme, steps and lead."""
    year = programme.year
    items = ReviewItem.objects.filter(item__programme=programme, item__table=Table.WORKING, brings="")
    found = Review.objects.public().filter(parents__committee=programme.committee_id, proposed_on__lte=year.ends)
    found = found.filter(proposed_on__lte=on).annotate(
        committees=_joined(Parent.objects.filter(review=OuterRef("pk")), "committee__short_name", "review"),
        tied_items=_joined(items.filter(parent__review=OuterRef("pk")), "item_id", "parent__review"),
    )
    leads = Panellist.objects.filter(role=PanelRole.CHAIRMAN).select_related("person")
    found = found.prefetch_related("steps", Prefetch("panel", leads, to_attr="leads"))
    return [review for review in found.order_by("proposed_on", "pk") if not _was_over(review, year.starts)]


def _joined(rows: QuerySet[Any, Any], name: str, of: str) -> Subquery:
    texts = StringAgg(Cast(name, TextField()), Value("\n"))
    return Subquery(rows.order_by().values(of).annotate(joined=texts).values("joined"))


def _lines(joined: str | None) -> list[str]:
    return joined.split("\n") if joined else []


def _was_over(review: Review, starts: dt.date) -> bool:
    """Whether a review had come to its end before that day."""
    last = max(review.steps.all(), key=lambda step: step.number, default=None)
    return review.state in ENDED and last is not None and last.on < starts


def _steps(review: Review, on: dt.date) -> list[ReviewStep]:
    return [step for step in sorted(review.steps.all(), key=lambda step: step.number) if step.on <= on]


def stages(review: Review, on: dt.date) -> list[str]:
    """How far a review had come by that day, a line each: "Scope agreed: 30 November 2021"."""
    lines = [f"Proposed: {full_date(review.proposed_on)}"]
    return [*lines, *(f"{step.get_to_state_display()}: {full_date(step.on)}" for step in _steps(review, on))]


def _stages_as_prose(review: Review, on: dt.date) -> str:
    return "\n".join(f"- {line}" for line in stages(review, on))


def _with_stages(row: Row, review: Review, on: dt.date) -> Row:
    details = "\n\n".join(part for part in (row["details"], _stages_as_prose(review, on)) if part)
    return row | {"details": details}


def _row(review: Any, on: dt.date) -> Row:
    steps = _steps(review, on)
    state = steps[-1].get_to_state_display() if steps else "Proposed"
    return {
        "key": f"review-{review.pk}",
        "pk": None,
        "url": reverse("public:review", args=[review.slug]),
        "table": Table.WORKING.value,
        "title": review.title_for_public,
        "who": _who(review, on),
        "why": review.kind_in_words(len(_lines(review.committees))),
        "details": f"{review.question}\n{_stages_as_prose(review, on)}",
        "moved": "",
        "outcome": state,
        "accepted": False,
        "state": state,
        "meeting": None,
        "date": review.proposed_on.isoformat(),
        "day": full_date(review.proposed_on),
        "changed": 0,
    }


def _who(review: Any, on: dt.date) -> list[str]:
    """The committees of a joint review, and who leads its panel."""
    names = sorted(_lines(review.committees))
    lines = [f"Committees: {', '.join(names)}"] if len(names) > 1 else []
    leads = [panellist.person.printed_name for panellist in review.leads if panellist.held_on(on)]
    return [*lines, *(f"Led by: {name}" for name in leads[:1])]

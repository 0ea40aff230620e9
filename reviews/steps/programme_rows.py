"""The stages of reviews in the table of working groups of a work programme: each parent's programme tells of them."""

import datetime as dt

from django.db.models import Prefetch
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
    if not reviews:
        return rows
    tied = {f"item-{item.item_id}": item.parent.review_id for item in _items(programme, reviews)}
    told = {review.pk: review for review in reviews}
    shown = [_with_stages(row, told[tied[row["key"]]], on) if row["key"] in tied else row for row in rows]
    there = {tied[row["key"]] for row in rows if row["key"] in tied}
    return [*shown, *(_row(review, on) for review in reviews if review.pk not in there)]


def _under_way(programme: Programme, on: dt.date) -> list[Review]:
    year = programme.year
    found = Review.objects.public().filter(parents__committee=programme.committee_id, proposed_on__lte=year.ends)
    found = found.filter(proposed_on__lte=on).prefetch_related(
        "steps",
        Prefetch("parents", Parent.objects.select_related("committee")),
        Prefetch("panel", Panellist.objects.select_related("person")),
    )
    return [review for review in found.order_by("proposed_on", "pk") if not _was_over(review, year.starts)]


def _was_over(review: Review, starts: dt.date) -> bool:
    """Whether a review had come to its end before that day."""
    last = max(review.steps.all(), key=lambda step: step.number, default=None)
    return review.state in ENDED and last is not None and last.on < starts


def _items(programme: Programme, reviews: list[Review]) -> list[ReviewItem]:
    tied = ReviewItem.objects.filter(item__programme=programme, item__table=Table.WORKING, brings="")
    return list(tied.filter(parent__review__in=reviews).select_related("parent"))


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


def _row(review: Review, on: dt.date) -> Row:
    steps = _steps(review, on)
    state = steps[-1].get_to_state_display() if steps else "Proposed"
    return {
        "key": f"review-{review.pk}",
        "pk": None,
        "url": reverse("public:review", args=[review.slug]),
        "table": Table.WORKING.value,
        "title": review.title_for_public,
        "who": _who(review, on),
        "why": review.kind_words,
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


def _who(review: Review, on: dt.date) -> list[str]:
    """The committees of a joint review, and who leads its panel."""
    names = sorted(parent.committee.short_name for parent in review.parents.all())
    lines = [f"Committees: {', '.join(names)}"] if len(names) > 1 else []
    leads = [
        panellist.person.printed_name
        for panellist in review.panel.all()
        if panellist.role == PanelRole.CHAIRMAN and panellist.held_on(on)
    ]
    return [*lines, *(f"Led by: {name}" for name in leads[:1])]

"""Reviews as work programmes tell of them: stages in the table of working groups, and the history of an item."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, StringAgg, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from committee.wording.dates import full_date
from committee.wording.iso_days import IsoDay
from reviews.models import (
    ENDED,
    Addressee,
    PanelRole,
    Parent,
    Recommendation,
    Response,
    Review,
    ReviewItem,
    ReviewStep,
    State,
)
from workprogramme.document.rows import Row
from workprogramme.history.facts import Fact
from workprogramme.models import Programme, ProgrammeItem, Table


class Stage(NamedTuple):
    """A step of a review: to which state it led, and when."""

    number: int
    state: State
    on: dt.date


def rows_of_reviews(programme: Programme, rows: list[Row], on: dt.date) -> list[Row]:
    """
    Return the rows with the committee's published reviews under way in that year, and how far each has come.

    A review that grew from one of the rows stands in that row: every parent's item stays alive. Nothing that is not
    public is in it, and printed programmes stay as they were.
    """
    reviews = _under_way(programme, on)
    tied = {f"item-{item}": review for review in reviews for item in _lines(review.tied_items)}
    shown = [_with_stages(row, tied[row["key"]], on) if row["key"] in tied else row for row in rows]
    merged = {tied[row["key"]].pk for row in rows if row["key"] in tied}
    return [*shown, *(_row(review, on) for review in reviews if review.pk not in merged)]


def _under_way(programme: Programme, on: dt.date) -> list[Any]:
    """Return reviews with their committees' names, item ids in that programme, steps and leads: one query."""
    year = programme.year
    items = ReviewItem.objects.filter(item__programme=programme, item__table=Table.WORKING, brings="")
    queryset: Any = Review.objects.public().filter(
        parents__committee=programme.committee_id, proposed_on__lte=year.ends
    )
    queryset = queryset.filter(proposed_on__lte=on).annotate(
        committees=_joined(Parent.objects.filter(review=OuterRef("pk")), "committee__short_name", "review"),
        tied_items=_joined(items.filter(parent__review=OuterRef("pk")), "item_id", "parent__review"),
    )
    leads = FilteredRelation("panel", condition=Q(panel__role=PanelRole.CHAIRMAN))
    queryset = queryset.annotate(all_steps=_steps_in_one(), lead=leads).select_related("lead__person")
    reviews: dict[int, Any] = {}
    for row in queryset.order_by("proposed_on", "pk", "lead__since", "lead__pk"):
        review = reviews.setdefault(row.pk, row)  # a row for each who has led it
        review.stages = _stages_of(row.all_steps)
        lead = getattr(row, "lead", None)
        review.leads = [*getattr(review, "leads", ()), *([lead] if lead else [])]
    return [
        review
        for review in reviews.values()
        if not (review.state in ENDED and review.stages and review.stages[-1].on < year.starts)
    ]


def _steps_in_one() -> Subquery:
    """Return the steps of a review in one value, a line each: "2/scope_agreed/2021-11-30"."""
    parts = (Cast("number", TextField()), Value("/"), "to_state", Value("/"), IsoDay("on"))
    step = Concat(*parts, output_field=TextField())  # Django asks for it on PostgreSQL alone
    return _joined(ReviewStep.objects.filter(review=OuterRef("pk")).annotate(step=step), "step", "review")


def _stages_of(steps: str | None) -> list[Stage]:
    parts = (step.split("/") for step in _lines(steps))
    return sorted(Stage(int(number), State(state), dt.date.fromisoformat(on)) for number, state, on in parts)


def _joined(rows: QuerySet[Any, Any], name: str, of: str) -> Subquery:
    texts = StringAgg(Cast(name, TextField()), Value("\n"))
    return Subquery(rows.order_by().values(of).annotate(joined=texts).values("joined"))


def _lines(joined: str | None) -> list[str]:
    return joined.split("\n") if joined else []


def _until(review: Any, on: dt.date) -> list[Stage]:
    return [stage for stage in review.stages if stage.on <= on]


def stages(review: Any, on: dt.date) -> str:
    """Return the stages that a review had reached by that day, a line each: "- Scope agreed: 30 November 2021"."""
    reached = [(State.PROPOSED, review.proposed_on), *((stage.state, stage.on) for stage in _until(review, on))]
    return "\n".join(f"- {state.label}: {full_date(day)}" for state, day in reached)


def _with_stages(row: Row, review: Any, on: dt.date) -> Row:
    return row | {"details": "\n\n".join(filter(None, [row["details"], stages(review, on)]))}


def _row(review: Any, on: dt.date) -> Row:
    reached = _until(review, on)
    state = str(reached[-1].state.label) if reached else "Proposed"
    return {
        "key": f"review-{review.pk}",
        "pk": None,
        "url": reverse("public:review", args=[review.slug]),
        "table": Table.WORKING.value,
        "title": review.title_for_public,
        "who": _who(review, on),
        "why": review.kind_in_words(len(_lines(review.committees))),
        "details": f"{review.question}\n{stages(review, on)}",
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
    """Return lines that name a joint review's committees, and who leads its panel."""
    names = sorted(_lines(review.committees))
    lines = [f"Committees: {', '.join(names)}"] if len(names) > 1 else []
    leads = [panellist.person.printed_name for panellist in review.leads if panellist.held_on(on)]
    return [*lines, *(f"Led by: {name}" for name in leads[:1])]


PROPOSED_ORDER, STEP_ORDER, ANSWERED_ORDER = 62, 63, 64  # their order among what came about on one day


def history_of_reviews(chain: Sequence[ProgrammeItem], public: bool) -> list[Fact]:
    """
    Return the history of each review that grew from the items: three queries, one where there is none.

    SECURITY: every reader gets only what is published: recommendations that were handed down, and answers of addressees
    that a report names.
    """
    tied = {"parents__items__item__in": [item.pk for item in chain], "parents__items__brings": ""}
    reviews = list(Review.objects.public().filter(**tied).distinct().prefetch_related("steps").order_by("pk"))
    if not reviews:
        return []
    answers = Response.objects.filter(
        addressee__in=Addressee.objects.told(),
        addressee__recommendation__in=Recommendation.objects.public().filter(review__in=reviews),
    ).select_related("addressee__recommendation")
    answered: dict[int, list[Response]] = defaultdict(list)
    for answer in answers.order_by("addressee__recommendation__number", "addressee"):
        answered[answer.addressee.recommendation.review_id].append(answer)
    return [fact for review in reviews for fact in _facts(review, answered[review.pk], public)]


def _facts(review: Review, answers: Sequence[Response], public: bool) -> list[Fact]:
    name = "public:review" if public else "desk:review"
    url = reverse(name, args=[review.slug])
    facts = [Fact(review.proposed_on, PROPOSED_ORDER, "Review proposed", review.title_for_public, url)]
    facts += [
        Fact(step.on, STEP_ORDER, f"Review: {step.get_to_state_display().lower()}", step.reason, url)
        for step in sorted(review.steps.all(), key=lambda step: step.number)
    ]
    for answer in answers:
        recommendation = answer.addressee.recommendation
        if not recommendation.told.is_withdrawn:
            answer_url = reverse("public:recommendation", args=[review.slug, recommendation.number])
            text = f"{answer.get_answer_display()}, by {answer.addressee.name}"
            word = f"Recommendation {recommendation.number} answered"
            facts.append(Fact(answer.received_on, ANSWERED_ORDER, word, text, answer_url))
    return facts

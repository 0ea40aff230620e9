"""Reviews in work programmes: their stages in the table of working groups, and the history of an item."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from committee.wording.dates import full_date
from reviews.models import ENDED, Addressee, Panellist, PanelRole, Recommendation, Response, Review, ReviewItem, State
from workprogramme.document.rows import Row
from workprogramme.history.facts import Fact
from workprogramme.models import Programme, ProgrammeItem, Table


def rows_of_reviews(programme: Programme, rows: list[Row], on: dt.date) -> list[Row]:
    """
    Return `rows` plus the committee's published reviews under way in the programme's year, with their stages.

    A review that grew from the item of a row is shown in that row. Each parent of a joint review has its own item. Any
    other review gets a new row. The rows contain only public facts. Printed programmes do not change.
    """
    reviews = _under_way(programme, on)
    tied = {
        f"item-{tie.item_id}": review for review in reviews for parent in review.parents.all() for tie in parent.working
    }
    shown = [_with_stages(row, tied[row["key"]], on) if row["key"] in tied else row for row in rows]
    merged = {tied[row["key"]].pk for row in rows if row["key"] in tied}
    return [*shown, *(_row(review, on) for review in reviews if review.pk not in merged)]


def _under_way(programme: Programme, on: dt.date) -> list[Any]:
    """
    Return the committee's public reviews under way in the programme's year, with their steps.

    Each parent has the attribute `working`: its items in that programme. Each review has `leads`: its chairmen.
    """
    year = programme.year
    items = ReviewItem.objects.filter(item__programme=programme, item__table=Table.WORKING, brings="")
    leads = Panellist.objects.filter(role=PanelRole.CHAIRMAN).select_related("person").order_by("since", "pk")
    reviews = Review.objects.public().filter(
        parents__committee=programme.committee_id, proposed_on__lte=min(on, year.ends)
    )
    reviews = reviews.order_by("proposed_on", "pk").prefetch_related(
        "steps", "parents__committee", Prefetch("parents__items", items, "working"), Prefetch("panel", leads, "leads")
    )
    return [review for review in reviews if review.state not in ENDED or _last_day(review) >= year.starts]


def _last_day(review: Review) -> dt.date:
    return max((step.on for step in review.steps.all()), default=review.proposed_on)


def _until(review: Review, on: dt.date) -> list[tuple[str, dt.date]]:
    """Return (state, day) for each state that a review had reached by that day."""
    steps = [(step.get_to_state_display(), step.on) for step in review.steps.all() if step.on <= on]
    return [(State.PROPOSED.label, review.proposed_on), *steps]


def stages(review: Review, on: dt.date) -> str:
    """Return the stages that a review had reached by that day, a line each: "- Scope agreed: 30 November 2021"."""
    return "\n".join(f"- {state}: {full_date(day)}" for state, day in _until(review, on))


def _with_stages(row: Row, review: Review, on: dt.date) -> Row:
    return row | {"details": "\n\n".join(filter(None, [row["details"], stages(review, on)]))}


def _row(review: Any, on: dt.date) -> Row:
    state, _ = _until(review, on)[-1]
    return {
        "key": f"review-{review.pk}",
        "pk": None,
        "url": reverse("public:review", args=[review.slug]),
        "table": Table.WORKING.value,
        "title": review.title_for_public,
        "who": _who(review, on),
        "why": review.kind_words,
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
    names = sorted(parent.committee.short_name for parent in review.parents.all())
    lines = [f"Committees: {', '.join(names)}"] if len(names) > 1 else []
    leads = [panellist.person.printed_name for panellist in review.leads if panellist.held_on(on)]
    return [*lines, *(f"Led by: {name}" for name in leads[:1])]


PROPOSED_ORDER, STEP_ORDER, ANSWERED_ORDER = 62, 63, 64  # order of events on one day


def history_of_reviews(chain: Sequence[ProgrammeItem], public: bool) -> list[Fact]:
    """
    Return the history of each review that grew from the items: three queries, or one where there is no review.

    SECURITY: every reader gets only published facts: recommendations that were handed down, and answers of addressees
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

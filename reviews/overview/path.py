"""The path of a review as a picture: eight stages, which of them are behind it, and the clock where it stands."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from committee.dates import full_date, in_days
from reviews.models import OF_THE_COUNCIL, Review, State
from reviews.recommendations.answers import AddresseeStatus, RecommendationStatus

STAGES: tuple[tuple[str, tuple[State, ...]], ...] = (
    ("Proposed", (State.PROPOSED,)),
    ("Scope", (State.SCOPING, State.SCOPE_AGREED)),
    ("Evidence", (State.EVIDENCE,)),
    ("Report", (State.DRAFTING, State.FACT_CHECK, State.REPORTED)),
    ("Endorsed", (State.ENDORSED,)),
    ("Response", (State.WITH_EXECUTIVE, State.RESPONDED)),
    ("Follow-up", (State.FOLLOWED_UP,)),
    ("Closed", (State.CLOSED,)),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: `where` is "behind", "here" or "ahead"; `on` the day it was entered last, `text` what it waits for."""

    word: str
    where: str
    on: dt.date | None
    text: str = ""


def path(review: Review, asked: Iterable[RecommendationStatus], on: dt.date) -> list[Stage]:
    """The stages of a review `with_facts()` as it stands on a day; its recommendations with their answers at hand."""
    entered = _entered(review)
    here = next(place for place, (_, states) in enumerate(STAGES) if review.stands_at in states)
    stages = []
    for place, (word, states) in enumerate(STAGES):
        where = "behind" if place < here else "here" if place == here else "ahead"
        days = [entered[state] for state in states if state in entered]
        began = min(days) if days and where != "ahead" else None
        stages.append(Stage(word, where, began, _now(review, asked, on) if where == "here" else ""))
    return stages


def _entered(review: Review) -> dict[str, dt.date]:
    """By state the day on which the review came there last."""
    days: dict[str, dt.date] = {State.PROPOSED: review.proposed_on}
    for step in sorted(review.steps.all(), key=lambda step: step.number):
        days[step.to_state] = step.on
    return days


def _now(review: Review, asked: Iterable[RecommendationStatus], on: dt.date) -> str:
    if review.state != review.stands_at or review.state == State.CLOSED:
        return str(review.get_state_display())
    if review.state == State.WITH_EXECUTIVE and (clock := council_clock(asked)):
        return clock
    began = _entered(review).get(review.state)
    state = str(review.get_state_display())
    return f"{state} since {full_date(began)}" if began and began < on else state


def owing(asked: Iterable[RecommendationStatus]) -> list[AddresseeStatus]:
    """Those who have not answered a recommendation that stands."""
    standing = (recommended for recommended in asked if not recommended.recommendation.told.is_withdrawn)
    return [status for recommended in standing for status in recommended.addressees if status.response is None]


def council_clock(asked: Iterable[RecommendationStatus]) -> str:
    """The earliest due day of the council and its executive that is still out, in words; "" where none has begun."""
    clocks = [status.clock for status in owing(asked) if status.addressee.kind in OF_THE_COUNCIL and status.clock.due]
    if not clocks:
        return ""
    first = min(clocks, key=lambda clock: clock.due or dt.date.max)
    assert first.due is not None  # asked for
    late = f", {in_days(first.days_late)} late" if first.days_late else ""
    return f"Answer due {full_date(first.due)}{late}"

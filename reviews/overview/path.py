"""The path of a review as a picture of eight stages: past stages with their days, and words on the present stage."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from committee.wording.dates import full_date, in_days
from reviews.findings.recommendation_status import AddresseeStatus, RecommendationStatus
from reviews.models import OF_THE_COUNCIL, Review, State

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
    """
    One stage of the path.

    `where`: "behind" (a past stage), "here" (the present stage) or "ahead" (a stage to come).
    `on`: the day on which the review reached the stage; None for a stage ahead, or a stage that was skipped.
    `text`: for the present stage, the state or the due day of an answer in words; "" for other stages.
    """

    word: str
    where: str
    on: dt.date | None
    text: str = ""


def path(review: Review, statuses: Iterable[RecommendationStatus], on: dt.date) -> list[Stage]:
    """
    Return the stages of a review, with words as of the day `on`.

    Fetch the review by `with_facts()`, because its steps are read many times. `statuses` are those of the review's
    recommendations.
    """
    entered = _entered(review)
    here = next(place for place, (_, states) in enumerate(STAGES) if review.stands_at in states)
    stages = []
    for place, (word, states) in enumerate(STAGES):
        where = "behind" if place < here else "here" if place == here else "ahead"
        days = [entered[state] for state in states if state in entered]
        began = min(days) if days and where != "ahead" else None
        stages.append(Stage(word, where, began, _now(review, statuses, on) if where == "here" else ""))
    return stages


def _entered(review: Review) -> dict[str, dt.date]:
    """Return the day on which the review last reached each state, by state."""
    days: dict[str, dt.date] = {State.PROPOSED: review.proposed_on}
    for step in sorted(review.steps.all(), key=lambda step: step.number):
        days[step.to_state] = step.on
    return days


def _now(review: Review, statuses: Iterable[RecommendationStatus], on: dt.date) -> str:
    if review.state != review.stands_at or review.state == State.CLOSED:
        return str(review.get_state_display())
    if review.state == State.WITH_EXECUTIVE and (clock := council_clock(statuses)):
        return clock
    began = _entered(review).get(review.state)
    state = str(review.get_state_display())
    return f"{state} since {full_date(began)}" if began and began < on else state


def owing(statuses: Iterable[RecommendationStatus]) -> list[AddresseeStatus]:
    """Return the addressees of recommendations (not withdrawn) who have not answered."""
    standing = (recommended for recommended in statuses if not recommended.recommendation.told.is_withdrawn)
    return [status for recommended in standing for status in recommended.addressees if status.response is None]


def council_clock(statuses: Iterable[RecommendationStatus]) -> str:
    """Return the earliest due day of a missing answer of the council, in words; "" where there is no due day."""
    clocks = [
        status.clock for status in owing(statuses) if status.addressee.kind in OF_THE_COUNCIL and status.clock.due
    ]
    if not clocks:
        return ""
    first = min(clocks, key=lambda clock: clock.due or dt.date.max)
    assert first.due is not None  # `clocks` is not empty, and contains only clocks with a due day
    late = f", {in_days(first.days_late)} late" if first.days_late else ""
    return f"Answer due {full_date(first.due)}{late}"

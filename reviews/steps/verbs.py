"""Verbs of a review's steps: take a step, and correct its day or its reason."""

import datetime as dt
from typing import Any

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, proven, reasoned, save
from committee.acts.verbs import as_part, verb
from committee.models import User
from committee.search import index
from committee.wording.dates import long_date
from reviews import leak_check
from reviews.locking import hold_review
from reviews.models import REASONED, Review, ReviewStep, State
from reviews.steps.conditions import by_hand, next_states, refuse_amid_decisions, refuse_too_soon

WHY = "why the review goes there"


@verb(may=plans_scrutiny)
def take_step(review: Review, to_state: str, *, on: dt.date, reason: str = "", at: dt.datetime, by: User) -> ReviewStep:
    """
    Move a review to another state, reached on the day `on`. A step is never deleted, but a later step may go back.

    Raises Refused where

    - no step leads from the present state to that state;
    - the day is in the future, before the last step, or before the review was proposed;
    - a step back or aside has no reason;
    - the agreements, decisions, notice or answers that the state needs are not recorded yet;
    - the step is the issue of the report (only `reviews/report/issuing.py` takes that step);
    - the reason reveals something withheld (R16).
    """
    locked = hold_review(review)
    after = State(to_state)
    if after in next_states(locked) and after not in by_hand(locked):
        raise Refused(f"Issue the report on the Report page: the review then moves to “{after.label}”.")
    step = record_step(locked, after, on=on, reason=reason, at=at, by=by)
    index.changed(step)
    return step


def record_step(
    review: Review, after: State, *, on: dt.date, reason: str = "", at: dt.datetime, by: User, **facts: Any
) -> ReviewStep:
    """
    Record a step of a locked review as part of another act. `facts` go onto the trail.

    Raises Refused as `take_step` does.
    """
    before, last = State(review.state), review.steps.last()
    if after not in next_states(review):
        raise Refused(f"The review is at “{before.label}” and cannot move to “{after.label}”.")
    refuse_too_soon(review, after, reason)
    if on > day_of(at):
        raise Refused("That date is in the future: record the step once it has happened.")
    _refuse_before_the_review(review, on)
    if last and on < last.on:
        raise Refused(
            f"The review came to “{before.label}” on {long_date(last.on)}, so the next step cannot be before then."
        )
    number = last.number + 1 if last else 1
    if after is State.REPORTED:
        refuse_amid_decisions(review, number, on)
    if reason.strip() or (before, after) in REASONED:
        reason = reasoned(reason, WHY)
    leak_check.refuse_telling_in(review, [("the reason", [reason])])
    step = ReviewStep(
        review=review, number=number, from_state=before, to_state=after, on=on, reason=reason,
        recorded_at=at, recorded_by=by,
    )  # fmt: skip
    save(step)
    review.state = after
    save(review)
    facts |= {"on": on.isoformat(), "reason": reason}
    audit.record(by, f"recorded the step “{after.label}” of the review", review, **facts)
    return step


def bring_on(review: Review, to_state: State, *, on: dt.date, at: dt.datetime, by: User) -> ReviewStep:
    """
    Take the step that follows from a decision, notice or answer, as part of the act that records it.

    The step gets the later of two days, `on` and the day of the last step, because facts may be recorded late.
    """
    last = review.steps.last()
    return as_part(take_step)(review, to_state, on=max(on, last.on) if last else on, at=at, by=by)


@verb(may=plans_scrutiny)
def correct_reason(step: ReviewStep, *, reason: str, by: User) -> ReviewStep:
    """Correct the reason of a step. Raises Refused where it is missing or reveals something withheld (R16)."""
    review = hold_review(step.review)
    locked = review.steps.get(pk=step.pk)
    words = reasoned(reason, WHY)
    if words != locked.reason:
        leak_check.refuse_telling_in(review, [("the reason", [words])])
        locked.reason = words
        save(locked)
        audit.record(by, "corrected the reason for a step of", review, step=locked.get_to_state_display())
    return locked


@verb(may=plans_scrutiny)
def correct_day(step: ReviewStep, *, on: dt.date, proof: str = "", at: dt.datetime, by: User) -> ReviewStep:
    """
    Correct the day of a step. Raises Refused where the day is in the future, before the previous step or the review's
    proposal, or after the next step.

    A day other than today needs a `proof` where the step issued a report. That day must not be before a committee's
    decision on an earlier report, or after a decision on this report.
    """
    review = hold_review(step.review)
    locked = review.steps.get(pk=step.pk)
    before, after = (review.steps.filter(number=locked.number + way).first() for way in (-1, 1))
    _refuse_before_the_review(review, on)
    if on > day_of(at):
        raise Refused("That date is in the future.")
    if before and on < before.on:
        raise Refused(f"The step before happened on {long_date(before.on)}, so this one cannot be before then.")
    if after and on > after.on:
        raise Refused(f"The next step happened on {long_date(after.on)}, so this one cannot be after then.")
    if on != locked.on:
        facts = {"step": locked.get_to_state_display(), "was": locked.on.isoformat(), "on": on.isoformat()}
        if locked.to_state == State.REPORTED:
            refuse_amid_decisions(review, locked.number, on)
            proof = proven(proof, on, at)
        locked.on = on
        save(locked)
        index.changed(review)
        audit.record(by, "corrected the date of a step of", review, **facts, proof=proof)
    return locked


def _refuse_before_the_review(review: Review, on: dt.date) -> None:
    if on < review.proposed_on:
        raise Refused(f"The review was proposed on {long_date(review.proposed_on)}, so no step can be before then.")

"""Verbs of the agreement to a scope: record that a committee agreed, and put right its day, its minute or a mistake."""

import datetime as dt

from committee import audit
from committee.dates import long_date
from committee.models import User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import day_of, reasoned, save
from committee.verbs import verb
from meetings.models import Minute
from reviews.locking import hold_parent
from reviews.models import Parent, Review, ScopeAgreement, State
from reviews.scope.points import words_of
from reviews.steps.conditions import scope_agreed
from reviews.steps.verbs import bring_on


@verb(may=plans_scrutiny)
def record_agreement(
    parent: Parent, *, on: dt.date, minute: Minute | None = None, at: dt.datetime, by: User
) -> ScopeAgreement:
    """
    Record that a committee of the review agreed the scope as it stands; once all have, the review is scoped.

    Raises Refused without a point of the scope, for a day to come or before the review was proposed, for a minute of
    another committee or day, and where the committee has agreed these very words.
    """
    held = hold_parent(parent)
    review = held.review
    if not review.scope_points.exists():
        raise Refused("There is nothing to agree yet. Enter the points of the scope first.")
    _refuse_day(review, on, at)
    words = words_of(review)
    current = held.scope_agreements.current().first()
    if current and current.agreed == words:
        raise Refused(f"The {held} agreed this scope on {long_date(current.on)}: correct that day instead.")
    last = held.scope_agreements.last()
    agreement = ScopeAgreement(
        parent=held, number=last.number + 1 if last else 1, agreed=words, recorded_at=at, recorded_by=by
    )
    _keep(agreement, on, minute)
    audit.record(by, "recorded who agreed the scope of", review, committee=str(held), on=on.isoformat())
    _go_on(review, on, at, by)
    return agreement


@verb(may=plans_scrutiny)
def correct_agreement(
    agreement: ScopeAgreement, *, on: dt.date, minute: Minute | None = None, at: dt.datetime, by: User
) -> ScopeAgreement:
    """Put right on which day a committee agreed, or under which minute. Raises Refused as `record_agreement` does."""
    held = _hold(agreement)
    if (held.on, held.minute) == (on, minute):
        return held
    _refuse_day(held.parent.review, on, at)
    _keep(held, on, minute)
    audit.record(
        by, "corrected an agreement of the scope of", held.parent.review, committee=str(held.parent), on=on.isoformat()
    )
    return held


@verb(may=plans_scrutiny)
def strike_out_agreement(agreement: ScopeAgreement, *, reason: str, by: User) -> ScopeAgreement:
    """Say that a committee's agreement was recorded by mistake: it counts no longer. Refused without the reason."""
    held = _hold(agreement)
    held.mistake = reasoned(reason, "why it was a mistake")
    save(held)
    audit.record(
        by, "removed an agreement of the scope of", held.parent.review, committee=str(held.parent), reason=held.mistake
    )
    return held


def _hold(agreement: ScopeAgreement) -> ScopeAgreement:
    parent = hold_parent(agreement.parent)
    held = parent.scope_agreements.select_related("minute").get(pk=agreement.pk)
    if held.mistake:
        raise Refused("That agreement was marked as a mistake already.")
    held.parent = parent
    return held


def _refuse_day(review: Review, on: dt.date, at: dt.datetime) -> None:
    if on > day_of(at):
        raise Refused("That date is in the future: record the agreement once the committee has met.")
    if on < review.proposed_on:
        raise Refused(
            f"The review was proposed on {long_date(review.proposed_on)}, so its scope cannot have been "
            "agreed before then."
        )


def _keep(agreement: ScopeAgreement, on: dt.date, minute: Minute | None) -> None:
    meeting = minute.minutes.meeting if minute else None
    if meeting and (meeting.committee_id, meeting.date) != (agreement.parent.committee_id, on):
        raise Refused(f"That minute is not of the {agreement.parent} on {long_date(on)}: choose one of that meeting.")
    agreement.on, agreement.minute = on, minute
    save(agreement)


def _go_on(review: Review, on: dt.date, at: dt.datetime, by: User) -> None:
    """Bring a review that is being scoped to an agreed scope once every committee has agreed to it."""
    if review.state == State.SCOPING and scope_agreed(review):
        bring_on(review, State.SCOPE_AGREED, on=on, at=at, by=by)

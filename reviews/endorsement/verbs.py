"""Verbs of endorsement: record what a committee decided about the report, and put right its words."""

import datetime as dt

from committee import audit
from committee.dates import long_date
from committee.models import User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import day_of, save
from committee.verbs import as_part, verb
from meetings.models import Minute
from reviews import leak_check
from reviews.locking import hold_parent
from reviews.models import Decision, Endorsement, Parent, Review, State
from reviews.steps.conditions import all_endorsed
from reviews.steps.verbs import take_step


@verb(may=plans_scrutiny)
def record_decision(
    parent: Parent,
    *,
    decision: str,
    on: dt.date,
    comments: str = "",
    minute: Minute | None = None,
    at: dt.datetime,
    by: User,
) -> Endorsement:
    """
    Record what a committee of a review decided about its report; once all have endorsed it, the review is endorsed.

    What it decided before is kept; the latest about the report that was handed down last counts. Raises Refused before
    that report, for a day to come or before the last decision, for a minute of another committee or day, and without
    words unless it is plainly endorsed or deferred.
    """
    held = hold_parent(parent)
    review = held.review
    report = review.last_report
    if report is None or review.is_before_report:
        raise Refused("The report is not handed down yet, so no committee can have decided about it.")
    if on < report.on:
        raise Refused(f"The report was handed down on {long_date(report.on)}: nobody decided about it before that.")
    if on > day_of(at):
        raise Refused("That day is still to come: record the decision once the committee has met.")
    last = held.endorsements.last()
    if last and on < last.on:
        raise Refused(f"The {held} decided last on {long_date(last.on)}: a later decision is not before that.")
    if decision not in Decision.values:
        raise Refused("Choose what the committee decided.")
    row = Endorsement(
        parent=held,
        number=last.number + 1 if last else 1,
        report=report,
        decision=decision,
        on=on,
        recorded_at=at,
        recorded_by=by,
    )
    _say(row, comments, minute)
    audit.record(by, "recorded the decision of a committee on", review, committee=str(held), decision=row.decision)
    _endorse(review, on, at, by)
    return row


@verb(may=plans_scrutiny)
def correct_decision(endorsement: Endorsement, *, comments: str, minute: Minute | None = None, by: User) -> Endorsement:
    """Put right a committee's words or its minute; what it decided, and when, stays. Refused as `record_decision`."""
    parent = hold_parent(endorsement.parent)
    held = parent.endorsements.select_related("minute").get(pk=endorsement.pk)
    held.parent, was = parent, held.comments
    if (held.comments, held.minute) == (comments.strip(), minute):
        return held
    _say(held, comments, minute)
    audit.record(by, "put right the decision of a committee on", parent.review, committee=str(parent), was=was)
    return held


def _say(row: Endorsement, comments: str, minute: Minute | None) -> None:
    if minute and (minute.minutes.meeting.committee_id, minute.minutes.meeting.date) != (
        row.parent.committee_id,
        row.on,
    ):
        raise Refused(f"That minute is not of the {row.parent} on {long_date(row.on)}: choose one of that meeting.")
    row.comments, row.minute = comments.strip(), minute
    leak_check.refuse_telling_in(row.parent.review, [("the comments", [row.comments])])
    save(row)


def _endorse(review: Review, on: dt.date, at: dt.datetime, by: User) -> None:
    """Bring a review that was reported on, once the latest decision of every committee endorses that report."""
    if review.state == State.REPORTED and all_endorsed(review):
        last = review.steps.last()
        as_part(take_step)(review, State.ENDORSED, on=max(on, last.on) if last else on, at=at, by=by)

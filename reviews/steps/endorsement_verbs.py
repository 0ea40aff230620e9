"""Verbs of endorsement: record what a committee decided about the report, and put right its words."""

import datetime as dt

from committee import audit
from committee.dates import long_date
from committee.models import User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import day_of, save
from committee.seen import refuse_unseen, shows
from committee.verbs import verb
from meetings.models import Minute
from reviews import leak_check
from reviews.locking import hold_parent
from reviews.models import Decision, Endorsement, Parent, Review, ReviewStep, State
from reviews.steps.conditions import all_endorsed
from reviews.steps.endorsement_offered import report_under
from reviews.steps.verbs import bring_on


@verb(may=plans_scrutiny, seen=shows("review.last_report.number", "committee.name"))
def record_decision(
    parent: Parent,
    *,
    decision: str,
    on: dt.date,
    comments: str = "",
    minute: Minute | None = None,
    seen: str,
    at: dt.datetime,
    by: User,
) -> Endorsement:
    """
    Record what a committee of a review decided about its report; once all have endorsed it, the review is endorsed.

    What it decided before is kept; the latest about the report that was issued last counts. It is about the
    version under whose item it is minuted, or else the last. Raises Refused before that report, for a day to come or
    before the last decision, for a minute of another committee or day, and without words unless it is plainly endorsed
    or deferred, and for what is its latest decision already, in the same words: a form that was sent twice.
    """
    held = hold_parent(parent)
    refuse_unseen(held, seen)
    review = held.review
    report = report_under(held, minute) or review.last_report
    if report is None or review.is_before_report:
        raise Refused("The report has not been issued yet, so no committee can have decided on it.")
    last = held.endorsements.last()
    _refuse_unfit(held, report, last, decision, on, at)
    if last and _of(last) == (report.pk, decision, on, comments.strip(), minute.pk if minute else None):
        raise Refused(f"That decision of the {held} is recorded already.")
    endorsement = Endorsement(
        parent=held,
        number=last.number + 1 if last else 1,
        report=report,
        decision=decision,
        on=on,
        recorded_at=at,
        recorded_by=by,
    )
    _say(endorsement, comments, minute)
    audit.record(by, "recorded the decision of a committee on", review, committee=str(held), decision=decision)
    _endorse(review, on, at, by)
    return endorsement


@verb(may=plans_scrutiny)
def correct_decision(endorsement: Endorsement, *, comments: str, minute: Minute | None = None, by: User) -> Endorsement:
    """Put right a committee's words or its minute; what it decided, and when, stays. Refused as `record_decision`."""
    parent = hold_parent(endorsement.parent)
    held = parent.endorsements.select_related("minute").get(pk=endorsement.pk)
    held.parent, was = parent, held.comments
    if (held.comments, held.minute) == (comments.strip(), minute):
        return held
    _say(held, comments, minute)
    audit.record(by, "corrected the decision of a committee on", parent.review, committee=str(parent), was=was)
    return held


def _of(decided: Endorsement) -> tuple[object, ...]:
    return decided.report_id, decided.decision, decided.on, decided.comments, decided.minute_id


def _refuse_unfit(
    parent: Parent, report: ReviewStep, last: Endorsement | None, decision: str, on: dt.date, at: dt.datetime
) -> None:
    """Raise Refused for a day on which nobody can have decided after `last`, and for what is no decision."""
    if on < report.on:
        raise Refused(f"The report was issued on {long_date(report.on)}, so no decision can be before then.")
    if on > day_of(at):
        raise Refused("That date is in the future: record the decision once the committee has met.")
    if last and on < last.on:
        raise Refused(f"The {parent} decided last on {long_date(last.on)}, so a later decision cannot be before then.")
    if decision not in Decision.values:
        raise Refused("Choose what the committee decided.")


def _say(endorsement: Endorsement, comments: str, minute: Minute | None) -> None:
    parent, on = endorsement.parent, endorsement.on
    meeting = minute.minutes.meeting if minute else None
    if meeting and (meeting.committee_id, meeting.date) != (parent.committee_id, on):
        raise Refused(f"That minute is not of the {parent} on {long_date(on)}: choose one of that meeting.")
    endorsement.comments, endorsement.minute = comments.strip(), minute
    leak_check.refuse_telling_in(parent.review, [("the comments", [endorsement.comments])])
    save(endorsement)


def _endorse(review: Review, on: dt.date, at: dt.datetime, by: User) -> None:
    """Bring a review that was reported on, once the latest decision of every committee endorses that report."""
    if review.state == State.REPORTED and all_endorsed(review):
        bring_on(review, State.ENDORSED, on=on, at=at, by=by)

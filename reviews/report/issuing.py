"""The verb that issues the report of a review: from then on what was frozen is what anybody reads."""

import datetime as dt
from functools import partial

from django.db import transaction

from committee.access.permissions import plans_scrutiny
from committee.acts.refusal import Refused
from committee.acts.saving import proven
from committee.acts.seen import refuse_unseen
from committee.acts.verbs import verb
from committee.models import User
from committee.search import index
from reviews import leak_check
from reviews.findings.missing import missing
from reviews.locking import hold_review
from reviews.models import DRAFTED, ReportVersion, Review, State
from reviews.prints import frozen
from reviews.recommendations.verbs import hand_down
from reviews.report import handing_down, left_out, making, report_content
from reviews.steps.verbs import record_step


def the_report(review: Review) -> object:
    """Return all that the report says as it stands, whatever day it bears, and what is missing from it."""
    document = report_content.document(review, on=review.proposed_on)
    return frozen.digest(frozen.to_json(document)), missing(review)


@verb(may=plans_scrutiny, seen=the_report)
def issue_report(
    review: Review, *, on: dt.date, reason: str = "", proof: str = "", seen: str, at: dt.datetime, by: User
) -> ReportVersion:
    """
    Issue the report of a review that is drafted, as it stands: it is frozen, and the review is reported with it.

    All in one transaction, so that nobody reads a report that is not frozen. What was missing goes onto the trail; the
    form asks why it is issued without. Raises Refused for a review that is not being drafted, as `take_step` does,
    where anything of the review would tell anybody what is withheld (R16), and before it is said whether the report
    would mislead without what it leaves out (R41), and for a day that is not today's without `proof`.
    """
    locked = hold_review(review)
    refuse_unseen(locked, seen)
    if locked.state not in DRAFTED:
        raise Refused(f"The review is at “{State(locked.state).label}”: a report is issued once it is drafted.")
    if finding := left_out.untold(locked):
        raise Refused(f"{finding.text} ({finding.source})", rule=finding.rule)
    leak_check.refuse_telling_in(locked, leak_check.of_everything(locked))
    facts = {"missing": missing(locked), "proof": proven(proof, on, at)}
    step = record_step(locked, State.REPORTED, on=on, reason=reason, at=at, by=by, **facts)
    hand_down(locked, step.number, at)
    version = handing_down.freeze(locked, step, at=at, by=by)
    index.changed(locked)
    # Robust: where the queue cannot be reached, the first page that is asked for puts it there.
    transaction.on_commit(partial(making.print_report.enqueue, version.pk), robust=True)
    return version

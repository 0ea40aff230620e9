"""What every verb of a review does first: hold its row while it works, and set of it what differs."""

from collections.abc import Collection
from typing import Any

from django.db.models import Manager, Model, QuerySet

from committee.acts.refusal import Refused
from reviews.models import (
    Addressee,
    AnswerDraft,
    Evidence,
    FigureTable,
    Notice,
    Panellist,
    Parent,
    Recommendation,
    Review,
    ReviewFinding,
)


def hold_review(review: Review) -> Review:
    """Return the review as it is now, locked until the transaction ends, with the committee that monitors it."""
    rows = Review.objects.select_for_update(of=("self",), no_key=True).select_related("monitored_by", "contact")
    return rows.get(pk=review.pk)


def still_there[Row: Model](rows: QuerySet[Row] | Manager[Row], row: Row, gone: str) -> Row:
    """
    Return one of `rows` as it is now, locked. Raises Refused with the sentence `gone` if it is missing.

    One of a review's own rows (`review.notices`) has that review as its `review`, without another query.
    """
    now = rows.filter(pk=row.pk).first()
    if now is None:
        raise Refused(gone)
    return now


def put(row: Model, changes: dict[str, Any], allowed: Collection[str]) -> set[str]:
    """Set what differs, and return its names. Raises TypeError for what a row does not have."""
    if unknown := set(changes) - set(allowed):
        raise TypeError(f"{type(row).__name__} has no such fields: {', '.join(sorted(unknown))}.")
    changed = {name for name, value in changes.items() if getattr(row, name) != value}
    for name in changed:
        setattr(row, name, changes[name])
    return changed


def hold_before_report(review: Review) -> Review:
    """Lock a review to change what its report says. Raises Refused once the report is issued."""
    locked = hold_review(review)
    if not locked.is_before_report:
        raise Refused("The report has been issued: return the review to “Drafting the report” to change it.")
    return locked


def hold_parent(parent: Parent) -> Parent:
    """Lock a parent's review and return the parent as it is now. Raises Refused where somebody has removed it."""
    gone = "That committee is no longer one of the review’s committees. Someone has removed it."
    return still_there(hold_review(parent.review).parents.select_related("committee"), parent, gone)


def hold_panellist(panellist: Panellist) -> Panellist:
    """Lock the review and return the panel member as recorded now. Raises Refused where they are gone."""
    panel = hold_review(panellist.review).panel.select_related("person", "represents")
    return still_there(panel, panellist, "Someone has removed them from the panel.")


def hold_recommendation(recommendation: Recommendation, *, withdrawn: bool = False) -> Recommendation:
    """
    Lock the review and return the recommendation as it is now. Raises Refused where somebody has removed it.

    `withdrawn`: return a withdrawn recommendation too, only to undo the withdrawal.
    """
    gone = "Someone has removed that recommendation."
    locked = still_there(hold_review(recommendation.review).recommendations, recommendation, gone)
    if locked.is_withdrawn and not withdrawn:
        raise Refused("That recommendation has been withdrawn.")
    return locked


def hold_addressee(addressee: Addressee) -> Addressee:
    """Lock the review and return the addressee as named now, with recommendation and notice."""
    recommendation = hold_recommendation(addressee.recommendation)
    addressees = recommendation.addressees.select_related("notice", "response")
    locked = still_there(addressees, addressee, "Someone has removed that addressee.")
    locked.recommendation = recommendation
    return locked


def hold_notice(notice: Notice) -> Notice:
    """Lock the review and return the notice as it is now. Raises Refused where somebody has removed it."""
    return still_there(hold_review(notice.review).notices, notice, "Someone has removed that notice.")


def hold_figures(figures: FigureTable) -> FigureTable:
    """Lock the review and return the table of figures as it is now. Raises Refused where somebody has removed it."""
    return still_there(hold_review(figures.review).figures, figures, "Someone has removed that table.")


def hold_draft(draft: AnswerDraft) -> AnswerDraft:
    """Lock the review and return the drafted answer as it is now, with addressee. Raises Refused where it is gone."""
    addressee = hold_addressee(draft.addressee)
    locked = AnswerDraft.objects.select_related("writer").filter(addressee=addressee).first()
    if locked is None:
        raise Refused("Someone has removed that answer.")
    locked.addressee = addressee
    return locked


def hold_evidence(evidence: Evidence) -> Evidence:
    """
    Lock the review and return the piece of evidence as it is now, with its files.

    Raises Refused where it is withdrawn or forgotten: nothing more is done with it.
    """
    pieces = hold_review(evidence.review).evidence.select_related("file__stored", "redacted__stored")
    locked = pieces.get(pk=evidence.pk)
    if locked.forgotten_on:
        raise Refused(f"{locked.reference} is deleted: only its reference and one line are kept.")
    if locked.withdrawn_on:
        raise Refused(f"{locked.reference} has been withdrawn.")
    return locked


def hold_finding(finding: ReviewFinding) -> ReviewFinding:
    """Lock the review and return the finding as it is now. Raises Refused where somebody has removed it."""
    return still_there(hold_review(finding.review).findings, finding, "Someone has removed that finding.")

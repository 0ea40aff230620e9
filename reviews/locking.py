"""What every verb of a review does first: hold its row while it works."""

from django.db.models import Manager, Model, QuerySet

from committee.refusal import Refused
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
    """The review as it is now, locked until the transaction ends, with the committee that monitors it."""
    rows = Review.objects.select_for_update(of=("self",), no_key=True).select_related("monitored_by", "contact")
    return rows.get(pk=review.pk)


def still_there[Row: Model](rows: QuerySet[Row] | Manager[Row], row: Row, gone: str) -> Row:
    """A row as it is now, one of `rows`. Raises Refused with the sentence `gone` where it is none of them any more."""
    now = rows.filter(pk=row.pk).first()
    if now is None:
        raise Refused(gone)
    return now


def hold_before_report(review: Review) -> Review:
    """As `hold_review`, to change what its report says. Raises Refused once the report is issued."""
    held = hold_review(review)
    if not held.is_before_report:
        raise Refused("The report has been issued: return the review to “Drafting the report” to change it.")
    return held


def hold_parent(parent: Parent) -> Parent:
    """A parent as it is now, its review's row locked. Raises Refused where somebody has taken it off."""
    review = hold_review(parent.review)
    gone = "That committee is no longer one of the review’s committees. Someone has removed it."
    held = still_there(review.parents.select_related("committee"), parent, gone)
    held.review = review
    return held


def hold_panellist(panellist: Panellist) -> Panellist:
    """Somebody on a panel as they are recorded now, the review's row locked. Raises Refused where they are gone."""
    review = hold_review(panellist.review)
    gone = "Someone has removed them from the panel."
    held = still_there(review.panel.select_related("person", "represents"), panellist, gone)
    held.review = review
    return held


def hold_recommendation(recommendation: Recommendation, *, withdrawn: bool = False) -> Recommendation:
    """
    A recommendation as it is now, its review's row locked. Raises Refused where somebody has removed it.

    `withdrawn`: also one that is withdrawn, of which nothing but that is undone.
    """
    review = hold_review(recommendation.review)
    gone = "Someone has removed that recommendation."
    held = still_there(review.recommendations, recommendation, gone)
    if held.is_withdrawn and not withdrawn:
        raise Refused("That recommendation has been withdrawn.")
    held.review = review
    return held


def hold_addressee(addressee: Addressee) -> Addressee:
    """An addressee as they are named now, with recommendation and notice, the review's row locked."""
    recommendation = hold_recommendation(addressee.recommendation)
    addressees = recommendation.addressees.select_related("notice", "response")
    held = still_there(addressees, addressee, "Someone has removed that addressee.")
    held.recommendation = recommendation
    return held


def hold_notice(notice: Notice) -> Notice:
    """A notice as it is now, its review's row locked. Raises Refused where somebody has removed it."""
    review = hold_review(notice.review)
    held = still_there(review.notices, notice, "Someone has removed that notice.")
    held.review = review
    return held


def hold_figures(figures: FigureTable) -> FigureTable:
    """A table of figures as it is now, its review's row locked. Raises Refused where somebody has removed it."""
    review = hold_review(figures.review)
    held = still_there(review.figures, figures, "Someone has removed that table.")
    held.review = review
    return held


def hold_draft(draft: AnswerDraft) -> AnswerDraft:
    """A drafted answer as it is now, with its addressee, the review's row locked. Raises Refused where it is gone."""
    addressee = hold_addressee(draft.addressee)
    held = AnswerDraft.objects.select_related("writer").filter(addressee=addressee).first()
    if held is None:
        raise Refused("Someone has removed that answer.")
    held.addressee = addressee
    return held


def hold_evidence(evidence: Evidence) -> Evidence:
    """
    A piece of evidence as it is now, with its files, its review's row locked.

    Raises Refused where it is withdrawn or forgotten: nothing more is done with it.
    """
    review = hold_review(evidence.review)
    held = review.evidence.select_related("file__stored", "redacted__stored").get(pk=evidence.pk)
    if held.forgotten_on:
        raise Refused(f"{held.reference} is deleted: only its reference and one line are kept.")
    if held.withdrawn_on:
        raise Refused(f"{held.reference} has been withdrawn.")
    held.review = review
    return held


def hold_finding(finding: ReviewFinding) -> ReviewFinding:
    """A finding as it is now, its review's row locked. Raises Refused where somebody has removed it."""
    review = hold_review(finding.review)
    held = still_there(review.findings, finding, "Someone has removed that finding.")
    held.review = review
    return held

"""What every verb of a review does first: hold its row while it works."""

from committee.refusal import Refused
from reviews.models import Addressee, Notice, Panellist, Parent, Recommendation, Review


def hold_review(review: Review) -> Review:
    """The review as it is now, locked until the transaction ends, with the committee that monitors it."""
    rows = Review.objects.select_for_update(of=("self",), no_key=True).select_related("monitored_by", "contact")
    return rows.get(pk=review.pk)


def hold_parent(parent: Parent) -> Parent:
    """A parent as it is now, its review's row locked. Raises Refused where somebody has taken it off."""
    review = hold_review(parent.review)
    held = review.parents.select_related("committee").filter(pk=parent.pk).first()
    if held is None:
        raise Refused("That committee is no longer one of the review’s: somebody has taken it off.")
    held.review = review
    return held


def hold_panellist(panellist: Panellist) -> Panellist:
    """Somebody on a panel as they are recorded now, the review's row locked. Raises Refused where they are gone."""
    review = hold_review(panellist.review)
    held = review.panel.select_related("person", "represents").filter(pk=panellist.pk).first()
    if held is None:
        raise Refused("They are no longer on the panel: somebody has removed them.")
    held.review = review
    return held


def hold_recommendation(recommendation: Recommendation) -> Recommendation:
    """A recommendation as it is now, its review's row locked. Raises Refused where somebody has removed it."""
    review = hold_review(recommendation.review)
    held = review.recommendations.filter(pk=recommendation.pk).first()
    if held is None:
        raise Refused("That recommendation is no longer there: somebody has removed it.")
    if held.is_withdrawn:
        raise Refused("That recommendation is withdrawn: nothing more is done with it.")
    held.review = review
    return held


def hold_addressee(addressee: Addressee) -> Addressee:
    """An addressee as they are named now, with recommendation and notice, the review's row locked."""
    recommendation = hold_recommendation(addressee.recommendation)
    held = recommendation.addressees.select_related("notice", "response").filter(pk=addressee.pk).first()
    if held is None:
        raise Refused("They are no longer named: somebody has removed them.")
    held.recommendation = recommendation
    return held


def hold_notice(notice: Notice) -> Notice:
    """A notice as it is now, its review's row locked. Raises Refused where somebody has removed it."""
    review = hold_review(notice.review)
    held = review.notices.filter(pk=notice.pk).first()
    if held is None:
        raise Refused("That notice is no longer there: somebody has removed it.")
    held.review = review
    return held

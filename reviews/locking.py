"""What every verb of a review does first: hold its row while it works."""

from committee.refusal import Refused
from reviews.models import Panellist, Parent, Review


def hold_review(review: Review) -> Review:
    """The review as it is now, locked until the transaction ends, with the committee that monitors it."""
    rows = Review.objects.select_for_update(of=("self",), no_key=True).select_related("monitored_by", "contact")
    return rows.get(pk=review.pk)


def hold_parent(parent: Parent) -> Parent:
    """A parent as it is now, its review's row locked. Raises Refused where somebody has taken it off."""
    review = hold_review(parent.review)
    now = review.parents.select_related("committee").filter(pk=parent.pk).first()
    if now is None:
        raise Refused("That committee is no longer one of the review’s: somebody has taken it off.")
    now.review = review
    return now


def hold_panellist(panellist: Panellist) -> Panellist:
    """Somebody on a panel as they are recorded now, the review's row locked. Raises Refused where they are gone."""
    review = hold_review(panellist.review)
    now = review.panel.select_related("person", "represents").filter(pk=panellist.pk).first()
    if now is None:
        raise Refused("They are no longer on the panel: somebody has removed them.")
    now.review = review
    return now

"""The committees that commission a review, and the programme items it grew from, as scrutiny officers keep them."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm
from committee.views.acting import Data, ask, carry_out, typed
from reviews.lookup import act_on, find_parent, of_review
from reviews.models import Review, ReviewItem
from reviews.proposing import parent_verbs as verbs
from reviews.proposing.forms import ParentForm, TieForm


@of_review
def parent_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Let another committee commission the review."""
    today = timezone.localdate()

    def add(data: Data) -> str:
        # SECURITY: by position, since a clerk's limits are checked for those arguments alone.
        parent = verbs.add_parent(review, data["committee"], on=today, by=request.user)
        return f"The {parent.committee} commissions the review too."

    form = ParentForm(typed(request), review=review, on=today)
    return ask(request, form, add, field="committee", **act_on(review, "Add a committee"))


@of_review
def parent_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Take off a committee that does not commission the review."""
    parent = find_parent(review, pk)
    return carry_out(
        request, verbs.remove_parent, parent, ConfirmForm(typed(request), button="Remove the committee"),
        said="The committee is removed from the review.",
        follows=["Items of its work programme are no longer linked to the review.", "They stay in the work programme."],
        **act_on(review, f"Remove the {parent.committee}?"),
    )  # fmt: skip


@of_review
def monitor(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Let this committee follow up what comes of the review."""
    parent = find_parent(review, pk)
    form = ConfirmForm(typed(request), button="Choose the committee", warning=False)
    return carry_out(
        request, verbs.choose_monitor, parent, form, said=f"The {parent.committee} monitors the review.",
        follows=[f"The {review.monitored_by} will no longer monitor it. Only one committee can."],
        **act_on(review, f"Choose the {parent.committee} to monitor the review?"),
    )  # fmt: skip


@of_review
def item_new(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Tie the item of the committee's work programme that the review grew from."""
    parent = find_parent(review, pk)

    def tie(data: Data) -> str:
        # SECURITY: by position, as the committee above.
        verbs.tie_item(parent, data["item"], by=request.user)
        return "The item is linked to the review."

    form = TieForm(typed(request), parent=parent)
    return ask(request, form, tie, field="item", **act_on(review, f"An item of the {parent.committee}"))


@of_review
def item_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Untie an item that the review did not grow from."""
    tied = get_object_or_404(ReviewItem.objects.select_related("parent", "item"), parent__review=review, pk=pk)
    return carry_out(
        request, verbs.untie_item, tied, ConfirmForm(typed(request), button="Unlink the item"),
        said="The item is no longer linked.", lead=tied.item.title, follows=["It stays in the work programme."],
        **act_on(review, "Unlink this item?"),
    )  # fmt: skip

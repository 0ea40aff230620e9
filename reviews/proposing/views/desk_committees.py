"""The committees that commission a review, its programme items and its panel, as scrutiny officers keep them."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm
from committee.register.forms.people import EndForm
from committee.views.acting import Data, ask, carry_out, typed
from reviews.lookup import act_on, find_parent, of_review
from reviews.models import Panellist, Review, ReviewItem
from reviews.proposing import panel_verbs as panel
from reviews.proposing import parent_verbs as parents
from reviews.proposing.forms import CorrectForm, PanellistForm, ParentForm, TieForm


@of_review
def parent_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Let another committee commission the review."""
    today = timezone.localdate()

    def add(data: Data) -> str:
        # SECURITY: by position, since a clerk's limits are checked for those arguments alone.
        parent = parents.add_parent(review, data["committee"], on=today, by=request.user)
        return f"The {parent.committee} commissions the review too."

    form = ParentForm(typed(request), review=review, on=today)
    return ask(request, form, add, field="committee", **act_on(review, "Add a committee"))


@of_review
def parent_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Take off a committee that does not commission the review."""
    parent = find_parent(review, pk)
    return carry_out(
        request, parents.remove_parent, parent, ConfirmForm(typed(request), button="Remove the committee"),
        message="The committee is removed from the review.",
        follows=["Items of its work programme are no longer linked to the review.", "They stay in the work programme."],
        **act_on(review, f"Remove the {parent.committee}?"),
    )  # fmt: skip


@of_review
def monitor(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Let this committee follow up what comes of the review."""
    parent = find_parent(review, pk)
    form = ConfirmForm(typed(request), button="Choose the committee", warning=False)
    return carry_out(
        request, parents.choose_monitor, parent, form, message=f"The {parent.committee} monitors the review.",
        follows=[f"The {review.monitored_by} will no longer monitor it. Only one committee can."],
        **act_on(review, f"Choose the {parent.committee} to monitor the review?"),
    )  # fmt: skip


@of_review
def item_new(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Tie the item of the committee's work programme that the review grew from."""
    parent = find_parent(review, pk)

    def tie(data: Data) -> str:
        # SECURITY: by position, as the committee above.
        parents.tie_item(parent, data["item"], by=request.user)
        return "The item is linked to the review."

    form = TieForm(typed(request), parent=parent)
    return ask(request, form, tie, field="item", **act_on(review, f"An item of the {parent.committee}"))


@of_review
def item_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Untie an item that the review did not grow from."""
    tied = get_object_or_404(ReviewItem.objects.select_related("parent", "item"), parent__review=review, pk=pk)
    return carry_out(
        request, parents.untie_item, tied, ConfirmForm(typed(request), button="Unlink the item"),
        message="The item is no longer linked.", lead=tied.item.title, follows=["It stays in the work programme."],
        **act_on(review, "Unlink this item?"),
    )  # fmt: skip


def _find_panellist(review: Review, pk: int) -> Panellist:
    return get_object_or_404(review.panel.select_related("person", "represents"), pk=pk)


@of_review
def panellist_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Add a panel member."""
    form, page = PanellistForm(typed(request), review=review), act_on(review, "Add a panel member", field="person")
    return carry_out(
        request, panel.add_panellist, review, form, message=lambda made: f"{made.person} is on the panel.", **page
    )


@of_review
def panellist(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Correct what is recorded of somebody on the panel."""
    panellist = _find_panellist(review, pk)
    form = CorrectForm(typed(request), review=review, row=panellist)
    return carry_out(request, panel.correct_panellist, panellist, form, **act_on(review, str(panellist.person)))


@of_review
def panellist_end(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Record somebody's last day on the panel."""
    panellist = _find_panellist(review, pk)
    return carry_out(
        request, panel.end_panellist, panellist, EndForm(typed(request), today=timezone.localdate()), field="on",
        message=f"Recorded: the last day of {panellist.person} on the panel.",
        follows=["They stay in the printed membership, with their last day."],
        **act_on(review, f"The last day of {panellist.person}"),
    )  # fmt: skip


@of_review
def panellist_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Remove somebody who was put on the panel by mistake."""
    panellist = _find_panellist(review, pk)
    return carry_out(
        request, panel.remove_panellist, panellist, ConfirmForm(typed(request), button="Remove from the panel"),
        message=f"{panellist.person} is removed from the panel.",
        follows=["Only use this to correct a mistake. If they have left the panel, record their last day instead."],
        **act_on(review, f"Remove {panellist.person} from the panel?"),
    )  # fmt: skip

"""The committees that commission a review, its programme items and its panel, as scrutiny officers keep them."""

from django.http import HttpResponseBase
from django.utils import timezone

from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm
from committee.register.forms.people import EndForm
from committee.views.acting import Data, ask, carry_out, typed
from reviews.lookup import act_on, of_parent, of_review, of_row
from reviews.models import Panellist, Parent, Review, ReviewItem
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


@of_parent
def parent_remove(request: SignedInRequest, parent: Parent) -> HttpResponseBase:
    """Take off a committee that does not commission the review."""
    return carry_out(
        request, parents.remove_parent, parent, ConfirmForm(typed(request), button="Remove the committee"),
        message="The committee is removed from the review.",
        follows=["Items of its work programme are no longer linked to the review.", "They stay in the work programme."],
        **act_on(parent.review, f"Remove the {parent.committee}?"),
    )  # fmt: skip


@of_parent
def monitor(request: SignedInRequest, parent: Parent) -> HttpResponseBase:
    """Let this committee follow up what comes of the review."""
    form = ConfirmForm(typed(request), button="Choose the committee", warning=False)
    return carry_out(
        request, parents.choose_monitor, parent, form, message=f"The {parent.committee} monitors the review.",
        follows=[f"The {parent.review.monitored_by} will no longer monitor it. Only one committee can."],
        **act_on(parent.review, f"Choose the {parent.committee} to monitor the review?"),
    )  # fmt: skip


@of_parent
def item_new(request: SignedInRequest, parent: Parent) -> HttpResponseBase:
    """Tie the item of the committee's work programme that the review grew from."""

    def tie(data: Data) -> str:
        # SECURITY: by position, as the committee above.
        parents.tie_item(parent, data["item"], by=request.user)
        return "The item is linked to the review."

    form = TieForm(typed(request), parent=parent)
    return ask(request, form, tie, field="item", **act_on(parent.review, f"An item of the {parent.committee}"))


@of_row(lambda review: ReviewItem.objects.filter(parent__review=review).select_related("parent__review", "item"))
def item_remove(request: SignedInRequest, tied: ReviewItem) -> HttpResponseBase:
    """Untie an item that the review did not grow from."""
    return carry_out(
        request, parents.untie_item, tied, ConfirmForm(typed(request), button="Unlink the item"),
        message="The item is no longer linked.", lead=tied.item.title, follows=["It stays in the work programme."],
        **act_on(tied.parent.review, "Unlink this item?"),
    )  # fmt: skip


of_panellist = of_row(lambda review: review.panel.select_related("person", "represents"))


@of_review
def panellist_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Add a panel member."""
    form, page = PanellistForm(typed(request), review=review), act_on(review, "Add a panel member", field="person")
    return carry_out(
        request, panel.add_panellist, review, form, message=lambda made: f"{made.person} is on the panel.", **page
    )


@of_panellist
def panellist(request: SignedInRequest, panellist: Panellist) -> HttpResponseBase:
    """Correct what is recorded of somebody on the panel."""
    form, heading = CorrectForm(typed(request), review=panellist.review, row=panellist), str(panellist.person)
    return carry_out(request, panel.correct_panellist, panellist, form, **act_on(panellist.review, heading))


@of_panellist
def panellist_end(request: SignedInRequest, panellist: Panellist) -> HttpResponseBase:
    """Record somebody's last day on the panel."""
    return carry_out(
        request, panel.end_panellist, panellist, EndForm(typed(request), today=timezone.localdate()), field="on",
        message=f"Recorded: the last day of {panellist.person} on the panel.",
        follows=["They stay in the printed membership, with their last day."],
        **act_on(panellist.review, f"The last day of {panellist.person}"),
    )  # fmt: skip


@of_panellist
def panellist_remove(request: SignedInRequest, panellist: Panellist) -> HttpResponseBase:
    """Remove somebody who was put on the panel by mistake."""
    return carry_out(
        request, panel.remove_panellist, panellist, ConfirmForm(typed(request), button="Remove from the panel"),
        message=f"{panellist.person} is removed from the panel.",
        follows=["Only use this to correct a mistake. If they have left the panel, record their last day instead."],
        **act_on(panellist.review, f"Remove {panellist.person} from the panel?"),
    )  # fmt: skip

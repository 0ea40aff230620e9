"""The panel of a review, as scrutiny officers keep it."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from committee.forms.fields import ConfirmForm
from committee.forms.people import EndForm
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from reviews.lookup import act_on, address_of, find_review
from reviews.models import Panellist, Review
from reviews.panel import verbs
from reviews.panel.forms import CorrectForm, PanellistForm


def _find_panellist(review: Review, pk: int) -> Panellist:
    panellist = get_object_or_404(review.panel.select_related("person", "represents"), pk=pk)
    panellist.review = review
    return panellist


@planners
def panellist_new(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Add a panel member."""
    review = find_review(slug)

    def add(data: Data) -> str:
        panellist = verbs.add_panellist(review, **data, by=request.user)
        return f"{panellist.person} is on the panel."

    return ask(
        request, PanellistForm(typed(request), review=review), add,
        **act_on(review, "Add a panel member", address_of(review)), field="person",
    )  # fmt: skip


@planners
def panellist(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Correct what is recorded of somebody on the panel."""
    review = find_review(slug)
    panellist = _find_panellist(review, pk)

    def correct(data: Data) -> str:
        verbs.correct_panellist(panellist, **data, by=request.user)
        return "Saved."

    return ask(
        request, CorrectForm(typed(request), panellist=panellist), correct,
        **act_on(review, str(panellist.person), address_of(review)),
    )  # fmt: skip


@planners
def panellist_end(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Record somebody's last day on the panel."""
    review = find_review(slug)
    panellist = _find_panellist(review, pk)
    form = EndForm(typed(request), today=timezone.localdate())

    def end(data: Data) -> str:
        verbs.end_panellist(panellist, on=data["on"], by=request.user)
        return f"Recorded: the last day of {panellist.person} on the panel."

    return ask(
        request, form, end, **act_on(review, f"The last day of {panellist.person}", address_of(review)), field="on",
        follows=["They stay in the printed membership, with their last day."],
    )  # fmt: skip


@planners
def panellist_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Remove somebody who was put on the panel by mistake."""
    review = find_review(slug)
    panellist = _find_panellist(review, pk)

    def remove(data: Data) -> str:
        verbs.remove_panellist(panellist, by=request.user)
        return f"{panellist.person} is removed from the panel."

    return ask(
        request, ConfirmForm(typed(request), button="Remove from the panel"), remove,
        **act_on(review, f"Remove {panellist.person} from the panel?", address_of(review)),
        follows=["Only use this to correct a mistake. If they have left the panel, record their last day instead."],
    )  # fmt: skip

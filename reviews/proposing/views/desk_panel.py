"""The panel of a review, as scrutiny officers keep it."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm
from committee.forms.people import EndForm
from committee.views.acting import carry_out, typed
from reviews.lookup import act_on, of_review
from reviews.models import Panellist, Review
from reviews.proposing import panel_verbs as verbs
from reviews.proposing.forms import CorrectForm, PanellistForm


def _find_panellist(review: Review, pk: int) -> Panellist:
    return get_object_or_404(review.panel.select_related("person", "represents"), pk=pk)


@of_review
def panellist_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Add a panel member."""
    form, page = PanellistForm(typed(request), review=review), act_on(review, "Add a panel member", field="person")
    return carry_out(
        request, verbs.add_panellist, review, form, said=lambda made: f"{made.person} is on the panel.", **page
    )


@of_review
def panellist(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Correct what is recorded of somebody on the panel."""
    panellist = _find_panellist(review, pk)
    form = CorrectForm(typed(request), review=review, row=panellist)
    return carry_out(request, verbs.correct_panellist, panellist, form, **act_on(review, str(panellist.person)))


@of_review
def panellist_end(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Record somebody's last day on the panel."""
    panellist = _find_panellist(review, pk)
    return carry_out(
        request, verbs.end_panellist, panellist, EndForm(typed(request), today=timezone.localdate()), field="on",
        said=f"Recorded: the last day of {panellist.person} on the panel.",
        follows=["They stay in the printed membership, with their last day."],
        **act_on(review, f"The last day of {panellist.person}"),
    )  # fmt: skip


@of_review
def panellist_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Remove somebody who was put on the panel by mistake."""
    panellist = _find_panellist(review, pk)
    return carry_out(
        request, verbs.remove_panellist, panellist, ConfirmForm(typed(request), button="Remove from the panel"),
        said=f"{panellist.person} is removed from the panel.",
        follows=["Only use this to correct a mistake. If they have left the panel, record their last day instead."],
        **act_on(review, f"Remove {panellist.person} from the panel?"),
    )  # fmt: skip

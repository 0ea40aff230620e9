"""The panel of a review, as scrutiny officers keep it."""

from django.http import Http404, HttpResponseBase
from django.utils import timezone

from committee.forms.fields import ConfirmForm
from committee.forms.people import EndForm
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from reviews.lookup import address_of, crumbs, find_review
from reviews.models import Panellist, Review
from reviews.panel import verbs
from reviews.panel.forms import CorrectForm, PanellistForm


def _find_panellist(review: Review, pk: int) -> Panellist:
    found = review.panel.select_related("person", "represents").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.review = review
    return found


@planners
def panellist_new(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Put somebody on the panel."""
    review = find_review(slug)

    def add(data: Data) -> str:
        panellist = verbs.add_panellist(review, **data, by=request.user)
        return f"{panellist.person} is on the panel."

    return ask(
        request, PanellistForm(typed(request), review=review), add, then=address_of(review),
        template="desk/act.html", caption=review.title, heading="Put somebody on the panel", trail=crumbs(review),
        back=address_of(review), field="person",
    )  # fmt: skip


@planners
def panellist(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Correct what is recorded of somebody on the panel."""
    review = find_review(slug)
    row = _find_panellist(review, pk)

    def correct(data: Data) -> str:
        verbs.correct_panellist(row, **data, by=request.user)
        return "Saved."

    return ask(
        request, CorrectForm(typed(request), panellist=row), correct, then=address_of(review),
        template="desk/act.html", caption=review.title, heading=str(row.person), trail=crumbs(review),
        back=address_of(review),
    )  # fmt: skip


@planners
def panellist_end(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Record somebody's last day on the panel."""
    review = find_review(slug)
    row = _find_panellist(review, pk)
    form = EndForm(typed(request), today=timezone.localdate())

    def end(data: Data) -> str:
        verbs.end_panellist(row, on=data["on"], by=request.user)
        return f"Recorded: the last day of {row.person} on the panel."

    return ask(
        request, form, end, then=address_of(review), template="desk/act.html", caption=review.title,
        heading=f"The last day of {row.person}", trail=crumbs(review), back=address_of(review), field="on",
        follows=["They stay in the printed membership, with that day."],
    )  # fmt: skip


@planners
def panellist_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Remove somebody who was put on the panel by mistake."""
    review = find_review(slug)
    row = _find_panellist(review, pk)

    def remove(data: Data) -> str:
        verbs.remove_panellist(row, by=request.user)
        return f"{row.person} is removed from the panel."

    return ask(
        request, ConfirmForm(typed(request), button="Remove from the panel"), remove, then=address_of(review),
        template="desk/act.html", caption=review.title, heading=f"Remove {row.person} from the panel?",
        trail=crumbs(review), back=address_of(review),
        follows=["Only for a mistake: whoever sat on the panel and left stays in its membership with their last day."],
    )  # fmt: skip

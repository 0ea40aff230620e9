"""Recommendations of a review, as scrutiny officers write them and say to whom they are made."""

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404

from committee.forms.fields import ConfirmForm
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from reviews.lookup import act_on, address_of, find_addressee, find_review
from reviews.models import Recommendation, Review
from reviews.recommendations import verbs
from reviews.recommendations.forms import AddresseeForm, RecommendationForm, RemoveAddresseeForm, WithdrawForm


def _find(review: Review, pk: int) -> Recommendation:
    # Not by its number: those after one that is removed move up, also while somebody has this page open.
    recommendation = get_object_or_404(review.recommendations, pk=pk)
    recommendation.review = review
    return recommendation


def _about(review: Review, heading: str) -> dict[str, Any]:
    """Return the context shared by the pages of these acts."""
    return act_on(review, heading, f"{address_of(review)}#recommendations")


@planners
def recommendation_new(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Write another recommendation."""
    review = find_review(slug)

    def add(data: Data) -> str:
        made = verbs.add_recommendation(review, **data, by=request.user)
        return f"Recommendation {made.number} is added."

    return ask(request, RecommendationForm(typed(request)), add, **_about(review, "Add a recommendation"))


@planners
def recommendation(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Change a recommendation."""
    review = find_review(slug)
    current = _find(review, pk)

    def save(data: Data) -> str:
        verbs.edit_recommendation(current, **data, by=request.user)
        return "Saved."

    form = RecommendationForm(typed(request), recommendation=current)
    return ask(request, form, save, **_about(review, f"Recommendation {current.number}"))


@planners
def recommendation_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Remove a recommendation; one that was issued is withdrawn with a reason."""
    review = find_review(slug)
    current = _find(review, pk)
    withdrawn = current.handed_down_at is not None
    form: Any = (
        WithdrawForm(typed(request)) if withdrawn else ConfirmForm(typed(request), button="Remove the recommendation")
    )

    def remove(data: Data) -> str:
        verbs.remove_recommendation(current, **data, by=request.user)
        return f"Recommendation {current.number} is {'withdrawn' if withdrawn else 'removed'}."

    follows = (
        ["It keeps its number and text, with the reason beside it."] if withdrawn
        else ["Later recommendations are renumbered, because the report has not been issued."]
    )  # fmt: skip
    about = _about(review, f"{'Withdraw' if withdrawn else 'Remove'} recommendation {current.number}?")
    return ask(request, form, remove, lead=current.text, follows=follows, **about)


@planners
def addressee_new(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Say to whom a recommendation is made."""
    review = find_review(slug)
    current = _find(review, pk)

    def name(data: Data) -> str:
        addressee = verbs.name_addressee(current, **data, by=request.user)
        return f"Recommendation {current.number} is made to: {addressee}."

    form = AddresseeForm(typed(request))
    return ask(
        request,
        form,
        name,
        lead=current.text,
        field="name",
        **_about(review, f"Who is recommendation {current.number} made to?"),
    )


@planners
def recommendation_restore(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Undo the withdrawal of a recommendation while the report is drafted."""
    review = find_review(slug)
    current = _find(review, pk)
    if not current.is_withdrawn:
        raise Http404

    def restore(data: Data) -> str:
        verbs.restore_recommendation(current, by=request.user)
        return f"Recommendation {current.number} is restored."

    form = ConfirmForm(typed(request), button="Undo the withdrawal", warning=False)
    about = _about(review, f"Undo the withdrawal of recommendation {current.number}?")
    return ask(
        request, form, restore, lead=current.text, **about,
        follows=["It is restored under its number, with its addressees."],
    )  # fmt: skip


@planners
def addressee_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Take back that a recommendation is made to somebody."""
    review = find_review(slug)
    addressee = find_addressee(review, pk)

    def remove(data: Data) -> str:
        verbs.remove_addressee(addressee, **data, by=request.user)
        return f"Recommendation {addressee.recommendation.number} is no longer made to: {addressee}."

    form = RemoveAddresseeForm(typed(request), issued=addressee.recommendation.handed_down_at is not None)
    return ask(request, form, remove, lead=addressee.recommendation.text, **_about(review, f"Remove “{addressee}”?"))

"""Recommendations of a review, as scrutiny officers write them and say to whom they are made."""

from typing import Any

from django.http import Http404, HttpResponseBase

from committee.forms.fields import ConfirmForm
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from reviews.lookup import address_of, crumbs, find_addressee, find_review
from reviews.models import Recommendation, Review
from reviews.recommendations import verbs
from reviews.recommendations.forms import AddresseeForm, RecommendationForm, WithdrawForm


def _find(review: Review, pk: int) -> Recommendation:
    # Not by its number: those after one that is removed move up, also while somebody has this page open.
    found = review.recommendations.filter(pk=pk).first()
    if found is None:
        raise Http404
    found.review = review
    return found


def _about(review: Review, heading: str, anchor: str = "recommendations") -> dict[str, Any]:
    """What the pages of these acts have in common."""
    back = f"{address_of(review)}#{anchor}"
    return {
        "template": "desk/act.html", "caption": review.title, "heading": heading, "trail": crumbs(review),
        "back": back, "then": back,
    }  # fmt: skip


@planners
def recommendation_new(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Write another recommendation."""
    review = find_review(slug)

    def add(data: Data) -> str:
        row = verbs.add_recommendation(review, **data, by=request.user)
        return f"Recommendation {row.number} is added."

    return ask(request, RecommendationForm(typed(request)), add, **_about(review, "Add a recommendation"))


@planners
def recommendation(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Change a recommendation."""
    review = find_review(slug)
    row = _find(review, pk)

    def save(data: Data) -> str:
        verbs.edit_recommendation(row, **data, by=request.user)
        return "Saved."

    form = RecommendationForm(typed(request), recommendation=row)
    return ask(request, form, save, **_about(review, f"Recommendation {row.number}"))


@planners
def recommendation_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Remove a recommendation; one that was handed down is withdrawn with a reason."""
    review = find_review(slug)
    row = _find(review, pk)
    withdrawn = row.handed_down_at is not None
    form: Any = WithdrawForm(typed(request)) if withdrawn else ConfirmForm(typed(request), button="Remove it")

    def remove(data: Data) -> str:
        verbs.remove_recommendation(row, **data, by=request.user)
        return f"Recommendation {row.number} is {'withdrawn' if withdrawn else 'removed'}."

    follows = (
        ["It keeps its number and its words, with the reason beside them."] if withdrawn
        else ["Those after it move up, since nobody has been given their numbers yet."]
    )  # fmt: skip
    about = _about(review, f"{'Withdraw' if withdrawn else 'Remove'} recommendation {row.number}?")
    return ask(request, form, remove, lead=row.text, follows=follows, **about)


@planners
def addressee_new(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Say to whom a recommendation is made."""
    review = find_review(slug)
    row = _find(review, pk)

    def name(data: Data) -> str:
        addressee = verbs.name_addressee(row, **data, by=request.user)
        return f"Recommendation {row.number} is made to: {addressee}."

    form = AddresseeForm(typed(request))
    return ask(
        request, form, name, lead=row.text, field="name", **_about(review, f"To whom is recommendation {row.number}?")
    )


@planners
def addressee_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Take back that a recommendation is made to somebody."""
    review = find_review(slug)
    row = find_addressee(review, pk)

    def remove(data: Data) -> str:
        verbs.remove_addressee(row, by=request.user)
        return f"Recommendation {row.recommendation.number} is no longer made to: {row}."

    form = ConfirmForm(typed(request), button="Remove the addressee")
    return ask(request, form, remove, lead=row.recommendation.text, **_about(review, f"Remove “{row}”?"))

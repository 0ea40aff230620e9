"""Recommendations of a review, as scrutiny officers write them and say to whom they are made."""

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404

from committee.acts.requests import SignedInRequest
from committee.forms.fields import ActForm, ConfirmForm, ReasonForm
from committee.views.acting import carry_out, typed
from reviews.lookup import act_on_recommendation, find_addressee, of_review
from reviews.models import Recommendation, Review
from reviews.recommendations import verbs
from reviews.recommendations.forms import AddresseeForm, RecommendationForm


@of_review
def recommendation_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Write another recommendation."""

    def message(made: Recommendation) -> str:
        return f"Recommendation {made.number} is added."

    form, page = RecommendationForm(typed(request)), act_on_recommendation(review, "Add a recommendation")
    return carry_out(request, verbs.add_recommendation, review, form, said=message, **page)


@of_review
def recommendation(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Change a recommendation."""
    # Not by its number: those after one that is removed move up, also while somebody has this page open.
    current = get_object_or_404(review.recommendations, pk=pk)
    form = RecommendationForm(typed(request), row=current)
    page = act_on_recommendation(review, f"Recommendation {current.number}")
    return carry_out(request, verbs.edit_recommendation, current, form, **page)


@of_review
def recommendation_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Remove a recommendation; one that was issued is withdrawn with a reason."""
    current = get_object_or_404(review.recommendations, pk=pk)
    if current.handed_down_at is None:
        return carry_out(
            request, verbs.remove_recommendation, current,
            ConfirmForm(typed(request), button="Remove the recommendation"),
            said=f"Recommendation {current.number} is removed.", lead=current.text,
            follows=["Later recommendations are renumbered, because the report has not been issued."],
            **act_on_recommendation(review, f"Remove recommendation {current.number}?"),
        )  # fmt: skip
    form = ReasonForm(
        typed(request), button="Withdraw the recommendation", label="Why is it withdrawn?", hint="This is public.",
        most=500,
    )  # fmt: skip
    return carry_out(
        request, verbs.remove_recommendation, current, form, said=f"Recommendation {current.number} is withdrawn.",
        lead=current.text, follows=["It keeps its number and text, with the reason beside it."],
        **act_on_recommendation(review, f"Withdraw recommendation {current.number}?"),
    )  # fmt: skip


@of_review
def addressee_new(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Say to whom a recommendation is made."""
    current = get_object_or_404(review.recommendations, pk=pk)
    return carry_out(
        request, verbs.name_addressee, current, AddresseeForm(typed(request)), field="name", lead=current.text,
        said=lambda addressee: f"Recommendation {current.number} is made to: {addressee}.",
        **act_on_recommendation(review, f"Who is recommendation {current.number} made to?"),
    )  # fmt: skip


@of_review
def recommendation_restore(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Undo the withdrawal of a recommendation while the report is drafted."""
    current = get_object_or_404(review.recommendations, pk=pk)
    if not current.is_withdrawn:
        raise Http404
    return carry_out(
        request, verbs.restore_recommendation, current,
        ConfirmForm(typed(request), button="Undo the withdrawal", warning=False),
        said=f"Recommendation {current.number} is restored.", lead=current.text,
        follows=["It is restored under its number, with its addressees."],
        **act_on_recommendation(review, f"Undo the withdrawal of recommendation {current.number}?"),
    )  # fmt: skip


@of_review
def addressee_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Take back that a recommendation is made to somebody."""
    addressee = find_addressee(review, pk)
    recommendation, button = addressee.recommendation, "Remove the addressee"
    form: ActForm = ConfirmForm(typed(request), button=button)
    if recommendation.handed_down_at is not None:
        label = "Why is it not made to them any more?"
        form = ReasonForm(typed(request), button=button, label=label, most=500, warning=True)
    message = f"Recommendation {recommendation.number} is no longer made to: {addressee}."
    page = act_on_recommendation(review, f"Remove “{addressee}”?", lead=recommendation.text)
    return carry_out(request, verbs.remove_addressee, addressee, form, said=message, **page)

"""The steps of a review, as scrutiny officers record them."""

from django.http import Http404, HttpResponseBase
from django.utils import timezone

from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from reviews.lookup import address_of, crumbs, find_review
from reviews.models import State
from reviews.steps import verbs
from reviews.steps.forms import CorrectStepForm, StepForm


@planners
def step_new(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Record where a review went."""
    review = find_review(slug)
    today = timezone.localdate()
    form = StepForm(typed(request), review=review, initial={"on": today})

    def take(data: Data) -> str:
        verbs.take_step(review, **data, at=timezone.now(), by=request.user)
        return f"The review stands at “{State(data['to_state']).label}”."

    return ask(
        request, form, take, then=address_of(review), template="desk/act.html", caption=review.title,
        heading="Record a step", lead=f"The review stands at “{review.get_state_display()}”.", trail=crumbs(review),
        back=address_of(review), field="on",
    )  # fmt: skip


@planners
def step(request: SignedInRequest, slug: str, number: int) -> HttpResponseBase:
    """Put right on which day a step came about, and why it was taken."""
    review = find_review(slug)
    row = next((one for one in review.steps.all() if one.number == number), None)
    if row is None:
        raise Http404

    def correct(data: Data) -> str:
        if data["on"] != row.on:
            verbs.correct_day(row, on=data["on"], at=timezone.now(), by=request.user)
        if data["reason"] != row.reason:
            verbs.correct_reason(row, reason=data["reason"], by=request.user)
        return "Saved."

    return ask(
        request, CorrectStepForm(typed(request), row=row, holds=review), correct, then=address_of(review),
        template="desk/act.html", caption=review.title,
        heading=f"The step to “{row.get_to_state_display()}”", trail=crumbs(review), back=address_of(review),
        field="on",
    )  # fmt: skip

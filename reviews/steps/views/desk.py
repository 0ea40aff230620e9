"""The steps of a review, as scrutiny officers record them."""

from django.http import Http404, HttpResponseBase
from django.utils import timezone

from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from reviews.lookup import act_on, address_of, find_review
from reviews.models import DRAFTED, State
from reviews.steps import verbs
from reviews.steps.forms import CorrectStepForm, StepForm

TO_REPORT = " Issue the report on the Report page: that brings the review to “Reported”."


@planners
def step_new(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Record where a review went."""
    review = find_review(slug)
    today = timezone.localdate()
    form = StepForm(typed(request), review=review, initial={"on": today})

    def take(data: Data) -> str:
        verbs.take_step(review, **data, at=timezone.now(), by=request.user)
        return f"The review is at “{State(data['to_state']).label}”."

    return ask(
        request, form, take, **act_on(review, "Record a step", address_of(review)),
        lead=f"The review is at “{review.get_state_display()}”.{TO_REPORT if review.state in DRAFTED else ''}",
        field="on",
    )  # fmt: skip


@planners
def step(request: SignedInRequest, slug: str, number: int) -> HttpResponseBase:
    """Put right on which day a step came about, and why it was taken."""
    review = find_review(slug)
    taken = next((step for step in review.steps.all() if step.number == number), None)
    if taken is None:
        raise Http404

    def correct(data: Data) -> str:
        if data["on"] != taken.on:
            verbs.correct_day(taken, on=data["on"], proof=data["proof"], at=timezone.now(), by=request.user)
        if data["reason"] != taken.reason:
            verbs.correct_reason(taken, reason=data["reason"], by=request.user)
        return "Saved."

    return ask(
        request, CorrectStepForm(typed(request), row=taken), correct,
        **act_on(review, f"The step to “{taken.get_to_state_display()}”", address_of(review)), field="on",
    )  # fmt: skip

"""The steps of a review, as scrutiny officers record them."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from committee.acts.requests import SignedInRequest
from committee.views.acting import Data, ask, carry_out, typed
from reviews.lookup import act_on, of_review
from reviews.models import DRAFTED, Review
from reviews.steps import verbs
from reviews.steps.forms import CorrectStepForm, StepForm

TO_REPORT = " Issue the report on the Report page: that brings the review to “Reported”."


@of_review
def step_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Record where a review went."""
    return carry_out(
        request, verbs.take_step, review, StepForm(typed(request), review=review, initial={"on": timezone.localdate()}),
        said=lambda step: f"The review is at “{step.get_to_state_display()}”.", field="on",
        lead=f"The review is at “{review.get_state_display()}”.{TO_REPORT if review.state in DRAFTED else ''}",
        **act_on(review, "Record a step"),
    )  # fmt: skip


@of_review
def step(request: SignedInRequest, review: Review, number: int) -> HttpResponseBase:
    """Put right on which day a step came about, and why it was taken."""
    taken = get_object_or_404(review.steps, number=number)

    def correct(data: Data) -> str:
        if data["on"] != taken.on:
            verbs.correct_day(taken, on=data["on"], proof=data["proof"], at=timezone.now(), by=request.user)
        if data["reason"] != taken.reason:
            verbs.correct_reason(taken, reason=data["reason"], by=request.user)
        return "Saved."

    page = act_on(review, f"The step to “{taken.get_to_state_display()}”")
    return ask(request, CorrectStepForm(typed(request), row=taken), correct, field="on", **page)

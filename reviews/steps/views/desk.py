"""The steps of a review, as scrutiny officers record them."""

from django.http import Http404, HttpResponseBase
from django.utils import timezone

from committee.forms.fields import ReasonForm
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from reviews.lookup import address_of, crumbs, find_review
from reviews.models import State
from reviews.steps import verbs
from reviews.steps.forms import StepForm


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
def step_reason(request: SignedInRequest, slug: str, number: int) -> HttpResponseBase:
    """Put right why a step was taken."""
    review = find_review(slug)
    step = next((one for one in review.steps.all() if one.number == number), None)
    if step is None:
        raise Http404
    form = ReasonForm(
        typed(request), button="Save the reason", label="Why did the review go there?",
        hint="Everybody reads it once the review is published.", initial={"reason": step.reason},
    )  # fmt: skip

    def correct(data: Data) -> str:
        verbs.correct_reason(step, reason=data["reason"], by=request.user)
        return "The reason is put right."

    return ask(
        request, form, correct, then=address_of(review), template="desk/act.html", caption=review.title,
        heading=f"Why the review came to “{step.get_to_state_display()}”", trail=crumbs(review),
        back=address_of(review), field="reason",
    )  # fmt: skip

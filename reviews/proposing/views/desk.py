"""Reviews as scrutiny officers keep them: all of them, one with its steps, and what is said of it."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from committee.access.limits import may_work_on
from committee.access.permissions import planners, runs_the_desk
from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm
from committee.views.acting import Data, Done, ask, carry_out, typed
from reviews.findings.recommendation_status import standing, warnings
from reviews.lookup import act_on, address_of, crumbs, of_review, page_of
from reviews.models import DRAFTED, ENDED, Review
from reviews.overview.next_acts import next_acts, unanswered
from reviews.overview.path import path
from reviews.proposing import verbs
from reviews.proposing.forms import ProposeForm, ReviewForm
from reviews.steps import verbs as steps
from reviews.steps.forms import CorrectStepForm, StepForm
from reviews.steps.story import story

LATEST = 20


@planners
def reviews(request: HttpRequest) -> HttpResponseBase:
    """Every review, those under way before those at their end."""
    today = timezone.localdate()
    found_reviews = [review for review in Review.objects.with_facts() if may_work_on(request.user, today, review)]
    groups = [
        ("Current reviews", [review for review in found_reviews if review.state not in ENDED]),
        ("Finished", [review for review in found_reviews if review.state in ENDED]),
    ]
    return render(request, "desk/reviews/reviews.html", {"groups": groups, "any": bool(found_reviews)})


@planners
def review_new(request: SignedInRequest) -> HttpResponseBase:
    """Propose a review."""
    form = ProposeForm(typed(request), on=timezone.localdate())

    def propose(data: Data) -> Done:
        made = verbs.propose_review(**form.arguments, at=timezone.now(), by=request.user)
        return Done("The review is proposed. Only scrutiny officers can see it until you publish it.", address_of(made))

    return ask(
        request, form, propose, template="desk/act.html", caption="Reviews",
        heading="Propose a review", trail=crumbs(), back=reverse("desk:reviews"), back_text="Back to the reviews",
    )  # fmt: skip


@of_review
def review(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """One review: where it stands, how it came there, who asks it and who sits on its panel."""
    today = timezone.localdate()
    recommended = standing(review.recommendations.with_answers(), today)
    parents = review.parents.select_related("committee")
    parents = parents.prefetch_related("items__item__programme__year", "endorsements__report")
    context = {
        **page_of(review),
        "story": story(review, public=False),
        "path": path(review, recommended, today),
        "next_acts": next_acts(review, parents, recommended),
        "unanswered": unanswered(review, recommended),
        "parents": parents,
        "panel": review.panel.in_order(),
        "recommendations": recommended,
        "warnings": warnings(recommended) if review.is_before_report and recommended else [],
        "notices": review.notices.all(),
        "is_drafting": review.is_before_report,
        "takes_down": review.is_public and runs_the_desk(request.user, today),
        "done": audit.trail_of(review)[:LATEST],
        "trail": crumbs(),
    }
    return render(request, "desk/reviews/review.html", context)


@of_review
def review_edit(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Change what is said of a review."""
    form = ReviewForm(typed(request), row=review)
    return carry_out(request, verbs.edit_review, review, form, **act_on(review, "About the review"))


@of_review
def review_publish(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Let anybody read of a review."""
    return carry_out(
        request, verbs.publish_review, review,
        ConfirmForm(typed(request), button="Publish the review", warning=False),
        message="The review is published.", **act_on(review, "Publish this review?"),
        facts=verbs.published_words(review),
        follows=[
            "Anyone can read this, and its steps with their days.",
            "What you change or record from now on is public immediately.",
            "A published review cannot be unpublished.",
        ],
    )  # fmt: skip


TO_REPORT = " Issue the report on the Report page: that brings the review to “Reported”."


@of_review
def step_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Record where a review went."""
    return carry_out(
        request, steps.take_step, review, StepForm(typed(request), review=review, initial={"on": timezone.localdate()}),
        message=lambda step: f"The review is at “{step.get_to_state_display()}”.", field="on",
        lead=f"The review is at “{review.get_state_display()}”.{TO_REPORT if review.state in DRAFTED else ''}",
        **act_on(review, "Record a step"),
    )  # fmt: skip


@of_review
def step(request: SignedInRequest, review: Review, number: int) -> HttpResponseBase:
    """Put right on which day a step came about, and why it was taken."""
    taken = get_object_or_404(review.steps, number=number)

    def correct(data: Data) -> str:
        if data["on"] != taken.on:
            steps.correct_day(taken, on=data["on"], proof=data["proof"], at=timezone.now(), by=request.user)
        if data["reason"] != taken.reason:
            steps.correct_reason(taken, reason=data["reason"], by=request.user)
        return "Saved."

    page = act_on(review, f"The step to “{taken.get_to_state_display()}”")
    return ask(request, CorrectStepForm(typed(request), row=taken), correct, field="on", **page)

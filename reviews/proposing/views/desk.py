"""Desk pages of reviews: the list, one review with its steps, its details, committees and panel."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from committee.access.limits import may_work_on
from committee.access.permissions import planners, runs_the_desk
from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.register.forms.people import EndForm
from committee.views.acting import Data, Done, ask, carry_out, typed
from reviews.act_pages import Page, act_on, act_page, confirm, page
from reviews.findings.recommendation_status import standing, warnings
from reviews.lookup import address_of, crumbs, of_parent, of_review, of_row, page_of
from reviews.models import DRAFTED, ENDED, Panellist, Parent, Review, ReviewItem, ReviewStep
from reviews.overview.next_acts import next_acts, unanswered
from reviews.overview.path import path
from reviews.proposing import panel_verbs as panel
from reviews.proposing import parent_verbs as parents
from reviews.proposing import verbs
from reviews.proposing.forms import CorrectForm, PanellistForm, ParentForm, ProposeForm, ReviewForm, TieForm
from reviews.steps import verbs as steps
from reviews.steps.forms import CorrectStepForm, StepForm
from reviews.steps.story import story


@act_page(of_review, parents.add_parent)
def parent_new(request: SignedInRequest, review: Review) -> Page:
    """Add a committee that commissions the review."""
    form = ParentForm(typed(request), review=review, on=timezone.localdate())
    return page(
        form, "Add a committee", message=lambda parent: f"The {parent.committee} commissions the review too.",
        field="committee",
    )  # fmt: skip


@act_page(of_parent, parents.remove_parent)
def parent_remove(request: SignedInRequest, parent: Parent) -> Page:
    """Remove a committee that does not commission the review."""
    return confirm(
        request, "Remove the committee", f"Remove the {parent.committee}?",
        message="The committee is removed from the review.",
        follows=["Items of its work programme are no longer linked to the review.", "They stay in the work programme."],
    )  # fmt: skip


@act_page(of_parent, parents.choose_monitor)
def monitor(request: SignedInRequest, parent: Parent) -> Page:
    """Choose this committee to monitor the review."""
    return confirm(
        request, "Choose the committee", f"Choose the {parent.committee} to monitor the review?", warns=False,
        message=f"The {parent.committee} monitors the review.",
        follows=[f"The {parent.review.monitored_by} will no longer monitor it. Only one committee can."],
    )  # fmt: skip


@act_page(of_parent, parents.tie_item)
def item_new(request: SignedInRequest, parent: Parent) -> Page:
    """Link the review to the work programme item from which it grew."""
    form, heading = TieForm(typed(request), parent=parent), f"An item of the {parent.committee}"
    return page(form, heading, message="The item is linked to the review.", field="item")


of_item = of_row(
    lambda review: ReviewItem.objects.filter(parent__review=review).select_related("parent__review", "item")
)
of_panellist = of_row(lambda review: review.panel.select_related("person", "represents"))


@act_page(of_item, parents.untie_item)
def item_remove(request: SignedInRequest, tied: ReviewItem) -> Page:
    """Remove the link between the review and a work programme item from which it did not grow."""
    message, follows = "The item is no longer linked.", ["It stays in the work programme."]
    return confirm(
        request, "Unlink the item", "Unlink this item?", message=message, lead=tied.item.title, follows=follows
    )


@act_page(of_review, panel.add_panellist)
def panellist_new(request: SignedInRequest, review: Review) -> Page:
    """Add a panel member."""
    form = PanellistForm(typed(request), review=review)
    return page(form, "Add a panel member", message=lambda made: f"{made.person} is on the panel.", field="person")


@act_page(of_panellist, panel.correct_panellist)
def panellist(request: SignedInRequest, panellist: Panellist) -> Page:
    """Correct a panel member's record."""
    return page(CorrectForm(typed(request), review=panellist.review, row=panellist), str(panellist.person))


@act_page(of_panellist, panel.end_panellist)
def panellist_end(request: SignedInRequest, panellist: Panellist) -> Page:
    """Record a panel member's last day."""
    return page(
        EndForm(typed(request)), f"The last day of {panellist.person}", field="on",
        message=f"Recorded: the last day of {panellist.person} on the panel.",
        follows=["They stay in the printed membership, with their last day."],
    )  # fmt: skip


@act_page(of_panellist, panel.remove_panellist)
def panellist_remove(request: SignedInRequest, panellist: Panellist) -> Page:
    """Remove a panel member who was added by mistake."""
    return confirm(
        request, "Remove from the panel", f"Remove {panellist.person} from the panel?",
        message=f"{panellist.person} is removed from the panel.",
        follows=["Only use this to correct a mistake. If they have left the panel, record their last day instead."],
    )  # fmt: skip


LATEST = 20


@planners
def reviews(request: HttpRequest) -> HttpResponseBase:
    """Show every review. Reviews under way come first, ended reviews last."""
    today = timezone.localdate()
    readable = [review for review in Review.objects.with_facts() if may_work_on(request.user, today, review)]
    groups = [
        ("Current reviews", [review for review in readable if review.state not in ENDED]),
        ("Finished", [review for review in readable if review.state in ENDED]),
    ]
    return render(request, "desk/reviews/reviews.html", {"groups": groups, "any": bool(readable)})


@planners
def review_new(request: SignedInRequest) -> HttpResponseBase:
    """Propose a review."""
    made = "The review is proposed. Only scrutiny officers can see it until you publish it."
    return carry_out(
        request, verbs.propose_review, None, ProposeForm(typed(request), on=timezone.localdate()),
        message=lambda review: Done(made, address_of(review)), template="desk/act.html", caption="Reviews",
        heading="Propose a review", trail=crumbs(), back=reverse("desk:reviews"), back_text="Back to the reviews",
    )  # fmt: skip


@of_review
def review(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Show one review: its state, its steps, its committees and its panel."""
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


@act_page(of_review, verbs.edit_review)
def review_edit(request: SignedInRequest, review: Review) -> Page:
    """Change the details of a review."""
    return page(ReviewForm(typed(request), row=review), "About the review")


@act_page(of_review, verbs.publish_review)
def review_publish(request: SignedInRequest, review: Review) -> Page:
    """Publish a review."""
    return confirm(
        request, "Publish the review", "Publish this review?", warns=False, message="The review is published.",
        facts=verbs.published_words(review),
        follows=[
            "Anyone can read this, and its steps with their days.",
            "What you change or record from now on is public immediately.",
            "A published review cannot be unpublished.",
        ],
    )  # fmt: skip


TO_REPORT = " Issue the report on the Report page: that brings the review to “Reported”."


@act_page(of_review, steps.take_step)
def step_new(request: SignedInRequest, review: Review) -> Page:
    """Record the next step of a review."""
    return page(
        StepForm(typed(request), review=review, initial={"on": timezone.localdate()}), "Record a step", field="on",
        message=lambda step: f"The review is at “{step.get_to_state_display()}”.",
        lead=f"The review is at “{review.get_state_display()}”.{TO_REPORT if review.state in DRAFTED else ''}",
    )  # fmt: skip


@of_row(lambda review: review.steps, number="number")
def step(request: SignedInRequest, taken: ReviewStep) -> HttpResponseBase:
    """Correct the day and the reason of a step."""

    def correct(data: Data) -> str:
        if data["on"] != taken.on:
            steps.correct_day(taken, on=data["on"], proof=data["proof"], at=timezone.now(), by=request.user)
        if data["reason"] != taken.reason:
            steps.correct_reason(taken, reason=data["reason"], by=request.user)
        return "Saved."

    about = act_on(taken.review, f"The step to “{taken.get_to_state_display()}”")
    return ask(request, CorrectStepForm(typed(request), row=taken), correct, field="on", **about)

"""Reviews as scrutiny officers keep them: all of them, one with its steps, and what is said of it."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from committee import audit
from committee.forms.fields import ConfirmForm
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, Done, ask, typed
from reviews.lookup import address_of, crumbs, find_review
from reviews.models import ENDED, Review
from reviews.proposing import verbs
from reviews.proposing.forms import ProposeForm, ReviewForm
from reviews.recommendations.answers import standing
from reviews.recommendations.warnings import warnings
from reviews.steps.story import story

LATEST = 20


@planners
def reviews(request: HttpRequest) -> HttpResponseBase:
    """Every review, those under way before those at their end."""
    rows = list(Review.objects.with_facts())
    groups = [
        ("Under way", [row for row in rows if row.state not in ENDED]),
        ("At their end", [row for row in rows if row.state in ENDED]),
    ]
    return render(request, "desk/reviews/reviews.html", {"groups": groups, "any": bool(rows)})


@planners
def review_new(request: SignedInRequest) -> HttpResponseBase:
    """Propose a review."""
    form = ProposeForm(typed(request), on=timezone.localdate())

    def propose(data: Data) -> Done:
        committees = form.committees()
        words = {name: value for name, value in data.items() if name not in ("monitored_by", "others")}
        made = verbs.propose_review(**words, committees=committees, at=timezone.now(), by=request.user)
        said = "The review is proposed. Nobody but scrutiny officers reads of it until you publish it."
        return Done(said, address_of(made))

    return ask(
        request, form, propose, template="desk/act.html", caption="Reviews",
        heading="Propose a review", trail=crumbs(), back=reverse("desk:reviews"), back_text="Back to the reviews",
    )  # fmt: skip


@planners
def review(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One review: where it stands, how it came there, who asks it and who sits on its panel."""
    row = find_review(slug)
    recommended = standing(row.recommendations.with_answers(), timezone.localdate())
    context = {
        "review": row,
        "story": story(row, public=False),
        "parents": row.parents.prefetch_related("items__item__programme__year", "endorsements").select_related(
            "committee"
        ),
        "panel": row.panel.in_order(),
        "recommendations": recommended,
        "warnings": warnings(recommended) if row.is_before_report and recommended else [],
        "notices": row.notices.all(),
        "is_drafting": row.is_before_report,
        "done": audit.trail_of(row)[:LATEST],
        "trail": crumbs(),
    }
    return render(request, "desk/reviews/review.html", context)


@planners
def review_edit(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Change what is said of a review."""
    row = find_review(slug)

    def save(data: Data) -> str:
        verbs.edit_review(row, **data, by=request.user)
        return "Saved."

    return ask(
        request, ReviewForm(typed(request), review=row), save, then=address_of(row), template="desk/act.html",
        caption=row.title, heading="What the review asks", trail=crumbs(row), back=address_of(row),
    )  # fmt: skip


@planners
def review_publish(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Let anybody read of a review."""
    row = find_review(slug)

    def publish(data: Data) -> str:
        verbs.publish_review(row, at=timezone.now(), by=request.user)
        return "The review is published."

    return ask(
        request, ConfirmForm(typed(request), button="Publish the review", warning=False), publish,
        then=address_of(row), template="desk/act.html", caption=row.title, heading="Publish this review?",
        trail=crumbs(row), back=address_of(row),
        follows=[
            "Anybody can read its question, why it is asked, its steps with their reasons, and who sits on the panel.",
            "What you change or record from now on is public at once.",
            "Its address stays: a published review is not taken back.",
        ],
    )  # fmt: skip

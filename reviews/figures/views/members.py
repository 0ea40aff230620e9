"""The tables of figures of a review as its panel reads them: every number of them."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from committee.acts.requests import SignedInRequest
from reviews.bundle.reading import find_my_review, my_crumbs, panel_members
from reviews.figures.kept import chart_for_panel, for_panel


@panel_members
def figures(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Every table of a review on whose panel the reader is today; 404 for any other."""
    review = find_my_review(request.user, slug, timezone.localdate())
    context = {
        "review": review,
        "tables": [(table, for_panel(table), chart_for_panel(table)) for table in review.figures.all()],
        "trail": my_crumbs(review),
    }
    return render(request, "members/reviews/figures.html", context)

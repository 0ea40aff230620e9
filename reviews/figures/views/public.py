"""The published tables of figures of a review, suppressed, each with its chart."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from committee.page_stamp.areas import REVIEWS
from committee.page_stamp.marking import kept_page
from reviews.figures.kept import chart_for_public, for_public
from reviews.models import FigureTable, Review


@kept_page(REVIEWS)
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """Every published table of a published review; 404 where there is none."""
    review = Review.objects.public().filter(slug=slug).first()
    kept = list(FigureTable.objects.public().filter(review=review)) if review else []
    if not kept:
        raise Http404
    tables = [(one, for_public(one), chart_for_public(one)) for one in kept]
    return render(request, "public/reviews/figures.html", {"review": review, "tables": tables})

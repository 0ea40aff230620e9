"""The published tables of figures of a review, suppressed, each with its chart."""

from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse

from committee.public_pages.areas import REVIEWS
from committee.public_pages.marking import kept_page
from committee.public_pages.page_data import Data, Page, page_or_data
from reviews.figures.kept import chart_for_public, for_public
from reviews.models import FigureTable, Review


@kept_page(REVIEWS)
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """Every published table of a published review; 404 where there is none."""
    review = Review.objects.public().filter(slug=slug).first()
    published = list(FigureTable.objects.public().filter(review=review)) if review else []
    if not published:
        raise Http404
    tables = [(table, for_public(table), chart_for_public(table)) for table in published]
    return page_or_data(request, "public/reviews/figures.html", {"review": review, "tables": tables}, _as_data)


def _as_data(page: Page) -> Data:
    """
    Return the tables as the public reads them.

    SECURITY: a hidden number is not in the data.
    """
    return {"review": page["review"].title_for_public, "tables": [asdict(shown) for _, shown, _ in page["tables"]]}

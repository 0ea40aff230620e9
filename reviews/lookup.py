"""Finding the review that an address of the desk names, the way down to its pages, and their addresses."""

from django.http import Http404
from django.urls import reverse

from reviews.models import Addressee, Review

Trail = list[tuple[str, str]]


def find_review(slug: str) -> Review:
    """The review at an address, with what its pages show; 404 where there is none."""
    review = Review.objects.with_facts().filter(slug=slug).first()
    if review is None:
        raise Http404
    return review


def find_addressee(review: Review, pk: int) -> Addressee:
    """Somebody to whom a recommendation of the review is made; 404 for anybody else's."""
    rows = Addressee.objects.filter(recommendation__review=review).select_related("recommendation", "notice")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    found.recommendation.review = review
    return found


def address_of(review: Review, act: str = "", *more: object) -> str:
    """The address of the desk's page of a review, or of an act on it ("edit")."""
    return reverse(f"desk:review-{act}" if act else "desk:review", args=[review.slug, *more])


def crumbs(review: Review | None = None) -> Trail:
    """The way down to a page about reviews, or about one of them."""
    way = [("Reviews", reverse("desk:reviews"))]
    return [*way, (review.title, address_of(review))] if review else way

"""What anybody may read of reviews: all of them, and the story of one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from reviews.models import Endorsement, Review
from reviews.recommendations.answers import standing
from reviews.steps.story import story


def reviews(request: HttpRequest) -> HttpResponse:
    """Every published review, the latest first."""
    return render(request, "public/reviews/reviews.html", {"reviews": Review.objects.public().with_facts()})


def review(request: HttpRequest, slug: str) -> HttpResponse:
    """One review: its question, who asks it, who sits on its panel, and how far it has come."""
    row = Review.objects.public().with_facts().filter(slug=slug).first()
    if row is None:
        raise Http404
    context = {
        "review": row,
        "story": story(row, public=True),
        "panel": row.panel.in_order(),
        "decisions": Endorsement.objects.filter(parent__review=row).select_related("parent__committee", "minute"),
        "recommendations": standing(row.recommendations.public().with_answers(), timezone.localdate()),
    }
    return render(request, "public/reviews/review.html", context)

"""One recommendation as anybody may read it, with the answer of each to whom it is made."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from reviews.models import Recommendation
from reviews.recommendations.answers import standing


def recommendation(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One recommendation: its words, to whom it is made, what they answered and how long that took."""
    row = Recommendation.objects.public().with_answers().filter(review__slug=slug, number=number).first()
    if row is None:
        raise Http404
    (asked,) = standing([row], timezone.localdate())
    return render(request, "public/reviews/recommendation.html", {"asked": asked, "review": row.review})

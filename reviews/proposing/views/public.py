"""What anybody may read of reviews: all of them, and the story of one."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from committee.page_data import page_or_data
from committee.page_stamp.areas import LISTS, MINUTED, PROGRAMMES, REVIEWS
from committee.page_stamp.marking import kept_page
from reviews.call.on_review import open_call
from reviews.models import Endorsement, Evidence, FigureTable, Review
from reviews.overview.path import path
from reviews.progress.standing import progress_told
from reviews.proposing.views import public_data as data
from reviews.recommendations.answers import standing
from reviews.scope.published import published_scope
from reviews.sessions.published import published_evidence
from reviews.steps.story import story


@kept_page(REVIEWS)
def reviews(request: HttpRequest) -> HttpResponse:
    """Every published review, the latest first."""
    page = {"reviews": Review.objects.public().with_facts()}
    return page_or_data(request, "public/reviews/reviews.html", page, data.reviews)


@kept_page(LISTS, MINUTED, PROGRAMMES, REVIEWS)
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """One review: its question, who asks it, who sits on its panel, and how far it has come."""
    figures = FigureTable.objects.public().filter(review=OuterRef("pk"))
    review: Any = Review.objects.public().with_facts().annotate(has_figures=Exists(figures)).filter(slug=slug).first()
    if review is None:
        raise Http404
    today = timezone.localdate()
    recommended = standing(review.recommendations.public().with_told_answers(), today)
    context = {
        "review": review,
        "path": path(review, recommended, today),
        "progress": progress_told(recommended, today),
        "story": story(review, public=True),
        "scope": published_scope(review),
        "evidence": published_evidence(review, timezone.localdate()),
        "report_step": review.last_report,
        "panel": review.panel.in_order(),
        "decisions": Endorsement.objects.filter(parent__review=review).select_related("parent__committee", "minute"),
        "recommendations": recommended,
        "published_evidence": Evidence.objects.public().filter(review=review),
        "call": open_call(review, today),
        "has_figures": review.has_figures,
    }
    return page_or_data(request, "public/reviews/review.html", context, data.review)

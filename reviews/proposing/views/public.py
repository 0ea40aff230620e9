"""What anybody may read of reviews: all of them, and the story of one."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from committee.public_pages.areas import LISTS, MINUTED, PROGRAMMES, REVIEWS
from committee.public_pages.marking import kept_page
from committee.public_pages.page_data import page_or_data
from reviews.answers.standing import progress_told
from reviews.evidence.published_sessions import NOBODY_HEARD, published_evidence
from reviews.models import (
    CallForEvidence,
    Endorsement,
    Evidence,
    EvidenceSession,
    FigureTable,
    Review,
    ScopePoint,
    Witness,
)
from reviews.overview.path import path
from reviews.proposing.scope_points import NOT_AGREED, published_scope
from reviews.proposing.views import public_data as data
from reviews.recommendations.answers import standing
from reviews.steps.story import story


@kept_page(REVIEWS)
def reviews(request: HttpRequest) -> HttpResponse:
    """Every published review, the latest first."""
    page = {"reviews": Review.objects.public().with_facts()}
    return page_or_data(request, "public/reviews/reviews.html", page, data.reviews)


@kept_page(LISTS, MINUTED, PROGRAMMES, REVIEWS)
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """One review: its question, who asks it, who sits on its panel, and how far it has come."""
    today = timezone.localdate()
    review: Any = get_object_or_404(Review.objects.public().with_facts().annotate(**_has_parts(today)), slug=slug)
    recommended = standing(review.recommendations.public().with_told_answers(), today)
    context = {
        "review": review,
        "path": path(review, recommended, today),
        "progress": progress_told(recommended, today),
        "story": story(review, public=True),
        "scope": published_scope(review) if review.has_scope else NOT_AGREED,
        "evidence": published_evidence(review, today) if review.has_sessions or review.has_witnesses else NOBODY_HEARD,
        "report_step": review.last_report,
        "panel": review.panel.in_order(),
        "decisions": Endorsement.objects.standing()
        .filter(parent__review=review)
        .select_related("parent__committee", "minute"),
        "recommendations": recommended,
        "published_evidence": Evidence.objects.public().filter(review=review) if review.has_evidence else (),
        "call": _open_call(review, today) if review.has_call else None,
        "has_figures": review.has_figures,
    }
    return page_or_data(request, "public/reviews/review.html", context, data.review)


def _has_parts(on: dt.date) -> dict[str, Exists]:
    """Return annotations for the parts that few reviews have: a part that is missing costs no query."""
    parts = {
        "has_figures": FigureTable.objects.public(),
        "has_scope": ScopePoint.objects.public(),
        "has_sessions": EvidenceSession.objects.public(on),
        "has_witnesses": Witness.objects.public(),
        "has_evidence": Evidence.objects.public(),
        "has_call": CallForEvidence.objects.begun(on),
    }
    return {name: Exists(rows.filter(review=OuterRef("pk"))) for name, rows in parts.items()}


def _open_call(review: Review, on: dt.date) -> CallForEvidence | None:
    """Return the published review's call that is open on that day; None if there is none."""
    call = CallForEvidence.objects.begun(on).filter(review=review).first()
    return call if call and call.is_open_on(on) else None

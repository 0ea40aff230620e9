"""Pages of a review for its panel: the question, the evidence, the figures and the draft recommendations."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from committee.acts import audit
from committee.acts.requests import SignedInRequest
from reviews.evidence import evidence_files
from reviews.evidence.bundle import bundled_sessions, find_my_review, my_crumbs, panel_members, reviews_of
from reviews.findings.figures_shown import chart_for_panel, for_panel
from reviews.models import Evidence
from reviews.report.verbs import may_read_draft


def _find_evidence(request: SignedInRequest, slug: str, number: int) -> Evidence:
    """Return a piece of evidence whose original the reader may read. Raises Http404 for any other piece."""
    today = timezone.localdate()
    review = find_my_review(request.user, slug, today)
    rows = Evidence.objects.readable_by(request.user, today).whole_for(request.user, today)
    evidence = get_object_or_404(rows.select_related("file__stored"), review=review, number=number)
    evidence.review = review
    return evidence


@panel_members
def reviews(request: SignedInRequest) -> HttpResponseBase:
    """Show the reviews whose panel has the reader as a member."""
    return render(request, "members/reviews/reviews.html", {"reviews": reviews_of(request.user, timezone.localdate())})


@panel_members
def review(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Show the bundle of a review."""
    today = timezone.localdate()
    review = find_my_review(request.user, slug, today)
    evidence = Evidence.objects.readable_by(request.user, today).whole_for(request.user, today)
    context = {
        "review": review,
        "evidence": evidence.filter(review=review).select_related("file__stored"),
        "panel": review.panel.on(today).in_order(),
        "sessions": bundled_sessions(review, request.user.person, today),
        "has_draft": may_read_draft(review, request.user, today),
        "recommendations": review.recommendations.prefetch_related("addressees").order_by("number"),
        "trail": my_crumbs(),
    }
    return render(request, "members/reviews/review.html", context)


@panel_members
def evidence(request: SignedInRequest, slug: str, number: int) -> HttpResponseBase:
    """Show one piece of evidence to a reader who may read its original."""
    piece = _find_evidence(request, slug, number)
    _note(request, piece)
    context = {"evidence": piece, "review": piece.review, "trail": my_crumbs(piece.review)}
    return render(request, "members/reviews/evidence.html", context)


@panel_members
def evidence_file(request: SignedInRequest, slug: str, number: int) -> HttpResponseBase:
    """Send the original file of a piece of evidence."""
    piece = _find_evidence(request, slug, number)
    answer = evidence_files.send(request, piece.file, slug, piece.reference)
    _note(request, piece)
    return answer


def _note(request: SignedInRequest, piece: Evidence) -> None:
    if piece.is_withheld and request.method == "GET":
        audit.record_reading(request.user, piece, "on the panel of the review")


@panel_members
def figures(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Show every table of a review to a reader who is on its panel today. Raises Http404 for anybody else."""
    review = find_my_review(request.user, slug, timezone.localdate())
    context = {
        "review": review,
        "tables": [(table, for_panel(table), chart_for_panel(table)) for table in review.figures.all()],
        "trail": my_crumbs(review),
    }
    return render(request, "members/reviews/figures.html", context)

"""Public pages of reviews, as pages and as data: the list, one review, and the register of recommendations."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from committee.files.spreadsheets import send_table
from committee.public_pages.areas import LISTS, MINUTED, PROGRAMMES, REVIEWS
from committee.public_pages.marking import kept_page
from committee.public_pages.page_data import (
    Data,
    Page,
    absolute,
    as_data,
    asks_for_data,
    named,
    page_or_data,
    problem,
    render_page,
)
from committee.wording.wording import worded
from reviews.evidence.publication import published_evidence
from reviews.findings.recommendation_status import RecommendationStatus, progress_told, standing
from reviews.findings.views.public import of_status, progress_data
from reviews.models import Answer, CallForEvidence, Endorsement, Evidence, FigureTable, Review
from reviews.overview import register, register_figures
from reviews.overview.path import path
from reviews.overview.register import SHOW, Filters
from reviews.proposing.scope import published_scope
from reviews.steps.story import story


def _asked_for(request: HttpRequest) -> list[RecommendationStatus]:
    return register.recommendations(Filters.of(request.GET), on=timezone.localdate())


@kept_page(REVIEWS)
def recommendations(request: HttpRequest) -> HttpResponse:
    """Show every recommendation with its answers, and the figures. `?committee=safeguarding&show=late` filters them."""
    refusal = register.refusal(request.GET)
    if refusal and asks_for_data(request):
        return problem(404, refusal)
    statuses = [] if refusal else _asked_for(request)
    if asks_for_data(request):
        return as_data(request, {"recommendations": list(register.as_rows(statuses))})
    choices = register.choices()
    context = {
        "found": statuses,
        "refusal": refusal,
        "figures": register_figures.count(statuses),
        "filters": Filters.of(request.GET),
        "choices": [
            ("committee", "Committee", choices["committee"]),
            ("portfolio", "Portfolio", choices["portfolio"]),
            ("year", "Year of the report", choices["year"]),
            ("answer", "Answer", Answer.choices),
            ("show", "Status", [(name, words) for name, (words, _) in SHOW.items()]),
        ],
        "query": request.GET.urlencode(),
    }
    response = render_page(request, "public/reviews/recommendations.html", context)
    response.status_code = 404 if refusal else 200
    return response


def recommendations_csv(request: HttpRequest) -> HttpResponse:
    """Send the recommendations as CSV; 404 for a filter whose value does not exist."""
    if refusal := register.refusal(request.GET):
        return problem(404, refusal)
    return send_table(register.as_csv(_asked_for(request)), "recommendations.csv")


@kept_page(REVIEWS)
def reviews(request: HttpRequest) -> HttpResponse:
    """Show every published review, latest first."""
    page = {"reviews": Review.objects.public().with_facts()}
    return page_or_data(request, "public/reviews/reviews.html", page, _reviews_data)


@kept_page(LISTS, MINUTED, PROGRAMMES, REVIEWS)
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one review: its question, committees, panel and progress."""
    today = timezone.localdate()
    review = get_object_or_404(Review.objects.public().with_facts(), slug=slug)
    decisions = Endorsement.objects.standing().filter(parent__review=review)
    recommended = standing(review.recommendations.public().with_told_answers(), today)
    context = {
        "review": review,
        "path": path(review, recommended, today),
        "progress": progress_told(recommended, today),
        "story": story(review, public=True),
        "scope": published_scope(review),
        "evidence": published_evidence(review, today),
        "report_step": review.last_report,
        "panel": review.panel.in_order(),
        "decisions": decisions.select_related("parent__committee", "minute"),
        "recommendations": recommended,
        "published_evidence": Evidence.objects.public().filter(review=review),
        "call": _open_call(review, today),
        "has_figures": FigureTable.objects.public().filter(review=review).exists(),
    }
    return page_or_data(request, "public/reviews/review.html", context, _review_data)


def _open_call(review: Review, on: dt.date) -> CallForEvidence | None:
    """Return the published review's call for evidence where the call is open on that day; else None."""
    call = CallForEvidence.objects.begun(on).filter(review=review).first()
    return call if call and call.is_open_on(on) else None


def _reviews_data(page: Page) -> Data:
    """Return every published review as data, the latest first."""
    return {"reviews": [_about(row) for row in page["reviews"]]}


def _review_data(page: Page) -> Data:
    """Return one review with all its published facts."""
    row, report, call = page["review"], page["report_step"], page["call"]
    return {
        **_about(row),
        "why": row.why,
        "wanted_change": row.success,
        "priority": row.priority,
        "stages": [
            {"stage": item.word, "where": item.where, "since": item.on, "text": item.text} for item in page["path"]
        ],
        "scope": _scope(page["scope"]),
        "panel": [
            {
                "name": member.person.printed_name,
                "role": worded(member.get_role_display()),
                "represents": member.represents.name if member.represents else None,
                "until": member.until,
                "interest": member.interest,
            }
            for member in page["panel"]
        ],
        "sessions": _sessions(page["evidence"]["sessions"]),
        "sent_evidence": page["evidence"]["sent_evidence"],
        "evidence": [_piece(row, item) for item in page["published_evidence"]],
        "call_for_evidence": {"closes_on": call.closes_on, "address": _of(row, "call")} if call else None,
        "report": {"issued": report.on, "address": _of(row, "report")} if report else None,
        "figures": _of(row, "figures") if page["has_figures"] else None,
        "recommendations": [of_status(status) for status in page["recommendations"]],
        "progress": progress_data(page["progress"]),
        "decisions": [_decision(item) for item in page["decisions"]],
        "timeline": [
            {"date": step.on, "what": step.word, "text": step.text, "address": absolute(step.url)}
            for step in page["story"]
        ],
    }


def _about(row: Review) -> Data:
    return {
        "title": row.title_for_public,
        "kind": row.kind_words,
        "state": row.get_state_display(),
        "question": row.question,
        "committees": [named(parent.committee) for parent in row.parents.all()],
        "address": absolute(reverse("public:review", args=[row.slug])),
    }


def _scope(scope: Data) -> Data | None:
    agreed = [{**row, "address": absolute(row["address"])} for row in scope["agreed"]]
    return {**scope, "agreed": agreed} if scope["points"] else None


def _sessions(rows: list[Data]) -> list[Data]:
    return [{name: value for name, value in row.items() if name != "is_to_come"} for row in rows]


def _piece(row: Review, evidence: Evidence) -> Data:
    return {
        "reference": evidence.reference,
        "title": evidence.title,
        "from": evidence.from_whom_in_public,
        "received": evidence.received_on,
        "address": _of(row, "evidence", evidence.number),
    }


def _of(row: Review, part: str, *more: object) -> str | None:
    return absolute(reverse(f"public:review-{part}", args=[row.slug, *more]))


def _decision(endorsement: Endorsement) -> Data:
    return {
        "committee": named(endorsement.parent.committee),
        "date": endorsement.on,
        "decision": endorsement.get_decision_display(),
        "comments": endorsement.comments_for_public,
    }

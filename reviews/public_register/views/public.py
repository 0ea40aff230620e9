"""The register of every recommendation that was handed down, for everybody: a page, CSV and JSON."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from reviews.public_register import register
from reviews.recommendations.answers import RecommendationStatus


def _found(request: HttpRequest) -> list[RecommendationStatus]:
    return register.recommendations(
        request.GET.get("committee", "")[:50], request.GET.get("show", "")[:10], on=timezone.localdate()
    )


def recommendations(request: HttpRequest) -> HttpResponse:
    """Every recommendation with its answers; `?committee=safeguarding&show=late` narrows it."""
    found = _found(request)
    context = {
        "found": found,
        "committees": register.committees(),
        "committee": request.GET.get("committee", ""),
        "shows": register.SHOW.items(),
        "show": request.GET.get("show", ""),
        "query": request.GET.urlencode(),
    }
    return render(request, "public/reviews/recommendations.html", context)


def recommendations_csv(request: HttpRequest) -> HttpResponse:
    """The same as CSV."""
    answer = HttpResponse(register.as_csv(_found(request)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="recommendations.csv"'
    return answer


def recommendations_json(request: HttpRequest) -> JsonResponse:
    """The same as JSON."""
    rows = list(register.as_rows(_found(request)))
    return JsonResponse({"recommendations": rows}, json_dumps_params={"ensure_ascii": False, "indent": 1})

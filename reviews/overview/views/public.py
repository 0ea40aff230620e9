"""The register of every recommendation that was issued, for everybody: a page, CSV and JSON."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from committee.files.spreadsheets import send_table
from committee.public_pages.areas import REVIEWS
from committee.public_pages.marking import kept_page
from committee.public_pages.page_data import as_data, asks_for_data, render_page
from reviews.findings.recommendation_status import RecommendationStatus
from reviews.models import Answer
from reviews.overview import register, register_figures
from reviews.overview.register import SHOW, Filters


def _asked_for(request: HttpRequest) -> list[RecommendationStatus]:
    return register.recommendations(Filters.of(request.GET), on=timezone.localdate())


@kept_page(REVIEWS)
def recommendations(request: HttpRequest) -> HttpResponse:
    """Every recommendation with its answers, and the figures; `?committee=safeguarding&show=late` narrows it."""
    statuses = _asked_for(request)
    if asks_for_data(request):
        return as_data(request, {"recommendations": list(register.as_rows(statuses))})
    choices = register.choices()
    context = {
        "found": statuses,
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
    return render_page(request, "public/reviews/recommendations.html", context)


def recommendations_csv(request: HttpRequest) -> HttpResponse:
    """Send the recommendations as CSV."""
    return send_table(register.as_csv(_asked_for(request)), "recommendations.csv")

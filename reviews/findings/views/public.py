"""One recommendation with its answers, and the published tables of figures, for anybody: as pages and as data."""

from collections.abc import Iterable
from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from committee.public_pages.areas import REVIEWS
from committee.public_pages.marking import kept_page
from committee.public_pages.page_data import Data, Page, absolute, page_or_data
from reviews.findings.figures_shown import chart_for_public, for_public
from reviews.findings.recommendation_status import AddresseeStatus, RecommendationStatus, progress_told, standing
from reviews.lookup import refuse_recommendation
from reviews.models import FigureTable, ProgressEntry, Recommendation, Review


@kept_page(REVIEWS)
def recommendation(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one recommendation: its words, its addressees, and their answers with the time taken."""
    rows = Recommendation.objects.public().with_told_answers()
    made = rows.filter(review__slug=slug, number=number).first()
    if made is None or made.is_down:
        refuse_recommendation(slug, number)
        raise Http404
    today = timezone.localdate()
    (status,) = standing([made], today)
    context = {"asked": status, "review": made.review, "progress": progress_told([status], today)}
    return page_or_data(request, "public/reviews/recommendation.html", context, _recommendation_data)


def _recommendation_data(page: Page) -> Data:
    """Return one recommendation with its review as data."""
    review = page["review"]
    address = absolute(reverse("public:review", args=[review.slug]))
    return {
        "review": {"title": review.title_for_public, "address": address},
        **of_status(page["asked"]),
        "progress": progress_data(page["progress"]),
    }


def of_status(status: RecommendationStatus) -> Data:
    """Return a recommendation with its addressees as data. A withdrawn recommendation has no addressees."""
    row, handed_down = status.recommendation, status.recommendation.told
    return {
        "number": row.number,
        "text": handed_down.text,
        "measure": handed_down.measure,
        "wanted_by": handed_down.wanted_on,
        "wanted_in_months": handed_down.wanted_months,
        "minority_view": handed_down.minority_view,
        "withdrawn_because": handed_down.withdrawn_reason,
        "made_to": [] if handed_down.is_withdrawn else [_addressee(addressee) for addressee in status.addressees],
        "address": absolute(reverse("public:recommendation", args=[row.review.slug, row.number])),
    }


def progress_data(rows: Iterable[AddresseeStatus]) -> list[Data]:
    """Return each accepted recommendation with the reports and judgements of progress, latest first."""
    return [
        {
            "recommendation": row.addressee.recommendation.number,
            "made_to": row.addressee.name,
            "target_date": row.addressee.response.target_on,
            "goes_on_from": row.addressee.response.goes_on_from,
            "new_date_expected": row.expected_on,
            "said": [_entry_data(entry) for entry in row.entries],
        }
        for row in rows
    ]


def _addressee(status: AddresseeStatus) -> Data:
    answer = status.response
    about = {
        "name": status.addressee.name,
        "state": status.clock.word,
        "state_text": status.clock.text,
        "due": status.clock.due,
    }
    if answer is None:
        return about | {"answer": None}
    return about | {
        "answer": answer.get_answer_display(),
        "reasons": answer.reasons,
        "action": answer.action,
        "officer": answer.officer,
        "resources": answer.resources,
        "target_date": answer.target_on,
        "goes_on_from": answer.goes_on_from,
        "new_date_expected": status.expected_on,
        "signed_off_by": str(answer.signed_off_by) if answer.signed_off_by else None,
        "signed_off_on": answer.signed_off_on,
        "officer_says": _latest(status.officer),
        "committee_says": _latest(status.committee),
    }


def _latest(entry: ProgressEntry | None) -> Data | None:
    return {"status": entry.get_status_display(), "date": entry.on} if entry else None


def _entry_data(entry: ProgressEntry) -> Data:
    about = {"by": entry.get_side_display(), "status": entry.get_status_display(), "date": entry.on}
    return about | {"new_date_expected": entry.expected_on, "reason": entry.reason, "evidence": entry.evidence}


@kept_page(REVIEWS)
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every published table of a published review; 404 where the review has no published table."""
    review = Review.objects.public().filter(slug=slug).first()
    published = list(FigureTable.objects.public().filter(review=review)) if review else []
    if not published:
        raise Http404
    tables = [(table, for_public(table), chart_for_public(table)) for table in published]
    return page_or_data(request, "public/reviews/figures.html", {"review": review, "tables": tables}, _figures_data)


def _figures_data(page: Page) -> Data:
    """
    Return the tables as the public reads them.

    SECURITY: a hidden number is not in the data.
    """
    return {"review": page["review"].title_for_public, "tables": [asdict(shown) for _, shown, _ in page["tables"]]}

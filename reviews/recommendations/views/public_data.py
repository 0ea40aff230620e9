"""A recommendation as data: in the words in which it was handed down last, with its answers and what came of them."""

from collections.abc import Iterable

from django.urls import reverse

from committee.public_pages.page_data import Data, Page, absolute
from reviews.answers.standing import Progress, Said
from reviews.models import ProgressEntry
from reviews.recommendations.answers import AddresseeStatus, RecommendationStatus


def recommendation(page: Page) -> Data:
    """One recommendation with its review."""
    review = page["review"]
    address = absolute(reverse("public:review", args=[review.slug]))
    return {
        "review": {"title": review.title_for_public, "address": address},
        **of_status(page["asked"]),
        "progress": progress(page["progress"]),
    }


def of_status(status: RecommendationStatus) -> Data:
    """Return a recommendation with its addressees; with none where it was withdrawn."""
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


def progress(rows: Iterable[Progress]) -> list[Data]:
    """Return each accepted recommendation with its reports, the latest first."""
    return [
        {
            "recommendation": row.addressee.recommendation.number,
            "made_to": row.addressee.name,
            "target_date": row.addressee.response.target_on,
            "goes_on_from": row.addressee.response.goes_on_from,
            "new_date_expected": row.expected_on,
            "said": [_report(report) for report in row.entries],
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
        "officer_says": _latest(status.report),
        "committee_says": _latest(status.judgement),
    }


def _latest(entry: ProgressEntry | None) -> Data | None:
    return {"status": entry.get_status_display(), "date": entry.on} if entry else None


def _report(report: Said) -> Data:
    entry = report.entry
    about = {"by": entry.get_side_display(), "status": report.word, "date": entry.on}
    return about | {"new_date_expected": entry.expected_on, "reason": entry.reason, "evidence": entry.evidence}

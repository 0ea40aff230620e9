"""The register's rows: one for each addressee of each recommendation that was handed down, as page, CSV and JSON."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from committee.models import Committee
from committee.spreadsheets import cell
from reviews.models import Recommendation
from reviews.recommendations.answers import RecommendationStatus, standing

COLUMNS = (
    "review", "number", "recommendation", "withdrawn", "monitored_by", "made_to", "kind", "answer", "reasons", "action",
    "responsible_officer", "target", "notice_served", "notice_received", "due", "answered", "days_late",
)  # fmt: skip
SHOW = {"late": "Late", "open": "Not answered yet", "answered": "Answered"}


def recommendations(committee: str = "", show: str = "", *, on: dt.date) -> list[RecommendationStatus]:
    """All that were handed down, the latest review first; of one committee (its slug), late, open or answered alone."""
    rows: QuerySet[Recommendation] = Recommendation.objects.public().with_answers()
    if committee:
        rows = rows.filter(review__parents__committee__slug=committee)
    found = standing(rows.order_by("-review__published_at", "review", "number"), on)
    if show == "late":
        return [asked for asked in found if asked.is_late]
    if show == "open":
        return [asked for asked in found if not asked.is_answered and not asked.recommendation.told.is_withdrawn]
    return [asked for asked in found if asked.is_answered] if show == "answered" else found


def committees() -> QuerySet[Committee]:
    """The committees that have handed a recommendation down, by name."""
    handed = Recommendation.objects.public().values("review")
    return Committee.objects.filter(reviews__review__in=handed).distinct().order_by("name")


def as_rows(found: Iterable[RecommendationStatus]) -> Iterator[dict[str, Any]]:
    """Each addressee of each recommendation by the names in `COLUMNS`; days as ISO dates, what is not there as None."""
    for asked in found:
        row = asked.recommendation
        about = {
            "review": row.review.title_for_public, "number": row.number, "recommendation": row.told.text,
            "withdrawn": row.told.withdrawn_reason or None, "monitored_by": str(row.review.monitored_by),
        }  # fmt: skip
        if not asked.addressees:
            yield {**dict.fromkeys(COLUMNS), **about}
        for one in asked.addressees:
            answer, notice = one.response, one.notice
            yield {
                **about,
                "made_to": one.addressee.name,
                "kind": one.addressee.get_kind_display(),
                "answer": answer.get_answer_display() if answer else None,
                "reasons": answer.reasons or None if answer else None,
                "action": answer.action or None if answer else None,
                "responsible_officer": answer.officer or None if answer else None,
                "target": _iso(answer.target_on if answer else None),
                "notice_served": _iso(notice.served_on if notice else None),
                "notice_received": _iso(notice.received_on if notice else None),
                "due": _iso(one.clock.due),
                "answered": _iso(answer.received_on if answer else None),
                "days_late": one.clock.days_late if one.clock.due and not row.told.is_withdrawn else None,
            }


def as_csv(found: Iterable[RecommendationStatus]) -> str:
    """The rows as a table for spreadsheets; no cell is read as a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in as_rows(found):
        writer.writerow([cell(row[name]) for name in COLUMNS])
    return out.getvalue()


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None

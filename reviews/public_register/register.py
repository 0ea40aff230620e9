"""The register's rows: one for each addressee of each recommendation that was issued, as page, CSV and JSON."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, Func, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast

from committee.iso_days import IsoDay
from committee.models import Committee, MunicipalYear, Portfolio
from committee.spreadsheets import cell
from reviews.models import Addressee, Recommendation, ReviewStep, State
from reviews.public_register.figures import days_to_answer
from reviews.public_register.filters import Filters, year_of
from reviews.recommendations.answers import RecommendationStatus, standing

COLUMNS = (
    "review", "number", "recommendation", "withdrawn", "monitored_by", "reported", "made_to", "kind", "portfolio",
    "answer", "reasons", "action", "responsible_officer", "target", "new_date_expected", "goes_on_from",
    "notice_served", "notice_received", "due", "answered", "days_to_answer", "days_late", "officer_says",
    "committee_says", "progress_days_late",
)  # fmt: skip


def recommendations(filters: Filters, *, on: dt.date) -> list[RecommendationStatus]:
    """All that were issued and are asked for, the latest review first: three queries."""
    queryset: QuerySet[Recommendation] = Recommendation.objects.public().with_told_answers().with_report_day()
    if filters.committee:
        queryset = queryset.filter(review__parents__committee__slug=filters.committee)
    asked_for = standing(queryset.order_by("-review__published_at", "review", "number"), on)
    if filters.year:
        all_years = list(MunicipalYear.objects.all())
        asked_for = [asked for asked in asked_for if _is_of(asked.recommendation, filters.year, all_years)]
    narrowed = [filters.narrow(asked) for asked in asked_for]
    return [asked for asked in narrowed if asked]


def _is_of(recommendation: Recommendation, year: str, all_years: list[MunicipalYear]) -> bool:
    of = year_of(recommendation, all_years)
    return of is not None and of.slug == year


def choices() -> dict[str, list[tuple[str, str]]]:
    """By what it can be narrowed: the value and the words of each committee, portfolio and year, in one query."""
    rows: list[tuple[str, str, str]] = list(
        _choices("committee", committees(), "slug", "name")
        .union(_choices("portfolio", portfolios(), "pk", "name"), _choices("year", years(), *_DAYS))
        .order_by("words", "value")
    )
    found: dict[str, list[tuple[str, str]]] = {"committee": [], "portfolio": [], "year": []}
    for kind, value, words in rows:
        found[kind].append((value, words))
    days = [(dt.date.fromisoformat(starts), dt.date.fromisoformat(ends)) for starts, ends in reversed(found["year"])]
    issued = [MunicipalYear(starts=starts, ends=ends) for starts, ends in days]
    return found | {"year": [(year.slug, year.label) for year in issued]}


_DAYS = (IsoDay("starts"), IsoDay("ends"))


def _choices(kind: str, rows: QuerySet[Any], value: str | Func, words: str | Func) -> QuerySet[Any, Any]:
    told = {"choice_of": Value(kind), "value": Cast(value, TextField()), "words": Cast(words, TextField())}
    named: QuerySet[Any, Any] = rows.order_by().annotate(**told).values_list(*told)
    return named


def years() -> QuerySet[MunicipalYear]:
    """The municipal years in which reports with recommendations were issued."""
    steps = ReviewStep.objects.filter(review__recommendations__in=Recommendation.objects.public())
    in_year = steps.filter(to_state=State.REPORTED, on__gte=OuterRef("starts"), on__lte=OuterRef("ends"))
    return MunicipalYear.objects.filter(Exists(in_year))


def portfolios() -> QuerySet[Portfolio]:
    """The portfolios to which a recommendation was made."""
    asked = Addressee.objects.filter(recommendation__in=Recommendation.objects.public())
    return Portfolio.objects.filter(pk__in=asked.values("portfolio"))


def committees() -> QuerySet[Committee]:
    """The committees that have handed a recommendation down."""
    handed = Recommendation.objects.public().values("review")
    return Committee.objects.filter(reviews__review__in=handed).distinct()


def as_rows(statuses: Iterable[RecommendationStatus]) -> Iterator[dict[str, Any]]:
    """Each addressee of each recommendation by the names in `COLUMNS`; days as ISO dates, what is not there as None."""
    for asked in statuses:
        recommendation = asked.recommendation
        review, told = recommendation.review, recommendation.told
        about = {
            "review": review.title_for_public, "number": recommendation.number, "recommendation": told.text,
            "withdrawn": told.withdrawn_reason or None, "monitored_by": str(review.monitored_by),
            "reported": _iso(recommendation.reported_on),
        }  # fmt: skip
        if not asked.addressees:
            yield {**dict.fromkeys(COLUMNS), **about}
        for status in asked.addressees:
            answer, notice, portfolio = status.response, status.notice, status.addressee.portfolio
            yield {
                **about,
                "made_to": status.addressee.name,
                "kind": status.addressee.get_kind_display(),
                "portfolio": portfolio.name if portfolio else None,
                "answer": answer.get_answer_display() if answer else None,
                "reasons": answer.reasons or None if answer else None,
                "action": answer.action or None if answer else None,
                "responsible_officer": answer.officer or None if answer else None,
                "target": _iso(answer.target_on if answer else None),
                "new_date_expected": _iso(status.expected_on),
                "goes_on_from": _iso(answer.goes_on_from if answer else None),
                "notice_served": _iso(notice.served_on if notice else None),
                "notice_received": _iso(notice.received_on if notice else None),
                "due": _iso(status.clock.due),
                "answered": _iso(answer.received_on if answer else None),
                "days_to_answer": days_to_answer(asked, status),
                "days_late": status.clock.days_late if status.clock.due and not told.is_withdrawn else None,
                "officer_says": status.report.get_status_display() if status.report else None,
                "committee_says": status.judgement.get_status_display() if status.judgement else None,
                "progress_days_late": status.days_overdue if answer and not told.is_withdrawn else None,
            }


def as_csv(statuses: Iterable[RecommendationStatus]) -> str:
    """The rows as a table for spreadsheets; no cell is read as a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in as_rows(statuses):
        writer.writerow([cell(row[name]) for name in COLUMNS])
    return out.getvalue()


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None

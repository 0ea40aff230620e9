"""The register of recommendations: one row for each addressee of each that was issued, as page, CSV and JSON."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, Func, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast

from committee.files.spreadsheets import cell
from committee.models import Committee, MunicipalYear, Portfolio
from committee.wording.iso_days import IsoDay
from reviews.findings.recommendation_status import AddresseeStatus, RecommendationStatus, standing
from reviews.models import Addressee, Answer, Recommendation, ReviewStep, State
from reviews.overview.register_figures import days_to_answer

SHOW = {
    "late": "Answer late",
    "open": "Not answered yet",
    "answered": "Answered",
    "overdue": "Progress late",
    "done": "Done",
}
LONGEST = 50  # letters of what an address asks for


@dataclass(frozen=True, slots=True)
class Filters:
    """
    What an address asks for, "" for all: a committee by its slug, a portfolio by its id, a municipal year by its slug.

    Of a recommendation those addressees are left that have the portfolio and gave the answer, and none goes without.
    """

    committee: str = ""
    portfolio: str = ""
    year: str = ""
    answer: str = ""
    show: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filters":
        """Return the filters of an address's query; a value that is no answer, state or number is taken as all."""
        words = {name: (query.get(name) or "")[:LONGEST] for name in cls.__slots__}
        filters = cls(**words)
        number = filters.portfolio if filters.portfolio.isascii() and filters.portfolio.isdecimal() else ""
        return replace(
            filters,
            portfolio=number[:9],
            answer=filters.answer if filters.answer in Answer.values else "",
            show=filters.show if filters.show in SHOW else "",
        )

    def narrow(self, recommended: RecommendationStatus) -> RecommendationStatus | None:
        """Return a recommendation with the addressees that match; None where none does."""
        if self.show == "late" and not recommended.is_late:
            return None
        if self.show == "open" and (recommended.is_answered or recommended.recommendation.told.is_withdrawn):
            return None
        if self.show == "answered" and not recommended.is_answered:
            return None
        if self.show == "overdue" and not recommended.is_overdue:
            return None
        if self.show == "done" and not recommended.is_done:
            return None
        if not self.portfolio and not self.answer:
            return recommended
        wanted = [status for status in recommended.addressees if self._wants(status)]
        return replace(recommended, addressees=wanted) if wanted else None

    def _wants(self, status: AddresseeStatus) -> bool:
        of_portfolio = not self.portfolio or str(status.addressee.portfolio_id or "") == self.portfolio
        answer = status.response.answer if status.response else ""
        return of_portfolio and (not self.answer or answer == self.answer)


def year_of(recommendation: Recommendation, years: list[MunicipalYear]) -> MunicipalYear | None:
    """Return the municipal year in which the report was issued; None if no year contains that day."""
    day = recommendation.reported_on
    return next((year for year in years if day and year.starts <= day <= year.ends), None)


COLUMNS = (
    "review", "number", "recommendation", "withdrawn", "monitored_by", "reported", "made_to", "kind", "portfolio",
    "answer", "reasons", "action", "responsible_officer", "target", "new_date_expected", "goes_on_from",
    "notice_served", "notice_received", "due", "answered", "days_to_answer", "days_late", "officer_says",
    "committee_says", "progress_days_late",
)  # fmt: skip


def recommendations(filters: Filters, *, on: dt.date) -> list[RecommendationStatus]:
    """Return all issued recommendations that match, the latest review first: three queries."""
    queryset: QuerySet[Recommendation] = Recommendation.objects.public().with_told_answers().with_report_day()
    if filters.committee:
        queryset = queryset.filter(review__parents__committee__slug=filters.committee)
    asked_for = standing(queryset.order_by("-review__published_at", "review", "number"), on)
    if filters.year:
        all_years = list(MunicipalYear.objects.all())
        asked_for = [
            recommended for recommended in asked_for if _is_of(recommended.recommendation, filters.year, all_years)
        ]
    narrowed = [filters.narrow(recommended) for recommended in asked_for]
    return [recommended for recommended in narrowed if recommended]


def _is_of(recommendation: Recommendation, year: str, all_years: list[MunicipalYear]) -> bool:
    of = year_of(recommendation, all_years)
    return of is not None and of.slug == year


def choices() -> dict[str, list[tuple[str, str]]]:
    """Return the value and the words of each committee, portfolio and year to narrow by, in one query."""
    rows: list[tuple[str, str, str]] = list(
        _choices("committee", committees(), "slug", "name")
        .union(_choices("portfolio", portfolios(), "pk", "name"), _choices("year", years(), *_DAYS))
        .order_by("words", "value")
    )
    options: dict[str, list[tuple[str, str]]] = {"committee": [], "portfolio": [], "year": []}
    for kind, value, words in rows:
        options[kind].append((value, words))
    days = [(dt.date.fromisoformat(starts), dt.date.fromisoformat(ends)) for starts, ends in reversed(options["year"])]
    issued = [MunicipalYear(starts=starts, ends=ends) for starts, ends in days]
    return options | {"year": [(year.slug, year.label) for year in issued]}


_DAYS = (IsoDay("starts"), IsoDay("ends"))


def _choices(kind: str, rows: QuerySet[Any], value: str | Func, words: str | Func) -> QuerySet[Any, Any]:
    columns = {"choice_of": Value(kind), "value": Cast(value, TextField()), "words": Cast(words, TextField())}
    named: QuerySet[Any, Any] = rows.order_by().annotate(**columns).values_list(*columns)
    return named


def years() -> QuerySet[MunicipalYear]:
    """Return the municipal years in which reports with recommendations were issued."""
    steps = ReviewStep.objects.filter(review__recommendations__in=Recommendation.objects.public())
    in_year = steps.filter(to_state=State.REPORTED, on__gte=OuterRef("starts"), on__lte=OuterRef("ends"))
    return MunicipalYear.objects.filter(Exists(in_year))


def portfolios() -> QuerySet[Portfolio]:
    """Return the portfolios to which a recommendation was made."""
    addressees = Addressee.objects.filter(recommendation__in=Recommendation.objects.public())
    return Portfolio.objects.filter(pk__in=addressees.values("portfolio"))


def committees() -> QuerySet[Committee]:
    """Return the committees that have handed a recommendation down."""
    handed = Recommendation.objects.public().values("review")
    return Committee.objects.filter(reviews__review__in=handed).distinct()


def as_rows(statuses: Iterable[RecommendationStatus]) -> Iterator[dict[str, Any]]:
    """Yield each addressee of each recommendation by the names in `COLUMNS`; days as ISO dates, gaps as None."""
    for recommended in statuses:
        recommendation = recommended.recommendation
        review, handed_down = recommendation.review, recommendation.told
        about = {
            "review": review.title_for_public, "number": recommendation.number, "recommendation": handed_down.text,
            "withdrawn": handed_down.withdrawn_reason or None, "monitored_by": str(review.monitored_by),
            "reported": _iso(recommendation.reported_on),
        }  # fmt: skip
        if not recommended.addressees:
            yield {**dict.fromkeys(COLUMNS), **about}
        for status in recommended.addressees:
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
                "days_to_answer": days_to_answer(recommended, status),
                "days_late": status.clock.days_late if status.clock.due and not handed_down.is_withdrawn else None,
                "officer_says": status.report.get_status_display() if status.report else None,
                "committee_says": status.judgement.get_status_display() if status.judgement else None,
                "progress_days_late": status.days_overdue if answer and not handed_down.is_withdrawn else None,
            }


def as_csv(statuses: Iterable[RecommendationStatus]) -> str:
    """Return the rows as a table for spreadsheets; no cell is read as a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in as_rows(statuses):
        writer.writerow([cell(row[name]) for name in COLUMNS])
    return out.getvalue()


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None

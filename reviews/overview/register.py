"""The register of issued recommendations, with one row for each addressee, as page, CSV and JSON."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet

from committee.files.spreadsheets import table
from committee.models import Committee, LegalKind, MunicipalYear, Portfolio
from reviews.findings.recommendation_status import AddresseeStatus, RecommendationStatus, standing
from reviews.models import Addressee, Answer, Recommendation, ReviewStep, State
from reviews.overview.register_figures import days_to_answer


def _is_open(recommended: RecommendationStatus) -> bool:
    return not (recommended.is_answered or recommended.recommendation.told.is_withdrawn)


# Choices of recommendations to show: label, and test of a RecommendationStatus.
SHOW: dict[str, tuple[str, Callable[[RecommendationStatus], bool]]] = {
    "late": ("Answer late", attrgetter("is_late")),
    "open": ("Not answered yet", _is_open),
    "answered": ("Answered", attrgetter("is_answered")),
    "overdue": ("Progress late", attrgetter("is_overdue")),
    "done": ("Done", attrgetter("is_done")),
}
LONGEST = 50  # most letters of a value in a URL's query


@dataclass(frozen=True, slots=True)
class Filters:
    """
    Filters in the query of a URL; "" stands for all.

    `committee`, `year`: slugs of a committee and of a municipal year.
    `portfolio`: id of a portfolio.
    `answer`: an Answer.
    `show`: a key of SHOW.

    Portfolio and answer filter the addressees. A recommendation without a matching addressee is left out.
    """

    committee: str = ""
    portfolio: str = ""
    year: str = ""
    answer: str = ""
    show: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filters":
        """Return the filters in a URL's query. An invalid answer, `show` or number counts as all."""
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
        """Return a recommendation with the addressees that match; None where none matches."""
        if self.show and not SHOW[self.show][1](recommended):
            return None
        if not self.portfolio and not self.answer:
            return recommended
        wanted = [status for status in recommended.addressees if self._wants(status)]
        return replace(recommended, addressees=wanted) if wanted else None

    def _wants(self, status: AddresseeStatus) -> bool:
        of_portfolio = not self.portfolio or str(status.addressee.portfolio_id or "") == self.portfolio
        answer = status.response.answer if status.response else ""
        return of_portfolio and (not self.answer or answer == self.answer)


def refusal(query: Mapping[str, str]) -> str:
    """Return a sentence for each filter of a URL's query whose value does not exist; "" where all exist."""
    filters = Filters.of(query)
    committees = Committee.objects.exclude(kind=LegalKind.INFORMAL).filter(slug=filters.committee)
    exists: dict[str, Callable[[], Any]] = {
        "committee": committees.exists,
        "portfolio": Portfolio.objects.filter(pk=filters.portfolio or 0).exists,
        "year": lambda: any(year.slug == filters.year for year in MunicipalYear.objects.all()),
        "answer": lambda: filters.answer,
        "show": lambda: filters.show,
    }
    unknown = [name for name, does_exist in exists.items() if query.get(name) and not does_exist()]
    return " ".join(f"There is no such {'status' if name == 'show' else name}." for name in unknown)


COLUMNS = (
    "review", "number", "recommendation", "withdrawn", "monitored_by", "reported", "made_to", "kind", "portfolio",
    "answer", "reasons", "action", "responsible_officer", "target", "new_date_expected", "goes_on_from",
    "notice_served", "notice_received", "due", "answered", "days_to_answer", "days_late", "officer_says",
    "committee_says", "progress_days_late",
)  # fmt: skip


def recommendations(filters: Filters, *, on: dt.date) -> list[RecommendationStatus]:
    """Return all issued recommendations that match the filters, latest review first: at most four queries."""
    queryset: QuerySet[Recommendation] = Recommendation.objects.public().with_told_answers().with_report_day()
    if filters.committee:
        queryset = queryset.filter(review__parents__committee__slug=filters.committee)
    statuses = standing(queryset.order_by("-review__published_at", "review", "number"), on)
    if filters.year:
        days = [(year.starts, year.ends) for year in MunicipalYear.objects.all() if year.slug == filters.year]
        statuses = [
            row
            for row in statuses
            if (day := row.recommendation.reported_on) and any(starts <= day <= ends for starts, ends in days)
        ]
    narrowed = [filters.narrow(recommended) for recommended in statuses]
    return [recommended for recommended in narrowed if recommended]


def choices() -> dict[str, list[tuple[str, str]]]:
    """Return (value, label) of each committee, portfolio and year by which recommendations can be filtered."""
    public = Recommendation.objects.public()
    committees = Committee.objects.filter(reviews__review__in=public.values("review")).distinct().order_by("name")
    made_to = Addressee.objects.filter(recommendation__in=public).values("portfolio")
    portfolios = Portfolio.objects.filter(pk__in=made_to).order_by("name")
    issued = ReviewStep.objects.filter(review__recommendations__in=public, to_state=State.REPORTED)
    return {
        "committee": [(committee.slug, committee.name) for committee in committees],
        "portfolio": [(str(portfolio.pk), portfolio.name) for portfolio in portfolios],
        "year": [(year.slug, year.label) for year in MunicipalYear.objects.with_any(issued, "on")],
    }


def as_rows(statuses: Iterable[RecommendationStatus]) -> Iterator[dict[str, Any]]:
    """
    Yield a dict by `COLUMNS` for each addressee of each recommendation. Days are ISO dates, missing values are None.

    A recommendation without addressees gives one dict.
    """
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
            answer, notice, portfolio = status.response, status.addressee.notice, status.addressee.portfolio
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
                "officer_says": status.officer.get_status_display() if status.officer else None,
                "committee_says": status.committee.get_status_display() if status.committee else None,
                "progress_days_late": status.days_overdue if answer and not handed_down.is_withdrawn else None,
            }


def as_csv(statuses: Iterable[RecommendationStatus]) -> str:
    """Return the rows as a table for spreadsheets. No cell is read as a formula."""
    return table(COLUMNS, ([row[name] for name in COLUMNS] for row in as_rows(statuses)))


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None

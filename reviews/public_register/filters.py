"""By what the register of recommendations is narrowed: committee, portfolio, year, answer, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from committee.models import MunicipalYear
from reviews.models import Answer, Recommendation
from reviews.recommendations.answers import AddresseeStatus, RecommendationStatus

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

"""Recommendations with where the answer of each addressee stands on a day."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from committee.dates import in_days, long_date
from reviews.deadlines import Clock, clock
from reviews.models import (
    LATE,
    Addressee,
    Answer,
    Notice,
    ProgressEntry,
    ProgressSide,
    ProgressStatus,
    Recommendation,
    Response,
)


@dataclass(frozen=True, slots=True)
class AddresseeStatus:
    """
    One addressee: where their answer stands, the notice and the response where there are any.

    `report` and `judgement`: what the officer and the committee said last, and is published, of how far it is done.
    `expected_on`: by when the officer expects what is late to be done now, beside the day first promised.
    `days_overdue`: days since it was to be done, by the latest date given, and nobody has reported it as done.
    """

    addressee: Addressee
    clock: Clock
    notice: Notice | None
    response: Response | None
    report: ProgressEntry | None = None
    judgement: ProgressEntry | None = None
    expected_on: dt.date | None = None
    days_overdue: int = 0

    @property
    def overdue(self) -> str:
        """How late the promise is, in words: "To be done by 31 March 2022, 20 days late."."""
        day = self.expected_on or (self.response.target_on if self.response else None)
        return f"To be done by {long_date(day)}, {in_days(self.days_overdue)} late."

    def told(self, on: dt.date) -> list[ProgressEntry]:
        """What was published of how far it is done, and said by that day, the latest first."""
        return _told(self.addressee, on)

    def accepted_by(self, on: dt.date) -> bool:
        """Whether it was accepted by that day, in full or in part."""
        answer = self.response
        return answer is not None and answer.received_on <= on and answer.answer != Answer.REJECTED

    @property
    def is_done(self) -> bool:
        """Whether the committee that follows it up says that it was done."""
        return self.judgement is not None and self.judgement.status == ProgressStatus.DONE


@dataclass(frozen=True, slots=True)
class RecommendationStatus:
    """A recommendation with all to whom it is made."""

    recommendation: Recommendation
    addressees: list[AddresseeStatus]

    @property
    def is_late(self) -> bool:
        """Whether an answer is still out and late, unless nothing is asked any more."""
        return not self.recommendation.told.is_withdrawn and any(
            status.clock.days_late and status.response is None for status in self.addressees
        )

    @property
    def is_overdue(self) -> bool:
        """Return whether something that was promised is not done by its date."""
        return not self.recommendation.told.is_withdrawn and any(status.days_overdue for status in self.addressees)

    @property
    def is_answered(self) -> bool:
        """Whether all have answered of whom there are any."""
        return bool(self.addressees) and all(status.response for status in self.addressees)

    @property
    def is_done(self) -> bool:
        """Whether the committee says so of all who accepted it, of whom there are any."""
        accepted = [
            status for status in self.addressees if status.response and status.response.answer != Answer.REJECTED
        ]
        return bool(accepted) and all(status.is_done for status in accepted)


def standing(recommendations: Iterable[Recommendation], on: dt.date) -> list[RecommendationStatus]:
    """These recommendations, `with_answers()`, as they stand on that day: one query where any has progress."""
    recommendations = list(recommendations)
    named = [addressee for one in recommendations for addressee in one.addressees.all()]
    prefetch_related_objects([addressee for addressee in named if addressee.has_progress is not False], "progress")
    return [
        RecommendationStatus(
            recommendation,
            [_status(addressee, on, recommendation) for addressee in recommendation.addressees.all()],
        )
        for recommendation in recommendations
    ]


def new_date(entries: Iterable[ProgressEntry]) -> dt.date | None:
    """
    By when an officer expects what is late to be done now, by their reports, the latest first; None for none given.

    It stands through later reports that give no other, until one says that it is not late any more, or a judgement of
    the committee that it is over.
    """
    for entry in entries:
        is_over = entry.status in (ProgressStatus.DONE, ProgressStatus.NOT_NEEDED)
        if is_over or (entry.side == ProgressSide.OFFICER and entry.status not in LATE):
            return None
        if entry.expected_on:
            return entry.expected_on
    return None


def is_over(report: ProgressEntry | None, judgement: ProgressEntry | None) -> bool:
    """Return whether the officer has reported it as done with, or the committee judged so, and said no else since."""
    over = (ProgressStatus.DONE, ProgressStatus.NOT_NEEDED)
    if report is None or report.status not in over:
        return judgement is not None and judgement.status in over
    return judgement is None or judgement.status in over or judgement.pk < report.pk


def recommendations_in_words(numbers: Sequence[int]) -> str:
    """Recommendations by their numbers: "recommendation 1", "recommendations 1, 2 and 5"."""
    *before, last = (str(number) for number in numbers)
    return f"recommendations {', '.join(before)} and {last}" if before else f"recommendation {last}"


def _told(addressee: Addressee, on: dt.date) -> list[ProgressEntry]:
    if addressee.has_progress is False:
        return []
    told = [entry for entry in addressee.progress.all() if entry.published_at and entry.on <= on]
    return sorted(told, key=lambda entry: (entry.on, entry.pk), reverse=True)


def _status(addressee: Addressee, on: dt.date, recommendation: Recommendation) -> AddresseeStatus:
    told = _told(addressee, on)

    def last(side: ProgressSide) -> ProgressEntry | None:
        return next((entry for entry in told if entry.side == side), None)

    response, expected_on = getattr(addressee, "response", None), new_date(told)
    report, judgement = last(ProgressSide.OFFICER), last(ProgressSide.COMMITTEE)
    day = expected_on or (response.target_on if response and response.answer != Answer.REJECTED else None)
    is_settled = day is None or recommendation.told.is_withdrawn or is_over(report, judgement)
    late = 0 if day is None or is_settled else max((on - day).days, 0)
    return AddresseeStatus(
        addressee, clock(addressee, on), addressee.notice, response, report, judgement, expected_on, late
    )

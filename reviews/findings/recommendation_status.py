"""Recommendations with where the answer of each addressee stands on a day, and their words as an email quotes them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from committee.law import recommendations as law
from committee.law.findings import Finding
from committee.wording.dates import in_days, long_date
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
        """Delay of the promise, in words: "To be done by 31 March 2022, 20 days late."."""
        day = self.expected_on or (self.response.target_on if self.response else None)
        return f"To be done by {long_date(day)}, {in_days(self.days_overdue)} late."

    def told(self, on: dt.date) -> list[ProgressEntry]:
        """Return the published progress entries up to that day, the latest first."""
        return _published_entries(self.addressee, on)

    def accepted_by(self, on: dt.date) -> bool:
        """Return whether the addressee had accepted by that day, in full or in part."""
        answer = self.response
        return answer is not None and answer.received_on <= on and answer.answer != Answer.REJECTED

    @property
    def is_done(self) -> bool:
        """True where the committee that follows it up says that it was done."""
        return self.judgement is not None and self.judgement.status == ProgressStatus.DONE


@dataclass(frozen=True, slots=True)
class RecommendationStatus:
    """A recommendation with all to whom it is made."""

    recommendation: Recommendation
    addressees: list[AddresseeStatus]

    @property
    def is_late(self) -> bool:
        """True where an answer is still out and late, and the recommendation is not withdrawn."""
        return not self.recommendation.told.is_withdrawn and any(
            status.clock.days_late and status.response is None for status in self.addressees
        )

    @property
    def is_overdue(self) -> bool:
        """Return whether something that was promised is not done by its date."""
        return not self.recommendation.told.is_withdrawn and any(status.days_overdue for status in self.addressees)

    @property
    def is_answered(self) -> bool:
        """True where there are addressees and all have answered."""
        return bool(self.addressees) and all(status.response for status in self.addressees)

    @property
    def is_done(self) -> bool:
        """True where somebody accepted, and the committee says of all who did that it is done."""
        accepted = [
            status for status in self.addressees if status.response and status.response.answer != Answer.REJECTED
        ]
        return bool(accepted) and all(status.is_done for status in accepted)


def standing(recommendations: Iterable[Recommendation], on: dt.date) -> list[RecommendationStatus]:
    """Return the statuses of recommendations `with_answers()` on that day: one query where any has progress."""
    recommendations = list(recommendations)
    named = [addressee for row in recommendations for addressee in row.addressees.all()]
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
    Return the day on which an officer now expects late work done, from entries latest first; None for none.

    The new date stands through later reports that give no other, until a report says that it is not late any more, or a
    judgement of the committee that it is over.
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


def _published_entries(addressee: Addressee, on: dt.date) -> list[ProgressEntry]:
    if addressee.has_progress is False:
        return []
    entries = [entry for entry in addressee.progress.all() if entry.published_at and entry.on <= on]
    return sorted(entries, key=lambda entry: (entry.on, entry.pk), reverse=True)


def _status(addressee: Addressee, on: dt.date, recommendation: Recommendation) -> AddresseeStatus:
    entries = _published_entries(addressee, on)

    def last(side: ProgressSide) -> ProgressEntry | None:
        return next((entry for entry in entries if entry.side == side), None)

    response, expected_on = getattr(addressee, "response", None), new_date(entries)
    report, judgement = last(ProgressSide.OFFICER), last(ProgressSide.COMMITTEE)
    day = expected_on or (response.target_on if response and response.answer != Answer.REJECTED else None)
    is_settled = day is None or recommendation.told.is_withdrawn or is_over(report, judgement)
    late = 0 if day is None or is_settled else max((on - day).days, 0)
    return AddresseeStatus(
        addressee, clock(addressee, on), addressee.notice, response, report, judgement, expected_on, late
    )


def warnings(statuses: Sequence[RecommendationStatus]) -> list[Finding]:
    """Return a finding per standing recommendation that lacks something, and one where there are too many."""
    standing = [status for status in statuses if not status.recommendation.is_withdrawn]
    each = [
        law.weaknesses(
            status.recommendation.number,
            made_to=len(status.addressees),
            measure=status.recommendation.measure,
            has_date=bool(status.recommendation.wanted_on or status.recommendation.wanted_months),
        )
        for status in standing
    ]
    return [finding for finding in (*each, law.too_many(len(standing))) if finding]


def quoted(recommendation: Recommendation) -> str:
    """
    Return the text of a recommendation, on one line, for an email about it; "" where it is not public.

    SECURITY: an email passes through many hands. It quotes what was handed down with the report of a public review, as
    on its public page; nothing that is drafted, withdrawn or taken down. On one line no word of it is a button of the
    email.
    """
    row = Recommendation.objects.public().filter(pk=recommendation.pk, is_down=False).first()
    if row is None or row.is_withdrawn or row.told.is_withdrawn:
        return ""
    return " ".join(row.told.text.split())


def in_an_email(recommendation: Recommendation) -> dict[str, object]:
    """Return the context of an email about a recommendation: `which`, its name, and `recommended`, its words."""
    recommended = quoted(recommendation)
    return {
        "which": "this recommendation" if recommended else recommendation.named_for_public,
        "recommended": recommended,
    }

"""State of recommendations on a day, with each addressee's answer and progress. Context of emails about them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from committee.law import recommendations as law
from committee.law.findings import Finding
from committee.models import User
from committee.wording.dates import in_days, long_date
from reviews.deadlines import Clock, clock
from reviews.models import (
    ENDED,
    LATE,
    Addressee,
    Answer,
    ProgressEntry,
    ProgressEntryQuerySet,
    ProgressSide,
    ProgressStatus,
    Recommendation,
    Response,
    Review,
)

HALF_A_YEAR = dt.timedelta(days=182)
OVER = (ProgressStatus.DONE, ProgressStatus.NOT_NEEDED)


@dataclass(frozen=True, slots=True)
class Progress:
    """An addressee with the reports and judgements on progress, latest first."""

    addressee: Addressee
    entries: list[ProgressEntry]

    def _last(self, side: ProgressSide) -> ProgressEntry | None:
        return next((entry for entry in self.entries if entry.side == side), None)

    @property
    def officer(self) -> ProgressEntry | None:
        """The officer's latest report."""
        return self._last(ProgressSide.OFFICER)

    @property
    def committee(self) -> ProgressEntry | None:
        """The committee's latest judgement."""
        return self._last(ProgressSide.COMMITTEE)

    @property
    def expected_on(self) -> dt.date | None:
        """New date by which the officer expects late work done; None where no new date applies (`new_date`)."""
        return new_date(self.entries)

    @property
    def waiting(self) -> ProgressEntry | None:
        """The officer's last report, where the desk has not published it yet."""
        return self.officer if self.officer and self.officer.published_at is None else None

    @property
    def is_over(self) -> bool:
        """True where the work is reported or judged as over, and no later judgement of the committee disagrees."""
        report, judgement = self.officer, self.committee
        if report is None or report.status not in OVER:
            return judgement is not None and judgement.status in OVER
        return judgement is None or judgement.status in OVER or judgement.pk < report.pk

    @property
    def next_on(self) -> dt.date | None:
        """Day of the officer's next report; None before the officer's first report."""
        return self.next_report(self.officer.on) if self.officer else None

    def next_report(self, since: dt.date) -> dt.date:
        """
        Return the day on which the officer of an accepted recommendation reports again.

        That day is half a year after `since`, or an earlier day after `since` by which the work is to be done.
        A new date given by the officer replaces the day first promised.
        """
        later, day = since + HALF_A_YEAR, self.expected_on or self.addressee.response.target_on
        return day if day and since < day < later else later


@dataclass(frozen=True, slots=True)
class AddresseeStatus(Progress):
    """
    One addressee with the published progress (`entries`).

    `clock`: state of the answer, with its due day.
    `response`: the answer; None while the answer is missing.
    `days_overdue`: days since the latest date given for the work; 0 where the work is over or has no date.
    """

    clock: Clock
    response: Response | None
    days_overdue: int

    @property
    def overdue(self) -> str:
        """Delay of the promised work, such as "To be done by 31 March 2022, 20 days late"."""
        day = self.expected_on or (self.response.target_on if self.response else None)
        return f"To be done by {long_date(day)}, {in_days(self.days_overdue)} late."

    @property
    def is_done(self) -> bool:
        """True where the monitoring committee has judged the work as done."""
        return self.committee is not None and self.committee.status == ProgressStatus.DONE


@dataclass(frozen=True, slots=True)
class RecommendationStatus:
    """A recommendation with the status of each addressee."""

    recommendation: Recommendation
    addressees: list[AddresseeStatus]

    @property
    def is_late(self) -> bool:
        """True where an answer is missing and late, and the recommendation is not withdrawn."""
        return not self.recommendation.told.is_withdrawn and any(
            status.clock.days_late and status.response is None for status in self.addressees
        )

    @property
    def is_overdue(self) -> bool:
        """True where promised work is not done by its date, and the recommendation is not withdrawn."""
        return not self.recommendation.told.is_withdrawn and any(status.days_overdue for status in self.addressees)

    @property
    def is_answered(self) -> bool:
        """True where there are addressees and all have answered."""
        return bool(self.addressees) and all(status.response for status in self.addressees)

    @property
    def is_done(self) -> bool:
        """True where an addressee accepted, and the committee has judged the work of all who accepted as done."""
        accepted = [
            status for status in self.addressees if status.response and status.response.answer != Answer.REJECTED
        ]
        return bool(accepted) and all(status.is_done for status in accepted)


def standing(recommendations: Iterable[Recommendation], on: dt.date) -> list[RecommendationStatus]:
    """Return the statuses of recommendations on a day. Fetch them with `with_answers()` or `with_told_answers()`."""
    return [
        RecommendationStatus(
            recommendation,
            [_status(addressee, on, recommendation) for addressee in recommendation.addressees.all()],
        )
        for recommendation in recommendations
    ]


def new_date(entries: Iterable[ProgressEntry]) -> dt.date | None:
    """
    Return the latest new date by which an officer expects late work done; None where no new date applies.

    `entries` are sorted latest first. A new date applies until

    - a later report gives another date, or says that the work is no longer late;
    - a report or a judgement says that the work is over.
    """
    for entry in entries:
        if entry.status in OVER or (entry.side == ProgressSide.OFFICER and entry.status not in LATE):
            return None
        if entry.expected_on:
            return entry.expected_on
    return None


def recommendations_in_words(numbers: Sequence[int]) -> str:
    """Return numbers in words: "recommendation 1", "recommendations 1, 2 and 5"."""
    *before, last = (str(number) for number in numbers)
    return f"recommendations {', '.join(before)} and {last}" if before else f"recommendation {last}"


def _status(addressee: Addressee, on: dt.date, recommendation: Recommendation) -> AddresseeStatus:
    entries = [entry for entry in addressee.progress.all() if entry.published_at and entry.on <= on]
    progress = Progress(addressee, sorted(entries, key=lambda entry: (entry.on, entry.pk), reverse=True))
    response = getattr(addressee, "response", None)
    promised = response.target_on if response and response.answer != Answer.REJECTED else None
    day = progress.expected_on or promised
    is_settled = day is None or recommendation.told.is_withdrawn or progress.is_over
    late = 0 if day is None or is_settled else max((on - day).days, 0)
    return AddresseeStatus(addressee, progress.entries, clock(addressee, on), response, late)


def warnings(statuses: Sequence[RecommendationStatus]) -> list[Finding]:
    """
    Return a warning for each recommendation without addressee, measure or date, and for too many recommendations.

    Withdrawn recommendations are left out.
    """
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
    Return the public text of a recommendation, on one line, for an email; "" where the recommendation is not public.

    SECURITY: an email passes through many hands. The email quotes only words handed down with the report of a public
    review. Words that are drafted, withdrawn or taken down are not quoted. The text is put on one line, because a line
    that begins with an arrow would become a button of the email.
    """
    row = Recommendation.objects.public().filter(pk=recommendation.pk, is_down=False).first()
    if row is None or row.is_withdrawn or row.told.is_withdrawn:
        return ""
    return " ".join(row.told.text.split())


def in_an_email(recommendation: Recommendation) -> dict[str, object]:
    """
    Return the context of an email about a recommendation.

    `recommended`: the public text, or "".
    `which`: "this recommendation", or number and review of a recommendation without public text.
    """
    recommended = quoted(recommendation)
    return {
        "which": "this recommendation" if recommended else recommendation.named_for_public,
        "recommended": recommended,
    }


def last_report(addressee: Addressee) -> ProgressEntry | None:
    """Return the officer's latest report about an addressee, published or not."""
    reports = addressee.progress.filter(side=ProgressSide.OFFICER).select_related("recorded_by")
    return reports.order_by("-on", "-pk").first()


def progress_of(review: Review, on: dt.date, *, public: bool) -> list[Progress]:
    """
    Return the progress of each addressee who had accepted a recommendation (not withdrawn) by a day: two queries.

    `public`: only published reports and judgements.
    """
    entries = ProgressEntry.objects.public() if public else ProgressEntry.objects.all()
    return _so_far(Addressee.objects.filter(recommendation__review=review), entries, on)


def so_far(addressee: Addressee, on: dt.date) -> Progress | None:
    """Return the progress of one addressee up to a day, published or not; None where the addressee has not accepted."""
    return next(iter(_so_far(Addressee.objects.filter(pk=addressee.pk), ProgressEntry.objects.all(), on)), None)


def progress_to_report(user: User, on: dt.date) -> list[Progress]:
    """
    Return the accepted recommendations of open reviews that an officer has to report on, in two queries.

    A recommendation reported as done stays in the list until the report is published, because the officer may change
    the report.
    """
    if user.person_id is None:
        return []
    theirs = Addressee.objects.readable_by(user, on).filter(draft__writer=user.person)
    theirs = theirs.exclude(recommendation__review__state__in=ENDED).select_related("draft")
    return [row for row in _so_far(theirs, ProgressEntry.objects.all(), on) if row.waiting or not row.is_over]


def progress_told(recommended: Iterable[RecommendationStatus], on: dt.date) -> list[AddresseeStatus]:
    """Return the statuses of addressees who accepted and have published progress. Makes no query."""
    standing = (status for row in recommended if not row.recommendation.is_withdrawn for status in row.addressees)
    return [
        status
        for status in standing
        if status.entries
        and status.response
        and status.response.received_on <= on
        and status.response.answer != Answer.REJECTED
    ]


def _so_far(of: QuerySet[Addressee], entries: ProgressEntryQuerySet, on: dt.date) -> list[Progress]:
    """Return the progress of addressees who had accepted by a day, newest review first: at most two queries."""
    accepted = of.filter(
        recommendation__withdrawn_reason="", response__received_on__lte=on,
        response__answer__in=(Answer.ACCEPTED, Answer.IN_PART),
    ).select_related("recommendation__review", "response")  # fmt: skip
    of_review = ("-recommendation__review__created_at", "recommendation__review_id")
    addressees = list(accepted.order_by(*of_review, "recommendation__number", "pk"))
    if not addressees:
        return []
    by_addressee: dict[int, list[ProgressEntry]] = defaultdict(list)
    for entry in entries.until(on).filter(addressee__in=addressees).order_by("-on", "-pk"):
        by_addressee[entry.addressee_id].append(entry)
    return [Progress(addressee, by_addressee[addressee.pk]) for addressee in addressees]

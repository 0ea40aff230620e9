"""Where each accepted recommendation stands: the latest status of officer and committee, and what was before."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from committee.models import User
from reviews.findings import recommendation_status
from reviews.findings.recommendation_status import RecommendationStatus, new_date
from reviews.models import (
    ENDED,
    Addressee,
    Answer,
    ProgressEntry,
    ProgressEntryQuerySet,
    ProgressSide,
    ProgressStatus,
    Review,
)

COLOURS = {
    ProgressStatus.NOT_STARTED: "grey",
    ProgressStatus.ON_TRACK: "blue",
    ProgressStatus.AT_RISK: "yellow",
    ProgressStatus.OFF_TRACK: "red",
    ProgressStatus.DONE: "green",
    ProgressStatus.NOT_NEEDED: "grey",
}

HALF_A_YEAR = dt.timedelta(days=182)


@dataclass(frozen=True, slots=True)
class Said:
    """One status in words, with the colour of its tag."""

    entry: ProgressEntry
    word: str
    colour: str


@dataclass(frozen=True, slots=True)
class Progress:
    """An addressee with what was said last by each side (None: nothing yet), and all of it, the latest first."""

    addressee: Addressee
    officer: Said | None
    committee: Said | None
    entries: list[Said]

    @property
    def reported(self) -> bool:
        """True where anything was reported."""
        return bool(self.entries)

    @property
    def next_on(self) -> dt.date | None:
        """About when the officer reports next; None where nothing was reported."""
        return next_report(self, self.officer.entry.on) if self.officer else None

    @property
    def expected_on(self) -> dt.date | None:
        """New day on which the officer expects it done; None while the promised day stands."""
        return new_date(report.entry for report in self.entries)

    @property
    def waiting(self) -> ProgressEntry | None:
        """The officer's last report, where the desk has not published it yet."""
        return self.officer.entry if self.officer and self.officer.entry.published_at is None else None


def last_report(addressee: Addressee) -> ProgressEntry | None:
    """Return the officer's latest report about an addressee, published or not."""
    reports = addressee.progress.filter(side=ProgressSide.OFFICER).select_related("recorded_by")
    return reports.order_by("-on", "-pk").first()


def next_report(progress: Progress, since: dt.date) -> dt.date:
    """
    Return the day on which the officer of an accepted recommendation reports again: half a year after `since`.

    Or on the day by which it is to be done (its new date, where there is one), where that comes sooner: nobody waits
    for months to hear whether it was.
    """
    later, day = since + HALF_A_YEAR, progress.expected_on or progress.addressee.response.target_on
    return day if day and since < day < later else later


def progress_of(review: Review, on: dt.date, *, public: bool, number: int = 0) -> list[Progress]:
    """
    Every addressee who accepted a standing recommendation of a review, as of a day: two queries.

    `public`: without what is not published; `number`: of one recommendation.
    """
    accepted = Addressee.objects.filter(recommendation__review=review)
    if number:
        accepted = accepted.filter(recommendation__number=number)
    return _so_far(accepted, ProgressEntry.objects.public() if public else ProgressEntry.objects.all(), on)


def progress_told(recommended: Iterable[RecommendationStatus], on: dt.date) -> list[Progress]:
    """Return the published progress of each accepted recommendation that has any; makes no query."""
    accepted = [
        _progress(status.addressee, status.told(on))
        for row in recommended
        if not row.recommendation.is_withdrawn
        for status in row.addressees
        if status.accepted_by(on)
    ]
    return [progress for progress in accepted if progress.reported]


def _so_far(of: QuerySet[Addressee], entries: ProgressEntryQuerySet, on: dt.date) -> list[Progress]:
    """Return progress of addressees that had accepted by a day, newest review first: two queries, one for none."""
    accepted = of.filter(
        recommendation__withdrawn_reason="", response__received_on__lte=on,
        response__answer__in=(Answer.ACCEPTED, Answer.IN_PART),
    ).select_related("recommendation__review", "response")  # fmt: skip
    of_review = ("-recommendation__review__created_at", "recommendation__review_id")
    addressees = list(accepted.order_by(*of_review, "recommendation__number", "pk"))
    if not addressees:
        return []
    so_far = entries.until(on).filter(addressee__in=[addressee.pk for addressee in addressees])
    by_addressee: dict[int, list[ProgressEntry]] = defaultdict(list)
    for entry in so_far.order_by("-on", "-pk"):
        by_addressee[entry.addressee_id].append(entry)
    return [_progress(addressee, by_addressee[addressee.pk]) for addressee in addressees]


def _progress(addressee: Addressee, entries: Iterable[ProgressEntry]) -> Progress:
    reports = [Said(entry, entry.get_status_display(), COLOURS[ProgressStatus(entry.status)]) for entry in entries]

    def last(side: ProgressSide) -> Said | None:
        return next((entry_said for entry_said in reports if entry_said.entry.side == side), None)

    return Progress(addressee, last(ProgressSide.OFFICER), last(ProgressSide.COMMITTEE), reports)


def progress_to_report(user: User, on: dt.date) -> list[Progress]:
    """
    Return the accepted recommendations an officer reports on, of open reviews and not done: two queries.

    A report of "done with" stays until it is published, because the officer may change it until then.
    """
    if user.person_id is None:
        return []
    theirs = Addressee.objects.readable_by(user, on).filter(draft__writer=user.person)
    theirs = theirs.exclude(recommendation__review__state__in=ENDED).select_related("draft")
    progress = _so_far(theirs, ProgressEntry.objects.all(), on)
    return [row for row in progress if row.waiting or not is_over(row)]


def is_over(progress: Progress) -> bool:
    """Return whether it is reported or judged as done with, and the committee has not said otherwise since."""
    officer, committee = progress.officer, progress.committee
    return recommendation_status.is_over(officer.entry if officer else None, committee.entry if committee else None)

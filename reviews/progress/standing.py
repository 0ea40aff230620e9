"""Where each accepted recommendation stands: the latest status of officer and committee, and what was before."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from committee.models import User
from reviews.models import ENDED, Addressee, Answer, ProgressEntry, ProgressSide, ProgressStatus, Review

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
        """Whether anything was said at all."""
        return bool(self.entries)

    @property
    def next_on(self) -> dt.date | None:
        """About when the officer reports next, half a year after the last time; None where nothing was reported."""
        return self.officer.entry.on + HALF_A_YEAR if self.officer else None


def progress_of(review: Review, on: dt.date, *, public: bool, number: int = 0) -> list[Progress]:
    """
    Every addressee who accepted a standing recommendation of a review, as of a day: two queries.

    `public`: without what is not published; `number`: of one recommendation.
    """
    accepted = Addressee.objects.filter(
        recommendation__review=review, recommendation__withdrawn_reason="", response__received_on__lte=on,
        response__answer__in=(Answer.ACCEPTED, Answer.IN_PART),
    ).select_related("recommendation", "response")  # fmt: skip
    if number:
        accepted = accepted.filter(recommendation__number=number)
    addressees = list(accepted.order_by("recommendation__number", "pk"))
    entries = ProgressEntry.objects.public() if public else ProgressEntry.objects.all()
    so_far = entries.until(on).filter(addressee__in=[addressee.pk for addressee in addressees])
    by_addressee: dict[int, list[ProgressEntry]] = defaultdict(list)
    for entry in so_far.order_by("-on", "-pk"):
        by_addressee[entry.addressee_id].append(entry)
    return [_progress(addressee, by_addressee[addressee.pk]) for addressee in addressees]


def _progress(addressee: Addressee, entries: Iterable[ProgressEntry]) -> Progress:
    said = [Said(entry, entry.get_status_display(), COLOURS[ProgressStatus(entry.status)]) for entry in entries]

    def last(side: ProgressSide) -> Said | None:
        return next((entry_said for entry_said in said if entry_said.entry.side == side), None)

    return Progress(addressee, last(ProgressSide.OFFICER), last(ProgressSide.COMMITTEE), said)


def progress_to_report(user: User, on: dt.date) -> list[Progress]:
    """What an officer is to report on: accepted, not reported as done with, of reviews that are not at their end."""
    if user.person_id is None:
        return []
    theirs = Addressee.objects.readable_by(user, on).filter(draft__writer=user.person)
    reviews = Review.objects.filter(recommendations__addressees__in=theirs).exclude(state__in=ENDED).distinct()
    mine = set(theirs.values_list("pk", flat=True)) if reviews else set()
    progress = [
        addressee_progress
        for review in reviews
        for addressee_progress in progress_of(review, on, public=False)
        if addressee_progress.addressee.pk in mine
    ]
    return [addressee_progress for addressee_progress in progress if not is_over(addressee_progress)]


def is_over(progress: Progress) -> bool:
    """Whether the officer has reported it as done with, and the committee has not said otherwise since."""
    over = (ProgressStatus.DONE, ProgressStatus.NOT_NEEDED)
    officer, committee = progress.officer, progress.committee
    if officer is None or officer.entry.status not in over:
        return False
    return committee is None or committee.entry.status in over or committee.entry.pk < officer.entry.pk

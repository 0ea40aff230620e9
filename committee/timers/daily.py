"""
Daily tasks of the portal itself: reminders, and deletions that have become due.

Each app registers its timers in its AppConfig (`every_day`). The workers run the timers at six in the morning, London
time. All machines together run them once a day: the worker that first locks the row of that day (DailyRun) runs them.
The command `daily` runs the timers immediately.

A timer may be run twice, even twice at the same time, so it must not repeat what it has done. A timer that fails is
logged and named on the desk, and the other timers still run.
"""

import datetime as dt
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from committee.models import DailyRun
from committee.wording import wording

logger = logging.getLogger(__name__)
BEGINS = dt.time(6)
AS_IF_AT = dt.time(9)  # time of day as of which timers run for a day other than today
UNFINISHED = "It did not finish: the worker that ran it was ended."


@dataclass(frozen=True, slots=True)
class Done:
    """A line that says what a timer did. SECURITY: cron emails the line, so it gives numbers, not withheld words."""

    text: str


@dataclass(frozen=True, slots=True)
class NotDone:
    """A line that says what a timer could not do, and why. SECURITY: as in `Done`, it contains no withheld words."""

    text: str


# The function of a timer: it runs as of the moment `at`, and yields a line for each thing done or not done.
Act = Callable[..., Iterable[Done | NotDone]]


@dataclass(frozen=True, slots=True)
class Timer:
    """
    A daily timer.

    - `name`: its name in the log and in the command's output
    - `failed`: the sentence that the desk shows after the timer has failed
    - `act`: its function
    """

    name: str
    failed: str
    act: Act


_TIMERS: dict[str, Timer] = {}


def every_day(*timers: Timer) -> None:
    """Register timers; they run every day in the order of registration."""
    for timer in timers:
        _TIMERS[timer.name] = timer


def timers() -> list[Timer]:
    """Return all registered timers."""
    return list(_TIMERS.values())


def run_when_due(*, clock: Callable[[], dt.datetime]) -> list[str] | None:
    """
    Run the timers of today unless they ran or are running today. Return the names of the timers that failed.

    Return None if it is before six o'clock in London, or where `run` returns None.
    """
    here = timezone.localtime(clock())
    if here.time() < BEGINS:
        return None
    return run(here.date(), clock=clock, again=False, tell=_log)


def run(
    day: dt.date, *, clock: Callable[[], dt.datetime], again: bool, tell: Callable[[Done | NotDone], object]
) -> list[str] | None:
    """
    Run every timer as if today were `day`. Return the names of the timers that failed.

    Return None if:

    - another process is running the timers of `day`, or has taken over this run;
    - the timers of `day` have been run, and `again` is False.

    `tell` is called with each line as soon as a timer yields the line.
    """
    began = clock()
    attempt = _begin(day, began, again)
    if attempt is None:
        return None
    today = timezone.localdate(began)
    at = began if day == today else timezone.make_aware(dt.datetime.combine(day, AS_IF_AT))
    failed: list[Timer] = []
    for timer in timers():
        if not _mine(day, attempt).update(alive_at=clock()):
            return None
        if not _carry_out(timer, at, tell):
            failed.append(timer)
    _mine(day, attempt).update(ended_at=clock(), failures=[timer.failed for timer in failed])
    return [timer.name for timer in failed]


@transaction.atomic
def _begin(day: dt.date, at: dt.datetime, again: bool) -> int | None:
    """
    Begin a run of the timers of `day`, and return the number of the attempt.

    Return None where another process is running these timers, or where they have been run and `again` is False.
    """
    DailyRun.objects.get_or_create(day=day)
    row = DailyRun.objects.select_for_update().get(day=day)
    if row.is_going(at) or (row.ended_at is not None and not again):
        return None
    row.attempt, row.began_at, row.alive_at, row.ended_at, row.failures = row.attempt + 1, at, at, None, []
    row.save()
    return row.attempt


def _mine(day: dt.date, attempt: int) -> QuerySet[DailyRun]:
    """Return a query of the run's row; it is empty if another process has taken over the run."""
    return DailyRun.objects.filter(day=day, attempt=attempt)


def _carry_out(timer: Timer, at: dt.datetime, tell: Callable[[Done | NotDone], object]) -> bool:
    """Run a timer as of `at`. Return False if it failed, or if it could not do everything."""
    whole = True
    try:
        with wording.read_once():
            for line in timer.act(at=at):
                tell(line)
                whole = whole and isinstance(line, Done)
    except Exception:
        logger.exception("daily: %s failed", timer.name)
        return False
    if not whole:
        logger.error("daily: %s could not be done for everything", timer.name)
    return whole


def _log(line: Done | NotDone) -> None:
    logger.log(logging.INFO if isinstance(line, Done) else logging.WARNING, "daily: %s", line.text)


@dataclass(frozen=True, slots=True)
class LastRun:
    """The last daily run: when it began, whether it is still running, and a sentence for each failure."""

    began_at: dt.datetime
    is_going: bool
    failures: list[str]


def last_run(at: dt.datetime) -> LastRun | None:
    """Return the last daily run, as it is at the moment `at`; None before the first run."""
    row = DailyRun.objects.filter(began_at__isnull=False).order_by("-began_at").first()
    if row is None or row.began_at is None:
        return None
    is_going = row.is_going(at)
    died = row.ended_at is None and not is_going
    return LastRun(row.began_at, is_going, [UNFINISHED] if died else row.failures)

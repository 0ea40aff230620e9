"""
Daily tasks of the portal itself: reminders, and deletions in time.

Each app registers its timers in its AppConfig (`every_day`). A timer may be run twice, and twice at once: what it did
it does not do again. One that fails is logged and named at the desk, and the others go on. The command `daily` runs
them when it is told to, and the workers at six in the morning, London's time, once a day between all machines: whoever
locks the row of that day first and finds that nobody has begun.
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
AS_IF_AT = dt.time(9)  # of a day that is not today's, where a timer asks for the moment
UNFINISHED = "It did not finish: the worker that ran it was ended."


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that a timer did, in a line. SECURITY: cron mails about it, so what is withheld is a number in it."""

    text: str


@dataclass(frozen=True, slots=True)
class NotDone:
    """One thing that a timer could not do, and why, in a line that says as little as those of `Done`."""

    text: str


# What a timer does, as if it were `at`; it gives a line for each thing.
Act = Callable[..., Iterable[Done | NotDone]]


@dataclass(frozen=True, slots=True)
class Timer:
    """An act of every day: its `name` in the command's words, and what the desk is told where it `failed`."""

    name: str
    failed: str
    act: Act


_TIMERS: dict[str, Timer] = {}


def every_day(*timers: Timer) -> None:
    """Have these run every day, in the order in which they are registered."""
    for timer in timers:
        _TIMERS[timer.name] = timer


def timers() -> list[Timer]:
    """All that are registered."""
    return list(_TIMERS.values())


def run_when_due(*, clock: Callable[[], dt.datetime]) -> list[str] | None:
    """Run all once it is six in London, unless somebody has run, or runs, those of today, as `run` does."""
    here = timezone.localtime(clock())
    if here.time() < BEGINS:
        return None
    return run(here.date(), clock=clock, again=False, tell=_log)


def run(
    day: dt.date, *, clock: Callable[[], dt.datetime], again: bool, tell: Callable[[Done | NotDone], object]
) -> list[str] | None:
    """
    Run every timer as if it were `day`; return the names of those that failed.

    None where somebody runs them now, or has run them and it is not to be `again`. `tell` is given each line as it
    comes.
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
    """Begin an attempt at the timers of `day` and return its number; None if it is not ours to make."""
    DailyRun.objects.get_or_create(day=day)
    row = DailyRun.objects.select_for_update().get(day=day)
    if row.is_going(at) or (row.ended_at is not None and not again):
        return None
    row.attempt, row.began_at, row.alive_at, row.ended_at, row.failures = row.attempt + 1, at, at, None, []
    row.save()
    return row.attempt


def _mine(day: dt.date, attempt: int) -> QuerySet[DailyRun]:
    """Return the row of the run, if nobody else has taken the run up since."""
    return DailyRun.objects.filter(day=day, attempt=attempt)


def _carry_out(timer: Timer, at: dt.datetime, tell: Callable[[Done | NotDone], object]) -> bool:
    """Run a timer as of `at`. Return whether all of it was done."""
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
    """The last run for the desk: when it began, whether it is going on, and a sentence for each thing that failed."""

    began_at: dt.datetime
    is_going: bool
    failures: list[str]


def last_run(at: dt.datetime) -> LastRun | None:
    """Return the state of the last daily run at that moment; None before the first."""
    row = DailyRun.objects.filter(began_at__isnull=False).order_by("-began_at").first()
    if row is None or row.began_at is None:
        return None
    is_going = row.is_going(at)
    died = row.ended_at is None and not is_going
    return LastRun(row.began_at, is_going, [UNFINISHED] if died else row.failures)

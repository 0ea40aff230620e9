"""
One attempt at a build: its heartbeat, and the fence that stops an attempt from finishing after another has taken over.

The fence is the attempt's number. A worker that takes a build increases the number in the build's row. Each later
write by the worker changes the row only if the number is still the same.
"""

import logging
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import Error as DatabaseFailure
from django.db import InterfaceError, OperationalError, connection, connections, transaction
from django.db.models import QuerySet
from django.utils import timezone

from meetings.models import BuildState, Pack, PackBuild

logger = logging.getLogger(__name__)
# A step without progress for this long hangs: its heartbeat stops, so that another worker takes over.
LONGEST_STEP = timedelta(minutes=10)
MOST_ATTEMPTS = 3
DATABASE_DOWN = (OperationalError, InterfaceError)
GAVE_UP = (
    "Building the pack has failed {times} times, the last time at “{step}”. Check that paper, "
    "then build again. If it happens again, tell the portal’s administrator."
)


class TakenOver(Exception):
    """Raised where another attempt has taken over the build. The work of this attempt is discarded."""


def heartbeat_timeout() -> timedelta:
    """Return how long a build may have no heartbeat before another worker takes it up."""
    return timedelta(seconds=settings.BUILD_SILENCE_SECONDS)


def beat_seconds() -> float:
    """Return the seconds between two heartbeats, and between two searches for builds without a heartbeat."""
    return settings.BUILD_SILENCE_SECONDS / 8


@dataclass(frozen=True)
class AtWork(ABC):
    """
    One attempt at the work that a `row` requests; `number` counts attempts from 1.

    The row belongs to this attempt while its state is WORKING and its number of attempts is `number`.
    """

    row: Any  # has `state`, `attempts` and `heartbeat`
    number: int
    NAME: ClassVar[str]
    WAITING: ClassVar[str]
    WORKING: ClassVar[str]

    @property
    def name(self) -> str:
        """Name of the attempt in the log, such as "build 7"."""
        return f"{self.NAME} {self.row.pk}"

    @classmethod
    def begin(cls, row: Any, *also: str) -> Self:
        """Start an attempt at a waiting, locked row; return the attempt. The fields `also` of the row are saved too."""
        row.state, row.attempts, row.heartbeat = cls.WORKING, row.attempts + 1, timezone.now()
        row.save(update_fields=["state", "attempts", "heartbeat", *also])
        return cls(row, row.attempts)

    @abstractmethod
    def give_up(self, same: QuerySet[Any], at: datetime) -> None:
        """Record that all attempts have failed; `same` is a queryset of the row, empty if the row has changed."""

    def mine(self) -> QuerySet[Any]:
        """Return the row as a queryset, empty if the row no longer belongs to this attempt."""
        rows: QuerySet[Any] = type(self.row)._default_manager.all()
        return rows.filter(pk=self.row.pk, state=self.WORKING, attempts=self.number)

    def write(self, **changes: object) -> None:
        """Change the row. Raises TakenOver where the row belongs to another attempt."""
        if not self.mine().update(**changes):
            raise TakenOver

    def put_back(self, **changes: object) -> None:
        """Make the row wait, without counting this attempt, until `take_up` restarts the work. Raises TakenOver."""
        self.write(state=self.WAITING, attempts=self.number - 1, heartbeat=timezone.now(), **changes)


def take_up(lost: Iterable[Any], work: type[AtWork], again: Callable[[Any], None], at: datetime) -> int:
    """
    Start the work of each row in `lost` again with `again(row)`; give up a row after MOST_ATTEMPTS attempts.

    `lost` are rows without a recent heartbeat. Return the number of rows.
    """
    count = 0
    for row in lost:
        attempt = work(row, row.attempts)
        rows: QuerySet[Any] = type(row)._default_manager.all()
        same = rows.filter(pk=row.pk, state=row.state, attempts=row.attempts, heartbeat=row.heartbeat)
        count += 1
        if row.state == work.WORKING and row.attempts >= MOST_ATTEMPTS:
            attempt.give_up(same, at)
        elif same.update(state=work.WAITING, heartbeat=at):
            # A dead worker is worth a warning; a long queue is not.
            if row.state == work.WORKING:
                logger.warning("%s stopped responding and is started again", attempt.name)
            else:
                logger.info("%s is still waiting and is queued again", attempt.name)
            again(row)
    return count


class Attempt(AtWork):
    """An attempt at a PackBuild."""

    NAME, WAITING, WORKING = "build", BuildState.QUEUED, BuildState.RUNNING

    @classmethod
    def take(cls, build_id: int) -> Self | None:
        """Return an attempt at a waiting build; None where another attempt has the build, or the build is finished."""
        with transaction.atomic():
            waiting = PackBuild.objects.select_for_update(of=("self",)).filter(pk=build_id, state=BuildState.QUEUED)
            row = waiting.select_related("meeting__committee__contact_officer", "meeting__venue").first()
            if row is None:
                return None
            row.step, row.done, row.total = "Starting", 0, 0
            return cls.begin(row, "step", "done", "total")

    def give_up(self, same: QuerySet[Any], at: datetime) -> None:
        """Mark the build as failed at its current step."""
        why = GAVE_UP.format(times=self.number, step=self.row.step[:120])
        same.update(state=BuildState.FAILED, error=why[:500], finished_at=at)

    def progress(self, step: str, done: int, total: int) -> None:
        """Record a step. A failed write outside a transaction does not stop the build. Raises TakenOver."""
        try:
            self.write(step=step[:250], done=done, total=total, heartbeat=timezone.now())
        except DatabaseFailure as error:
            if connection.in_atomic_block:
                raise
            logger.warning("%s: a step could not be written down: %s", self.name, error)
            connection.close_if_unusable_or_obsolete()

    def finish(self, pack: Pack, step: str = "Built") -> None:
        """Mark the build as done with `pack`. Raises TakenOver."""
        self.write(state=BuildState.DONE, pack=pack, finished_at=timezone.now(), step=step)

    def fail(self, why: str) -> None:
        """Mark the build as failed for a reason in words. Raises TakenOver."""
        self.write(state=BuildState.FAILED, error=why[:500], finished_at=timezone.now())


class Heartbeat(threading.Thread):
    """Thread that writes heartbeats for an attempt, even while one step takes long."""

    def __init__(self, attempt: AtWork) -> None:
        super().__init__(name=f"pulse of {attempt.name}", daemon=True)
        self._attempt, self._over = attempt, threading.Event()
        self._stepped = time.monotonic()

    def step(self) -> None:
        """Record that a step has begun: a step longer than LONGEST_STEP gets no more heartbeats."""
        self._stepped = time.monotonic()

    def __enter__(self) -> "Heartbeat":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        """Write heartbeats until the attempt is over or a step hangs. Only the attempt's thread checks for takeover."""
        while not self._over.wait(beat_seconds()):
            if time.monotonic() - self._stepped > LONGEST_STEP.total_seconds():
                logger.error("%s: a step has taken %s, so it is given up", self._attempt.name, LONGEST_STEP)
                return
            try:
                self._attempt.mine().update(heartbeat=timezone.now())
            except DatabaseFailure as error:
                logger.warning("%s: no sign of life could be given: %s", self._attempt.name, error)
            finally:
                connections.close_all()


@contextmanager
def at_work(attempt: AtWork) -> Iterator[Heartbeat]:
    """
    Write heartbeats for an attempt while the work inside this context runs.

    Where another attempt has taken over, or the database is down, log this and leave the row unchanged.
    """
    try:
        with Heartbeat(attempt) as pulse:
            yield pulse
    except TakenOver:
        logger.warning("%s: attempt %s was taken over by another", attempt.name, attempt.number)
    except DATABASE_DOWN:
        # Nothing can be written now. When the database is back, `tasks.reap` finds the row without a recent heartbeat.
        logger.exception("%s: the database failed", attempt.name)

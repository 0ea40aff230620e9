"""
One attempt at a build: its signs of life, and the fence that keeps an attempt given up for dead from finishing.

The number of the attempt is the fence. Whoever takes a build raises it, and every later word on the row is written
only where the number is still one's own.
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
# A step without progress for so long is a hang: no more signs of life are given for it, so that another takes over.
LONGEST_STEP = timedelta(minutes=10)
MOST_ATTEMPTS = 3
DATABASE_DOWN = (OperationalError, InterfaceError)
GAVE_UP = (
    "Building the pack has failed {times} times, the last time at “{step}”. Check that paper, "
    "then build again. If it happens again, tell the portal’s administrator."
)


class TakenOver(Exception):
    """This attempt was given up for dead and another has the build: its work is thrown away."""


def heartbeat_timeout() -> timedelta:
    """Return how long a build may be silent before another worker takes it up."""
    return timedelta(seconds=settings.BUILD_SILENCE_SECONDS)


def beat_seconds() -> float:
    """Seconds between two signs of life, and between two looks for builds without any."""
    return settings.BUILD_SILENCE_SECONDS / 8


@dataclass(frozen=True)
class AtWork(ABC):
    """One attempt, the `number`th from 1, at what a `row` asks for; the row is this attempt's while it says WORKING."""

    row: Any  # with its `state`, `attempts` and `heartbeat`
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
        """Write down that an attempt at a waiting row, locked, is begun; the fields `also` are saved with it."""
        row.state, row.attempts, row.heartbeat = cls.WORKING, row.attempts + 1, timezone.now()
        row.save(update_fields=["state", "attempts", "heartbeat", *also])
        return cls(row, row.attempts)

    @abstractmethod
    def give_up(self, same: QuerySet[Any], at: datetime) -> None:
        """Tell in the row, if it is still the `same`, that so many attempts have failed."""

    def mine(self) -> QuerySet[Any]:
        """Return the row, if it still belongs to this attempt."""
        rows: QuerySet[Any] = type(self.row)._default_manager.all()
        return rows.filter(pk=self.row.pk, state=self.WORKING, attempts=self.number)

    def write(self, **changes: object) -> None:
        """Change the row. Raises TakenOver where it is another's."""
        if not self.mine().update(**changes):
            raise TakenOver

    def put_back(self, **changes: object) -> None:
        """Let the row wait, as if it had not been begun, until a reaper finds it silent. Raises TakenOver."""
        self.write(state=self.WAITING, attempts=self.number - 1, heartbeat=timezone.now(), **changes)


def take_up(lost: Iterable[Any], work: type[AtWork], again: Callable[[Any], None], at: datetime) -> int:
    """
    Take up `again` the rows that have given no sign of life, or give them up after three attempts.

    Returns how many were found.
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
            # That a worker died is worth a warning, that a queue is long is not.
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
        """Take a waiting build; None where it is not waiting, because another has it or it is finished."""
        with transaction.atomic():
            waiting = PackBuild.objects.select_for_update(of=("self",)).filter(pk=build_id, state=BuildState.QUEUED)
            row = waiting.select_related("meeting__committee__contact_officer", "meeting__venue").first()
            if row is None:
                return None
            row.step, row.done, row.total = "Starting", 0, 0
            return cls.begin(row, "step", "done", "total")

    def give_up(self, same: QuerySet[Any], at: datetime) -> None:
        """Mark the build as failed at the step that it was at."""
        why = GAVE_UP.format(times=self.number, step=self.row.step[:120])
        same.update(state=BuildState.FAILED, error=why[:500], finished_at=at)

    def progress(self, step: str, done: int, total: int) -> None:
        """Write down a step. Raises TakenOver; a database that is briefly out of reach stops no build."""
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
    """Gives signs of life for an attempt while a single step of it takes long; see `at_work`."""

    def __init__(self, attempt: AtWork) -> None:
        super().__init__(name=f"pulse of {attempt.name}", daemon=True)
        self._attempt, self._over = attempt, threading.Event()
        self._stepped = time.monotonic()

    def step(self) -> None:
        """Note that the work goes on: a step that never ends gets no signs of life."""
        self._stepped = time.monotonic()

    def __enter__(self) -> "Heartbeat":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        """Beat until it is over. The attempt's own thread finds out whether it has been taken over."""
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
    """Give signs of life for an attempt; end it without a word on its row where another has it, or no database is."""
    try:
        with Heartbeat(attempt) as pulse:
            yield pulse
    except TakenOver:
        logger.warning("%s: attempt %s was taken over by another", attempt.name, attempt.number)
    except DATABASE_DOWN:
        # Nothing can be written down now; when the database is back, a reaper finds the attempt silent.
        logger.exception("%s: the database failed", attempt.name)

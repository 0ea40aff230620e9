"""
One attempt at a build: its signs of life, and the fence that keeps an attempt given up for dead from finishing.

The number of the attempt is the fence. Whoever takes a build raises it, and every later word on the row is written
only where the number is still one's own.
"""

import logging
import threading
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from django.conf import settings
from django.db import Error as DatabaseFailure
from django.db import connection, connections, transaction
from django.db.models import QuerySet
from django.utils import timezone

from meetings.models import BuildState, Pack, PackBuild
from meetings.models.pack import PackBuildQuerySet

logger = logging.getLogger(__name__)
# A step without progress for so long is a hang: no more signs of life are given for it, so that another takes over.
LONGEST_STEP = timedelta(minutes=10)


class TakenOver(Exception):
    """This attempt was given up for dead and another has the build: its work is thrown away."""


def heartbeat_timeout() -> timedelta:
    """Return how long a build may be silent before another worker takes it up."""
    return timedelta(seconds=settings.BUILD_SILENCE_SECONDS)


def beat_seconds() -> float:
    """Seconds between two signs of life, and between two looks for builds without any."""
    return settings.BUILD_SILENCE_SECONDS / 8


def tell_lost(what: str, *, at_work: bool) -> None:
    """Log that something is taken up again: that a worker died is worth a warning, that a queue is long is not."""
    if at_work:
        logger.warning("%s stopped responding and is started again", what)
    else:
        logger.info("%s is still waiting and is queued again", what)


class Alive(Protocol):
    """Work of which signs of life are given: what the log calls it, and its row while it is this attempt's."""

    @property
    def name(self) -> str:
        """Such as "build 7"."""

    def mine(self) -> QuerySet[Any]:
        """Return the row, with its `heartbeat`, if nobody else has taken it over."""


@dataclass(frozen=True)
class Attempt:
    """The attempt of that `number` (from 1) at the build `build`, whose row says RUNNING."""

    build: PackBuild
    number: int

    @classmethod
    def take(cls, build_id: int) -> "Attempt | None":
        """Take a waiting build; None where it is not waiting, because another has it or it is finished."""
        with transaction.atomic():
            waiting = PackBuild.objects.select_for_update(of=("self",)).filter(pk=build_id, state=BuildState.QUEUED)
            row = waiting.select_related("meeting__committee__contact_officer", "meeting__venue").first()
            if row is None:
                return None
            row.state, row.attempts, row.heartbeat = BuildState.RUNNING, row.attempts + 1, timezone.now()
            row.step, row.done, row.total = "Starting", 0, 0
            row.save(update_fields=["state", "attempts", "heartbeat", "step", "done", "total"])
        return cls(row, row.attempts)

    @property
    def name(self) -> str:
        """Name of the build in the log."""
        return f"build {self.build.pk}"

    def mine(self) -> PackBuildQuerySet:
        """Return the row of the build, if it still belongs to this attempt."""
        return PackBuild.objects.filter(pk=self.build.pk, state=BuildState.RUNNING, attempts=self.number)

    def progress(self, step: str, done: int, total: int) -> None:
        """Write down a step. Raises TakenOver; a database that is briefly out of reach stops no build."""
        try:
            still = self.mine().update(step=step[:250], done=done, total=total, heartbeat=timezone.now())
        except DatabaseFailure as error:
            if connection.in_atomic_block:
                raise
            logger.warning("build %s: a step could not be written down: %s", self.build.pk, error)
            connection.close_if_unusable_or_obsolete()
            return
        if not still:
            raise TakenOver

    def finish(self, pack: Pack, step: str = "Built") -> None:
        """Mark the build as done with `pack`. Raises TakenOver."""
        if not self.mine().update(state=BuildState.DONE, pack=pack, finished_at=timezone.now(), step=step):
            raise TakenOver

    def put_back(self, why: str) -> None:
        """Let it wait, as if it had not been begun, until a reaper finds it silent. Raises TakenOver."""
        changes = {"state": BuildState.QUEUED, "attempts": self.number - 1, "step": why[:250]}
        if not self.mine().update(**changes, heartbeat=timezone.now()):
            raise TakenOver

    def fail(self, why: str) -> None:
        """Mark the build as failed for a reason in words. Raises TakenOver."""
        if not self.mine().update(state=BuildState.FAILED, error=why[:500], finished_at=timezone.now()):
            raise TakenOver


class Heartbeat(threading.Thread):
    """Gives signs of life for an attempt while a single step of it takes long; use as ``with Pulse(attempt):``."""

    def __init__(self, attempt: Alive) -> None:
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

"""The worker: carries out background tasks, and resumes tasks of workers that died."""

import logging
import signal
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime
from functools import partial
from types import FrameType
from typing import NoReturn

from django.core.management.base import BaseCommand
from django.db import close_old_connections, connections
from django.tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME, task_backends
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db import DatabaseBackend
from django_tasks_db.management.commands import db_worker

from committee import process_memory
from committee.acts import seals
from committee.following import delivery
from committee.forms import kept_forms
from committee.search import index_version
from committee.timers import daily
from meetings.packs.builds import hooks, tasks
from meetings.packs.builds.lease import beat_seconds
from meetings.papers import dropping, uploads

logger = logging.getLogger(__name__)
EVERY_MINUTE = 60
AT_ONCE = 2.0  # seconds within which a second signal counts as the same request


class TaskWorker(db_worker.Worker):
    """
    The worker of the task backend: a first signal ends it after the current task, a later second one drops the task.

    Every process hears a terminal's Ctrl-C, and script/together then signals its workers too; a service manager that
    signals a whole group does the same. Two signals at once are one request: otherwise that Ctrl-C would drop the task,
    and the emails of an agenda would never be sent.
    """

    _told = 0.0

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """End now where no task is running, else after the current task."""
        if self.running:
            self._told = time.monotonic()
        elif time.monotonic() - self._told < AT_ONCE:
            return
        super().shutdown(signum, frame)


class Command(BaseCommand):
    """`worker`: ends after the current task on a signal (TERM, INT)."""

    help = (
        "Check uploads, build packs and send notices until stopped, and restart checks and builds "
        "whose worker has died. With a task backend that has its own workers it only restarts those: "
        "run it beside them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the interval between checks for work."""
        parser.add_argument("--interval", type=float, default=1, help="seconds between checks of an empty queue")

    def handle(self, *args: object, **options: object) -> None:
        """Watch builds in one thread, seal the trail in another, and carry out tasks in this one."""
        process_memory.hide()
        threading.Thread(target=look_after_builds, name="look-after", daemon=True).start()
        threading.Thread(target=seal_the_trail, name="seal", daemon=True).start()
        threading.Thread(target=do_what_is_daily, name="daily", daemon=True).start()
        threading.Thread(target=build_the_index, name="index", daemon=True).start()
        threading.Thread(target=mail_followers, name="followers", daemon=True).start()
        if isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend):
            carry_out_tasks(float(str(options["interval"])))
        else:
            self.stdout.write("Tasks are carried out by the workers of the task backend; this one looks after builds.")
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, _end)
            threading.Event().wait()


def carry_out_tasks(interval: float) -> None:
    """Carry out queued tasks, as the backend's command `db_worker` does, without its log lines."""
    for name in ("django.tasks", "django_tasks_db"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    worker = TaskWorker(
        queue_names=[DEFAULT_TASK_QUEUE_NAME],
        excluded_queue_names=[],
        interval=interval,
        batch=False,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )
    worker.configure_signals()
    worker.run()


def look_after_builds() -> NoReturn:
    """Resume lost builds at once and then repeatedly, also where every worker had died and this is the first."""
    _again_and_again(lambda: look_once(timezone.now()), beat_seconds(), "builds and checks could not be looked after")


def look_once(at: datetime) -> None:
    """
    Resume builds and upload checks without a heartbeat.

    Delete forms that nobody came back for within the hour, and dropped files that nobody matched within the day.
    """
    tasks.reap(at)
    uploads.reap(at)
    dropping.forget_old(at)
    for reap in hooks.LOOKED_AFTER:
        reap(at)
    kept_forms.delete_old(at)


def seal_the_trail() -> NoReturn:
    """Seal new entries of the trail and the reading log, well within a minute of their commit."""
    _again_and_again(lambda: seals.seal_all(at=timezone.now()), seals.EVERY_SECONDS, "the trail could not be sealed")


def do_what_is_daily() -> NoReturn:
    """Run every app's timers once it is six in London, unless another worker has run that day's."""
    _again_and_again(lambda: daily.run_when_due(clock=timezone.now), EVERY_MINUTE, "the daily tasks could not be run")


def build_the_index() -> NoReturn:
    """Rebuild the index and the open data after an upgrade or a restore, unless another worker does."""
    build = partial(index_version.build_what_is_behind, clock=timezone.now)
    _again_and_again(build, EVERY_MINUTE, "the index of the search could not be built")


def mail_followers() -> NoReturn:
    """Email followers about new matter within five minutes."""
    _again_and_again(delivery.send_at_once, delivery.EVERY_SECONDS, "followers were not emailed")


def _again_and_again(act: Callable[[], object], seconds: float, failed: str) -> NoReturn:
    pause = threading.Event()
    while True:
        close_old_connections()
        try:
            act()
        except Exception:
            # A worker must survive a restart of the database: otherwise it would build and watch nothing any more.
            logger.exception(failed)
        finally:
            connections.close_all()
        pause.wait(seconds)


def _end(signum: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)

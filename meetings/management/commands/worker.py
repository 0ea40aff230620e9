"""A worker: carries out what is asked for in the background, and takes up again what a dead worker left behind."""

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
AT_ONCE = 2.0  # seconds within which a second signal says the same as the first


class TaskWorker(db_worker.Worker):
    """
    The worker of the task backend: told to end, it ends with the task in hand; told again later, it drops it.

    A terminal's Ctrl-C is heard by every process, and script/together then tells its workers too; a service manager
    that signals a whole group does the same. Heard twice at once it is one wish: else that Ctrl-C dropped the task,
    and the emails of an agenda were never sent.
    """

    _told = 0.0

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """End now where nothing is in hand, else after it."""
        if self.running:
            self._told = time.monotonic()
        elif time.monotonic() - self._told < AT_ONCE:
            return
        super().shutdown(signum, frame)


class Command(BaseCommand):
    """`worker`: ends with the task in hand when it is told to (TERM, INT)."""

    help = (
        "Check uploads, build packs and send notices until stopped, and restart checks and builds "
        "whose worker has died. With a task backend that has its own workers it only restarts those: "
        "run it beside them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the interval between checks for work."""
        parser.add_argument("--interval", type=float, default=1, help="seconds between checks of an empty queue")

    def handle(self, *args: object, **options: object) -> None:
        """Look after builds in a thread, seal the trail in another, and carry out tasks in this one."""
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
    """Carry out tasks of the database's queue, as its own command `db_worker` does, without what it logs."""
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
    """Take up what was lost at once and then all the time: also where every worker had died and this is the first."""
    _again_and_again(lambda: look_once(timezone.now()), beat_seconds(), "builds and checks could not be looked after")


def look_once(at: datetime) -> None:
    """
    Take up builds and checks of what was handed in that have given no sign of life.

    Forget forms that nobody came back for within the hour, and dropped files that nobody matched within the day.
    """
    tasks.reap(at)
    uploads.reap(at)
    dropping.forget_old(at)
    for reap in hooks.LOOKED_AFTER:
        reap(at)
    kept_forms.delete_old(at)


def seal_the_trail() -> NoReturn:
    """Seal what was added to the trail and to the reading log, well within a minute after it was committed."""
    _again_and_again(lambda: seals.seal_all(at=timezone.now()), seals.EVERY_SECONDS, "the trail could not be sealed")


def do_what_is_daily() -> NoReturn:
    """Run the timers of every app once it is six in London, where no other worker has run those of that day."""
    _again_and_again(lambda: daily.run_when_due(clock=timezone.now), EVERY_MINUTE, "the daily tasks could not be run")


def build_the_index() -> NoReturn:
    """Build the index and the open data anew after an upgrade or a restore, where no other worker does."""
    build = partial(index_version.build_what_is_behind, clock=timezone.now)
    _again_and_again(build, EVERY_MINUTE, "the index of the search could not be built")


def mail_followers() -> NoReturn:
    """Email those who follow something as it happens: within five minutes."""
    _again_and_again(delivery.send_at_once, delivery.EVERY_SECONDS, "followers were not emailed")


def _again_and_again(act: Callable[[], object], seconds: float, failed: str) -> NoReturn:
    pause = threading.Event()
    while True:
        close_old_connections()
        try:
            act()
        except Exception:
            # A database that restarts must not leave a worker that builds and looks after nothing.
            logger.exception(failed)
        finally:
            connections.close_all()
        pause.wait(seconds)


def _end(signum: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)

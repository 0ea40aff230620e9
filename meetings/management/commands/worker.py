"""The worker carries out background tasks, and resumes tasks of workers that died."""

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

from django.core.management.base import BaseCommand, CommandError
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
from committee.timers import abandoned_tasks, daily, reporting
from meetings.packs.builds import hooks, tasks
from meetings.packs.builds.lease import beat_seconds
from meetings.papers import dropping, uploads

logger = logging.getLogger(__name__)
EVERY_MINUTE = 60
AT_ONCE = 2.0  # seconds; a second signal within them counts as the same request as the first


class TaskWorker(db_worker.Worker):
    """
    Worker of the task backend. A first signal ends the worker after its task; a later second signal drops the task.

    On Ctrl-C a worker gets two signals at once, from the terminal and from script/together. A service manager that
    signals a whole process group may do the same. Two signals at once count as one request, because otherwise Ctrl-C
    would drop the task, and the emails of an agenda would never be sent.
    """

    _told = 0.0

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """End after the current task, or now if none runs. A signal AT_ONCE or more after the first drops the task."""
        if self.running:
            self._told = time.monotonic()
        elif time.monotonic() - self._told < AT_ONCE:
            return
        super().shutdown(signum, frame)


class Command(BaseCommand):
    """`worker` ends after the current task on a signal (TERM, INT)."""

    help = (
        "Check uploads, build packs and send notices until stopped, and carry out again "
        "what a worker that has died left. With a task backend that has its own workers it only restarts those: "
        "run it beside them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the interval in seconds between two checks of an empty queue, and the check of a worker at work."""
        parser.add_argument("--interval", type=float, default=1, help="seconds between checks of an empty queue")
        parser.add_argument("--check", action="store_true", help="only say whether a worker of this machine is at work")

    def handle(self, *args: object, **options: object) -> None:
        """Carry out tasks in this thread, and builds, seals, timers, index and emails each in a thread of its own."""
        process_memory.hide()
        if options["check"]:
            if not reporting.is_alive_here(timezone.now()):
                raise CommandError("No worker of this machine has reported in the last minutes.")
            return
        worker_id = get_random_string(32)
        threading.Thread(target=report, args=[timezone.now(), worker_id], name="report", daemon=True).start()
        threading.Thread(target=look_after_builds, name="look-after", daemon=True).start()
        threading.Thread(target=seal_the_trail, name="seal", daemon=True).start()
        threading.Thread(target=do_what_is_daily, name="daily", daemon=True).start()
        threading.Thread(target=build_the_index, name="index", daemon=True).start()
        threading.Thread(target=mail_followers, name="followers", daemon=True).start()
        if isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend):
            carry_out_tasks(float(str(options["interval"])), worker_id)
        else:
            self.stdout.write("Tasks are carried out by the workers of the task backend; this one looks after builds.")
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, _end)
            threading.Event().wait()


def carry_out_tasks(interval: float, worker_id: str) -> None:
    """Carry out queued tasks, as the backend's command `db_worker` does, but without that command's log lines."""
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
        worker_id=worker_id,
    )
    worker.configure_signals()
    worker.run()


def look_after_builds() -> NoReturn:
    """Call `look_once` at once and then repeatedly. The first call resumes builds left over when all workers died."""
    _again_and_again(lambda: look_once(timezone.now()), beat_seconds(), "builds and checks could not be looked after")


def look_once(at: datetime) -> None:
    """
    Resume builds, upload checks and other tasks whose worker died, and call the functions of `hooks.LOOKED_AFTER`.

    Also delete forms kept for more than an hour, and old dropped files that nobody matched to an item.
    """
    tasks.reap(at)
    abandoned_tasks.resume(at)
    uploads.reap(at)
    dropping.forget_unmatched(at)
    for reap in hooks.LOOKED_AFTER:
        reap(at)
    kept_forms.delete_old(at)


def report(started: datetime, worker_id: str) -> NoReturn:
    """Report every minute that this worker is at work, and what it sees of mail, storage and disk."""
    write = partial(_report, started, worker_id)
    _again_and_again(write, reporting.EVERY_SECONDS, "the worker's report could not be written")


def _report(started: datetime, worker_id: str) -> None:
    reporting.report_worker(started, worker_id, at=timezone.now())


def seal_the_trail() -> NoReturn:
    """Seal new entries of the trail and the reading log every `seals.EVERY_SECONDS`."""
    _again_and_again(lambda: seals.seal_all(at=timezone.now()), seals.EVERY_SECONDS, "the trail could not be sealed")


def do_what_is_daily() -> NoReturn:
    """Run every app's daily timers after six in London, unless another worker has run them on that day."""
    _again_and_again(lambda: daily.run_when_due(clock=timezone.now), EVERY_MINUTE, "the daily tasks could not be run")


def build_the_index() -> NoReturn:
    """Rebuild the search index and the open data after an upgrade or a restore, unless another worker does so."""
    build = partial(index_version.build_what_is_behind, clock=timezone.now)
    _again_and_again(build, EVERY_MINUTE, "the index of the search could not be built")


def mail_followers() -> NoReturn:
    """Email news to followers who chose immediate emails, every `delivery.EVERY_SECONDS`."""
    _again_and_again(delivery.send_at_once, delivery.EVERY_SECONDS, "followers were not emailed")


def _again_and_again(act: Callable[[], object], seconds: float, failed: str) -> NoReturn:
    pause = threading.Event()
    while True:
        close_old_connections()
        try:
            act()
        except Exception:
            # The thread must survive a restart of the database, or the worker would never do this duty again.
            logger.exception(failed)
        finally:
            connections.close_all()
        pause.wait(seconds)


def _end(signum: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)

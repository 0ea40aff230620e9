"""
Workers to be killed: `python -m tests.meetings.packs.builds.mortal_workers` forks one for each line it reads and
prints its number.

A line is JSON: {"database": name or path, "files": folder, "pause": point, "mark": path}. A worker is the portal's own
(`manage.py worker`), but for one thing: when it comes to `pause` it makes the file `mark` and stands still, so that a
test can kill it there. Forked from a process that has everything imported, because starting anew takes seconds each.
"""

import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import django

django.setup()


from django.conf import settings  # noqa: E402
from django.core.files.storage import storages  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from meetings.models import Pack  # noqa: E402
from meetings.packs.builds import build, lease  # noqa: E402

BEFORE_TAKING = "before taking"
HALF_KEPT = "half of the file kept"


def stand_still(mark: str) -> None:
    """Say that the point is reached, and wait to be killed, or for the mark to be taken away."""
    Path(mark).touch()
    while Path(mark).exists():
        time.sleep(0.05)


def pausing_before[**P, R](function: Callable[P, R], mark: str) -> Callable[P, R]:
    """Return `function` with a pause before it that never ends."""

    def paused(*args: P.args, **kwargs: P.kwargs) -> R:
        stand_still(mark)
        return function(*args, **kwargs)

    return paused


def pausing_at_step(step: str, mark: str) -> Callable[..., Pack]:
    """Return a build that pauses once it has reported `step`."""
    whole = build.build

    def paused(*args: Any, progress: Callable[[str, int, int], object], **kwargs: Any) -> Pack:
        def said(now: str, done: int, total: int) -> None:
            progress(now, done, total)
            if now.startswith(step):
                stand_still(mark)

        return whole(*args, progress=said, **kwargs)

    return paused


def patches(point: str, mark: str) -> list[Any]:
    """Return the patches that make a worker pause at `point`; none for a worker that lives."""
    if not point:
        return []
    if point == BEFORE_TAKING:
        return [mock.patch.object(lease.Attempt, "take", pausing_before(lease.Attempt.take, mark))]
    if point == HALF_KEPT:
        return [mock.patch("committee.files.folder.os.replace", pausing_before(os.replace, mark))]
    return [mock.patch.object(build, "build", pausing_at_step(point, mark))]


def work(database: str, folder: str, point: str, mark: str) -> None:
    """Be a worker on that database and that folder."""
    connection.settings_dict["NAME"] = database
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {**settings.STORAGES["private"], "OPTIONS": {"location": folder}},
    }
    storages.__dict__.pop("backends", None)
    storages._storages = {}  # type: ignore[attr-defined]  # those that Django has made already
    for patch in patches(point, mark):
        patch.start()
    call_command("worker", interval=0.1)


def main() -> None:
    """Fork a worker for each line of standard input; end with it, and every worker too."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    import weasyprint  # noqa: F401  (a second, once)

    assert lease.beat_seconds() < 1, "BUILD_SILENCE_SECONDS must be small here"
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        connections.close_all()
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            try:
                work(asked["database"], asked["files"], asked["pause"], asked["mark"])
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(1)
        print(child, flush=True)


if __name__ == "__main__":
    main()

"""
What upper rooms want done by the worker: once files of a meeting have changed, and all the time, to take up what is
lost. An AppConfig registers it.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol

from meetings.models import Meeting


class FilesChanged(Protocol):
    """Called in a worker, after its transaction; what goes wrong in it is its own to log."""

    def __call__(self, meeting: Meeting, *, on: date) -> None: ...


_REGISTERED: list[FilesChanged] = []


def when_files_changed(act: FilesChanged) -> None:
    """Have `act` called each time a worker has built a pack of a meeting or taken a file in."""
    if act not in _REGISTERED:
        _REGISTERED.append(act)


def files_changed(meeting: Meeting, *, on: date) -> None:
    """Call everything that is registered."""
    for act in _REGISTERED:
        act(meeting, on=on)


_LOOKED_AFTER: list[Callable[[datetime], object]] = []


def look_after(reap: Callable[[datetime], object]) -> None:
    """Have `reap` called by every worker all the time: it takes up again what a dead worker left behind."""
    if reap not in _LOOKED_AFTER:
        _LOOKED_AFTER.append(reap)


def reap_all(at: datetime) -> None:
    """Call everything that is looked after."""
    for reap in _LOOKED_AFTER:
        reap(at)

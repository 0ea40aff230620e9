"""What upper rooms want done by the worker once files of a meeting have changed; an AppConfig registers it."""

from datetime import date
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

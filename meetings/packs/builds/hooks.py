"""Acts of upper rooms that the worker calls; an AppConfig adds them."""

from collections.abc import Callable
from datetime import date, datetime

from meetings.models import Meeting

# Called with a meeting and `on` after a worker has built a pack of it or taken a file in; each logs its own failures.
FILES_CHANGED: set[Callable[..., object]] = set()
# Called by every worker all the time with the moment: each takes up again what a dead worker left behind.
LOOKED_AFTER: set[Callable[[datetime], object]] = set()


def files_changed(meeting: Meeting, *, on: date) -> None:
    """Call what wants to know that files of a meeting have changed."""
    for act in FILES_CHANGED:
        act(meeting, on=on)

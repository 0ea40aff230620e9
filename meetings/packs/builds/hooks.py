"""Functions of other modules that the worker calls; an AppConfig registers them."""

from collections.abc import Callable
from datetime import date, datetime

from meetings.models import Meeting

# Functions called with a meeting and `on` (a date) after a worker has built a pack of the meeting or taken in one of
# its files. Each function logs its own failures.
FILES_CHANGED: set[Callable[..., object]] = set()
# Functions that every worker calls regularly with the current time, to restart work that a dead worker left behind.
LOOKED_AFTER: set[Callable[[datetime], object]] = set()


def files_changed(meeting: Meeting, *, on: date) -> None:
    """Call the functions registered in `FILES_CHANGED`, because files of the meeting have changed."""
    for act in FILES_CHANGED:
        act(meeting, on=on)

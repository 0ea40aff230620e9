"""Writing the text of one minute: saves that name the revision they began from, so that nobody overwrites unseen."""

from datetime import datetime

from committee.models import User
from committee.refusal import Refused
from meetings.models import Minute


class Conflict(Refused):
    """Somebody else saved since: `theirs` is the minute as it stands now."""

    def __init__(self, text: str, theirs: Minute) -> None:
        super().__init__(text)
        self.theirs = theirs


def write_text(minute: Minute, *, text: str, revision: int, at: datetime, by: User, hand: str = "") -> Minute:
    """
    Save `text` (HTML, sanitised here) of `minute`, begun from `revision`; the minute as saved.

    `hand` names the window that writes: a save whose answer was lost is known by it as the same hand's own. Raises
    Conflict where somebody else saved since, Refused where the minutes are signed or the text is too long.
    """
    raise NotImplementedError


def summarise(minute: Minute, *, text: str, by: User, at: datetime, seen: str | None = None) -> Minute:
    """
    Save the public summary of a withheld minute (R20); the minute as saved.

    `seen` is `seal_of` the summary that was begun from. Raises Conflict where it has changed since.
    """
    raise NotImplementedError

"""Minutes are corrected, confirmed and signed at the next formal meeting, and frozen (LGA 1972 Sch 12 para 41, R26)."""

from datetime import datetime

from committee.models import User
from meetings.models import Confirmation, Correction, Meeting, Minute, Minutes, Resolution


def correct(
    minute: Minute, *, old_words: str, new_words: str, agreed_in: Meeting, at: datetime, by: User
) -> Correction:
    """Record a correction that `agreed_in` made: `old_words` must stand once in the minute. Raises Refused."""
    raise NotImplementedError


def confirm(minutes: Minutes, *, confirming: Minute, at: datetime, by: User) -> Resolution:
    """Record that the meeting of `confirming` resolved that they be confirmed and signed. Raises Refused (R26)."""
    raise NotImplementedError


def sign(minutes: Minutes, *, on_paper: bool, at: datetime, by: User) -> Confirmation:
    """
    Record the signature of whoever presided where they were confirmed: corrections go into the text, then all is
    frozen, and the PDF is sealed unless they were signed `on_paper`. Raises Refused (R26).
    """
    raise NotImplementedError

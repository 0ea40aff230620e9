"""The last day of copies of a meeting on a member's device."""

import datetime as dt

from meetings.models import Meeting

DAYS_KEPT = 28  # after the meeting, enough to check the draft minutes; a device lost later has no copies


def last_day(meeting: Meeting) -> dt.date:
    """Return the last day on which copies of a meeting may be on a device."""
    return meeting.date + dt.timedelta(days=DAYS_KEPT)

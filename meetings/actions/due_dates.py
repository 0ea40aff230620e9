"""Due dates in the words of a resolution, such as "by the next meeting", worked out for the clerk to check."""

import datetime as dt
from functools import cached_property

from committee.law import due_by
from committee.law.clear_days import DayList
from committee.law.due_by import Due
from committee.register.calendar import day_list
from meetings.models import Meeting


class Calendar:
    """The days that a due date in words depends on: the meeting, the committee’s later meetings, closed days."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting

    @cached_property
    def _days(self) -> tuple[list[dt.date], DayList]:
        """Days of the next 24 meetings, and days that are no working days. Makes two queries at first use."""
        coming = Meeting.objects.formal().filter(committee=self.meeting.committee_id, date__gt=self.meeting.date)
        coming = coming.filter(cancelled_at__isnull=True).order_by("date")
        return list(coming.values_list("date", flat=True)[:24]), day_list()

    def read(self, text: str) -> Due | None:
        """Return the first deadline in `text`, as a day and in the words of the text; None where the text has none."""
        meetings, days = self._days
        return due_by.read(text, self.meeting.date, meetings=meetings, days=days)

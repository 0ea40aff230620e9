"""Due dates in the words of a resolution, read against its committee's calendar and offered to the clerk."""

import datetime as dt
from functools import cached_property

from committee.law import due_by
from committee.law.clear_days import DayList
from committee.law.due_by import Due
from committee.register.calendar import day_list
from meetings.models import Meeting


class Calendar:
    """Days that words of a resolution refer to: its meeting, the committee’s later meetings, closures."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting

    @cached_property
    def _days(self) -> tuple[list[dt.date], DayList]:
        """Later meetings, and the days that are no working days: two queries, made for the first text."""
        coming = Meeting.objects.formal().filter(committee=self.meeting.committee_id, date__gt=self.meeting.date)
        coming = coming.filter(cancelled_at__isnull=True).order_by("date")
        return list(coming.values_list("date", flat=True)[:24]), day_list()

    def read(self, text: str) -> Due | None:
        """Return the day that a text gives, and its words for the day; None if it gives none."""
        meetings, days = self._days
        return due_by.read(text, self.meeting.date, meetings=meetings, days=days)

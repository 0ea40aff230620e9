"""By when the words of a resolution ask, read against the calendar of its committee and offered to the clerk."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from committee.law import due_by
from committee.law.clear_days import DayList
from committee.law.due_by import Due
from committee.register.calendar import day_list
from meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class Calendar:
    """What dates in words depend on: the day of the meeting, the committee’s meetings after it, closures."""

    resolved_on: dt.date
    meetings: list[dt.date]
    days: DayList

    @classmethod
    def of(cls, meeting: Meeting) -> Self:
        """Return the calendar of `meeting`: two queries."""
        coming = Meeting.objects.formal().filter(committee=meeting.committee_id, date__gt=meeting.date)
        coming = coming.filter(cancelled_at__isnull=True).order_by("date")
        return cls(meeting.date, list(coming.values_list("date", flat=True)[:24]), day_list())

    def read(self, text: str) -> Due | None:
        """Return the day that a text gives, and its words for the day; None if it gives none."""
        return due_by.read(text, self.resolved_on, meetings=self.meetings, days=self.days)


def read(text: str, meeting: Meeting) -> Due | None:
    """Return the day that one text gives at a meeting, and its words for the day; None if it gives none."""
    return Calendar.of(meeting).read(text)

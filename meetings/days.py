"""Clear days as they fall for a meeting: the bedrock's count with this council's closures."""

from dataclasses import dataclass
from datetime import date

from committee.days import day_list
from committee.law import clear_days, notice
from committee.law.clear_days import DayList
from meetings.models import Meeting


@dataclass(frozen=True)
class Deadline:
    """By when an agenda must be published: `last_working_day` is the day to work to; `required` clear days."""

    last_working_day: date
    last_calendar_day: date
    first_unlawful_day: date
    required: int
    days: DayList

    def working_days_left(self, today: date) -> int:
        """Working days from `today` to the last lawful one: 0 on the day itself, negative once it has gone."""
        return clear_days.working_days_left(today, self.last_working_day, self.days)


def deadline(meeting: Meeting, days: DayList | None = None) -> Deadline | None:
    """
    The deadline of `meeting`, or None where the law sets none (informal sessions and bodies).

    Give `days` where many meetings are asked about, so that closures are read once (LGA 1972 s.100B(3), s.100A(6)).
    """
    required = notice.required_clear_days(meeting.committee.kind, meeting.date)
    if required is None or meeting.informal:
        return None
    days = days or day_list()
    return Deadline(
        last_working_day=clear_days.last_working_day(meeting.date, required, days),
        last_calendar_day=clear_days.last_calendar_day(meeting.date, required, days),
        first_unlawful_day=clear_days.first_unlawful_day(meeting.date, required, days),
        required=required,
        days=days,
    )

"""Call-in: until when a decision can be called in, and by when the committee meets on it."""

from datetime import date

from committee.law.clear_days import DayList
from committee.law.response import nth_working_day_after


def call_in_until(published: date, working_days: int, days: DayList) -> date:
    """Last day for calling a decision in: so many working days after it was published (constitution; s.9F(4)).

    ValueError where the number is below one.
    """
    return nth_working_day_after(published, working_days, days)


def call_in_met_by(received: date, working_days: int, days: DayList) -> date:
    """Last day for the committee to meet on a call-in received that day (constitution). ValueError below one."""
    return nth_working_day_after(received, working_days, days)

"""What meetings need of the desk, by date: the roof makes the front page of it."""

import calendar as months
import datetime as dt
from typing import Any

from committee.calendar import day_list
from committee.models import MunicipalYear
from meetings.agendas import deadlines
from meetings.listing import with_standing
from meetings.minutes.to_do import to_write
from meetings.models import Meeting
from meetings.takedowns.undecided import takedowns_to_decide

SHOWN = 12
OVERDUE_SHOWN = 5


def needs_of_meetings(today: dt.date) -> dict[str, Any]:
    """Agendas to publish, papers to chase, what to write up and follow, and the month: what `desk/front.html` shows."""
    days = day_list()
    first = today.replace(day=1)
    last = today.replace(day=months.monthrange(today.year, today.month)[1])
    chase = deadlines.to_chase(today, days)
    month = with_standing(Meeting.objects.filter(date__range=(first, last)).order_by("date", "starts"), today)
    return {
        "today": today,
        "publish": deadlines.to_publish(today, days),
        "chase": chase[:SHOWN],
        "more_to_chase": max(0, len(chase) - SHOWN),
        "write": to_write(today),
        "owed": deadlines.to_follow(today, OVERDUE_SHOWN),
        "late": sum(one.is_late for one in chase),
        "takedowns": takedowns_to_decide(today),
        "month": month,
        "month_of": first,
        "next": None if month else Meeting.objects.upcoming(today).select_related("committee").first(),
        "year": _year_of(today),
    }


def _year_of(today: dt.date) -> MunicipalYear | None:
    """The municipal year of today, or else the last one entered."""
    return MunicipalYear.of(today) or MunicipalYear.objects.order_by("-starts").first()

"""What meetings need of the desk, by date: the roof makes the front page of it."""

import datetime as dt
from typing import Any

from committee.models import MunicipalYear
from committee.register.calendar import day_list
from meetings.agendas import deadlines
from meetings.minutes.to_do import to_write
from meetings.models import Meeting
from meetings.month_grid import monday_of, weeks_grid
from meetings.notice_period import Owed

SHOWN = 8
PUBLISH_SHOWN = 8
OVERDUE_SHOWN = 5
WEEKS = 6  # this one and the next five


def needs_of_meetings(today: dt.date, of: deadlines.Of = None) -> dict[str, Any]:
    """
    Return the context of `desk/front.html` for the committees with these ids or for all.

    Agendas to publish, papers to chase, minutes and actions to follow, and the next weeks.
    """
    days = day_list()
    chase = deadlines.to_chase(today, days, of)
    coming = deadlines.coming(today, of)
    publish = deadlines.to_publish(coming, today, days)
    until = monday_of(today) + dt.timedelta(weeks=WEEKS, days=-1)
    month = [meeting for meeting in coming if meeting.date <= until]
    later = Meeting.objects.filter(deadlines.within(of)).upcoming(today)
    return {
        "today": today,
        "publish": publish[:PUBLISH_SHOWN],
        "more_to_publish": max(0, len(publish) - PUBLISH_SHOWN),
        "urgent": deadlines.urgent_to_publish(today, of),
        "certificates": deadlines.certificates_to_complete(today, of),
        "chase": _by_meeting(chase[:SHOWN]),
        "more_to_chase": max(0, len(chase) - SHOWN),
        "write": to_write(today, of),
        "owed": deadlines.to_follow(today, OVERDUE_SHOWN, of),
        "late": sum(paper.is_late for paper in chase),
        "month": month,
        "grid": weeks_grid(month, today, WEEKS) if month else None,
        "next": None if month else later.select_related("committee").first(),
        # The municipal year of today, or else the last one entered.
        "year": MunicipalYear.of(today) or MunicipalYear.objects.order_by("-starts").first(),
    }


def _by_meeting(chase: list[Owed]) -> list[tuple[Meeting, list[Owed]]]:
    """Return the papers of each meeting together; the meeting with the most pressing paper first."""
    grouped: dict[int, tuple[Meeting, list[Owed]]] = {}
    for entry in chase:
        meeting = entry.paper.item.meeting
        grouped.setdefault(meeting.pk, (meeting, []))[1].append(entry)
    return list(grouped.values())

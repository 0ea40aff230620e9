"""Earlier decisions and minutes to check, for a member who prepares for a meeting."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from committee.models import User
from meetings.minutes.confirmation.confirming import to_sign
from meetings.minutes.publication.circulating import to_read
from meetings.minutes.registers.decisions import Decision, as_published, decided
from meetings.models import Meeting

MOST = 100  # decisions that are read for one agenda
UNANSWERED = ("Overdue", "Not answered yet")


def earlier_decisions(meeting: Meeting, titles: Collection[str], on: dt.date) -> dict[str, list[Decision]]:
    """
    Return, by title, the committee's last decisions under an item of that title, and decisions still unanswered.

    These are the public decisions of the last meeting with such an item, then those of earlier meetings that asked for
    something and have no answer. Meetings of the committee's predecessors count. Makes two queries.
    """
    bodies = [meeting.committee_id, *meeting.committee.predecessors.values_list("pk", flat=True)]
    minutes = "resolution__minute__minutes__meeting__"
    limbs = decided().filter(
        **{f"{minutes}committee__in": bodies, f"{minutes}date__lt": meeting.date},
        resolution__minute__heading__in=titles,
    )
    by_title: dict[str, list[Decision]] = defaultdict(list)
    for decision in as_published(limbs[:MOST], on):
        before = by_title[decision.heading]
        if not before or decision.date == before[0].date or decision.state in UNANSWERED:
            before.append(decision)
    return dict(by_title)


def minutes_to_check(user: User, meeting: Meeting, on: dt.date) -> dict[str, Any]:
    """Return the drafts of the committee's minutes that `user` may comment on, and the minutes that `user` signs."""
    drafts = [row for row in to_read(user, on) if row.version.minutes.meeting.committee_id == meeting.committee_id]
    unsigned = [row for row in to_sign(user) if row.meeting.committee_id == meeting.committee_id]
    return {"draft_minutes": drafts, "minutes_to_sign": unsigned}

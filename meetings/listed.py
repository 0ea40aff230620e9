"""What the published agenda of a meeting has listed, and from which day on: the items it may consider (s.100B(4))."""

from datetime import date

from committee.law.clear_days import publication_day
from meetings import days
from meetings.models import Meeting


def listed_since(meeting: Meeting) -> dict[int, date]:
    """The day on which the public agenda first had each item, by the item's id; empty where none was published."""
    found: dict[int, date] = {}
    rows = meeting.versions.order_by("number").values_list("published_at", "snapshot__items")
    for published_at, items in rows:
        for item in items:
            found.setdefault(item["pk"], publication_day(published_at))
    return found


def listed_in_time(meeting: Meeting) -> set[int]:
    """Ids of the items that were on the public agenda with lawful notice, so that they need no ruling of urgency."""
    since = listed_since(meeting)
    lawful = {day: days.in_time(meeting, day) for day in set(since.values())}
    return {pk for pk, day in since.items() if lawful[day]}

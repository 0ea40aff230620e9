"""Holding a meeting, or an item of one, while a verb works on it, and whether it is published."""

from committee.refusal import Refused
from meetings.models import AgendaItem, Meeting


def hold(meeting: Meeting) -> Meeting:
    """The meeting's row as it is now, locked until the transaction ends, so that two clerks do not cross each other."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("committee__contact_officer", "venue")
    return rows.get(pk=meeting.pk)


def is_published(meeting: Meeting) -> bool:
    """Whether its agenda has been published, so that what was printed no longer changes."""
    return meeting.versions.exists()


def published_items(meeting: Meeting) -> set[int]:
    """Ids of the items that the public agenda holds now: those that no longer change; empty before publication."""
    latest = meeting.versions.order_by("-number").first()
    return {item["pk"] for item in latest.snapshot["items"]} if latest else set()


def held(item: AgendaItem) -> AgendaItem:
    """The item as it is now, its meeting held; Refused where somebody has removed it."""
    meeting = hold(item.meeting)
    now = AgendaItem.objects.filter(pk=item.pk).first()
    if now is None:
        raise Refused("That item is no longer on the agenda: somebody has removed it.")
    now.meeting = meeting
    return now

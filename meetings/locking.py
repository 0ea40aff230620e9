"""Holding a meeting, or an item of one, while a verb works on it; whether it is published, and may be anew."""

from committee.acts.refusal import Refused
from committee.models import Committee
from committee.wording.dates import long_date
from meetings.models import AgendaItem, Meeting, Takedown


def hold(meeting: Meeting) -> Meeting:
    """
    Return the meeting's row as it is now, locked until the transaction ends, so that two clerks do not cross each
    other.
    """
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("committee__contact_officer", "venue")
    return rows.get(pk=meeting.pk)


def hold_committee(pk: int) -> Committee:
    """Return the committee of that id, locked until the transaction ends; lock it before any meeting of it."""
    return Committee.objects.select_for_update(of=("self",)).get(pk=pk)


def is_published(meeting: Meeting) -> bool:
    """Return whether the meeting's agenda has been published, so that the printed text no longer changes."""
    return meeting.versions.exists()


def published_items(meeting: Meeting) -> set[int]:
    """Ids of the items that the public agenda holds now: those that no longer change; empty before publication."""
    latest = meeting.versions.order_by("-number").first()
    return {item["pk"] for item in latest.snapshot["items"]} if latest else set()


def held(item: AgendaItem) -> AgendaItem:
    """Lock the item's meeting and return the item as it is now. Raises Refused where somebody has removed it."""
    meeting = hold(item.meeting)
    now = AgendaItem.objects.filter(pk=item.pk).first()
    if now is None:
        raise Refused("Someone has removed that item from the agenda.")
    now.meeting = meeting
    return now


def refuse_while_hidden(meeting: Meeting) -> None:
    """
    Raise Refused while something of the meeting, or of minutes that its agenda holds, is hidden and not decided.

    A version published meanwhile would be frozen without its words, and undoing could not put them back.
    """
    waiting = Takedown.objects.touching(meeting).waiting().first()
    if waiting:
        other = waiting.meeting if waiting.meeting_id != meeting.pk else None
        where = f" of {long_date(other.date)}" if other else ""
        raise Refused(
            f"Hidden from the public: {waiting.label}{where}. Nothing more of this meeting can be "
            "published until the proper officer confirms or undoes this.",
            rule="R60",
        )

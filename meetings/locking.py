"""Locks of a meeting or an item for a verb, and checks whether a meeting is published or may be published again."""

from committee.acts.refusal import Refused
from committee.models import Committee
from committee.wording.dates import long_date
from meetings.models import AgendaItem, Meeting, Takedown


def hold(meeting: Meeting) -> Meeting:
    """
    Lock the meeting's row until the transaction ends, so that clerks act one after the other; return the current row.

    The venue is not joined: where another clerk changed it meanwhile, PostgreSQL joins no row after the wait.
    """
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("committee__contact_officer")
    return rows.get(pk=meeting.pk)


def hold_committee(pk: int) -> Committee:
    """Lock the committee with this id until the transaction ends; return it. Call this before locking its meetings."""
    return Committee.objects.select_for_update(of=("self",)).get(pk=pk)


def is_published(meeting: Meeting) -> bool:
    """Return whether the meeting's agenda has been published. Its printed text then no longer changes."""
    return meeting.versions.exists()


def published_items(meeting: Meeting) -> set[int]:
    """Return the ids of the items on the latest published agenda; empty before publication."""
    latest = meeting.versions.order_by("-number").first()
    return {item["pk"] for item in latest.snapshot["items"]} if latest else set()


def held(item: AgendaItem) -> AgendaItem:
    """Lock the item's meeting and return the current item. Raises Refused where somebody has removed the item."""
    meeting = hold(item.meeting)
    now = AgendaItem.objects.filter(pk=item.pk).first()
    if now is None:
        raise Refused("Someone has removed that item from the agenda.")
    now.meeting = meeting
    return now


def refuse_while_hidden(meeting: Meeting) -> None:
    """
    Raise Refused while a takedown of the meeting, or of minutes on its agenda, hides something and is undecided.

    A version published before the decision would be frozen without the hidden words, and undoing the takedown could not
    restore the words.
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

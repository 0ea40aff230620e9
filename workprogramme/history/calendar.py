"""Days that meetings had before they were re-arranged: an item's steps name the day that was known then."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import pairwise

from django.db.models import F
from django.utils import timezone

from committee.dates import full_date
from meetings.models import Meeting, MeetingMove
from workprogramme.history.facts import Fact
from workprogramme.models import Move


class Calendar:
    """The re-arrangements of the meetings that some steps name: one query."""

    def __init__(self, moves: Iterable[Move]):
        meetings = {pk for move in moves for pk in (move.from_meeting_id, move.to_meeting_id) if pk}
        rows = MeetingMove.objects.filter(meeting__in=meetings).exclude(old_date=F("new_date"))
        self._of: dict[int, list[MeetingMove]] = {}
        for row in rows.order_by("moved_at", "pk"):
            self._of.setdefault(row.meeting_id, []).append(row)

    def where(self, meeting: Meeting | None, day: dt.date | None, on: dt.date) -> str:
        """In words the day of a meeting as it was known on `on`, or else a `day` of its own; "" for neither."""
        if meeting:
            later = (row for row in self._of.get(meeting.pk, []) if timezone.localdate(row.moved_at) > on)
            first = next(later, None)
            day = first.old_date if first else meeting.date
        return full_date(day)

    def rearranged(self, moves: Sequence[Move]) -> list[Fact]:
        """What became of an item's meeting while it was scheduled for it; `moves` are its own, in order."""
        facts = []
        for move, after in pairwise([*moves, None]):
            for row in self._of.get(move.to_meeting_id or 0, []) if move else []:
                on = timezone.localdate(row.moved_at)
                if move and move.on <= on and (after is None or on < after.on):
                    words = f"from {full_date(row.old_date)} to {full_date(row.new_date)}: {row.reason}"
                    facts.append(Fact(on, 25, "Meeting re-arranged", words))
        return facts

"""
Times at which the public were excluded from a meeting, from the times in the minutes (LGA 1972 s.100A(2)-(4)).

SECURITY: words said at these times may not be read or found. Where the minutes lack a time, no words of the whole
meeting may be read or found.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from committee.acts.refusal import Refused
from meetings.locking import published_items
from meetings.models import (
    Access,
    AgendaItem,
    ExcludedItem,
    Exclusion,
    Meeting,
    Minute,
    Minutes,
    Recording,
    Result,
    SpokenPassage,
)

# Added before and after each private time: the clerk's button, the camera's clock and the typed start are inexact.
MARGIN = timedelta(minutes=2)
EVER, NEVER = datetime(1889, 4, 1, tzinfo=UTC), datetime(2300, 1, 1, tzinfo=UTC)  # county councils began in 1889


@dataclass(frozen=True, slots=True)
class Times:
    """Spans of time whose words may not be shown: before the meeting, after it, and while the public were excluded."""

    spans: tuple[tuple[datetime, datetime], ...]

    def touch(self, starts_at: datetime, begins: int, ends: int) -> bool:
        """Return whether seconds `begins` to `ends` of a recording that starts at `starts_at` overlap a span."""
        start, end = (starts_at + timedelta(seconds=second) for second in (begins, ends + 1))
        return any(start <= until and end >= since for since, until in self.spans)


def of_meeting(meeting: Meeting) -> Times:
    """Return the times that were not public. Raises Refused where the minutes are not published or lack a time."""
    minutes = Minutes.objects.public().filter(meeting=meeting).first()
    if minutes is None or minutes.began_at is None or minutes.ended_at is None:
        raise Refused(
            "Captions can be added once the minutes are published: they say when the public were excluded, and what "
            "was said then must not be searched."
        )
    exclusions = Exclusion.objects.filter(resolution__minute__minutes=minutes, resolution__result=Result.CARRIED)
    spans = []
    for exclusion in exclusions.select_related("resolution"):
        if exclusion.resolution.decided_at is None:
            raise Refused("The minutes do not say when the public were excluded. Record the time first.")
        spans.append((exclusion.resolution.decided_at, exclusion.readmitted_at))
    covered = set(ExcludedItem.objects.filter(exclusion__in=exclusions).values_list("item", flat=True))
    spans += [(entry.opened_at, entry.closed_at) for entry in _in_private(meeting, minutes, covered) if entry.opened_at]
    private = ((since - MARGIN, (until or NEVER) + MARGIN) for since, until in spans)
    return Times(((EVER, minutes.began_at), *private, (minutes.ended_at, NEVER)))


def _in_private(meeting: Meeting, minutes: Minutes, covered: set[int]) -> list[Minute]:
    """
    Return the minutes of items taken in private: withheld minutes, and minutes of items in Part Two.

    `covered` are the ids of items that a carried exclusion names. Raises Refused if any other private item was taken at
    an unrecorded time, or any other item of Part Two has no minute.
    """
    minuted = minutes.entries.select_related("item")
    private = [entry for entry in minuted if entry.was_taken and _is_private(entry)]
    without = next((entry for entry in private if entry.opened_at is None and entry.item_id not in covered), None)
    if without is not None:
        number = f"Minute {without.printed_number}" if without.number else "An item"
        raise Refused(f"{number} was taken in private, and the minutes do not say when. Record the time first.")
    unknown = AgendaItem.objects.filter(pk__in=published_items(meeting), part=2, withdrawn_at__isnull=True)
    if unknown.exclude(pk__in=minuted.values("item")).exclude(pk__in=covered).exists():
        raise Refused("An item of Part Two is not in the minutes, so they do not say when it was taken.")
    return private


def _is_private(entry: Minute) -> bool:
    return entry.access != Access.OPEN or (entry.item is not None and entry.item.part == 2)


def recorded_times(meeting: Meeting) -> Times | None:
    """Return the times that were not public; None where the minutes are not published or lack a time."""
    try:
        return of_meeting(meeting)
    except Refused:
        return None


def said_in_public(recording: Recording) -> list[SpokenPassage]:
    """
    Return the passages of a recording that anybody may read.

    SECURITY: a passage is left out where, by the present times in the minutes, the public were excluded. Where a time
    is missing, all passages are left out.
    """
    passages = list(recording.passages.all())
    times = recorded_times(recording.meeting) if passages else None
    if times is None:
        return []
    return [row for row in passages if not times.touch(recording.starts_at, row.begins, row.ends)]

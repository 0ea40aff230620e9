"""What was said in recordings, by their captions: an entry a passage, at its second."""

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

from committee.models import EntryKind
from committee.search.sources import Row
from meetings.models import Meeting, Recording, SpokenPassage
from meetings.recordings import private_times
from meetings.recordings.watching import clock


def units() -> Iterator[int]:
    """Meetings of which anything said can be searched."""
    yield from SpokenPassage.objects.values_list("recording__meeting", flat=True).distinct()


def rows_of(units: Collection[int]) -> Iterator[tuple[int, Row]]:
    """SECURITY: asked of the room's times as they are now, whatever was left out when the file came."""
    meetings = Meeting.objects.public().formal().filter(pk__in=units)
    kept = Recording.objects.shown().filter(meeting__in=meetings, passages__isnull=False).distinct()
    for recording in kept.select_related("meeting__committee").prefetch_related("passages"):
        meeting = recording.meeting
        times = private_times.told(meeting)
        if times is None:
            continue
        about: dict[str, Any] = {"committee": meeting.committee_id, "day": meeting.date}
        for passage in recording.passages.all():
            if private_times.touches(times, recording, passage):
                continue
            place, address = clock(passage.begins), f"{recording.page}#t{passage.begins}"
            yield (
                meeting.pk,
                Row(EntryKind.RECORDING, recording.pk, address, recording.title, passage.text, place, **about),
            )


def public_on(things: Collection[int], on: dt.date) -> Iterator[int]:
    """
    Those recordings that anybody may be led to on that day, with captions that may be read.

    SECURITY: one with a passage that the room's times put where the public were excluded is none of these, until that
    passage has gone.
    """
    for recording in Recording.objects.public(on).filter(pk__in=things).select_related("meeting__committee"):
        times = private_times.told(recording.meeting)
        if times and not any(private_times.touches(times, recording, one) for one in recording.passages.all()):
            yield recording.pk

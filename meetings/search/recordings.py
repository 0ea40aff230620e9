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
    """
    Yield a row for each passage of a shown recording that the public could hear.

    SECURITY: the room's times are asked as they are now, whatever was left out when the file came.
    """
    meetings = Meeting.objects.public().formal().filter(pk__in=units)
    shown = Recording.objects.shown().filter(meeting__in=meetings, passages__isnull=False).distinct()
    for recording in shown.select_related("meeting__committee").prefetch_related("passages"):
        meeting = recording.meeting
        about: dict[str, Any] = {"committee": meeting.committee_id, "day": meeting.date}
        for passage in private_times.said_in_public(recording):
            place, address = clock(passage.begins), f"{recording.page}#t{passage.begins}"
            yield (
                meeting.pk,
                Row(EntryKind.RECORDING, recording.pk, address, recording.title, passage.text, place, **about),
            )


def public_on(things: Collection[int], on: dt.date) -> Iterator[int]:
    """
    Yield the ids of recordings that are public on that day, with captions that may be read.

    SECURITY: a recording with a passage that the room's times put while the public were excluded is left out until that
    passage has gone.
    """
    for recording in Recording.objects.public(on).filter(pk__in=things).select_related("meeting__committee"):
        said = private_times.said_in_public(recording)
        if said and len(said) == recording.passages.count():
            yield recording.pk

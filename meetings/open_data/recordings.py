"""Open data of recordings, with their addresses and the second at which each item begins."""

import hashlib
from collections.abc import Collection, Iterator

from django.db.models import Prefetch

from committee.open_data.records import Data, Record, iso
from meetings.models import Meeting, Minutes, Recording
from meetings.open_data.agendas import record
from meetings.recordings import private_times, watching


def rows_of(units: Collection[int]) -> Iterator[tuple[int, Record]]:
    """
    Yield (meeting id, record) for each recording of the meetings with the ids `units`, without drafts.

    A record has a digest in place of the captions.
    """
    meetings = Meeting.objects.public().formal().filter(pk__in=units)
    shown = Recording.objects.shown().filter(meeting__in=meetings)
    if not shown.exists():
        return  # most changes concern meetings without a recording
    minuted = set(Minutes.objects.public().filter(meeting__in=meetings).values_list("meeting", flat=True))
    for meeting in meetings.select_related("committee").prefetch_related(Prefetch("recordings", shown)):
        recordings = list(meeting.recordings.all())
        # Times in minutes not yet published are not public, and they change with every button that the clerk presses.
        reached = watching.opened(meeting) if recordings and meeting.pk in minuted else {}
        begins = list(watching.begins(recordings, sorted(reached, key=reached.__getitem__), reached))
        for recording in recordings:
            recording.meeting = meeting
            items = [{"item_id": item, "second": second} for item, of, second in begins if of == recording]
            yield record("recording", recording.pk, meeting, _recording(recording, items))


def _recording(recording: Recording, items: list[Data]) -> Data:
    words = [f"{passage.begins} {passage.text}" for passage in private_times.said_in_public(recording)]
    return {
        "title": recording.title,
        "recording": recording.address,
        "starts_at": iso(recording.starts_at),
        "kept_until": iso(recording.kept_until),
        "items": items,
        "captions_digest": hashlib.sha256("\n".join(words).encode()).hexdigest() if words else "",
        "page": recording.page,
    }

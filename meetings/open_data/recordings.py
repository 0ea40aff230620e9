"""Recordings of meetings: where each can be watched, and at which second items begin."""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterator

from django.db.models import Prefetch

from committee.open_data.sources import Data, Record, iso
from meetings.models import Meeting, Minutes, Recording
from meetings.recordings import private_times, watching


def rows_of(units: Collection[int]) -> Iterator[tuple[int, Record]]:
    """A record a recording, for as long as it is kept: of captions what tells them from others, and no word."""
    meetings = Meeting.objects.public().formal().filter(pk__in=units)
    kept = Recording.objects.shown().filter(meeting__in=meetings)
    if not kept.exists():
        return  # as with most that changes
    minuted = set(Minutes.objects.public().filter(meeting__in=meetings).values_list("meeting", flat=True))
    for meeting in meetings.select_related("committee").prefetch_related(Prefetch("recordings", kept)):
        recordings = list(meeting.recordings.all())
        # What the room's record says before it is published is nobody's yet: it changes with every press of a button.
        reached = watching.opened(meeting) if recordings and meeting.pk in minuted else {}
        begins = list(watching.begins(recordings, sorted(reached, key=reached.__getitem__), reached))
        for one in recordings:
            one.meeting = meeting
            items = [{"item_id": item, "second": second} for item, of, second in begins if of == one]
            yield meeting.pk, _record(one, items)


def _record(one: Recording, items: list[Data]) -> Record:
    words = [f"{said.begins} {said.text}" for said in private_times.said_in_public(one)]
    data = {
        "meeting_id": one.meeting_id,
        "organization_id": one.meeting.committee_id,
        "title": one.title,
        "recording": one.address,
        "starts_at": iso(one.starts_at),
        "kept_until": iso(one.kept_until),
        "items": items,
        "captions_digest": hashlib.sha256("\n".join(words).encode()).hexdigest() if words else "",
        "page": one.page,
    }
    return Record("recording", one.pk, data, committee=one.meeting.committee_id, meeting=one.meeting_id)


def public_on(things: Collection[int], on: dt.date) -> Iterator[int]:
    """Those that anybody may be led to on that day."""
    yield from Recording.objects.public(on).filter(pk__in=things).values_list("pk", flat=True)
